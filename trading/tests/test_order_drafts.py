from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pytest_django import Settings

from esther_site.lib.errors import TemporaryError, UserError
from sandbox.okx.faults import set_fault
from tokens.resolver import UnknownToken
from trading.brackets import Bracket
from trading.intake import AmountKind
from trading.models import Order, Swap, User, Wallet
from trading.order_drafts import dollars, draft
from trading.order_wishes import OrderWish
from trading.tests.desk import hold, hold_nothing, token
from trading.tests.order_desk import Kind, fixed_price
from trading.users import set_slippage

IN, OUT = Swap.Exact.IN, Swap.Exact.OUT
BELOW, ABOVE = Order.Direction.BELOW, Order.Direction.ABOVE


@pytest.fixture(autouse=True)
def _prices(alice: User) -> None:
    """LINK costs ten dollars and ether two thousand; Alice has some of both, besides her dollars."""
    fixed_price("LINK", "10")
    fixed_price("ETH", "2000")
    fixed_price("USDC", "1")
    hold(alice, "50", "LINK")
    hold(alice, "1", "ETH")


def wish(kind: Order.Kind, usd: str | None, symbol: str = "LINK", **more: Any) -> OrderWish:
    return OrderWish(kind=kind, token=symbol, trigger_usd=None if usd is None else Decimal(usd), **more)


def buying(kind: Order.Kind, usd: str, amount: str = "100", **more: Any) -> OrderWish:
    more.setdefault("amount_kind", AmountKind.USD)
    return wish(kind, usd, amount=Decimal(amount), **more)


def size(order: Order) -> tuple[str, int | None, Decimal | None]:
    return order.asked, order.units, order.share_percent


# What is refused


@pytest.mark.parametrize(
    ("asked", "advice"),
    [
        (wish(Kind.STOP_LOSS, "10"), r"at \$10 now, which is at or below a stop loss of \$10 already. Sell it now, or"),
        (wish(Kind.STOP_LOSS, "10.01"), "or choose a lower price"),
        (wish(Kind.TAKE_PROFIT, "10"), "at or above a target of .* Sell it now, or choose a higher price"),
        (wish(Kind.TAKE_PROFIT, "9.99"), "choose a higher price"),
        (buying(Kind.LIMIT_BUY, "10"), "at or below a limit of .* Buy it now, or choose a lower price"),
        (buying(Kind.LIMIT_BUY, "12"), "choose a lower price"),
        (buying(Kind.STOP_BUY, "10"), "at or above a breakout of .* Buy it now, or choose a higher price"),
        (buying(Kind.STOP_BUY, "9"), "choose a higher price"),
    ],
)
def test_a_price_that_is_reached_already_is_refused(alice: User, asked: OrderWish, advice: str) -> None:
    with pytest.raises(UserError, match=advice):
        draft(alice, asked)


def test_without_a_price_there_is_no_order(okx: object, alice: User) -> None:
    for way in ("market/price", "aggregator/quote"):
        set_fault(way, "500", times=9)

    for asked in (
        wish(Kind.STOP_LOSS, "1", "WBTC"),
        wish(Kind.TRAILING_STOP, None, "WBTC", trail_percent=Decimal(5)),
    ):
        with pytest.raises(TemporaryError):
            draft(alice, asked)


def test_a_token_nobody_knows_is_refused(alice: User) -> None:
    with pytest.raises(UnknownToken):
        draft(alice, wish(Kind.STOP_LOSS, "9", "NOPECOIN"))


def test_a_token_is_not_traded_for_itself(alice: User) -> None:
    with pytest.raises(UserError, match="LINK for itself"):
        draft(alice, wish(Kind.STOP_LOSS, "9", currency="LINK"))


def test_somebody_without_a_wallet_is_told_how_to_get_one(seeded: None) -> None:
    with pytest.raises(UserError, match="Send /paper reset"):
        draft(User.objects.create(username="stray"), wish(Kind.STOP_LOSS, "9"))


def test_a_watched_wallet_does_not_trade(alice: User) -> None:
    alice.default_wallet = Wallet.objects.create(owner=alice, name="Vault", kind=Wallet.Kind.WATCH, address="0x1")

    with pytest.raises(UserError, match="only watched"):
        draft(alice, wish(Kind.STOP_LOSS, "9"))


@pytest.mark.parametrize("percent", ["0", "-1", "3.01", "NaN"])
def test_slippage_has_a_ceiling(alice: User, percent: str) -> None:
    with pytest.raises(UserError, match="Slippage"):
        draft(alice, wish(Kind.STOP_LOSS, "9", slippage_percent=Decimal(percent)))


def test_what_is_not_there_cannot_wait_to_be_sold(alice: User) -> None:
    with pytest.raises(UserError, match="only 50 LINK in this wallet"):
        draft(alice, wish(Kind.STOP_LOSS, "9", amount=Decimal("50.1")))
    hold_nothing(alice)
    with pytest.raises(UserError, match="no LINK in this wallet to sell"):
        draft(alice, wish(Kind.STOP_LOSS, "9"))


