from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from esther_site.lib.errors import UserError
from tokens.models import Chain, Price, Token
from tokens.resolver import AmbiguousToken, UnknownToken
from trading import paper
from trading.brackets import Bracket
from trading.intake import AmountKind, TradeWish, make_request
from trading.models import Swap, User
from trading.quoting import TradeRequest
from trading.tests.desk import hold, hold_nothing, token
from trading.users import set_default_chain, set_slippage

Read = Callable[..., TradeRequest]
IN, OUT = Swap.Exact.IN, Swap.Exact.OUT


@pytest.fixture
def buy(alice: User) -> Read:
    def read(amount: str, what: str, kind: AmountKind = AmountKind.TOKEN, **words: Any) -> TradeRequest:
        return make_request(alice, TradeWish(is_purchase=True, token=what, amount=Decimal(amount), kind=kind, **words))

    return read


@pytest.fixture
def sell(alice: User) -> Read:
    def read(amount: str, what: str, kind: AmountKind = AmountKind.TOKEN, **words: Any) -> TradeRequest:
        return make_request(alice, TradeWish(is_purchase=False, token=what, amount=Decimal(amount), kind=kind, **words))

    return read


@pytest.fixture
def price(seeded: None) -> Callable[[Token, str], None]:
    def know(priced: Token, usd: str) -> None:
        Price.objects.create(token=priced, usd=Decimal(usd), source="test", observed_at=timezone.now())

    return know


def read(request: TradeRequest) -> tuple[str, str, Swap.Exact, int]:
    return request.token_in.symbol, request.token_out.symbol, request.asked, request.units


def named_twice(symbol: str, chain: str) -> None:
    for number in (1, 2):
        Token.objects.create(
            chain=Chain.objects.get(name=chain), address=f"0x{number:040x}", symbol=symbol, decimals=18, source="okx"
        )


# What is refused


def test_somebody_without_a_wallet_is_told_how_to_get_one(seeded: None) -> None:
    stray = User.objects.create(username="stray")
    wish = TradeWish(is_purchase=True, token="ETH", amount=Decimal(1), kind=AmountKind.TOKEN)

    with pytest.raises(UserError, match="Send /paper reset"):
        make_request(stray, wish)

    paper.reset(stray, Chain.objects.get(name="Ethereum"))
    assert make_request(stray, wish).wallet == stray.default_wallet


@pytest.mark.parametrize("amount", ["0", "-0", "-1", "NaN", "Infinity", "-Infinity"])
def test_an_amount_must_be_above_zero(buy: Read, amount: str) -> None:
    with pytest.raises(UserError, match="above zero"):
        buy(amount, "ETH")


@pytest.mark.parametrize(("amount", "what"), [("1e-30", "ETH"), ("0.0000000000000000009", "ETH"), ("1e-9", "WBTC")])
def test_less_than_the_smallest_unit_is_no_amount(buy: Read, amount: str, what: str) -> None:
    with pytest.raises(UserError, match="smallest unit"):
        buy(amount, what)


@pytest.mark.parametrize("amount", ["1e21", "1e400", "9" * 80])
def test_more_than_exists_is_no_amount(buy: Read, amount: str) -> None:
    with pytest.raises(UserError, match="larger than anything"):
        buy(amount, "ETH")


def test_a_token_is_not_traded_for_itself(buy: Read) -> None:
    with pytest.raises(UserError, match="ETH for itself"):
        buy("1", "eth", currency="ETH")


def test_selling_dollars_needs_a_second_token(sell: Read) -> None:
    with pytest.raises(UserError, match="Name both tokens"):
        sell("50", "USDC")


def test_an_unknown_chain_is_refused_with_those_there_are(buy: Read) -> None:
    with pytest.raises(UserError, match="atlantis: choose one of Ethereum"):
        buy("1", "ETH", chain="atlantis")


@pytest.mark.parametrize("words", [{"what": "NOPECOIN"}, {"what": "ETH", "currency": "NOPECOIN"}])
def test_an_unknown_token_is_refused(buy: Read, words: dict[str, str]) -> None:
    with pytest.raises(UnknownToken, match="NOPECOIN"):
        buy("1", **words)


