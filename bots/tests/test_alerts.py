from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import Settings

from alerts.models import Alert
from bots.messages import MAX_LENGTH
from bots.models import Dialog
from bots.tests.chat import Chat
from bots.tests.ledger import PWN
from sandbox.okx.faults import set_fault
from tokens.models import Price, Token
from trading.models import User

pytestmark = pytest.mark.django_db

PAUSE, RESUME, DELETE = "⏸ Pause", "▶ Resume", "✖ Delete"


def states() -> list[str]:
    return list(Alert.objects.order_by("pk").values_list("state", flat=True))


def mallory_beside(alice: Chat) -> Chat:
    mallory = Chat(3, "Mallory", alice.wire)
    mallory.says("/start")
    return mallory


@pytest.mark.parametrize("verb", ["alert_delete", "alert_pause", "alert_resume"])
@pytest.mark.parametrize("page", ["", ":0"])
def test_nobody_else_can_press(alice: Chat, verb: str, page: str) -> None:
    alice.says("alert eth above 90000")
    mallory = mallory_beside(alice)
    answer = mallory.brings(mallory.press(f"{verb}:{Alert.objects.get().handle}{page}"))

    assert answer == "This alert is not yours, or no longer known. Look at /alerts."
    assert states() == ["active"]


@pytest.mark.parametrize("words", ["delete alert {}", "/pausealert {}", "change alert {} to 5"])
def test_nobody_else_can_say_its_id(alice: Chat, words: str) -> None:
    alice.says("alert eth above 90000")
    answer = mallory_beside(alice).says(words.format(Alert.objects.get().handle))

    assert answer == "This alert is not yours, or no longer known. Look at /alerts."
    assert (states(), Alert.objects.get().threshold) == (["active"], Decimal(90000))


def test_a_second_press_of_delete_says_so(alice: Chat) -> None:
    alice.says("alert eth above 90000")
    data = alice.card(DELETE).buttons[DELETE]

    assert alice.presses(DELETE).startswith("✖ Deleted: <b>ETH</b> on Ethereum at $90,000 or above")
    assert alice.brings(alice.press(data)) == "This alert is already deleted. Set a new one with /alert."
    assert states() == ["deleted"]


def test_one_alert_too_many_is_refused(alice: Chat, settings: Settings) -> None:
    settings.MAX_ALERTS_PER_USER = 1
    alice.says("alert eth above 90000")
    answer = alice.says("alert eth above 80000")

    assert answer == "You have 1 alerts, which is the most there can be. Delete one with /alerts first."
    assert states() == ["active"]


@pytest.mark.parametrize("number", ["0", "-1", "1e-30", "1e400", "NaN", "1,5,0", "0,00,1", "١٢", "9" * 80, "9" * 30])
@pytest.mark.parametrize("sentence", ["/alert eth above {}", "alert eth {}% in 1h", "tell me when link crosses ${}"])
def test_a_number_that_makes_no_sense_is_refused(alice: Chat, sentence: str, number: str) -> None:
    assert alice.says(sentence.format(number)).endswith(".")
    assert states() == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("alert nosuchcoin above 5", "Esther does not know NOSUCHCOIN on any chain"),
        ("alert x&y above 5", "Esther does not know X&amp;Y on any chain"),
        ("/addalert nosuchcoin", "Esther does not know NOSUCHCOIN on any chain"),
        ("alert eth above 5 on atlantis", "Esther does not know the chain atlantis"),
        ("alert eth 5% in 8 days", "A move happens within one minute to seven days."),
        ("alert eth above 5 for 99 weeks", "An alert with an end lasts for a year at most."),
        ("alert eth above 5 for 99999999 weeks", "An alert with an end lasts for a year at most."),
        (f"alert eth above 5 note {'no ' * 41}", "A note has 120 characters at most."),
        ("/alert eth to the moon", "I did not understand that. Write it like “/alert BTC above 115000”"),
        ("/deletealert", "Say which alert by its number or id"),
        ("/changealert", "Say which alert and its new price"),
    ],
)
def test_what_cannot_be_watched_is_refused_with_a_way_out(alice: Chat, text: str, answer: str) -> None:
    assert alice.says(text).startswith(answer)
    assert states() == []


