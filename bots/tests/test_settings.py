from __future__ import annotations

from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bots.models import Dialog
from bots.tests.chat import Chat
from trading.models import User

pytestmark = pytest.mark.django_db

QUIET, ZONE = "🌙 Quiet hours", "🕑 Time zone"


def hours() -> tuple[time | None, time | None]:
    user = User.objects.get()
    return user.quiet_from, user.quiet_until


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/settings slippage 3.01", "Slippage must be from 0.01 to 3 %. Your setting is unchanged."),
        ("/settings slippage 0.001", "Slippage must be from 0.01 to 3 %. Your setting is unchanged."),
        (
            "/settings slippage 0.555",
            "Slippage may have two decimals at most, such as 0.75 %. Your setting is unchanged.",
        ),
        ("/settings slippage 0", "The amount must be above zero."),
        ("/settings slippage 1e400", "I cannot read “1e400” as an amount. Write it like 0.1, 1250.50 or 2.5k."),
        (
            "/settings chain atlantis",
            "Esther does not know the chain atlantis: choose one of Ethereum, Optimism, BSC, ",
        ),
        (
            "/settings of bob",
            "I did not understand that. Write it like “/settings slippage 0.5” or “/settings chain Base” or ",
        ),
    ],
)
def test_settings_out_of_bounds_are_refused(alice: Chat, text: str, answer: str) -> None:
    assert alice.says(text).startswith(answer)
    assert (User.objects.get().slippage_percent, User.objects.get().default_chain) == (None, None)


def test_the_first_page_is_short_and_leads_to_the_others(alice: Chat) -> None:
    front = alice.says("/settings")
    assert "💱 Slippage <b>1 %</b>, <b>Ethereum</b>, in <b>USDC</b>\nBuy $50 · $100 · $500, sell 25 %" in front
    assert len(front.splitlines()) <= 10
    for section in ("💱 Trading", "🔔 Messages", "🕑 Time", "🧾 Bookkeeping"):
        assert "Or say it: <code>/settings " in alice.presses(section)
        assert alice.presses("◀ Back") == front
    assert len(alice.bubbles) == 1  # one message, edited in place


@pytest.mark.parametrize("page", ["", "front", "nowhere", "trading:x"])
def test_a_page_that_there_is_not_is_the_first_one(alice: Chat, page: str) -> None:
    alice.says("/start")
    expected = "How you trade" if page.startswith("trading") else "Your settings"

    assert expected in alice.brings(alice.press(f"settings:{page}"))


def test_settings_are_shown_and_changed(alice: Chat) -> None:
    assert "Slippage: <b>1 %</b> (at most 3 %)\nDefault chain: <b>Ethereum</b>" in alice.says("/settings trading")
    assert "Slippage: <b>0.5 %</b>" in alice.says("set slippage to 0.5%")
    assert "Default chain: <b>X Layer</b>" in alice.says("/settings chain x layer")
    assert User.objects.get().slippage_percent == Decimal("0.5")


def test_slippage_can_be_pressed(alice: Chat) -> None:
    alice.says("/settings")
    alice.presses("💱 Trading")

    assert "Slippage: <b>2 %</b>" in alice.presses("2 %")
    assert "2 % ✓" in alice.bubbles[-1].buttons


@pytest.mark.parametrize("data", ["slippage:50", "slippage:0", "slippage:", "slippage:1e9"])
def test_a_forged_slippage_is_not_taken(alice: Chat, data: str) -> None:
    alice.says("/start")
    alice.brings(alice.press(data))

    assert User.objects.get().slippage_percent is None


@pytest.mark.parametrize("level", ["loud", "", "on:off:x"])
def test_a_forged_level_is_not_taken(alice: Chat, level: str) -> None:
    alice.says("/settings alerts silent")
    alice.brings(alice.press(f"alert_level:{level}"))

    assert User.objects.get().alert_level == ("on" if level.startswith("on") else "silent")


def test_how_alerts_arrive_can_be_pressed_and_said(alice: Chat) -> None:
    assert "Alerts: <b>on</b>" in alice.says("/settings messages")
    assert "Alerts: <b>off</b>, you are not told when they fire" in alice.presses("🔔 off")
    assert "Alerts: <b>silent</b>, they come without a sound" in alice.says("/settings alerts silent")
    assert User.objects.get().alert_level == "silent"


