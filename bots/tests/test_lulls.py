"""A greeting among kind words, a taking back among noise, and looks beside the word that nothing is to be traded."""

import pytest

from bots.language.grammar import understand
from bots.language.intents import MOVES_MONEY, Intent


@pytest.mark.parametrize(
    "text",
    [
        "hi, send everything to bob",
        "hello, transfer my eth",
        "hi what's wrong with you",
        "hi i'm not going to sell",
        "never mind the price, is it a good time to buy",
        "forget it never happens",
        "i don't want an alert when eth hits 4k",
        "don't tell me when eth hits 4k",
        "you told me when eth hit 4k",
        "i was not selling when eth hit 4k",
        "connect the dots: he sells, she buys, price pumps",
        "I saw my brother delete wallet 2",
        "my wife told me to delete alert 3",
        "my neighbour asks why how much is link",
        "delete wallet 2 tomorrow",
        "delete the alert for bitcoin it keeps going off, never mind",
    ],
)
def test_what_asks_for_something_else_is_none_of_it(text: str) -> None:
    assert understand(text).intent in (Intent.UNKNOWN, Intent.HELP)


@pytest.mark.parametrize(
    "text",
    ["hi from sunny lisbon", "gm from the night shift", "hello hello, is this thing on?", "hi, anyone there?"],
)
def test_a_greeting_may_say_from_where_and_to_whom(text: str) -> None:
    assert understand(text).intent == Intent.GREETING


@pytest.mark.parametrize(
    "text",
    [
        "wait no never mind the baby is crying",
        "false alarm, forget it",
        "never mind, someone's at the door",
        "ah leave it, too late",
        "oops wrong one",
        "sorry wrong message",
    ],
)
def test_a_taking_back_may_say_why(text: str) -> None:
    assert understand(text).intent == Intent.CANCEL


@pytest.mark.parametrize(
    "text",
    [
        "not buying yet, just tell me when eth is under 2500",
        "not buying rn just ping me when eth goes under 2500",
        "not selling 💎 but alert me if eth falls below 2500",
        "I want not to buy now, only tell me when eth falls under 2500",
        "alert me if eth falls below 2500, i'm not buying yet",
        "no trades today, tell me when eth is under 2500",
    ],
)
def test_an_alert_stands_beside_the_word_that_nothing_is_traded(text: str) -> None:
    understood = understand(text)
    assert understood.intent == Intent.SET_ALERT
    assert understood.entities == {"token": "ETH", "direction": "below", "price": "2500"}


@pytest.mark.parametrize("told", ["now that i'm back", "since you're here", "long day at work again"])
@pytest.mark.parametrize(
    ("asked", "intent"),
    [
        ("show my portfolio", Intent.SHOW_PORTFOLIO),
        ("what's btc at", Intent.GET_PRICE),
        ("delete alert 3", Intent.DELETE_ALERT),
        ("tell me when eth is under 2500", Intent.SET_ALERT),
    ],
)
def test_a_look_or_an_alert_needs_no_mark_behind_what_is_told(told: str, asked: str, intent: Intent) -> None:
    assert understand(f"{told} {asked}").intent == intent


@pytest.mark.parametrize("asked", ["buy 1 eth", "sell all my eth"])
@pytest.mark.parametrize(
    "said", ["not buying yet, just", "no trades today,", "never mind,", "hello from bergen i am not to"]
)
def test_none_of_it_ever_trades(said: str, asked: str) -> None:
    assert understand(f"{said} {asked}").intent not in MOVES_MONEY
