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
        "how's bitcoin lookin this arvo",
        "i was wondering what bitcoin costs right now",
        "how low is eth now",
    ],
    Intent.GET_PRICE_CHART: [
        "visualise eth 30 days",
        "what did eth do over the last month",
        "plz show chart 4 avax",
        "a squiz at the eth chart",
    ],
    Intent.SHOW_PORTFOLIO: [
        "show me everything I've got",
        "am I holding any btc?",
        "What percentage of my portfolio is in ETH?",
        "what's in my wallet jefe",
        "Could you show me what I hold on Polygon?",
    ],
    Intent.GET_PORTFOLIO_PERFORMANCE: [
        "What's my P&L month to date?",
        "my portfolio today how many percent?",
        "is my portfolio up today?",
        "how far down am i this year",
        "weekly performance",
        "last one week how is my portfolio",
        "how bad is my portfolio for the last 7 days",
        "how much have I won this week?",
        "portfolio performnce 90d",
    ],
    Intent.GET_INSIGHTS: [
        "Any news or colour on AAVE?",
        "what's your take on sol",
        "market update please",
        "any red flags in my portfolio?",
    ],
    Intent.SHOW_HISTORY: [
        "Show me the blotter.",
        "last movements please",
        "what was my last trade",
        "show completed orders",
        "I need the history of all my transactions",
    ],
    Intent.LIST_ORDERS: [
        "anything pending?",
        "did my limit order fill yet",
        "is my limit buy still there?",
        "any pending orders on my account?",
    ],
    Intent.LIST_ALERTS: ["do i have an alert on eth", "what am i being pinged about"],
    Intent.LIST_WALLETS: [
        "where do i deposit",
        "which wallet am i using",
        "list all wallets in my name",
        "what's my default wallet",
    ],
    Intent.ADD_WALLET: [
        "connect my metamask",
        "i'd like to add my old wallet",
        "one more wallet pls",
        "add a wallet on solana",
        "whack another wallet on here",
    ],
    Intent.SET_DEFAULT_WALLET: [
        "select wallet 2",
        "wallet 2 is my main now",
        "designate wallet 1 as my default",
        "main wallet = 4",
        "run everything through wallet 2",
    ],
    Intent.DELETE_WALLET: [
        "unlink wallet 4",
        "i want wallet 2 gone",
        "remove wallet 2 that one was my husband's",
        "remove wallet 2, i not use it",
    ],
    Intent.DELETE_ALERT: ["alert 7 can go", "no more eth alerts", "delete the alert for bitcoin it keeps going off"],
    Intent.CANCEL_ORDER: [
        "order 41 cancel quick!!",
        "cancle order 2 please, too risky",
        "cancel the order 11 please brother",
        "bin order 8 will ye",
        "I'd like order 9 cancelled, please.",
        "cancel that limit order, it was a mistake",
    ],
    Intent.DISABLE_LIVE_TRADING: [
        "Done for the day, switch off live trading.",
        "let's go back to demo",
        "no more real trades",
        "please close the live trading, I am afraid of it",
        "actually no turn live trading off again",
        "flick live trading off, surf's pumping",
        "set me back to practice mode",
        "please end live trading for tonight",
    ],
    Intent.SETTINGS: [
        "mute notifications at night",
        "turn notifications off at night",
        "always use 2% slippage",
        "use polygon by default",
        "swaps keep failing, set slippage to 1.5%",
        "what's my slippage",
        "slippage 2% for everything from now on",
    ],
    Intent.EXPORT_DATA: ["export a record of my transactions for my accountant", "i need a csv of my trades"],
    Intent.SET_ALERT: ["sing out if eth drops under 2.4k"],
    Intent.CANCEL: [
        "forget what i said",
        "scratch that",
        "don't bother",
        "i don't want it anymore",
        "let's leave it, I've changed my mind",
    ],
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
        "If I had sold at the top, how much would I have made?",
        "Had I purchased Ether in January, what would my return have been?",
        "market is red",
        "don't close live trading",
        "when does live trading close?",
        "no turn live trading off",
        "my brother turned off live trading",
        "my boss says close live trading",
        "my brother set slippage 2%",
        "if slippage 2% for everything from now on",
        "remove wallet maybe 2, i not use it",
        "tell my friend doge is above 1",
        "show my boss's wallet",
        "what could my profit have been last month",
        "if i hadn't bought link, how would my portfolio look",
        "cancel my brother's order 11",
        "i not want remove wallet 2",
        "i wish I had cancelled that, order 9",
        "would you like order 9 cancelled?",
        "i don't want order 9 cancelled",
        "i want wallet 2 removed tomorrow",
        "my wife whacked another wallet on here",
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
    assert understand("Do let me know should ether climb above 4,200.").entities["price"] == "4200"
    assert understand("Pull order 26.").entities == {"id": "26"}


def test_messages_are_silenced_between_two_times() -> None:
    understood = understand("no notifications between 10pm and 6am")
    assert understood.entities == {"quiet_from": "22:00", "quiet_until": "06:00"}


def test_what_a_portfolio_cannot_be_watched_for_is_said() -> None:
    with pytest.raises(UserError, match="falls below"):
        understand("alert me if my portfolio drops 5%")