@pytest.mark.parametrize("method", ["acb", "", "FIFO:x", "9"])
def test_a_forged_cost_basis_is_not_taken(alice: Chat, method: str) -> None:
    alice.says("/start")

    assert alice.brings(alice.press(f"cost_basis:{method}")).startswith("Cost basis can be fifo, lifo or hifo.")
    assert User.objects.get().cost_basis == "fifo"


def test_the_cost_basis_can_be_pressed_and_said(alice: Chat) -> None:
    assert "Cost basis of profits: <b>FIFO</b>, the oldest purchase is sold first" in alice.says(
        "/settings bookkeeping"
    )
    assert "<b>HIFO</b>, the dearest purchase is sold first" in alice.presses("🧾 HIFO")
    assert "<b>LIFO</b>, the newest purchase is sold first" in alice.says("set my cost basis to lifo")
    assert User.objects.get().cost_basis == "lifo"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/settings orders off", "News of your orders cannot be turned off: it tells what became of your money"),
        ("/settings orders loud", "I did not understand that."),
        ("/settings quiet 22:00-22:00", "Quiet hours need two different times"),
        ("/settings quiet 25:00-07:00", "I cannot read “25:00” as a time of day."),
        ("/settings quiet 10-7am", "Say am or pm for both times"),
        ("/settings quiet loud", "I did not understand that."),
        ("/settings timezone Europe/Berlni", "I know no time zone “Europe/Berlni”. Do you mean Europe/Berlin"),
        ("/settings timezone x/../etc/passwd", "I know no time zone “x/../etc/passwd”. Name a large city"),
        ("/settings timezone UTC+2", "I know no time zone “UTC+2”. Name a large city"),
        ("my time zone is <b>", "I am not sure what you want"),
    ],
)
def test_a_time_to_be_told_that_makes_no_sense_is_refused(alice: Chat, text: str, answer: str) -> None:
    assert alice.says(text).startswith(answer)
    user = User.objects.get()
    assert (user.money_level, user.quiet_money, user.time_zone, *hours()) == ("on", False, "UTC", None, None)


@pytest.mark.parametrize("verb", ["money_level", "quiet_money", "alert_level"])
@pytest.mark.parametrize("argument", ["", ":", ":loud", ":off2", ":" + "9" * 40])
def test_a_forged_button_changes_nothing(alice: Chat, verb: str, argument: str) -> None:
    alice.says("/start")

    assert "Your setting is unchanged." in alice.brings(alice.press(verb + argument))


def test_a_forged_button_does_not_turn_off_news_of_money(alice: Chat) -> None:
    alice.says("/start")

    assert "cannot be turned off" in alice.brings(alice.press("money_level:off"))
    assert User.objects.get().money_level == "on"


def test_a_question_about_a_setting_expires(alice: Chat) -> None:
    alice.says("/settings time")
    alice.presses(QUIET)
    Dialog.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert alice.says("23:00-08:00").startswith("I am not sure what you want")
    alice.presses("22:00–07:00")
    assert alice.last == "This question is closed. Please ask again."
    assert hours() == (None, None)


def test_nobody_else_answers_a_question_about_a_setting(alice: Chat) -> None:
    alice.says("/settings time")
    alice.presses(ZONE)
    mallory = Chat(3, "Mallory", alice.wire)
    mallory.says("/start")
    mallory.brings(mallory.press(alice.card("Tokyo").buttons["Tokyo"]))

    assert mallory.last == "This question is not yours, or no longer known. Please ask again."
    assert set(User.objects.values_list("time_zone", flat=True)) == {"UTC"}


def test_what_is_no_time_is_asked_for_again(alice: Chat) -> None:
    alice.says("/settings time")
    alice.presses(QUIET)

    assert alice.says("at night").startswith("I did not understand that.")
    assert alice.says("25:00-07:00").startswith("I cannot read “25:00”")
    assert alice.says("8:00-8:00").startswith("Quiet hours need two different times")
    assert "<b>23:00–08:00</b>" in alice.says("11pm to 8am")


def test_news_of_money_is_on_or_silent(alice: Chat) -> None:
    assert "💰 Orders and trades: <b>on</b>" in alice.says("/settings messages")
    assert "<b>silent</b>, their news comes without a sound" in alice.presses("💰 silent")
    assert "💰 off" not in alice.bubbles[-1].buttons
    assert "💰 Orders and trades: <b>on</b>" in alice.says("/settings orders on")