@pytest.mark.parametrize("words", [{"what": "TWIN"}, {"what": "ETH", "currency": "TWIN"}])
def test_a_doubtful_token_is_left_to_the_user(buy: Read, words: dict[str, str]) -> None:
    named_twice("TWIN", "Ethereum")

    with pytest.raises(AmbiguousToken) as doubt:
        buy("1", **words)

    assert [candidate.symbol for candidate in doubt.value.candidates] == ["TWIN", "TWIN"]


def test_nobody_sells_what_they_do_not_have(sell: Read) -> None:
    with pytest.raises(UserError, match="no LINK in this wallet"):
        sell("50", "LINK", AmountKind.PERCENT)


def test_nobody_sells_more_than_all(sell: Read, alice: User) -> None:
    hold(alice, "1", "LINK")

    with pytest.raises(UserError, match="more than 100 %"):
        sell("100.01", "LINK", AmountKind.PERCENT)


@pytest.mark.parametrize("amount", ["0.005", "0.0001"])
def test_the_gas_reserve_is_not_for_sale(sell: Read, alice: User, amount: str) -> None:
    hold(alice, amount, "ETH")

    with pytest.raises(UserError, match="kept to pay gas on Ethereum"):
        sell("100", "ETH", AmountKind.PERCENT)


def test_half_of_the_last_unit_is_nothing_and_not_called_gas(sell: Read, alice: User) -> None:
    hold(alice, "0.00000001", "WBTC")

    with pytest.raises(UserError, match="smallest unit"):
        sell("50", "WBTC", AmountKind.PERCENT)


def test_a_sale_carries_no_bracket(buy: Read, sell: Read) -> None:
    bracket = Bracket(stop_percent=Decimal(5))

    with pytest.raises(UserError, match="Only a purchase"):
        sell("1", "ETH", bracket=bracket)
    assert buy("1", "ETH", bracket=bracket).units == 10**18


def test_slippage_is_not_finer_than_it_can_be_kept(buy: Read) -> None:
    with pytest.raises(UserError, match="two decimals"):
        buy("1", "ETH", slippage_percent=Decimal("0.005"))


# What is received or spent exactly


def test_buying_an_amount_receives_exactly_that(buy: Read) -> None:
    assert read(buy("0.1", "eth", currency="usdc")) == ("USDC", "ETH", OUT, 10**17)


def test_selling_an_amount_spends_exactly_that(sell: Read) -> None:
    assert read(sell("50", "usdc", currency="eth")) == ("USDC", "ETH", IN, 50_000_000)


def test_buying_for_an_amount_spends_exactly_that(buy: Read) -> None:
    assert read(buy("0.5", "LINK", AmountKind.SPEND, currency="ETH")) == ("ETH", "LINK", IN, 5 * 10**17)


def test_every_digit_of_an_amount_counts(buy: Read) -> None:
    assert buy("123456789.123456789123456789", "ETH").units == 123456789123456789123456789


@pytest.mark.parametrize(
    ("chain", "decimals"), [("ethereum", 6), ("bsc", 18), ("polygon", 6), ("x layer", 6), ("avalanche", 6)]
)
def test_a_hundred_dollars_are_a_hundred_usdc_in_the_decimals_of_the_chain(
    buy: Read, chain: str, decimals: int
) -> None:
    native = Chain.objects.get(name__iexact=chain).native_symbol
    request = buy("100", native, AmountKind.USD, chain=chain)

    assert read(request) == ("USDC", native, IN, 100 * 10**decimals)
    assert request.token_in.decimals == decimals


def test_a_hundred_dollars_of_another_currency_go_by_its_price(buy: Read, price: Callable[..., None]) -> None:
    price(token("ETH"), "2500")
    assert read(buy("100", "LINK", AmountKind.USD, currency="ETH")) == ("ETH", "LINK", IN, 4 * 10**16)


