from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
import responses
from django.utils import timezone
from requests import PreparedRequest

from esther_site.lib.errors import TemporaryError, UserError
from sandbox.okx.faults import set_fault
from tokens.models import Price, Token
from trading.models import Swap, User
from trading.policy import Level
from trading.quoting import TradeRequest, allowed, effective_usd, make_offer, user_slippage
from trading.tests.desk import QUOTE_URL, hold, hold_nothing, receive, spend, token

IN, OUT = Swap.Exact.IN, Swap.Exact.OUT
SLIPPAGES = ["0.01", "0.33", "1", "2.99", "3"]


def with_slippage(request: TradeRequest, percent: str) -> TradeRequest:
    return replace(request, slippage_percent=Decimal(percent))


def share(percent: str) -> Fraction:
    return Fraction(percent) / 100


def blocks(request: TradeRequest) -> list[str]:
    return [verdict.rule for verdict in make_offer(request).verdicts if verdict.level == Level.BLOCK]


def unverified(name_as_hex: str, symbol: str) -> Token:
    ethereum = token("ETH").chain
    address = "0x" + name_as_hex.encode().hex().ljust(40, "0")
    return Token.objects.create(chain=ethereum, address=address, symbol=symbol, decimals=18, source="okx")


# What cannot be offered


def test_an_outage_is_not_a_refusal(okx: object, alice: User) -> None:
    set_fault("aggregator/quote", "500", times=9)

    with pytest.raises(TemporaryError):
        make_offer(spend(alice, "100", "USDC", get="ETH"))


def test_more_than_the_pools_hold_is_refused(okx: object, alice: User) -> None:
    with pytest.raises(UserError, match="try a smaller amount"):
        make_offer(receive(alice, "1000000000", "LINK"))


def test_what_cannot_be_solved_is_refused_with_another_way(seeded: None, alice: User) -> None:
    """Each quote brings ten times what was asked for, whatever is spent."""
    request = receive(alice, "1", "ETH", chain="Optimism")
    usdc, eth = request.token_in, request.token_out
    for priced, usd in ((usdc, "1"), (eth, "2500")):
        Price.objects.create(token=priced, usd=Decimal(usd), source="test", observed_at=timezone.now())

    def ten_times(asked: PreparedRequest) -> tuple[int, dict[str, str], str]:
        amount = asked.params["amount"]  # type: ignore[attr-defined]
        sides = (
            f'"{side}Token":{{"tokenContractAddress":"{each.address}","decimal":"{each.decimals}"}}'
            for side, each in (("from", usdc), ("to", eth))
        )
        row = f'{{"chainIndex":"10","fromTokenAmount":"{amount}","toTokenAmount":"{10**19}",{",".join(sides)}}}'
        return 200, {}, f'{{"code":"0","data":[{row}],"msg":""}}'

    with responses.RequestsMock() as wire:
        wire.add_callback(responses.GET, QUOTE_URL, callback=ten_times)
        with pytest.raises(UserError, match=r"Say what to spend instead, such as “sell … USDC for ETH”"):
            make_offer(request)
        assert len(wire.calls) == 4


# Receiving exactly


@pytest.mark.parametrize(
    ("chain", "symbol", "amount"),
    [("Ethereum", "ETH", "0.1"), ("Ethereum", "WBTC", "0.00123456"), ("BSC", "BNB", "0.5"), ("Base", "ETH", "0.1")],
)
def test_a_purchase_receives_exactly_what_was_asked_for(
    okx: object, alice: User, chain: str, symbol: str, amount: str
) -> None:
    offer = make_offer(receive(alice, amount, symbol, chain=chain))

    expected = token(symbol, chain).to_units(Decimal(amount))
    assert (offer.exact, offer.quote.units_out, offer.minimum_units_out) == (OUT, expected, expected)


@pytest.mark.parametrize("percent", SLIPPAGES)
def test_an_exact_purchase_costs_at_most_the_slippage_more(okx: object, alice: User, percent: str) -> None:
    offer = make_offer(with_slippage(receive(alice, "0.0123456789", "ETH"), percent))
    assert offer.maximum_units_in == ceil(offer.quote.units_in * (1 + share(percent)))