def test_quiet_hours_can_be_said(alice: Chat) -> None:
    assert "🌙 Quiet hours: <b>none</b>" in alice.says("/settings time")
    card = alice.says("set my quiet hours from 10pm to 7am")
    assert "<b>22:00–07:00</b>, without a sound then: alerts, but not orders" in card
    assert hours() == (time(22), time(7))
    assert "without a sound then: alerts and orders" in alice.says("/settings quiet orders on")
    assert "🌙 Quiet hours: <b>none</b>" in alice.says("/settings quiet off")
    assert hours() == (None, None)


def test_quiet_hours_can_be_pressed(alice: Chat) -> None:
    alice.says("/settings time")
    assert "They are times in <b>UTC</b>" in alice.presses(QUIET)
    assert "<b>22:00–07:00</b>" in alice.presses("22:00–07:00")
    assert "alerts and orders" in alice.presses("🌙 Orders too")
    assert "alerts, but not orders" in alice.presses("🌙 Alerts only")
    alice.presses(QUIET)
    assert "🌙 Quiet hours: <b>none</b>" in alice.presses("No quiet hours")
    assert "🌙 Orders too" not in alice.bubbles[-1].buttons


def test_the_time_zone_can_be_said_typed_and_pressed(alice: Chat) -> None:
    assert "🕑 Time zone: <b>Europe/Berlin</b>, where it is " in alice.says("set my timezone to berlin")
    alice.presses(ZONE)
    assert "<b>America/New_York</b>" in alice.says("new york")
    alice.presses(ZONE)
    assert "<b>Asia/Tokyo</b>" in alice.presses("Tokyo")
    assert User.objects.get().time_zone == "Asia/Tokyo"


def test_every_zone_that_is_offered_exists(alice: Chat) -> None:
    alice.says("/settings time")
    alice.presses(ZONE)
    for label in [label for label in alice.bubbles[-1].buttons if label != "◀ Back"]:
        alice.says("/settings time")
        alice.presses(ZONE)
        assert f"/{label.replace(' ', '_')}</b>, where it is" in alice.presses(label)


def test_what_one_sets_is_ones_own(alice: Chat) -> None:
    bob = Chat(2, "Bob", alice.wire)
    bob.says("/start")
    alice.says("/settings quiet 22:00-07:00")

    assert "🌙 Quiet hours: <b>none</b>" in bob.says("/settings time")


def test_an_end_is_shown_on_the_users_clock(alice: Chat) -> None:
    alice.says("/settings timezone tokyo")

    assert alice.says("alert eth above 90000 for 3 days").split(", until ")[1].splitlines()[0].endswith(" JST")
    assert " JST" in alice.says("/alerts")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/settings buy presets 1 2 3 4 5", "Name one to 4 presets, such as 20 50 250. Your setting is unchanged."),
        ("/settings buy presets 0.5", "A preset for buying is from $1 to $1,000,000. Your setting is unchanged."),
        ("/settings buy presets 50 50", "Name each preset once, such as 20 50 250. Your setting is unchanged."),
        ("/settings buy presets 50 x", "I cannot read “x” as an amount."),
        (
            "/settings sell presets 10 150",
            "A preset for selling is above 0 and up to 100 %. Your setting is unchanged.",
        ),
        ("/settings sell presets 0", "The amount must be above zero."),
        ("/settings currency okb", "There is no verified OKB on Ethereum, your default chain. Choose another one"),
        ("/settings digest hourly", "I did not understand that."),
        ("/settings news loud", "I did not understand that."),
    ],
)
def test_a_preference_that_makes_no_sense_is_refused(alice: Chat, text: str, answer: str) -> None:
    assert alice.says(text).startswith(answer)
    user = User.objects.get()
    assert (user.buy_presets, user.sell_presets, user.default_currency) == ("", "", "")
    assert (user.digest, user.news_level) == ("off", "on")


@pytest.mark.parametrize("verb", ["news_level", "digest", "settings_ask"])
@pytest.mark.parametrize("argument", ["", ":", ":loud", ":" + "9" * 40])
def test_a_forged_preference_changes_nothing(alice: Chat, verb: str, argument: str) -> None:
    alice.says("/start")
    answer = alice.brings(alice.press(verb + argument))

    assert "Your setting is unchanged." in answer or answer.startswith("This button is from an older version.")
    assert (User.objects.get().news_level, User.objects.get().digest) == ("on", "off")


