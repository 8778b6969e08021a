"""Trades between two chains, from the offer to the books."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
import responses
from django.utils import timezone

from esther_site.lib.errors import TemporaryError, UserError
from sandbox.market import market
from sandbox.okx.faults import set_fault
from tokens.cross_chain import CrossQuote
from tokens.models import Chain, Price, Token
from trading.models import PaperBalance, Swap, User
from trading.policy import Level
from trading.quoting import TradeRequest, allowed, make_offer
from trading.swaps import PriceMoved, SwapClosed, confirm_swap, history, quote_swap, refresh_swap
from trading.tests.desk import ONE, hold, token

State = Swap.State


def crossing(
    user: User, amount: str = "100", pay: str = "USDC", *, here: str = "Arbitrum", get: str = "ETH", there: str = "Base"
) -> TradeRequest:
    wallet, given = user.default_wallet, token(pay, here)
    assert wallet is not None
    return TradeRequest(
        user=user,
        wallet=wallet,
        token_in=given,
        token_out=token(get, there),
        asked=Swap.Exact.IN,
        units=given.to_units(Decimal(amount)),
        slippage_percent=ONE,
    )


def books(user: User) -> dict[str, Decimal]:
    rows = PaperBalance.objects.filter(wallet__owner=user, units__gt=0).select_related("token__chain")
    return {f"{row.token.symbol} on {row.token.chain.name}": row.token.to_amount(row.units) for row in rows}


@pytest.fixture
def rich(okx: responses.RequestsMock, alice: User) -> User:
    """Alice, with 1,000 USDC and 1 ETH on Arbitrum."""
    PaperBalance.objects.all().delete()
    hold(alice, "1000", "USDC", "Arbitrum")
    hold(alice, "1", "ETH", "Arbitrum")
    return alice


def stored() -> int:
    return Swap.objects.count()


# What is refused


def test_what_arrives_cannot_be_fixed(rich: User) -> None:
    wish = replace(crossing(rich), asked=Swap.Exact.OUT, units=10**17)

    with pytest.raises(UserError, match=r"such as “swap 100 USDC on Arbitrum to ETH on Base”\.$"):
        quote_swap(wish)


def test_where_no_bridge_goes_nothing_is_quoted(rich: User) -> None:
    with pytest.raises(UserError, match="No bridge takes USDC on Arbitrum to OKB on X Layer"):
        quote_swap(crossing(rich, get="OKB", there="X Layer"))
    assert stored() == 0


@pytest.mark.parametrize(("amount", "what"), [("0.01", "less"), ("50000000", "more")])
def test_an_amount_no_bridge_takes_is_refused(rich: User, amount: str, what: str) -> None:
    with pytest.raises(UserError, match=f"That is {what} than any bridge takes"):
        quote_swap(crossing(rich, amount))


def test_nobody_bridges_more_than_is_on_the_first_chain(rich: User) -> None:
    hold(rich, "5000", "USDC", "Base")

    with pytest.raises(UserError, match="not enough USDC on Arbitrum"):
        quote_swap(crossing(rich, "1001"))


def test_a_token_nobody_vouches_for_is_not_bought_across_chains(rich: User) -> None:
    there = Chain.objects.get(name="Base")
    address = "0x" + b"honey".hex().ljust(40, "0")
    trap = Token.objects.create(chain=there, address=address, symbol="HONEY", decimals=18, source="okx")

    with pytest.raises(UserError, match=r"^HONEY is not verified, and between chains OKX does not say"):
        quote_swap(replace(crossing(rich), token_out=trap))


def test_a_way_that_costs_too_much_is_blocked(rich: User) -> None:
    know("USDC", "Arbitrum", "1.3")

    with pytest.raises(UserError, match=r"^The way to the other chain would cost 2\d\.\d\d %, more than the 10 %"):
        quote_swap(crossing(rich, get="USDC"))


def test_a_way_that_costs_much_is_warned_of(rich: User) -> None:
    know("USDC", "Arbitrum", "1.08")

    offer = make_offer(crossing(rich, get="USDC"))
    assert [(verdict.level, verdict.rule) for verdict in offer.verdicts] == [(Level.WARN, "impact")]
    assert "on the way to the other chain" in offer.verdicts[0].reason


def know(symbol: str, chain: str, usd: str) -> None:
    priced = token(symbol, chain)
    values = {"usd": Decimal(usd), "source": "test", "observed_at": timezone.now()}
    Price.objects.update_or_create(token=priced, defaults=values)


def test_an_outage_at_the_press_books_nothing(rich: User) -> None:
    swap = quote_swap(crossing(rich))
    before = books(rich)
    set_fault("cross-chain/quote", "500", times=9)

    with pytest.raises(TemporaryError):
        confirm_swap(rich, swap.handle, pressed_by="1")
    swap.refresh_from_db()
    assert (swap.state, books(rich)) == (State.FAILED, before)


def test_less_than_the_minimum_is_asked_again(rich: User) -> None:
    swap = quote_swap(crossing(rich))
    before = books(rich)
    market().nudge("ETH", 5)

    with pytest.raises(PriceMoved) as moved:
        confirm_swap(rich, swap.handle, pressed_by="1")
    assert moved.value.swap.expected_units_out < swap.minimum_units_out
    assert moved.value.swap.is_crossing
    assert books(rich) == before


def test_a_crossing_is_booked_once(rich: User) -> None:
    swap = quote_swap(crossing(rich))
    confirm_swap(rich, swap.handle, pressed_by="1")
    after = books(rich)

    with pytest.raises(SwapClosed):
        confirm_swap(rich, swap.handle, pressed_by="2")
    assert books(rich) == after


# What is offered and booked


@pytest.mark.parametrize(("percent", "kept"), [("1", 99), ("3", 97)])
def test_the_minimum_is_what_the_slippage_leaves(rich: User, percent: str, kept: int) -> None:
    offer = allowed(make_offer(replace(crossing(rich), slippage_percent=Decimal(percent))))

    assert isinstance(offer.quote, CrossQuote)
    assert offer.minimum_units_out == offer.quote.units_out * kept // 100
    assert offer.maximum_units_in == offer.quote.units_in == 100 * 10**6


def test_a_row_keeps_both_chains_and_the_bridge(rich: User) -> None:
    swap = quote_swap(crossing(rich))
    swap.refresh_from_db()

    assert swap.to_chain is not None
    assert (swap.chain.name, swap.to_chain.name, swap.is_crossing) == ("Arbitrum", "Base", True)
    assert (swap.bridge, swap.route, swap.estimated_seconds) == ("ACROSS V3", "ACROSS V3", 43)
    assert swap.bridge_fee_usd is not None
    assert Decimal("0.04") < swap.bridge_fee_usd < Decimal("0.05")
    assert swap.mode == Swap.Mode.DRY_RUN


def test_a_trade_on_one_chain_keeps_no_bridge(rich: User) -> None:
    swap = quote_swap(crossing(rich, there="Arbitrum"))

    assert (swap.is_crossing, swap.to_chain, swap.bridge) == (False, None, "")
    assert (swap.bridge_fee_usd, swap.estimated_seconds) == (None, None)


def test_what_is_given_leaves_one_chain_and_arrives_on_the_other(rich: User) -> None:
    swap = confirm_swap(rich, quote_swap(crossing(rich)).handle, pressed_by="1")
    assert swap.gas_token is not None
    assert swap.received_units_out is not None

    assert (swap.state, swap.gas_token.symbol, swap.gas_token.chain.name) == (State.BOOKED, "ETH", "Arbitrum")
    assert books(rich) == {
        "USDC on Arbitrum": Decimal(900),
        "ETH on Arbitrum": 1 - swap.gas_token.to_amount(swap.gas_units or 0),
        "ETH on Base": swap.token_out.to_amount(swap.received_units_out),
    }
    assert swap.received_units_out >= swap.minimum_units_out


def test_what_the_bridge_takes_in_coins_is_paid_too(rich: User) -> None:
    """Only one bridge goes to BSC, and it takes 0.00004 ether."""
    swap = confirm_swap(rich, quote_swap(crossing(rich, get="USDC", there="BSC")).handle, pressed_by="1")

    assert swap.bridge == "STARGATE V2"
    assert (swap.gas_units or 0) > 4 * 10**13
    assert books(rich)["USDC on BSC"] == Decimal("99.94")


def test_a_refreshed_crossing_is_one_again(rich: User) -> None:
    fresh = refresh_swap(rich, quote_swap(crossing(rich)).handle)

    assert (fresh.is_crossing, fresh.units_in) == (True, 100 * 10**6)


def test_the_history_knows_both_chains_without_asking_again(
    rich: User, django_assert_num_queries: Callable[..., object]
) -> None:
    confirm_swap(rich, quote_swap(crossing(rich)).handle, pressed_by="1")
    (swap,) = history(rich)

    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        assert [swap.chain.name, swap.to_chain and swap.to_chain.name] == ["Arbitrum", "Base"]
