from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import responses
from django.utils import timezone
from pytest_django import Settings

from esther_site.lib.errors import UserError
from portfolio.models import RebalancePlan
from portfolio.plans import Wish, draft_plan, own_plan, replan
from portfolio.targets import Share, UnclearName, UnevenShares, equal_shares
from portfolio.tests.plan_desk import drafted, legs_of, shares
from sandbox.okx.faults import set_fault
from tokens.models import Price, Token
from trading.models import Swap, User, Wallet
from trading.tests.desk import admitted, hold, hold_nothing, token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("okx")]

State = RebalancePlan.State


@pytest.fixture
def alice(seeded: None) -> User:
    return admitted(101, "Alice")


@pytest.fixture
def mallory(seeded: None) -> User:
    return admitted(666, "Mallory")


@pytest.mark.parametrize(("percent", "missing"), [("30", "10"), ("50", "-10")])
def test_parts_that_make_no_whole_say_what_is_missing(alice: User, percent: str, missing: str) -> None:
    with pytest.raises(UnevenShares) as refused:
        drafted(alice, f"ETH 60 USDC {percent}")

    assert refused.value.missing == Decimal(missing)
    assert "10 % are" in refused.value.message


@pytest.mark.parametrize("words", ["ETH 60.001 USDC 39.999", "ETH 100 USDC 0", "ETH -1 USDC 101"])
def test_a_part_that_is_none_is_refused(alice: User, words: str) -> None:
    with pytest.raises(UserError, match="above zero"):
        drafted(alice, words)


def test_more_tokens_than_anybody_trades_are_refused(alice: User) -> None:
    with pytest.raises(UserError, match="one to 10 tokens"):
        draft_plan(alice, Wish(shares=equal_shares(["ETH"] * 11)))


def test_an_unknown_token_is_refused(alice: User) -> None:
    with pytest.raises(UserError, match="does not know NOSUCHCOIN"):
        drafted(alice, "ETH 60 NOSUCHCOIN 40")


def test_one_token_by_two_names_is_refused(alice: User) -> None:
    with pytest.raises(UserError, match="named twice"):
        drafted(alice, "ETH 60 ethereum 40")


def test_a_name_of_several_tokens_is_asked_about(alice: User) -> None:
    for number in (1, 2):
        Token.objects.create(
            chain=token("ETH").chain, address=f"0x{number:040x}", symbol="TWIN", name="Twin", decimals=18
        )
    with pytest.raises(UnclearName) as refused:
        drafted(alice, "ETH 60 TWIN 40")

    assert refused.value.text == "TWIN"
    assert len(refused.value.candidates) == 2


def test_a_token_without_a_price_is_refused(alice: User) -> None:
    Price.objects.all().delete()
    set_fault("", "500", times=99)
    with pytest.raises(UserError, match="no price for"):
        drafted(alice, "ETH 60 USDC 40")


def test_a_watched_wallet_is_refused(alice: User) -> None:
    alice.default_wallet = Wallet.objects.create(owner=alice, name="Cold", kind="watch", address="0x" + "1" * 40)
    with pytest.raises(UserError, match="only watched"):
        drafted(alice, "ETH 60 USDC 40")


@pytest.mark.parametrize("band", ["-1", "50.01", "1.001"])
def test_a_band_that_is_none_is_refused(alice: User, band: str) -> None:
    with pytest.raises(UserError, match="A band is"):
        drafted(alice, "ETH 60 USDC 40", band_percent=Decimal(band))


def test_too_wide_a_slippage_is_refused_as_for_every_trade(alice: User) -> None:
    with pytest.raises(UserError, match="Slippage must be"):
        drafted(alice, "ETH 60 USDC 40", slippage_percent=Decimal("3.1"))


def test_a_wallet_without_any_of_it_says_how_to_go_on(alice: User) -> None:
    with pytest.raises(UserError, match="holds none of these tokens on Ethereum"):
        drafted(alice, "ETH 60 LINK 40")


def test_nothing_is_planned_within_the_band(alice: User) -> None:
    with pytest.raises(UserError, match="within 1 % of its target"):
        drafted(alice, "ETH 0.5 USDC 99.5")


def test_trades_that_are_too_small_are_not_planned(alice: User) -> None:
    hold_nothing(alice)
    hold(alice, "8", "USDC")
    with pytest.raises(UserError, match=r"worth less than \$5"):
        drafted(alice, "ETH 50 USDC 50")


def test_what_costs_too_much_is_refused(alice: User, settings: Settings) -> None:
    settings.REBALANCE_MAX_COST_BPS = 1
    with pytest.raises(UserError, match=r"This would cost \$.*, and 1 bps is the limit"):
        drafted(alice, "ETH 60 USDC 40")
    assert not RebalancePlan.objects.exists()


def test_a_trade_that_a_guardrail_blocks_is_named(alice: User) -> None:
    """Sold whole for what pays no gas, the dollars leave nothing for it."""
    with pytest.raises(UserError, match=r"^USDC → LINK: Nothing would be left to pay the gas"):
        drafted(alice, "LINK 100", sells_others=True)


def test_somebody_elses_plan_is_not_known(alice: User, mallory: User) -> None:
    plan = drafted(alice, "ETH 60 USDC 40")
    for act in (own_plan, replan):
        with pytest.raises(UserError, match="not yours"):
            act(mallory, plan.handle)


