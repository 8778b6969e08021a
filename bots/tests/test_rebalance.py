"""Rebalancing in the chat, on paper, against the sandbox's market."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import Settings

from alerts.live_news import tell as tell_of_trade
from alerts.models import Notification
from alerts.monitor import Monitor
from alerts.plan_news import carry_out_plans
from bots.handlers import rebalance as handler
from bots.messages import MAX_LENGTH
from bots.tests.chat import Chat
from portfolio.legs import REST
from portfolio.models import RebalanceLeg, RebalancePlan
from portfolio.plan_moves import start
from sandbox.okx.faults import clear_faults, set_fault
from tokens.models import Token
from trading.models import AuditEntry, Swap, User, Wallet
from trading.tests.desk import token
from trading.two_factor import CodeNeeded

pytestmark = pytest.mark.django_db

ALL, EACH = "✅ Confirm all", "☝ One by one"
State = RebalancePlan.State


def plan_of(chat: Chat) -> RebalancePlan:
    return RebalancePlan.objects.filter(user__telegram_id=chat.id).latest("pk")


def states(chat: Chat) -> list[str]:
    return [leg.state for leg in plan_of(chat).legs.all()]


@pytest.fixture
def planned(alice: Chat) -> Chat:
    """Somebody with a plan of two trades before them."""
    alice.says("/rebalance ETH 60 USDC 30 LINK 10")
    return alice


def test_cancel_drops_the_plan_that_waits_for_confirm(planned: Chat) -> None:
    assert planned.says("/cancel") == (
        "Cancelled. Nothing was traded.\nThe rebalance that waited for your Confirm was dropped."
    )
    plan = plan_of(planned)
    assert plan.state == State.STOPPED
    assert ALL not in planned.bubbles[-1].buttons
    ended = AuditEntry.objects.get(kind="plan.ended", subject=f"plan:{plan.handle}")
    assert (ended.actor, ended.facts) == (f"user:{plan.user_id}", {"state": "stopped"})

    planned.presses(ALL)
    assert (states(planned), Swap.objects.count()) == (["planned", "planned"], 0)
    assert planned.says("/cancel") == "There was nothing open to cancel."


def test_cancel_does_not_touch_a_plan_that_was_begun_and_says_so(planned: Chat) -> None:
    planned.presses(EACH)

    assert planned.says("/cancel") == (
        "A rebalance that you confirmed is under way, and goes on: /rebalance shows it, and stops it."
    )
    assert plan_of(planned).state == State.WAITING


def test_cancel_drops_nobody_elses_plan(planned: Chat) -> None:
    assert Chat(2, "Bob", planned.wire).says("/cancel") == "There was nothing open to cancel."
    assert plan_of(planned).state == State.DRAFTED


def test_alone_it_says_what_it_wants(alice: Chat) -> None:
    assert "Say what this wallet is to consist of" in alice.says("/rebalance")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/rebalance ETH 60 NOSUCHCOIN 40", "does not know NOSUCHCOIN on Ethereum"),
        ("/rebalance ETH 60 USDC 40 on atlantis", "does not know the chain atlantis"),
        ("/rebalance ETH 0.2 USDC 99.8", "There is nothing to do: every part is within 1 %"),
        ("/rebalance ETH 60 USDC 40 slippage 50%", "Slippage must be above 0"),
        ("/rebalance ETH 60 USDC 40 band 90%", "A band is 0 to 50 %"),
        ("/rebalance ETH 60 LINK 40", "holds none of these tokens on Ethereum"),
    ],
)
def test_what_makes_no_plan_says_why(alice: Chat, text: str, answer: str) -> None:
    assert answer in alice.says(text)
    assert not RebalancePlan.objects.exists()


def test_a_plan_that_costs_too_much_is_refused(alice: Chat, settings: Settings) -> None:
    settings.REBALANCE_MAX_COST_BPS = 1
    assert "This would cost $" in alice.says("/rebalance ETH 60 USDC 40")


def test_a_watched_wallet_is_refused(alice: Chat) -> None:
    alice.says("/start")
    user = User.objects.get(telegram_id=alice.id)
    wallet = Wallet.objects.create(owner=user, name="Cold", kind="watch", address="0x" + "1" * 40)
    User.objects.update(default_wallet=wallet)

    assert "only watched" in alice.says("/rebalance ETH 60 USDC 40")


def test_what_is_missing_is_asked_for(alice: Chat) -> None:
    asked = alice.says("/rebalance ETH 60 LINK 30")
    assert "<b>10 %</b> are missing" in asked
    assert list(alice.bubbles[-1].buttons) == ["+ 10 % USDC", "ETH 70 %", "LINK 40 %"]

    shown = alice.presses("+ 10 % USDC")
    assert "ETH: 0 % → <b>" in shown
    assert [each["percent"] for each in plan_of(alice).targets] == ["60", "30", "10"]


def test_what_is_too_much_is_asked_about(alice: Chat) -> None:
    assert "<b>20 %</b> are too much" in alice.says("/rebalance ETH 70 USDC 50")
    assert list(alice.bubbles[-1].buttons) == ["ETH 50 %", "USDC 30 %"]


def test_a_name_of_several_tokens_is_chosen_by_button(alice: Chat) -> None:
    for number in (1, 2):
        Token.objects.create(
            chain=token("ETH").chain, address=f"0x{number:040x}", symbol="TWIN", name="Twin", decimals=18
        )
    asked = alice.says("/rebalance TWIN 40 USDC 60")
    assert "Several tokens are called <b>TWIN</b>" in asked

    alice.presses(list(alice.bubbles[-1].buttons)[1])
    assert RebalancePlan.objects.count() == 0, "nobody trades it here"
    assert "0x" not in alice.last


@pytest.mark.parametrize("verb", ["plan", "plan_all", "plan_each", "plan_stop", "plan_again", "plan_slip"])
def test_nobody_presses_for_somebody_else(planned: Chat, verb: str) -> None:
    mallory = Chat(666, "Mallory")
    mallory.says("/start")
    answer = mallory.brings(mallory.press(f"{verb}:{plan_of(planned).handle}"))

    assert "not yours" in answer
    assert plan_of(planned).state == State.DRAFTED


@pytest.mark.parametrize("data", ["plan_next:{}:1", "plan_skip:{}:1", "plan_retry:{}:1", "plan_slip_set:{}:1:50"])
def test_nobody_goes_on_for_somebody_else(planned: Chat, data: str) -> None:
    planned.presses(EACH)
    mallory = Chat(666, "Mallory")
    mallory.says("/start")

    assert "not yours" in mallory.brings(mallory.press(data.format(plan_of(planned).handle)))
    assert states(planned) == ["planned", "planned"]


def test_a_plan_older_than_a_minute_is_not_carried_out(planned: Chat) -> None:
    RebalancePlan.objects.update(expires_at=timezone.now())
    planned.presses(ALL)

    assert "older than a minute" in planned.last
    assert not Swap.objects.exists()


def test_the_card_shows_each_trade_and_what_it_costs(alice: Chat) -> None:
    shown = alice.says("/rebalance ETH 60 USDC 30 LINK 10")

    assert shown.startswith("⚖️ <b>Rebalance on Ethereum</b> · <b>DRY RUN</b>")
    for number, symbol in ((1, "ETH"), (2, "LINK")):
        assert re.search(
            rf"{number}\. <b>USDC → {symbol}</b> \(\$[\d,.]+\)\n[\d,.]+ USDC → <b>[\d,.]+ {symbol}</b> expected\n"
            rf"Minimum: [\d,.]+ {symbol} \(slippage 1 %\)\nImpact: [\d.]+ % · Gas: \$[\d.]+",
            shown,
        )
    assert re.search(r"ETH: 0 % → <b>(?:59|60)[\d.]* %</b>\nUSDC: 100 % → <b>(?:29|30)[\d.]* %</b>", shown)
    assert re.search(r"Cost: <b>\$[\d.]+</b>, [\d.]+ bps of \$[\d,.]+ traded \(gas \$[\d.]+\)", shown)
    assert "valid for 60 s" in shown
    assert list(alice.bubbles[-1].buttons) == [ALL, EACH, "⚙ Slippage", "🔄 Refresh", "✖ Cancel"]


@pytest.mark.parametrize("text", ["rebalance to 50% ETH and 50% USDC", "rebalance equally between ETH and USDC"])
def test_it_is_understood_in_plain_words(alice: Chat, text: str) -> None:
    alice.says(text)
    assert [each["percent"] for each in plan_of(alice).targets] in (["50", "50"], ["50.00", "50.00"])


def test_all_at_once_ends_at_the_targets_on_one_card(planned: Chat) -> None:
    shown = planned.presses(ALL)

    assert "✅ <b>Done.</b>" in shown
    assert shown.count("Gave ") == 2
    assert "Simulated on your paper wallet" in shown
    assert len(planned.bubbles) == 1, "progress edits the one card"
    assert len(planned.wire.sent("editMessageText")) >= 2
    assert Swap.objects.filter(state="booked", origin="rebalance").count() == 2
    shares = re.findall(r"· ([\d.]+) %", planned.says("/portfolio"))
    assert [round(Decimal(share)) for share in shares] == [60, 30, 10]


def test_pressed_twice_it_trades_once(planned: Chat) -> None:
    card = planned.card(ALL)
    presses = [planned.press(card.buttons[ALL], card.message_id) for _ in range(2)]
    planned.brings(*presses)

    assert Swap.objects.filter(state="booked").count() == 2
    assert states(planned) == ["done", "done"]


def test_one_by_one_each_waits_for_its_button(planned: Chat) -> None:
    assert "Trade 1 waits for your word." in planned.presses(EACH)
    assert states(planned) == ["planned", "planned"]
    assert "Trade 2 waits for your word." in planned.presses("✅ Trade 1")
    assert "✅ <b>Done.</b>" in planned.presses("✅ Trade 2")
    assert states(planned) == ["done", "done"]


def test_cancelled_it_trades_nothing(planned: Chat) -> None:
    assert "⏹ <b>Stopped.</b>" in planned.presses("✖ Cancel")
    assert planned.bubbles[-1].buttons == {}
    assert not Swap.objects.exists()


def test_one_trade_gets_another_slippage(planned: Chat) -> None:
    planned.presses("⚙ Slippage")
    shown = planned.presses("2: 0.5 %")

    assert "(slippage 1 %)" in shown
    assert "(slippage 0.5 %)" in shown
    assert list(RebalancePlan.objects.order_by("pk").values_list("state", flat=True)) == ["replaced", "drafted"]


def test_refresh_makes_a_fresh_plan(planned: Chat) -> None:
    planned.presses("🔄 Refresh")

    assert RebalancePlan.objects.filter(state=State.DRAFTED).count() == 1


def failing(chat: Chat) -> str:
    """Let the first trade of a plan fail."""
    RebalanceLeg.objects.filter(plan=plan_of(chat), position=1).update(minimum_units_out=10**24)
    return chat.presses(ALL)


def test_a_failed_trade_stops_and_offers_what_can_be_done(planned: Chat) -> None:
    shown = failing(planned)

    assert "⚠️ <b>Trade 1 was not made.</b> The price moved by more than the slippage" in shown
    assert list(planned.bubbles[-1].buttons) == ["🔁 Retry 1", "⏭ Skip 1", "⏹ Stop"]


def test_retry_shows_new_numbers_before_it_trades(planned: Chat) -> None:
    failing(planned)
    assert "Trade 1 has new numbers. Do you agree to them?" in planned.presses("🔁 Retry 1")
    assert not Swap.objects.filter(state="booked").exists()
    assert "✅ <b>Done.</b>" in planned.presses("✅ Trade 1")
    assert states(planned) == ["done", "done"]


def test_retry_while_okx_is_away_says_so_and_stays_as_it_is(planned: Chat) -> None:
    failing(planned)
    set_fault("aggregator/quote", "500", times=99)
    planned.presses("🔁 Retry 1")
    clear_faults()

    assert states(planned) == ["failed", "planned"]
    assert plan_of(planned).state == State.WAITING


def test_skip_leaves_the_failed_trade_out(planned: Chat) -> None:
    failing(planned)
    assert "✅ <b>Done.</b>" in planned.presses("⏭ Skip 1")
    assert states(planned) == ["skipped", "done"]


def test_stop_keeps_what_was_traded(planned: Chat) -> None:
    planned.presses(EACH)
    planned.presses("✅ Trade 1")
    assert "What was traded stays traded." in planned.presses("⏹ Stop")
    assert states(planned) == ["done", "planned"]
    assert "waits for your word" not in planned.says("/rebalance")


def test_the_command_alone_shows_what_is_under_way_and_no_second_plan_is_made(planned: Chat) -> None:
    planned.presses(EACH)

    assert "Trade 1 waits for your word." in planned.says("/rebalance")
    assert "A rebalance of this wallet is under way" in planned.says("/rebalance ETH 50 USDC 50")


def test_after_a_restart_the_monitor_goes_on_and_tells(planned: Chat) -> None:
    """The press was stored, and then the process was gone."""
    start(plan_of(planned), asks_each=False, now=timezone.now())
    carry_out_plans(timezone.now())

    assert states(planned) == ["done", "done"]
    (news,) = Notification.objects.filter(template="plan_done")
    assert [trade["got_symbol"] for trade in news.data["trades"]] == ["ETH", "LINK"]


def test_what_the_monitor_could_not_trade_is_told_once_with_buttons(planned: Chat) -> None:
    start(plan_of(planned), asks_each=False, now=timezone.now())
    RebalanceLeg.objects.filter(position=1).update(minimum_units_out=10**24)
    for _ in range(3):
        carry_out_plans(timezone.now() + REST)

    (news,) = Notification.objects.filter(template="plan_waits")
    assert (news.data["position"], news.data["has_failed"]) == (1, "1")


def test_the_monitor_has_it_among_its_verbs(planned: Chat) -> None:
    monitor = Monitor(interval_seconds=60)
    start(plan_of(planned), asks_each=False, now=timezone.now())
    assert monitor.carry_out_plans in monitor.verbs
    assert monitor.carry_out_plans()

    assert plan_of(planned).state == State.DONE


def test_a_live_plan_asks_for_a_code_by_the_sum_of_its_trades(planned: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_of(planned)
    RebalancePlan.objects.update(mode=Swap.Mode.LIVE)
    asked: list[Decimal | None] = []

    def needs(user: User, usd: Decimal | None) -> bool:
        asked.append(usd)
        return True

    def demands(user: User, code: str) -> None:
        if code != "123456":
            raise CodeNeeded

    monkeypatch.setattr(handler, "needs_code", needs)
    monkeypatch.setattr(handler, "demand_code", demands)
    planned.presses(ALL)
    assert "Send the 6 digits" in planned.last
    assert plan_of(planned).state == State.DRAFTED
    assert asked == [sum(leg.value_usd for leg in plan.legs.all())]

    planned.says("123456")
    assert plan_of(planned).state == State.WAITING, "nothing is live here: the mode is not what was shown"
    assert "Live trading was switched on or off" in planned.last


def test_a_lapsed_plan_is_closed_by_the_monitor_and_offers_a_new_one(planned: Chat) -> None:
    carry_out_plans(timezone.now() + timedelta(seconds=61))
    shown = planned.brings(planned.press(f"plan:{plan_of(planned).handle}", planned.bubbles[-1].message_id))

    assert plan_of(planned).state == State.EXPIRED
    assert "Nobody confirmed it in time" in planned.bubbles[-1].text, shown
    planned.presses("🔄 New plan")
    assert plan_of(planned).state == State.DRAFTED


def test_a_name_that_means_harm_is_shown_as_text(planned: Chat) -> None:
    Token.objects.filter(symbol="LINK").update(symbol="<b>L\u202eINK")
    shown = planned.brings(planned.press(f"plan:{plan_of(planned).handle}", planned.bubbles[-1].message_id))

    assert "&lt;b&gt;LINK" in planned.bubbles[-1].text, shown
    assert "\u202e" not in planned.bubbles[-1].text


def test_the_end_of_a_live_trade_is_told_by_its_plan_alone(planned: Chat) -> None:
    start(plan_of(planned), asks_each=False, now=timezone.now())
    planned.says("swap 100 usdc to link")
    swap = Swap.objects.select_related("chain", "token_in", "token_out").latest("pk")
    leg = RebalanceLeg.objects.filter(plan=plan_of(planned), position=1)
    leg.update(state=RebalanceLeg.State.TRADING, swap=swap)
    tell_of_trade(swap, Swap.State.DONE)
    assert not Notification.objects.exists()

    leg.update(state=RebalanceLeg.State.DONE)
    tell_of_trade(swap, Swap.State.DONE)
    assert Notification.objects.filter(template="swap_over").count() == 1


def test_the_longest_card_fits_into_one_message(planned: Chat) -> None:
    plan = plan_of(planned)
    first = RebalanceLeg.objects.filter(plan=plan).first()
    assert first is not None
    RebalanceLeg.objects.bulk_create(
        RebalanceLeg(
            plan=plan,
            position=position,
            token_in=first.token_in,
            token_out=first.token_out,
            units_in=first.units_in,
            expected_units_out=first.expected_units_out,
            minimum_units_out=first.minimum_units_out,
            gas_usd=first.gas_usd,
            value_usd=first.value_usd,
            slippage_percent=first.slippage_percent,
        )
        for position in range(3, 13)
    )
    planned.brings(planned.press(f"plan:{plan.handle}", planned.bubbles[-1].message_id))

    assert "12. <b>" in planned.bubbles[-1].text
    assert len(planned.bubbles[-1].text) <= MAX_LENGTH
    assert len(planned.bubbles) == 1
