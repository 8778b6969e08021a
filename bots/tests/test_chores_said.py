"""What people type for looks and chores: each in several voices, and what only sounds like it."""

import pytest

from bots.language.grammar import understand
from bots.language.intents import Intent
from esther_site.lib.errors import UserError

SAID = {
    Intent.HELP: [
        "Hello! What is this bot and what does it do?",
        "hi, I'm new here, what should I do first?",
        "can you walk me through it",
        "I have no idea what I'm doing here",
        "SOS",
        "explain stop loss to me",
    ],
    Intent.GET_PRICE: [
        "what would one eth set me back",
        "is btc over 100k yet?",
        "i was wondering what bitcoin costs right now",
        "how low is eth now",
    ],
    Intent.GET_PRICE_CHART: ["visualise eth 30 days", "what did eth do over the last month", "plz show chart 4 avax"],
    Intent.SHOW_PORTFOLIO: [
        "show me everything I've got",
        "am I holding any btc?",
        "Could you show me what I hold on Polygon?",
    ],
    Intent.GET_PORTFOLIO_PERFORMANCE: [
        "What's my P&L month to date?",
        "my portfolio today how many percent?",
        "is my portfolio up today?",
        "how far down am i this year",
        "weekly performance",
    ],
    Intent.GET_INSIGHTS: [
        "Any news or colour on AAVE?",
        "what's your take on sol",
        "market update please",
        "any red flags in my portfolio?",
    ],
    Intent.SHOW_HISTORY: [
        "Show me the blotter.",
        "what was my last trade",
        "show completed orders",
        "I need the history of all my transactions",
    ],
    Intent.LIST_ORDERS: ["anything pending?", "did my limit order fill yet", "is my limit buy still there?"],
    Intent.LIST_ALERTS: ["do i have an alert on eth", "what am i being pinged about"],
    Intent.LIST_WALLETS: ["where do i deposit", "which wallet am i using", "what's my default wallet"],
    Intent.ADD_WALLET: ["connect my metamask", "i'd like to add my old wallet", "one more wallet pls"],
    Intent.SET_DEFAULT_WALLET: ["select wallet 2", "wallet 2 is my main now", "run everything through wallet 2"],
    Intent.DELETE_WALLET: ["unlink wallet 4", "i want wallet 2 gone", "remove wallet 2 that one was my husband's"],
    Intent.DELETE_ALERT: ["alert 7 can go", "no more eth alerts", "delete the alert for bitcoin it keeps going off"],
    Intent.CANCEL_ORDER: [
        "order 41 cancel quick!!",
        "cancle order 2 please, too risky",
        "cancel that limit order, it was a mistake",
    ],
    Intent.DISABLE_LIVE_TRADING: [
        "Done for the day, switch off live trading.",
        "let's go back to demo",
        "no more real trades",
    ],
    Intent.SETTINGS: [
        "mute notifications at night",
        "use polygon by default",
        "swaps keep failing, set slippage to 1.5%",
        "what's my slippage",
    ],
    Intent.CANCEL: ["forget what i said", "scratch that", "don't bother", "i don't want it anymore"],
}


@pytest.mark.parametrize(
    "text",
    [
        "should wallet 2 go?",
        "he wants wallet 2 gone",
        "should alert 3 go?",
        "alert 3 keeps going off, why?",
        "cancelling order 5 was a mistake",
        "is it wise to cancel order 5, too risky?",
        "don't disturb the neighbours",
        "no news is good news",
        "i prefer tea",
        "crypto is life",
        "price of gold",
        "what's your take on marriage",
        "I have bought yesterday 0.3 ETH, was it right?",
        "what's the damage",
    ],
)
def test_what_only_sounds_like_it_is_none(text: str) -> None:
    assert understand(text).intent in (Intent.UNKNOWN, Intent.HELP)


@pytest.mark.parametrize(("text", "intent"), [(text, intent) for intent, texts in SAID.items() for text in texts])
def test_it_is_understood_as_people_say_it(text: str, intent: Intent) -> None:
    assert understand(text).intent == intent


@pytest.mark.parametrize(
    ("text", "period"),
    [("what did eth do over the last mnoth", "30d"), ("chart eth last weke", "7d"), ("chart eth last year", "1y")],
)
def test_a_slip_in_a_span_of_time_is_mended(text: str, period: str) -> None:
    assert understand(text).entities["period"] == period


def test_a_chart_since_a_day_keeps_that_day() -> None:
    assert understand("how did btc move since january").entities == {"token": "BTC", "period": "since 1 january"}


def test_the_full_stop_behind_a_number_is_no_part_of_it() -> None:
    assert understand("Pull order 26.").entities == {"id": "26"}


def test_messages_are_silenced_between_two_times() -> None:
    understood = understand("no notifications between 10pm and 6am")
    assert understood.entities == {"quiet_from": "22:00", "quiet_until": "06:00"}


def test_what_a_portfolio_cannot_be_watched_for_is_said() -> None:
    with pytest.raises(UserError, match="falls below"):
        understand("alert me if my portfolio drops 5%")
