from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tokens.models import Token
from trading.execution_report import MICRO_USD, Parts, TradeExecution, execution_of
from trading.models import Execution, Swap

NOW = datetime(2026, 3, 1, tzinfo=UTC)
USDC = Token(pk=1, symbol="USDC", decimals=6)
ETH = Token(pk=2, symbol="ETH", decimals=18)
ALL_OF_IT = 10**30


def trade(
    *,
    promised: tuple[int, int] = (100, 1000),
    quoted: tuple[int, int] | None = (100, 1000),
    came: tuple[int, int | None] = (100, 1000),
    exact: str = "in",
    mode: str = "live",
    state: str = "done",
    tax: str = "0",
    value: str | None = "100",
    gas: tuple[str, str] = ("0.4", "0.5"),
) -> Swap:
    """Make a trade that is stored nowhere: amounts in and out of its card, of the last quote, and of what came."""
    swap = Swap(
        token_in=USDC,
        token_out=ETH,
        exact=exact,
        units_in=came[0],
        expected_units_out=promised[1],
        received_units_out=came[1],
        mode=mode,
        state=state,
        value_usd=None if value is None else Decimal(value),
        gas_usd=Decimal(gas[1]),
    )
    if quoted is not None:
        Execution(
            swap=swap,
            promised_units_in=promised[0],
            promised_gas_usd=Decimal(gas[0]),
            quoted_units_in=quoted[0],
            quoted_units_out=quoted[1],
            quoted_at=NOW,
            tax_percent=Decimal(tax),
        )
    return swap


def told(swap: Swap) -> TradeExecution:
    found = execution_of(swap)
    assert found is not None
    return found


def parts(swap: Swap) -> tuple[int, int, int]:
    found = told(swap).parts
    assert found is not None
    return found.price_move, found.slippage, found.tax


# What is not known is not told


@pytest.mark.parametrize("state", ["quoted", "confirmed", "sent", "bridging", "review", "failed", "cancelled"])
def test_a_trade_that_brought_nothing_is_not_compared(state: str) -> None:
    assert execution_of(trade(state=state)) is None


def test_a_rehearsal_from_before_its_quote_was_kept_is_not_known() -> None:
    assert execution_of(trade(mode="dry_run", state="booked", quoted=None, came=(100, None))) is None


def test_an_exact_purchase_from_before_its_card_was_kept_is_not_known() -> None:
    assert execution_of(trade(mode="dry_run", state="booked", quoted=None, exact="out")) is None


def test_a_real_trade_without_a_last_quote_has_a_difference_and_no_parts() -> None:
    found = told(trade(quoted=None, came=(100, 990)))

    assert (found.difference, found.parts) == (-10, None)
    assert found.price_move_usd is found.slippage_usd is found.tax_usd is found.gas_usd is None
    assert found.difference_usd == found.total_usd == Decimal("-1.010101")


def test_without_a_value_nothing_is_said_in_dollars() -> None:
    found = told(trade(value=None, came=(100, 990)))

    assert found.parts == Parts(price_move=0, slippage=-10, tax=0)
    assert found.difference_usd is found.total_usd is found.slippage_usd is found.worth_usd is None


def test_gas_that_nobody_could_price_is_not_called_as_promised() -> None:
    found = told(trade(gas=("0.4", "0.4")))

    assert found.gas_paid_usd is found.gas_usd is None
    assert found.total_usd == 0


# Each part


def test_what_the_market_moved_between_card_and_last_quote_is_the_price_move() -> None:
    assert parts(trade(promised=(100, 1000), quoted=(100, 993), came=(100, 993))) == (-7, 0, 0)


def test_what_arrived_beyond_the_last_quote_is_slippage() -> None:
    assert parts(trade(quoted=(100, 1000), came=(100, 1002))) == (0, 2, 0)
    assert parts(trade(quoted=(100, 1005), came=(100, 1001))) == (5, -4, 0)


def test_a_known_tax_explains_what_is_missing_and_no_more() -> None:
    assert parts(trade(came=(100, 950), tax="5")) == (0, 0, -50)
    assert parts(trade(came=(100, 940), tax="5")) == (0, -10, -50)
    assert parts(trade(came=(100, 970), tax="5")) == (0, 0, -30)


