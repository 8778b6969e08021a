"""Over random portfolios: no address and no made-up name is ever in what a language model is given."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
import responses
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.facts import facts_about
from portfolio.insight_model import prompt_of
from portfolio.models import Book
from tokens.models import Price, Token
from trading.models import Order, PaperBalance, User, Wallet
from trading.tests.desk import admitted, token
from trading.tests.order_desk import waiting

pytestmark = pytest.mark.django_db

_ADDRESS = st.integers(min_value=0, max_value=2**160 - 1).map(lambda number: f"0x{number:040x}")
_SYMBOL = st.one_of(
    st.text(min_size=1, max_size=40).filter(lambda text: "\x00" not in text), _ADDRESS.map(lambda a: a[:40])
)
_HOLDING = st.tuples(_ADDRESS, _SYMBOL, st.integers(0, 36), st.integers(1, 2**255), st.booleans(), st.booleans())
_SHOULD_STAY = {"total", "order_near", "order_asks", "concentration", "holding", "no_price", "gas", "old_prices"}


@pytest.fixture
def alice(okx: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch) -> User:
    monkeypatch.setattr("portfolio.fact_history.moves_of", lambda tokens, now: {})
    return admitted(1, "Alice")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(_HOLDING, max_size=8, unique_by=lambda each: each[0]))
def test_no_address_and_no_made_up_name_is_in_the_prompt(
    alice: User, held: list[tuple[str, str, int, int, bool, bool]]
) -> None:
    PaperBalance.objects.all().delete()
    Order.objects.all().delete()
    now = timezone.now()
    for address, symbol, decimals, units, has_price, has_order in held:
        made, _ = Token.objects.update_or_create(
            chain=token("ETH").chain,
            address=address,
            defaults={"symbol": _encodable(symbol), "name": "n", "decimals": decimals, "source": "okx"},
        )
        PaperBalance.objects.create(wallet=Wallet.objects.get(owner=alice, kind="paper"), token=made, units=units)
        if has_price:
            later = now + timedelta(days=1)
            Price.objects.update_or_create(
                token=made, defaults={"usd": Decimal("1.01"), "source": "test", "observed_at": later}
            )
        if has_order:
            order = waiting(alice, trigger_usd=Decimal(1))
            Order.objects.filter(pk=order.pk).update(token=made)

    system, data = prompt_of(facts_about(alice, Book.PAPER, now))

    assert {fact["kind"] for fact in data["facts"]} <= _SHOULD_STAY
    written = system + json.dumps(data)
    assert not re.search(r"0x[0-9a-f]{4,}", written)
    assert all(
        re.fullmatch(r"TOKEN [A-Z]+", fact["value"]["symbol"]) for fact in data["facts"] if "symbol" in fact["value"]
    )


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode() or "?"