def test_a_plan_under_way_keeps_another_from_being_made(alice: User) -> None:
    plan = drafted(alice, "ETH 60 USDC 40")
    RebalancePlan.objects.filter(pk=plan.pk).update(state=State.RUNNING)
    with pytest.raises(UserError, match="under way"):
        drafted(alice, "ETH 50 USDC 50")
    with pytest.raises(UserError, match="no draft"):
        replan(alice, plan.handle)


def test_what_the_guardrails_say_is_handed_on(alice: User) -> None:
    Token.objects.filter(pk=token("LINK").pk).update(verified=False)
    draft = draft_plan(alice, Wish(shares=shares("ETH 60 USDC 30 LINK 10")))

    assert [warning.partition(": LINK is not verified")[0] for warning in draft.warnings] == ["USDC → LINK"]


def test_each_trade_is_quoted_for_its_exact_amount(alice: User, okx: responses.RequestsMock) -> None:
    plan = drafted(alice, "ETH 60 USDC 30 LINK 10")
    first, second = legs_of(plan)

    assert (first.token_in.symbol, first.token_out.symbol) == ("USDC", "ETH")
    assert (second.token_in.symbol, second.token_out.symbol) == ("USDC", "LINK")
    for leg, amount in ((first, 6000), (second, 1000)):
        assert Decimal(leg.units_in) / 10**6 == pytest.approx(amount, rel=Decimal("0.001"))
        assert leg.minimum_units_out == int(leg.expected_units_out * Decimal("0.99"))
        assert leg.gas_usd > 0
    asked = [str(call.request.url) for call in okx.calls if "/aggregator/quote" in str(call.request.url)]
    assert [f"amount={leg.units_in}&" in url + "&" for leg, url in zip((first, second), asked, strict=True)] == [
        True
    ] * 2
    assert not Swap.objects.exists(), "nothing can be confirmed but the plan"


def test_it_says_what_it_costs_and_what_comes_of_it(alice: User) -> None:
    plan = drafted(alice, "ETH 60 USDC 30 LINK 10")
    weights = {each["token"]: (Decimal(str(each["before"])), Decimal(str(each["after"]))) for each in plan.weights}
    price = {symbol: Price.objects.get(token=token(symbol)).usd for symbol in ("USDC", "ETH", "LINK")}
    lost = sum(
        leg.token_in.to_amount(leg.units_in) * price[leg.token_in.symbol]
        - leg.token_out.to_amount(leg.expected_units_out) * price[leg.token_out.symbol]
        + leg.gas_usd
        for leg in legs_of(plan)
    )

    assert plan.cost_usd == pytest.approx(lost, abs=Decimal("1e-9"))
    assert [weights[token(symbol).pk][0] for symbol in ("ETH", "USDC", "LINK")] == [0, 100, 0]
    for symbol, percent in (("ETH", 60), ("USDC", 30), ("LINK", 10)):
        assert weights[token(symbol).pk][1] == pytest.approx(percent, abs=Decimal("0.5"))
    assert plan.mode == Swap.Mode.DRY_RUN
    assert plan.expires_at - plan.created_at == timedelta(seconds=60)


def test_tokens_outside_the_targets_are_sold_only_when_that_is_said(alice: User) -> None:
    hold(alice, "100", "LINK")
    hold(alice, "2", "ETH")
    kept = drafted(alice, "ETH 50 USDC 50")
    sold = drafted(alice, "ETH 50 USDC 50", sells_others=True)

    assert "LINK" not in {leg.token_in.symbol for leg in legs_of(kept)}
    (link,) = [leg for leg in legs_of(sold) if leg.token_in.symbol == "LINK"]
    assert link.units_in == 100 * 10**18, "all of it, and nothing is left by rounding"


def test_gas_money_is_kept_when_the_coin_itself_is_sold(alice: User) -> None:
    hold(alice, "1", "ETH")
    (leg,) = legs_of(drafted(alice, "USDC 100", sells_others=True))

    assert leg.token_in.to_amount(leg.units_in) == 1 - token("ETH").chain.gas_reserve


def test_shares_that_are_not_named_are_equal() -> None:
    assert equal_shares(["A", "B", "C"]) == [
        Share("A", Decimal("33.34")),
        Share("B", Decimal("33.33")),
        Share("C", Decimal("33.33")),
    ]


def test_one_trade_gets_another_slippage_and_a_fresh_plan_takes_the_place(alice: User) -> None:
    old = drafted(alice, "ETH 60 USDC 30 LINK 10")
    fresh = replan(alice, old.handle, position=2, slippage=Decimal("0.5")).plan

    assert [leg.slippage_percent for leg in legs_of(fresh)] == [Decimal(1), Decimal("0.5")]
    assert own_plan(alice, old.handle).state == State.REPLACED
    assert [leg.slippage_percent for leg in legs_of(replan(alice, fresh.handle).plan)] == [Decimal(1), Decimal("0.5")]


def test_a_plan_that_lapsed_can_be_made_anew_and_one_that_ran_cannot(alice: User) -> None:
    plan = drafted(alice, "ETH 60 USDC 40")
    RebalancePlan.objects.filter(pk=plan.pk).update(state=State.EXPIRED, finished_at=timezone.now())
    assert replan(alice, plan.handle).plan.state == State.DRAFTED

    RebalancePlan.objects.filter(pk=plan.pk).update(state=State.DONE)
    with pytest.raises(UserError, match="no draft"):
        replan(alice, plan.handle)


def test_the_words_make_shares() -> None:
    assert shares("ETH 60 USDC 40") == [Share("ETH", Decimal(60)), Share("USDC", Decimal(40))]
