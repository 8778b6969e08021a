"""What operators see of promises kept and simulations re-priced: answers to questions, and nothing to change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.utils import timezone

from esther_site.tests.operators import make_operator, signed_in
from tokens.models import Token
from trading.models import Execution, Repricing, Swap, User
from trading.tests.past_executions import BOUGHT, kept, over

pytestmark = pytest.mark.django_db

EXECUTIONS, REPRICINGS = "/admin/trading/execution/", "/admin/trading/repricing/"


@pytest.fixture
def pair(seeded: None) -> tuple[Token, Token]:
    return Token.objects.get(symbol="USDC", chain=1), Token.objects.get(symbol="ETH", chain=1)


@pytest.fixture
def root(seeded: None) -> Client:
    return signed_in(make_operator())


def listed(root: Client, page: str, swaps: list[Swap]) -> list[int]:
    """Return which of the trades, by their place, a list has."""
    answer = root.get(page)
    assert answer.status_code == 200
    shown = {row.swap_id for row in answer.context["cl"].result_list}
    return [place for place, swap in enumerate(swaps) if swap.pk in shown]


@pytest.mark.parametrize("model", [Execution, Repricing])
def test_not_even_a_superuser_may_touch_a_figure(rf: RequestFactory, model: type[Any]) -> None:
    request = rf.get("/")
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    site: admin.ModelAdmin[Any] = admin.site.get_model_admin(model)
    assert not site.has_add_permission(request)
    assert not site.has_change_permission(request)
    assert not site.has_delete_permission(request)


@pytest.mark.parametrize(
    ("query", "found"),
    [("", [0, 1, 2, 3]), ("?ask=less", [1, 2]), ("?ask=taxed", [2]), ("?ask=gas", [3]), ("?ask=real", [0, 1, 2])],
)
def test_the_questions_about_promises(
    root: Client, alice: User, pair: tuple[Token, Token], query: str, found: list[int]
) -> None:
    paid_too_much: dict[str, Any] = {"asked": "out", "exact": "out", "units_in": 102_000_000}
    swaps = [
        kept(over(alice, *pair, received_units_out=BOUGHT * 99 // 100)),  # 1 %, and not over it
        kept(over(alice, *pair, received_units_out=BOUGHT * 98 // 100)),
        kept(over(alice, *pair, **paid_too_much), promised_units_in=100_000_000, tax_percent=2),
        kept(over(alice, *pair, mode="dry_run", state="booked", gas_usd=9)),
    ]
    assert listed(root, EXECUTIONS + query, swaps) == found


def test_a_trade_is_shown_beside_its_promise(root: Client, alice: User, pair: tuple[Token, Token]) -> None:
    swap = kept(over(alice, *pair, received_units_out=BOUGHT * 98 // 100))
    for page in (EXECUTIONS, f"{EXECUTIONS}{swap.pk}/change/"):
        shown = root.get(page).content.decode()
        for words in ("0.04 ETH", "0.0392 ETH", "-2.00 %", "$0.40, $0.50"):
            assert words in shown, words


def test_one_that_brought_nothing_is_not_judged(root: Client, alice: User, pair: tuple[Token, Token]) -> None:
    kept(over(alice, *pair, state="failed", received_units_out=None))
    assert "not known" in root.get(EXECUTIONS).content.decode()


@pytest.mark.parametrize(
    ("query", "found"), [("", [0, 1, 2, 3]), ("?ask=late", [0]), ("?ask=rosy", [1]), ("?ask=missed", [2])]
)
def test_the_questions_about_simulations(
    root: Client, alice: User, pair: tuple[Token, Token], query: str, found: list[int]
) -> None:
    swaps = [over(alice, *pair, mode="dry_run", state="booked") for _ in range(4)]
    due = timezone.now() - timedelta(minutes=6)
    rows = [("waiting", None), ("done", 101), ("missed", None), ("done", 100)]
    for swap, (state, error) in zip(swaps, rows, strict=True):
        Repricing.objects.create(swap=swap, delay_minutes=1, due_at=due, state=state, error_bps=error)
    assert listed(root, REPRICINGS + query, swaps) == found
    assert ("+1.01 %" in root.get(REPRICINGS + query).content.decode()) == (1 in found)


@pytest.mark.parametrize("page", [EXECUTIONS, REPRICINGS])
@pytest.mark.parametrize(("asked", "found"), [("alice", [0]), ("nobody", [])])
def test_they_are_found_by_whose_they_are(
    root: Client, alice: User, bob: User, pair: tuple[Token, Token], page: str, asked: str, found: list[int]
) -> None:
    swaps = [kept(over(user, *pair)) for user in (alice, bob)]
    for swap in swaps:
        Repricing.objects.create(swap=swap, delay_minutes=1, due_at=timezone.now())
    assert listed(root, f"{page}?q={asked}", swaps) == found
    assert listed(root, f"{page}?q={swaps[1].handle}", swaps) == [1]


@pytest.mark.parametrize("page", [EXECUTIONS, REPRICINGS])
def test_a_list_is_read_in_few_queries(
    root: Client, alice: User, pair: tuple[Token, Token], page: str, django_assert_max_num_queries: Any
) -> None:
    for _ in range(9):
        Repricing.objects.create(swap=kept(over(alice, *pair)), delay_minutes=1, due_at=timezone.now())
    with django_assert_max_num_queries(10):
        root.get(page)