@pytest.mark.parametrize(
    ("chain", "symbol", "amount"),
    [
        ("Optimism", "ETH", "0.1"),
        ("Optimism", "WBTC", "0.01"),
        ("Polygon", "POL", "5000"),
        ("Polygon", "WBTC", "0.02"),
        ("Avalanche", "AVAX", "12.5"),
        ("X Layer", "OKB", "1"),
        ("Optimism", "ETH", "3"),
        ("Optimism", "ETH", "100"),
    ],
)
def test_elsewhere_an_amount_is_solved_that_receives_about_as_much(
    okx: object, alice: User, chain: str, symbol: str, amount: str
) -> None:
    request = receive(alice, amount, symbol, chain=chain)
    offer = make_offer(request)

    assert offer.exact == IN
    assert abs(offer.quote.units_out - request.units) * 1000 <= request.units * 5
    assert (offer.maximum_units_in, offer.minimum_units_out) == (
        offer.quote.units_in,
        floor(offer.quote.units_out * Fraction("0.99")),
    )


def test_a_few_units_are_solved_as_well(okx: object, alice: User) -> None:
    assert make_offer(receive(alice, "0.00000003", "WBTC", chain="Optimism")).quote.units_out == 3


def test_where_no_pool_answers_an_exact_purchase_it_is_solved(okx: object, alice: User) -> None:
    set_fault("aggregator/quote", "code", detail="82000")
    request = receive(alice, "0.1", "ETH")
    offer = make_offer(request)

    assert offer.exact == IN
    assert abs(offer.quote.units_out - request.units) * 1000 <= request.units * 5


# Spending exactly


@pytest.mark.parametrize(
    ("chain", "pay", "get", "amount"),
    [
        ("Ethereum", "USDC", "ETH", "12.345678"),
        ("Ethereum", "WBTC", "USDC", "0.00012345"),
        ("Ethereum", "ETH", "WBTC", "0.012345678901234567"),
        ("BSC", "USDC", "BNB", "0.123456789012345678"),
        ("X Layer", "USDC", "OKB", "99.000001"),
    ],
)
@pytest.mark.parametrize("percent", SLIPPAGES)
def test_a_sale_spends_exactly_what_was_asked_for(
    okx: object, alice: User, chain: str, pay: str, get: str, amount: str, percent: str
) -> None:
    offer = make_offer(with_slippage(spend(alice, amount, pay, get=get, chain=chain), percent))

    units = token(pay, chain).to_units(Decimal(amount))
    assert (offer.exact, offer.quote.units_in, offer.maximum_units_in) == (IN, units, units)
    assert offer.minimum_units_out == floor(offer.quote.units_out * (1 - share(percent)))
    assert {type(offer.minimum_units_out), type(offer.maximum_units_in), type(offer.quote.units_out)} == {int}


# What stands against it


def test_a_trade_that_is_fine_has_nothing_against_it(okx: object, alice: User) -> None:
    assert make_offer(spend(alice, "100", "USDC", get="ETH")).verdicts == []


def test_the_balance_is_that_of_the_wallet(okx: object, alice: User) -> None:
    hold(alice, "1", "ETH")

    assert blocks(spend(alice, "10000", "USDC", get="LINK")) == []
    assert blocks(spend(alice, "10000.000001", "USDC", get="LINK")) == ["balance"]


@pytest.mark.parametrize(("percent", "expected"), [("3", []), ("3.01", ["slippage"]), ("0", ["slippage"])])
def test_the_ceiling_of_the_slippage_is_the_operators(
    okx: object, alice: User, percent: str, expected: list[str]
) -> None:
    assert blocks(with_slippage(spend(alice, "100", "USDC", get="ETH"), percent)) == expected


def test_a_trade_that_moves_the_price_too_far_is_blocked(okx: object, alice: User) -> None:
    hold(alice, "10000000", "USDC")
    assert blocks(spend(alice, "5000000", "USDC", get="LINK")) == ["impact"]