def test_a_tax_that_the_quote_counts_in_is_no_part() -> None:
    assert parts(trade(came=(100, 1000), tax="12")) == (0, 0, 0)
    assert parts(trade(came=(100, 1001), tax="12")) == (0, 1, 0)


def test_the_gas_part_is_what_it_was_cheaper() -> None:
    found = told(trade(gas=("0.40", "0.55"), came=(100, 990)))

    assert found.gas_usd == Decimal("-0.15")
    assert found.total_usd == Decimal("-1.010101") + Decimal("-0.15")


def test_an_exact_purchase_is_counted_in_what_was_paid() -> None:
    swap = trade(promised=(300, 10), quoted=(303, 10), came=(303, 10), exact="out", mode="dry_run", state="booked")
    found = told(swap)

    assert (found.token, found.promised, found.got, found.difference) == (USDC, 300, 303, -3)
    assert found.parts == Parts(price_move=-3, slippage=0, tax=0)
    assert found.percent == -1


def test_an_exact_purchase_that_brought_more_is_held_to_the_promised_rate() -> None:
    swap = trade(promised=(300, 10), quoted=(330, 11), came=(330, 11), exact="out", mode="dry_run", state="booked")

    assert (told(swap).promised, told(swap).difference) == (330, 0)


def test_a_rehearsal_is_told_by_what_it_would_have_brought() -> None:
    found = told(trade(quoted=(100, 996), came=(100, None), mode="dry_run", state="booked"))

    assert (found.got, found.difference, found.parts) == (996, -4, Parts(price_move=-4, slippage=0, tax=0))


def test_a_simulated_trade_of_old_was_booked_at_its_last_quote() -> None:
    assert parts(trade(quoted=None, came=(100, 991), mode="dry_run", state="booked")) == (-9, 0, 0)


# They add up

units = st.integers(1, ALL_OF_IT)


@given(
    promised=st.tuples(units, units),
    quoted=st.tuples(units, units),
    came=st.tuples(units, units),
    exact=st.sampled_from(["in", "out"]),
    tax=st.decimals(0, 100, places=4),
    value=st.none() | st.decimals(0, 10**12, places=18),
    gas=st.tuples(st.decimals(0, 10**6, places=18), st.decimals(0, 10**6, places=18)),
)
@example(
    promised=(1, ALL_OF_IT),
    quoted=(ALL_OF_IT, 1),
    came=(ALL_OF_IT, 1),
    exact="in",
    tax=Decimal(100),
    value=Decimal(10**12),
    gas=(Decimal(0), Decimal(0)),
)
def test_the_parts_add_up_to_the_last_unit(
    promised: tuple[int, int],
    quoted: tuple[int, int],
    came: tuple[int, int],
    exact: str,
    tax: Decimal,
    value: Decimal | None,
    gas: tuple[Decimal, Decimal],
) -> None:
    swap = trade(
        promised=promised,
        quoted=quoted,
        came=came,
        exact=exact,
        tax=f"{tax:f}",
        value=None if value is None else f"{value:f}",
        gas=(f"{gas[0]:f}", f"{gas[1]:f}"),
    )
    found = told(swap)
    assert found.parts is not None
    assert found.parts.total == found.difference
    assert found.parts.tax <= 0
    if exact == "in":
        assert found.difference == came[1] - promised[1] * came[0] // promised[0]
    else:
        assert found.difference == -((-promised[0] * came[1]) // promised[1]) - came[0]
    if value is None:
        assert found.total_usd is None
        return
    pieces = [found.price_move_usd, found.slippage_usd, found.tax_usd]
    assert found.difference_usd == sum(Decimal(piece or 0) for piece in pieces)
    for piece, amount in zip(pieces, (found.parts.price_move, found.parts.slippage, found.parts.tax), strict=True):
        exactly = Fraction(amount) * Fraction(value) / found.got
        assert abs(Fraction(piece or 0) - exactly) <= Fraction(MICRO_USD) + abs(exactly) / 10**20