def test_presets_are_said_pressed_and_typed(alice: Chat) -> None:
    assert "Buttons for buying: <b>$20 · $50 · $250</b>" in alice.says("/settings buy presets 20 50 250")
    assert "Buttons for selling: <b>10 % · 100 %</b>" in alice.says("set my sell presets to 10% and 100%")
    alice.presses("🛒 Buy buttons")
    assert "<b>$100 · $500 · $1,000</b>" in alice.presses("$100 $500 $1000")
    alice.presses("🛒 Buy buttons")
    assert alice.says("five hundred").startswith("I did not understand that.")
    assert "<b>$75 · $1,500</b>" in alice.says("75, $1,500")
    alice.presses("🏷 Sell buttons")
    assert "<b>25 % · 50 % · 100 %</b>" in alice.presses("↩ Default")
    assert (User.objects.get().buy_presets, User.objects.get().sell_presets) == ("75 1500", "")


def test_presets_stand_wherever_an_amount_is_asked_for(alice: Chat) -> None:
    alice.says("/paper add 2 eth")
    alice.says("/settings buy presets 20 250")
    alice.says("/settings sell presets 10 33.3")
    alice.says("buy link")
    assert list(alice.bubbles[-1].buttons) == ["$20", "$250"]
    assert "You give: <b>250 USDC</b>" in alice.presses("$250")
    alice.says("sell eth")
    assert list(alice.bubbles[-1].buttons) == ["10 %", "33.3 %"]
    assert "You give: <b>0.2 ETH</b>" in alice.presses("10 %")
    alice.says("buy eth if it falls to 100")
    assert list(alice.bubbles[-1].buttons) == ["$20", "$250"]
    alice.says("price eth")
    alice.presses("🛒 Buy")
    assert list(alice.bubbles[-1].buttons) == ["$20", "$250"]


def test_the_default_chain_and_currency_are_asked_for(alice: Chat) -> None:
    alice.says("/settings chain")
    assert "Default chain: <b>Base</b>" in alice.presses("Base")
    alice.presses("⛓ Chain")
    assert "Default chain: <b>Arbitrum</b>" in alice.says("arbitrum")
    alice.presses("💵 Currency")
    assert "Default currency: <b>ETH</b>" in alice.presses("ETH")
    assert alice.says("buy $10 of link").startswith("There is not enough ETH on Arbitrum")


def test_slippage_is_asked_for(alice: Chat) -> None:
    assert alice.says("/settings slippage").startswith("How much may a trade slip below its quote?")
    assert "Slippage: <b>0.7 %</b>" in alice.says("0.7")


def test_back_leaves_the_question(alice: Chat) -> None:
    alice.says("/settings trading")
    alice.presses("🛒 Buy buttons")
    assert alice.presses("◀ Back").startswith("<b>💱 How you trade</b>")

    assert alice.says("20 50 60").startswith("I am not sure what you want")


def test_a_digest_is_pressed_and_said(alice: Chat) -> None:
    assert "🗞 Digest: <b>off</b>, it can be daily or weekly, at 08:00 on your clock" in alice.says("/settings messages")
    assert "📰 silent" not in alice.bubbles[-1].buttons  # of what does not come
    assert "🗞 Digest: <b>daily</b>, next " in alice.presses("🗞 daily")
    assert "08:00 UTC" in alice.last
    assert "📰 The digest comes: <b>silent</b>, without a sound" in alice.presses("📰 silent")
    assert "🗞 Digest: <b>weekly</b>" in alice.says("send me a weekly digest")
    assert "🗞 Digest: <b>off</b>" in alice.says("turn off my digest")
    assert User.objects.get().digest_at is None


def test_buttons_of_earlier_cards_still_answer(alice: Chat) -> None:
    """Cards from before there were pages are in people's chats."""
    alice.says("/start")
    for data, says in (
        ("slippage:2", "Slippage: <b>2 %</b>"),
        ("alert_level:silent", "Alerts: <b>silent</b>"),
        ("money_level:silent", "Orders and trades: <b>silent</b>"),
        ("cost_basis:lifo", "<b>LIFO</b>"),
        ("quiet", "When shall messages come without a sound?"),
        ("zone", "Where are you?"),
    ):
        assert says in alice.brings(alice.press(data, alice.bubbles[-1].message_id)) or says in alice.last
