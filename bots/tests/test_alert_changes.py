from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from alerts.models import Alert
from bots.tests.chat import Chat

pytestmark = pytest.mark.django_db

REPEAT, ONCE = "🔁 Make repeating", "☝ Only once"
NOT_YOURS = "This alert is not yours, or no longer known. Look at /alerts."


@pytest.fixture
def alert(alice: Chat) -> Alert:
    alice.says("alert eth above 90000 for 3 days, note: sell half")
    return Alert.objects.get()


def kept() -> tuple[bool, int, str]:
    alert = Alert.objects.get()
    return alert.repeats, alert.cooldown_seconds // 60, alert.note


AS_IT_WAS = (False, 60, "sell half")


@pytest.mark.parametrize("data", ["alert_repeat:{}", "alert_repeat:{}:0", "alert_once:{}", "alert_cooldown:{}:15"])
def test_nobody_else_can_press(alice: Chat, alert: Alert, data: str) -> None:
    mallory = Chat(3, "Mallory", alice.wire)
    mallory.says("/start")

    assert mallory.brings(mallory.press(data.format(alert.handle))) == NOT_YOURS
    assert kept() == AS_IT_WAS


@pytest.mark.parametrize("text", ["/repeatalert {}", "/cooldown {} 30m", "/notealert {} mine"])
def test_nobody_else_can_say_its_id(alice: Chat, alert: Alert, text: str) -> None:
    mallory = Chat(3, "Mallory", alice.wire)
    mallory.says("/start")

    assert mallory.says(text.format(alert.handle)) == NOT_YOURS
    assert kept() == AS_IT_WAS


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/repeatalert", "Say which alert by its number or id, such as “/repeatalert 2”."),
        ("/repeatalert {} maybe", "I did not understand that. Write it like “/repeatalert 2”"),
        ("/cooldown", "Say which alert and how long, such as “/cooldown 2 30m”."),
        ("/cooldown {}", "I did not understand that. Write it like “/cooldown 2 30m”."),
        ("/cooldown {} 30", "I did not understand that. Write it like “/cooldown 2 30m”."),
        ("/cooldown {} 0 min", "The amount must be above zero."),
        ("/cooldown {} 0.001 h", "Give the time in whole minutes"),
        ("/cooldown {} 31 days", "The pause between two messages is from one minute to 30 days."),
        ("/cooldown {} 99999999 weeks", "The pause between two messages is from one minute to 30 days."),
        ("/notealert", "Say which alert and the note, such as “/notealert 2 sell half”."),
        ("/notealert {}", "I did not understand that. Write it like “/notealert 2 sell half”"),
        ("/notealert {} " + "no " * 41, "A note has 120 characters at most."),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_way_out(alice: Chat, alert: Alert, text: str, answer: str) -> None:
    assert alice.says(text.format(alert.handle)).startswith(answer)
    assert kept() == AS_IT_WAS


@pytest.mark.parametrize(
    "data", ["alert_cooldown", "alert_cooldown:{}", "alert_cooldown:{}:7", "alert_cooldown:{}:²:1"]
)
def test_a_forged_pause_is_not_taken(alice: Chat, alert: Alert, data: str) -> None:
    assert alice.brings(alice.press(data.format(alert.handle))).startswith("This button is from an older version.")
    assert kept() == AS_IT_WAS


@pytest.mark.parametrize("state", ["fired", "expired", "deleted"])
@pytest.mark.parametrize("text", ["/repeatalert {}", "/cooldown {} 30m", "/notealert {} mine"])
def test_what_is_over_stays_as_it_is(alice: Chat, alert: Alert, text: str, state: str) -> None:
    Alert.objects.update(state=state)

    assert alice.says(text.format(alert.handle)).endswith("Set a new one with /alert.")
    assert kept() == AS_IT_WAS


def test_what_has_expired_is_told_so_also_before_it_is_swept_up(alice: Chat, alert: Alert) -> None:
    Alert.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    data = alice.card(REPEAT).buttons[REPEAT]

    assert alice.brings(alice.press(data)) == "This alert has expired. Set a new one with /alert."
    assert kept() == AS_IT_WAS


def test_a_card_is_made_to_repeat_and_back(alice: Chat, alert: Alert) -> None:
    assert "\nOnce, until " in alice.card(REPEAT).text
    assert "\nEvery time, at most once in 1 h, until " in alice.presses(REPEAT)
    assert list(alice.bubbles[-1].buttons) == ["⏸ Pause", "✖ Delete", ONCE, "15 min", "1 h", "4 h", "24 h"]
    assert "\nOnce, until " in alice.presses(ONCE)
    assert list(alice.bubbles[-1].buttons) == ["⏸ Pause", "✖ Delete", REPEAT]
    assert kept() == AS_IT_WAS


@pytest.mark.parametrize(("label", "minutes"), [("15 min", 15), ("4 h", 240), ("24 h", 1440)])
def test_the_pause_is_pressed(alice: Chat, alert: Alert, label: str, minutes: int) -> None:
    alice.presses(REPEAT)

    assert f"Every time, at most once in {label.replace('24 h', '1 d')}, until " in alice.presses(label)
    assert kept() == (True, minutes, "sell half")


def test_the_list_is_changed_in_place(alice: Chat, alert: Alert) -> None:
    alice.says("alert link crosses 20")
    alice.says("/alerts")

    assert alice.presses("🔁 Repeat 1").count("every time, at most once in 1 h") == 1
    assert kept_of(alert) == (True, "active")
    assert "every time" not in alice.presses("☝ Once 1")
    assert "✖ Delete 2" in alice.bubbles[-1].buttons


def kept_of(alert: Alert) -> tuple[bool, str]:
    return Alert.objects.values_list("repeats", "state").get(pk=alert.pk)


@pytest.mark.parametrize("on", ["/repeatalert {}", "make alert {} repeating", "repeat my alert {}"])
@pytest.mark.parametrize("off", ["/repeatalert {} off", "make alert {} only once", "repeat alert {} once"])
def test_words_make_it_repeat_and_tell_once(alice: Chat, alert: Alert, on: str, off: str) -> None:
    alice.says(on.format(alert.handle))
    assert kept() == (True, 60, "sell half")
    alice.says(off.format(alert.handle))
    assert kept() == AS_IT_WAS


def test_a_pause_that_is_said_makes_it_repeat(alice: Chat, alert: Alert) -> None:
    assert "Every time, at most once in 30 min" in alice.says(f"/cooldown {alert.handle} 30m")
    assert "at most once in 2 h" in alice.says(f"set the cool-down of alert {alert.handle} to 2 hours")
    assert kept() == (True, 120, "sell half")


def test_a_note_is_changed_and_removed(alice: Chat, alert: Alert) -> None:
    assert "Note: Buy &lt;b&gt;back&lt;/b&gt;" in alice.says(f"/notealert {alert.handle} Buy <b>back</b>")
    assert "Note: later" in alice.says(f"change the note of alert {alert.handle} to: later")
    assert "Note:" not in alice.says(f"/notealert {alert.handle} none")
    assert kept() == (False, 60, "")