def test_without_a_price_an_alert_is_set_and_says_so(alice: Chat) -> None:
    set_fault("", "500", times=99)
    card = alice.says("alert eth above 90000")

    assert "No price is known just now." in card
    assert states() == ["active"]


def test_without_a_price_there_is_none_to_propose(alice: Chat) -> None:
    set_fault("", "500", times=99)
    alice.says("/alert eth")
    question = alice.presses("Above")

    assert "no price is known just now" in question
    assert alice.bubbles[-1].buttons == {}


def test_a_price_of_zero_has_no_distance(alice: Chat) -> None:
    alice.says("alert eth above 90000")
    Price.objects.update(usd=0)
    listed = alice.says("/alerts")

    assert "now $0.00" in listed
    assert "to go" not in listed


def test_an_expired_question_sets_nothing(alice: Chat) -> None:
    alice.says("/alert eth")
    Dialog.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    alice.presses("Above")

    assert alice.last == "This question is closed. Please ask again."
    assert states() == []


@pytest.mark.parametrize("data", ["alert", "alert::", "alert:1", "alert_delete", "alert_pause:"])
def test_a_forged_button_does_nothing(alice: Chat, data: str) -> None:
    alice.says("/start")

    assert alice.brings(alice.press(data)) in {
        "No token is named: write a symbol such as ETH, or a contract address.",
        "This alert is not yours, or no longer known. Look at /alerts.",
    }


@pytest.mark.parametrize("data", ["alerts:99999", "alerts:-1", "alerts:x", "alerts", "alerts:²"])
def test_a_page_that_does_not_exist_shows_one_that_does(alice: Chat, data: str) -> None:
    alice.says("/start")

    assert alice.brings(alice.press(data)).startswith("You have no alerts.")


def test_a_sentence_sets_an_alert_and_the_card_tells_all_of_it(alice: Chat) -> None:
    card = alice.says("alert me every time eth on base goes above 90,000 for 3 days, note: sell <b>half</b>")
    alert = Alert.objects.get()

    assert card.startswith("🔔 <b>Alert set</b>\n<b>ETH</b> on Base at $90,000 or above\nNow: $")
    assert "% to go\nEvery time, at most once in 1 h, until " in card
    assert "Note: sell &lt;b&gt;half&lt;/b&gt;" in card
    assert f"Id: <code>{alert.handle}</code>" in card
    assert "This server may sleep" in card
    assert (alert.threshold, alert.direction, alert.repeats) == (Decimal(90000), "above", True)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("/alert eth 5% in 1h", "<b>ETH</b> on Ethereum moves up or down 5 % within 1 h"),
        ("tell me when eth drops 2.5% in 90 min", "<b>ETH</b> on Ethereum moves down 2.5 % within 90 min"),
        ("/alert portfolio below 9000", "<b>Portfolio</b> at $9,000 or below"),
        ("alert me if link crosses 20", "<b>LINK</b> on Ethereum crosses $20"),
        ("alert usdc below 0.995", "<b>USDC</b> on Ethereum at $0.995 or below"),
    ],
)
def test_each_kind_of_alert_is_said_in_words(alice: Chat, text: str, condition: str) -> None:
    assert alice.says(text).splitlines()[1] == condition
    assert condition in alice.says("/alerts")


def test_a_move_is_shown_beside_the_price_of_now(alice: Chat) -> None:
    assert "\nNow: $" in alice.says("/alert eth 5% in 1h")


def test_what_is_reached_already_is_said(alice: Chat) -> None:
    assert "It is reached already, so you will hear of it at the next look." in alice.says("alert eth above 1")


def test_an_unverified_token_is_marked(alice: Chat) -> None:
    card = alice.says(f"alert {PWN} above 5")

    assert "&lt;b&gt;PWN&lt;/b&gt; (not verified)</b> on Ethereum" in card
    assert f"⚠️ Not verified, check the address: <code>{PWN}</code>" in card


def test_a_doubtful_name_is_chosen_from_buttons(alice: Chat) -> None:
    alice.says("/start")
    for address in ("0x" + "1" * 40, PWN):
        Token.objects.create(chain_id=1, address=address, symbol="COPY", decimals=18, source="user")
    alice.says("alert copy above 5")
    alice.presses(f"? COPY · Ethereum · {PWN[:6]}…0000")

    assert Alert.objects.get().token == Token.objects.get(address=PWN)


