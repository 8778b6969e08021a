from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tokens.quotes import get_quote
from trading.execution_report_facts import keep_last_quote, transfer_tax
from trading.models import Execution, User
from trading.tests.desk import token
from trading.tests.past_executions import over


@pytest.mark.parametrize(
    ("tax_in", "tax_out", "together"),
    [("0", "0", "0"), ("5", "0", "5"), ("0", "12", "12"), ("10", "10", "19"), ("100", "3", "100"), ("250", "0", "100")],
)
def test_two_taxes_are_taken_one_after_the_other(okx: object, tax_in: str, tax_out: str, together: str) -> None:
    quote = get_quote(token("USDC"), token("ETH"), 10**6)

    taxed = replace(quote, tax_in_percent=Decimal(tax_in), tax_out_percent=Decimal(tax_out))
    assert transfer_tax(taxed) == Decimal(together)


def test_the_newest_quote_before_a_trade_counts(okx: object, alice: User) -> None:
    swap = over(alice, token("USDC"), token("ETH"))
    first = get_quote(swap.token_in, swap.token_out, swap.units_in)
    keep_last_quote(swap, first)
    keep_last_quote(swap, replace(first, units_out=first.units_out + 7))

    kept = Execution.objects.get()
    assert (kept.swap_id, kept.quoted_units_out) == (swap.pk, first.units_out + 7)
    assert (kept.promised_units_in, kept.promised_gas_usd) == (swap.units_in, swap.gas_usd)