@pytest.mark.parametrize(("amount", "says"), [("1e-30", "smallest unit"), ("1e30", "larger than anything")])
def test_an_amount_nobody_can_trade_is_refused(alice: User, amount: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        draft(alice, buying(Kind.LIMIT_BUY, "9", amount, amount_kind=AmountKind.TOKEN))


# What an order is


@pytest.mark.parametrize(
    ("asked", "direction", "given", "received"),
    [
        (wish(Kind.STOP_LOSS, "9.99"), BELOW, "LINK", "USDC"),
        (wish(Kind.TAKE_PROFIT, "10.01", currency="ETH"), ABOVE, "LINK", "ETH"),
        (wish(Kind.TRAILING_STOP, None, trail_percent=Decimal(5)), BELOW, "LINK", "USDC"),
        (buying(Kind.LIMIT_BUY, "9.99"), BELOW, "USDC", "LINK"),
        (buying(Kind.STOP_BUY, "10.01", currency="ETH"), ABOVE, "ETH", "LINK"),
    ],
)
def test_each_kind_waits_on_its_side_and_trades_its_way(
    alice: User, asked: OrderWish, direction: Order.Direction, given: str, received: str
) -> None:
    order = draft(alice, asked)

    assert (order.kind, order.direction, order.trigger_usd) == (asked.kind, direction, asked.trigger_usd)
    assert (order.token_in.symbol, order.token_out.symbol, order.token.symbol) == (given, received, "LINK")
    assert (order.user, order.wallet, order.state) == (alice, alice.default_wallet, Order.State.ACTIVE)


def test_a_purchase_may_be_paid_with_what_is_still_to_come(alice: User) -> None:
    assert draft(alice, buying(Kind.LIMIT_BUY, "9", "50000")).units == 50_000_000_000


def test_a_trailing_stop_follows_from_now_on(alice: User) -> None:
    order = draft(alice, wish(Kind.TRAILING_STOP, None, trail_percent=Decimal("2.5")))

    assert (order.trail_bps, order.trails_from) == (250, order.created_at)
    assert draft(alice, wish(Kind.STOP_LOSS, "9")).trails_from is None


def test_a_bracket_goes_with_the_purchase(alice: User) -> None:
    order = draft(alice, buying(Kind.LIMIT_BUY, "9", bracket=Bracket(stop_percent=Decimal(5), target_usd=Decimal(12))))

    assert (order.stop_percent, order.target_usd) == (Decimal(5), Decimal(12))
    assert (order.stop_usd, order.target_percent) == (None, None)


def test_slippage_is_that_of_the_order_then_of_the_user(alice: User, settings: Settings) -> None:
    set_slippage(alice, Decimal("0.5"))

    assert draft(alice, wish(Kind.STOP_LOSS, "9")).slippage_percent == Decimal("0.5")
    assert draft(alice, wish(Kind.STOP_LOSS, "9", slippage_percent=Decimal(2))).slippage_percent == 2


# How much


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (wish(Kind.STOP_LOSS, "9"), (IN, None, 100)),
        (wish(Kind.STOP_LOSS, "9", amount=Decimal(50), amount_kind=AmountKind.PERCENT), (IN, None, 50)),
        (wish(Kind.STOP_LOSS, "9", amount=Decimal(2)), (IN, 2 * 10**18, None)),
        (wish(Kind.STOP_LOSS, "9", amount=Decimal(2), amount_kind=AmountKind.SPEND), (IN, 2 * 10**18, None)),
        (buying(Kind.LIMIT_BUY, "9", "2", amount_kind=AmountKind.TOKEN), (OUT, 2 * 10**18, None)),
        (buying(Kind.LIMIT_BUY, "9", "100", amount_kind=AmountKind.SPEND), (IN, 100_000_000, None)),
        (buying(Kind.LIMIT_BUY, "9", "100"), (IN, 100_000_000, None)),
        (buying(Kind.LIMIT_BUY, "9", "100", currency="ETH"), (IN, 5 * 10**16, None)),
        (buying(Kind.LIMIT_BUY, "9", "25", amount_kind=AmountKind.PERCENT), (IN, None, 25)),
    ],
)
def test_an_amount_fixes_one_side_or_is_a_share_to_be_taken_then(
    alice: User, asked: OrderWish, expected: tuple[Swap.Exact, int | None, Decimal | None]
) -> None:
    assert size(draft(alice, asked)) == expected


def test_dollars_of_a_sale_count_at_the_price_it_is_sold_at(alice: User) -> None:
    asked = wish(Kind.TAKE_PROFIT, "20", amount=Decimal(100), amount_kind=AmountKind.USD)
    assert size(draft(alice, asked)) == (IN, 5 * 10**18, None)


def test_dollars_of_a_trailing_stop_count_at_the_price_now(alice: User) -> None:
    asked = wish(Kind.TRAILING_STOP, None, trail_percent=Decimal(5), amount=Decimal(100), amount_kind=AmountKind.USD)
    assert size(draft(alice, asked)) == (IN, 10 * 10**18, None)


def test_a_third_is_kept_to_the_last_place_and_is_never_more(alice: User) -> None:
    third = Decimal(100) / 3
    order = draft(alice, wish(Kind.STOP_LOSS, "9", amount=third, amount_kind=AmountKind.PERCENT))
    order.save()

    order.refresh_from_db()
    assert order.share_percent is not None
    assert abs(order.share_percent - third) < Decimal("1e-12")
    assert token("LINK") == order.token


@pytest.mark.parametrize(
    ("usd", "words"),
    [("2950.126", "$2,950.13"), ("115000", "$115,000.00"), ("999.5", "$999.5"), ("0.0000123456789", "$0.0000123457")],
)
def test_prices_are_said_in_as_many_digits_as_matter(usd: str, words: str) -> None:
    assert dollars(Decimal(usd)) == words