def test_a_trap_is_blocked_and_an_unverified_token_is_told(okx: object, alice: User) -> None:
    request = replace(spend(alice, "10", "USDC", get="ETH"), token_out=unverified("honey", "HONEY"))
    verdicts = [(verdict.rule, verdict.level) for verdict in make_offer(request).verdicts]

    assert verdicts == [("honeypot", Level.BLOCK), ("unverified", Level.WARN)]


def test_a_tax_above_the_bound_is_blocked(okx: object, alice: User) -> None:
    request = replace(spend(alice, "10", "USDC", get="ETH"), token_out=unverified("taxed", "TAXED"))
    assert "tax" in blocks(request)


# Who pays the gas


def test_gas_is_paid_from_the_native_coin_where_there_is_some(okx: object, alice: User) -> None:
    hold(alice, "1", "ETH")
    offer = make_offer(spend(alice, "100", "USDC", get="LINK"))

    assert offer.gas is not None
    assert offer.gas[0] == token("ETH")


def test_gas_is_paid_from_cash_where_there_is_no_coin(okx: object, alice: User) -> None:
    offer = make_offer(spend(alice, "100", "USDC", get="LINK"))

    assert offer.gas is not None
    paid, units = offer.gas
    assert paid == token("USDC")
    assert paid.to_amount(units) == pytest.approx(offer.quote.gas_usd, rel=Decimal("0.01"))


def test_the_coin_that_is_bought_may_pay_the_gas(okx: object, alice: User) -> None:
    offer = make_offer(spend(alice, "10000", "USDC", get="ETH"))

    assert offer.gas is not None
    assert offer.gas[0] == token("ETH")


def test_what_is_spent_cannot_pay_the_gas_too(okx: object, alice: User) -> None:
    assert blocks(spend(alice, "10000", "USDC", get="LINK")) == ["gas"]


def test_where_neither_is_held_the_trade_is_blocked(okx: object, alice: User) -> None:
    hold_nothing(alice)
    hold(alice, "10", "LINK")

    assert blocks(spend(alice, "10", "LINK", get="UNI")) == ["gas"]


def test_slippage_falls_back_to_the_operators_default() -> None:
    assert user_slippage(User()) == 1
    assert user_slippage(User(slippage_percent=Decimal("0.5"))) == Decimal("0.5")


# What one token costs


@pytest.mark.parametrize("is_known", [True, False])
def test_the_effective_price_is_by_the_price_of_the_other_side(okx: object, alice: User, is_known: bool) -> None:
    hold(alice, "1", "ETH")
    offer = make_offer(spend(alice, "0.5", "ETH", get="LINK"))
    if not is_known:
        offer = replace(offer, quote=replace(offer.quote, price_in_usd=None, price_out_usd=None))
        for symbol, usd in (("ETH", "2000"), ("LINK", "10")):
            Price.objects.update_or_create(
                token=token(symbol),
                defaults={"usd": Decimal(usd), "source": "test", "observed_at": timezone.now()},
            )
    eth_usd, link_usd = (Decimal(2000), Decimal(10))
    if is_known:
        assert offer.quote.price_in_usd is not None
        assert offer.quote.price_out_usd is not None
        eth_usd, link_usd = offer.quote.price_in_usd, offer.quote.price_out_usd
    links = token("LINK").to_amount(offer.quote.units_out)

    assert effective_usd(offer, token("LINK")) == eth_usd / 2 / links
    assert effective_usd(offer, token("ETH")) == links * link_usd / Decimal("0.5")


def test_what_a_rule_blocks_is_not_allowed_and_what_it_warns_of_is(okx: object, alice: User) -> None:
    with pytest.raises(UserError, match="not enough USDC"):
        allowed(make_offer(spend(alice, "10001", "USDC", get="ETH")))
    hold(alice, "10000000", "USDC")
    offer = make_offer(spend(alice, "1500000", "USDC", get="LINK"))
    assert [verdict.level for verdict in allowed(offer).verdicts] == [Level.WARN]
