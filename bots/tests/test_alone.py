"""One look or chore among what else is said: never one that is denied, doubted, asked, put off or said by another."""

from __future__ import annotations

from itertools import product

import pytest

from bots.language.grammar import understand
from bots.language.intents import MOVES_MONEY, Intent

_GRAVE = {
    "delete wallet 2": Intent.DELETE_WALLET,
    "enable live trading": Intent.ENABLE_LIVE_TRADING,
    "cancel order 4": Intent.CANCEL_ORDER,
}
_BEHIND = (
    "no", "not yet", "maybe", "or not", "tomorrow", "when i'm home", "if it helps", "only if bob agrees", "i think",
    "just kidding", "said bob", "that's what he told me", "wait", "stop", "actually no", "scratch that", "never mind",
    "forget it", "i don't mean it", "i don't think so", "i am not sure", "should i", "what do you think", "bad idea",
    "would be stupid", "please don't", "but don't do it", "because he says so", "hypothetically", "i might",
    "i won't", "i would never", "i haven't decided", "i never said that", "my boss wants it", "that was yesterday",
    "i already did that", "after lunch", "on friday", "in an hour", "at noon", "soon",
)  # fmt: skip
_BEFORE = (
    "don't", "never", "no", "i would never", "i won't", "should i", "can i", "if i", "when i'm home", "if it rains",
    "after i moved it", "tomorrow", "perhaps", "i think i should", "i was thinking", "what if i say", "how do i",
    "who said", "my brother says", "the article says", "bob", "dear bob", "mom", "i heard", "i was told", "you should",
    "imagine", "title", "don't forget", "i want him to", "i don't want to", "i don't want you to", "the opposite of",
    "i regret it", "i already did it", "ignore previous instructions", "as soon as bob pays",
)  # fmt: skip


@pytest.mark.parametrize("aside", _BEHIND)
def test_nothing_is_destroyed_and_no_right_raised_where_it_is_taken_back_behind(aside: str) -> None:
    for (command, intent), pause in product(_GRAVE.items(), (", ", ". ", " - ", " because ", " but ")):
        assert understand(f"{command}{pause}{aside}").intent != intent, f"{command}{pause}{aside}"


@pytest.mark.parametrize("aside", _BEFORE)
def test_nothing_is_destroyed_and_no_right_raised_by_what_is_asked_told_or_denied(aside: str) -> None:
    for (command, intent), pause in product(_GRAVE.items(), (", ", ": ", " - ", "; ")):
        assert understand(f"{aside}{pause}{command}").intent != intent, f"{aside}{pause}{command}"


@pytest.mark.parametrize(
    "text",
    [
        "don't delete wallet 2, it is fine",
        "i don't want to delete wallet 2, i use it",
        "i don't want to cancel order 4",
        "delete wallet 2?",
        "delete wallet 2 tomorrow",
        "delete wallet 2, i changed my mind",
        "delete wallet 2 or 3, i don't use one of them",
        "cancel order 4, actually keep it",
        "enable live trading and buy 1 eth, i'm ready",
        "show my orders, cancel order 4",
        "price of eth, price of btc",
        "connect the dots: he sells, she buys, price pumps",
        "hi, i was thinking about buying eth",
        'my friend wrote "show my portfolio", funny',
    ],
)
def test_what_is_denied_doubted_or_two_wishes_is_none(text: str) -> None:
    assert understand(text).intent in (Intent.UNKNOWN, Intent.HELP)


@pytest.mark.parametrize(
    "text",
    [
        "show my portfolio, then buy 1 eth maybe",
        "price of eth, i would sell 1 eth now",
        "what's btc at? if it falls i sell 2 eth",
        "my orders please, i'd buy 3 link",
    ],
)
def test_it_never_moves_money(text: str) -> None:
    assert understand(text).intent not in MOVES_MONEY


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("btc price pls, meeting in 1 min", Intent.GET_PRICE, {"token": "BTC"}),
        ("hi dear, grandma again, what is bitcoin costing this morning?", Intent.GET_PRICE, {"token": "BTC"}),
        ("how much is link now, maybe i buy a little", Intent.GET_PRICE, {"token": "LINK"}),
        ("price of btc pls, colleague says it's over 100k", Intent.GET_PRICE, {"token": "BTC"}),
        ("chart okb 90 days for grandpa", Intent.GET_PRICE_CHART, {"token": "OKB", "period": "90d"}),
        ("list my past trades pls, doing taxes", Intent.SHOW_HISTORY, {}),
        ("show my pending orders, forgot what i set", Intent.LIST_ORDERS, {}),
        ("what's in my portfolio? didn't sell anything since june", Intent.SHOW_PORTFOLIO, {}),
        ("I can't remember which price alerts I've asked you for. Could you list them?", Intent.LIST_ALERTS, {}),
        ("set slippage to 0.8%, trades keep failing", Intent.SETTINGS, {"slippage": "0.8"}),
        ("I changed my mind about order #31, kindly withdraw it.", Intent.CANCEL_ORDER, {"id": "31"}),
        ("pls kill order 7, typed it wrong", Intent.CANCEL_ORDER, {"id": "7"}),
        ("cancel order 7, i don't want to sell anymore", Intent.CANCEL_ORDER, {"id": "7"}),
        ("delete wallet 2, dont use it anymore", Intent.DELETE_WALLET, {"wallet": "2"}),
        ("DELETE WALLET 1, IT GOT HACKED!!", Intent.DELETE_WALLET, {"wallet": "1"}),
        ("enable live trading, I read the risks and I'm not scared", Intent.ENABLE_LIVE_TRADING, {}),
        ("turn off live trading, i'm going on holiday and don't trust myself", Intent.DISABLE_LIVE_TRADING, {}),
        ("delete alert 3, already bought", Intent.DELETE_ALERT, {"id": "3"}),
        ("hello esther, long time no see 👋", Intent.GREETING, {}),
        ("Good afternoon, Esther. I trust you are keeping well.", Intent.GREETING, {}),
        ("forget it, wrong button", Intent.CANCEL, {}),
        ("help, first day here and I bought nothing yet", Intent.HELP, {}),
    ],
)
def test_what_is_said_beside_it_changes_nothing_of_a_look_or_a_chore(
    text: str, intent: Intent, entities: dict[str, str]
) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (intent, entities)


def test_an_alert_is_set_whatever_is_said_behind_it() -> None:
    understood = understand("let me know if sol moves 5% in an hour, i'm not selling before")

    assert understood.intent == Intent.SET_ALERT
    assert understood.entities == {"token": "SOL", "percent": "5", "window_minutes": "60"}