def test_a_hundred_dollars_of_what_is_sold_go_by_its_price(sell: Read, price: Callable[..., None]) -> None:
    price(token("LINK"), "30")
    assert read(sell("100", "LINK", AmountKind.USD)) == ("LINK", "USDC", IN, 3_333_333_333_333_333_333)


def test_tether_is_not_taken_for_a_dollar(sell: Read, price: Callable[..., None]) -> None:
    price(token("USDT"), "0.8")
    assert read(sell("100", "USDT", AmountKind.USD, currency="ETH")) == ("USDT", "ETH", IN, 125_000_000)


def test_a_price_that_is_not_fresh_is_asked_for_again(okx: object, sell: Read) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    Price.objects.create(token=token("LINK"), usd=Decimal("0.01"), source="test", observed_at=long_ago)

    assert sell("100", "LINK", AmountKind.USD).units < 10**20  # and not ten thousand LINK


# What a share of the balance is


def test_half_of_a_token_is_half_of_its_balance(sell: Read, alice: User) -> None:
    hold(alice, "0.00000007", "WBTC")
    assert read(sell("50", "btc", AmountKind.PERCENT)) == ("WBTC", "USDC", IN, 3)


def test_all_of_a_token_is_all_of_it(sell: Read) -> None:
    assert read(sell("100", "USDC", AmountKind.PERCENT, currency="ETH")) == ("USDC", "ETH", IN, 10_000_000_000)


@pytest.mark.parametrize(
    ("percent", "expected"), [("50", 5 * 10**17), ("99.5", 995 * 10**15), ("99.6", 995 * 10**15), ("100", 995 * 10**15)]
)
def test_a_share_of_the_native_coin_leaves_the_gas_reserve(
    sell: Read, alice: User, percent: str, expected: int
) -> None:
    hold(alice, "1", "ETH")
    assert sell(percent, "ETH", AmountKind.PERCENT).units == expected


def test_wrapped_coins_need_no_reserve(sell: Read, alice: User) -> None:
    hold(alice, "1", "WETH")
    assert sell("100", "WETH", AmountKind.PERCENT).units == 10**18


def test_a_share_of_nothing_is_refused_even_where_the_same_symbol_is_held_on_another_chain(
    sell: Read, alice: User
) -> None:
    hold(alice, "1", "ETH", "Base")

    with pytest.raises(UserError, match="no ETH in this wallet"):
        sell("50", "ETH", AmountKind.PERCENT)


# Which chain and which slippage are meant


def test_the_currency_is_looked_for_where_the_token_is(buy: Read) -> None:
    request = buy("10", "ARB", currency="USDC")
    assert {request.token_in.chain.name, request.token_out.chain.name} == {"Arbitrum"}


def test_the_default_chain_decides_for_a_token_that_is_on_many(buy: Read, alice: User) -> None:
    set_default_chain(alice, Chain.objects.get(name="Base"))
    request = buy("1", "ETH")

    assert (request.token_in, request.token_out) == (token("USDC", "Base"), token("ETH", "Base"))


def test_a_named_chain_wins_over_the_default_one(buy: Read, alice: User) -> None:
    set_default_chain(alice, Chain.objects.get(name="Base"))
    assert buy("1", "ETH", chain="arb", to_chain="arbitrum").token_out == token("ETH", "Arbitrum")


def test_slippage_is_that_of_the_trade_then_of_the_user_then_of_the_operator(buy: Read, alice: User) -> None:
    operators = buy("1", "ETH").slippage_percent
    set_slippage(alice, Decimal("0.5"))
    users = buy("1", "ETH").slippage_percent
    trades = buy("1", "ETH", slippage_percent=Decimal("0.25")).slippage_percent

    assert (operators, users, trades) == (Decimal(1), Decimal("0.5"), Decimal("0.25"))


def test_a_slippage_of_zero_is_not_taken_for_the_default(buy: Read, alice: User) -> None:
    assert buy("1", "ETH", slippage_percent=Decimal(0)).slippage_percent == 0


def test_without_any_balance_a_purchase_is_still_understood(buy: Read, alice: User) -> None:
    hold_nothing(alice)
    assert buy("1", "ETH").units == 10**18