def test_step_by_step_it_is_set_with_buttons_only(alice: Chat) -> None:
    alice.says("/addalert")
    assert "<b>ETH</b> on Ethereum is at $" in alice.presses("ETH")
    assert "Which price shall it be below? Press a button, or type it" in alice.presses("Below")
    labels = list(alice.bubbles[-1].buttons)
    assert [label.split(" · ")[0] for label in labels] == ["−5 %", "−10 %"]
    assert alice.presses(labels[1]).startswith("🔔 <b>Alert set</b>\n<b>ETH</b> on Ethereum at $")
    assert Alert.objects.get().direction == "below"


def test_step_by_step_a_portfolio_is_watched_too(alice: Chat) -> None:
    alice.says("/addalert")
    assert "<b>Your portfolio</b> is at $" in alice.presses("Portfolio")
    alice.presses("Above")
    alice.presses(next(iter(alice.bubbles[-1].buttons)))

    assert Alert.objects.get().kind == "portfolio"


def test_a_move_without_a_time_is_asked_about(alice: Chat) -> None:
    assert alice.says("alert eth 5%").startswith("5 % within what time?")
    alice.presses("4 h")

    assert Alert.objects.get().window_minutes == 240


@pytest.mark.parametrize(("token", "symbol"), [("link", "LINK"), ("btc", "BTC")])
def test_a_price_card_leads_to_an_alert(alice: Chat, token: str, symbol: str) -> None:
    alice.says(f"price {token}")

    assert symbol in alice.presses("🔔 Alert")
    assert list(alice.bubbles[-1].buttons) == ["Above", "Below", "Crosses"]


def test_a_card_is_paused_and_resumed(alice: Chat) -> None:
    alice.says("alert eth above 90000")

    assert alice.presses(PAUSE).startswith("🔔 <b>Alert paused</b>")
    assert states() == ["paused"]
    assert "This server may sleep" in alice.presses(RESUME)
    assert states() == ["active"]


def test_words_pause_resume_change_and_delete(alice: Chat) -> None:
    alice.says("alert eth above 90000")
    handle = Alert.objects.get().handle

    assert alice.says(f"pause alert {handle}").startswith("🔔 <b>Alert paused</b>")
    assert alice.says(f"resume alert {handle}").startswith("🔔 <b>Alert</b>")
    assert "at $95,000 or above" in alice.says(f"change alert {handle} to 95k")
    assert alice.says(f"/deletealert {handle}").startswith("✖ Deleted: ")
    assert states() == ["deleted"]


def test_the_list_tells_how_far_away_each_alert_is(alice: Chat) -> None:
    alice.says("alert eth above 90000")
    Price.objects.update(usd=Decimal(80000))

    assert "1. <b>ETH</b> on Ethereum at $90,000 or above\nnow $80,000.00 · +12.5 % to go" in alice.says("/listalerts")


def test_the_list_is_changed_in_place(alice: Chat) -> None:
    alice.says("alert eth above 90000")
    alice.says("alert link crosses 20")
    alice.says("/alerts")

    assert "⏸ paused" in alice.presses(f"{PAUSE} 1")
    assert "LINK" in alice.presses(f"{DELETE} 1")
    assert states() == ["deleted", "active"]
    assert list(alice.bubbles[-1].buttons) == [f"{PAUSE} 1", f"{DELETE} 1", "🔁 Repeat 1"]


def test_a_hundred_alerts_are_shown_page_by_page(alice: Chat) -> None:
    alice.says("alert eth above 90000")
    first = Alert.objects.get()
    note = "&" * 120
    Alert.objects.bulk_create(
        Alert(
            user=User.objects.get(),
            kind="price",
            token=first.token,
            direction="above",
            threshold=Decimal(90000),
            note=note,
        )
        for _ in range(99)
    )
    pages = [alice.says("/alerts"), *(alice.presses("Next ▶") for _ in range(9))]

    assert [page.startswith("<b>Your alerts</b> (100)") for page in pages] == [True] * 10
    assert "\n100. <b>ETH</b>" in pages[-1]
    assert max(map(len, pages)) <= MAX_LENGTH
    assert "Next ▶" not in alice.bubbles[-1].buttons
    assert "\n81. <b>ETH</b>" in alice.presses("◀ Back")
