"""Trades from one chain to another, in the chat."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from decimal import Decimal

import pytest

from bots.language import Intent, understand
from bots.templatetags.spans import about
from bots.tests.chat import Chat
from bots.tests.ledger import CANCEL, CONFIRM, REFRESH, balances, shown, states
from esther_site.lib.errors import UserError
from sandbox.market import market
from sandbox.okx.faults import set_fault
from trading.models import Swap

SWAP = "swap 100 usdc on arbitrum to eth on base"
HOW_TO_SAY_IT = (
    "Between chains you say what to spend, not what arrives, such as “swap 100 USDC on Arbitrum to ETH on Base”."
)


@pytest.fixture
def traveller(alice: Chat) -> Chat:
    """Somebody with 10,000 USDC on Arbitrum, where she also trades."""
    alice.says("/paper reset arbitrum")
    alice.says("/settings chain arbitrum")
    return alice


# What no rule understands


@pytest.mark.parametrize(
    "text",
    [
        "bridge 50 usdc to polygon?",
        "can i bridge 50 usdc to polygon?",
        "should i swap 100 usdc on arbitrum to eth on base",
        "what happens if i bridge 50 usdc to polygon",
        "how long does it take to bridge 50 usdc to polygon",
        "don't bridge 50 usdc to polygon",
        "never bridge 50 usdc to polygon",
        "i bridged 50 usdc to polygon",
        "i will bridge 50 usdc to polygon",
        "bob told me to bridge 50 usdc to polygon",
        "“bridge 50 usdc to polygon”",
        "> bridge 50 usdc to polygon",
        "bridge 50 usdc to polygon tomorrow",
        "bridge 50 usdc to polygon if eth falls",
        "bridge 50 usdc to polygon and base",
        "bridge 50 usdc to polygon and sell it",
        "bridge 50 usdc to polygon then sell it",
        "bridge 50 usdc to polygon or base",
        "bridge it to polygon",
        "bridge all to polygon",
        "bridge 50 usdc",
        "bridge 50 usdc on polygon",
        "bridge to polygon",
        f"{SWAP}?",
        f"{SWAP} if it falls",
        f"{SWAP} not",
        "swap 100 usdc on arbitrum to 0.1 eth on base",
        "swap 10² usdc on arbitrum to eth on base",
    ],
)
def test_what_is_no_plain_command_is_no_trade_and_gets_help_at_most(text: str) -> None:
    assert understand(text).intent in (Intent.UNKNOWN, Intent.HELP)


@pytest.mark.parametrize("unit", ["1", "1 ", "a ", "on base ", "from base ", "to base ", "usdc on ", "bridge ", "$1"])
@pytest.mark.parametrize("start", ["bridge ", "bridge 1 ", "swap 1 usdc on ", "buy 1 eth on base with "])
def test_no_sentence_takes_long_to_read(start: str, unit: str) -> None:
    sentence = (start + unit * 400)[:400]
    began = time.process_time()
    with suppress(UserError):
        understand(sentence)
    assert time.process_time() - began < 0.5


# What is understood

GIVEN = {"amount": "100", "token": "USDC", "chain": "42161", "to_chain": "8453"}


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        (SWAP, GIVEN | {"currency": "ETH"}),
        ("swap 100 usdc from arbitrum to eth on base", GIVEN | {"currency": "ETH"}),
        ("convert 100 usdc to eth on base from arbitrum", GIVEN | {"currency": "ETH"}),
        ("sell 100 usdc on the Arbitrum network for eth on Base chain", GIVEN | {"currency": "ETH"}),
        ("bridge 100 usdc from arbitrum to base", GIVEN),
        ("bridge 100 usdc from arbitrum to eth on base", GIVEN | {"currency": "ETH"}),
        ("i want to bridge 100 of my usdc on arbitrum over to base, please", GIVEN),
        (f"{SWAP} slippage 0.5%", GIVEN | {"currency": "ETH", "slippage": "0.5"}),
        ("bridge 50 usdc to polygon", {"amount": "50", "token": "USDC", "to_chain": "137"}),
        ("bridge $50 of eth to x layer", {"usd": "50", "token": "ETH", "to_chain": "196"}),
        ("bridge 5 link to bnb smart chain", {"amount": "5", "token": "LINK", "to_chain": "56"}),
        (
            "bridge half my eth from base to arbitrum",
            {"percent": "50", "token": "ETH", "chain": "8453", "to_chain": "42161"},
        ),
        ("bridge usdc to polygon", {"token": "USDC", "to_chain": "137"}),
    ],
)
def test_a_crossing_is_read_with_both_chains(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (Intent.SELL_TOKEN, entities)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("buy 0.1 eth on base with usdc on arbitrum", {"amount": "0.1"}),
        ("buy $100 of eth on base with usdc from arbitrum", {"usd": "100"}),
        ("buy eth on base with 100 usdc on arbitrum", {"spend": "100"}),
    ],
)
def test_a_purchase_is_read_with_both_chains(text: str, amount: dict[str, str]) -> None:
    understood = understand(text)

    names = {"token": "ETH", "currency": "USDC", "chain": "42161", "to_chain": "8453"}
    assert (understood.intent, understood.entities) == (Intent.BUY_TOKEN, names | amount)


# What is refused


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("buy 0.1 eth on base with usdc on arbitrum", HOW_TO_SAY_IT),
        (
            "swap 10 usdc on base to usdc on base",
            (
                "⚠️ That would trade USDC for itself. Name two different tokens.\n\n"
                "What would you like to have for your <b>USDC</b>?\n"
                "Press a button, or type a token or its address."
            ),
        ),
        ("bridge 10 usdc from base to base", "That is the chain it is on already. Name another one."),
        (
            "bridge 10 usdc to arbitrum",
            (
                "USDC is on Arbitrum already. Say which chain it comes from, such as “bridge 50 USDC from Base to "
                "Arbitrum”."
            ),
        ),
        (
            "bridge 10 usdc to bob",
            (
                "Esther does not know the chain bob: choose one of Ethereum, Optimism, BSC, Polygon, X Layer, Base, "
                "Arbitrum, Avalanche."
            ),
        ),
        (
            "bridge 10 usdc to x layer",
            "No bridge takes USDC on Arbitrum to USDC on X Layer: choose other tokens, or another chain.",
        ),
        (
            "bridge 0.1 usdc to base",
            "That is less than any bridge takes from USDC on Arbitrum to USDC on Base: swap more.",
        ),
        (
            "bridge 10 usdc to base slippage 0.1%",
            "Between chains the slippage must be from 0.2 to 50 %. Name another one, such as “slippage 1%”.",
        ),
        (
            "bridge 10 usdc from base to polygon",
            (
                "There is not enough USDC on Base in this wallet. Trade a smaller amount, or look at /portfolio for "
                "what there is."
            ),
        ),
        (
            "/bridge 50 usdc",
            (
                "I did not understand that. Write it like “bridge 50 USDC from Arbitrum to Polygon” or “swap 100 USDC "
                "on Arbitrum to ETH on Base”."
            ),
        ),
    ],
)
def test_an_impossible_crossing_is_refused_with_a_way_out(traveller: Chat, text: str, answer: str) -> None:
    assert traveller.says(text) == answer
    assert (states(), balances()) == ([], {"USDC": Decimal(10_000)})


@pytest.mark.django_db
def test_a_question_trades_and_quotes_nothing(traveller: Chat) -> None:
    traveller.says("can you bridge 50 usdc to polygon?")

    assert CONFIRM not in traveller.bubbles[-1].buttons
    assert states() == []


@pytest.mark.django_db
def test_nothing_is_booked_when_okx_is_away_at_the_press(traveller: Chat) -> None:
    traveller.says(SWAP)
    set_fault("cross-chain/quote", "500", times=9)

    assert traveller.presses(CONFIRM).startswith("✖ <b>Nothing was traded.</b>")
    assert (states(), balances()) == (["failed"], {"USDC": Decimal(10_000)})


@pytest.mark.django_db
def test_a_price_that_moved_is_asked_again(traveller: Chat) -> None:
    traveller.says(SWAP)
    market().nudge("ETH", 5)
    card = traveller.presses(CONFIRM)

    assert card.startswith("⚠️ <b>The price moved below the minimum you saw.</b>")
    assert "From: <b>Arbitrum</b> → To: <b>Base</b>" in card
    assert states() == ["replaced", "quoted"]


# What is shown and booked


@pytest.mark.django_db
def test_a_card_tells_both_chains_and_what_the_bridge_takes(traveller: Chat) -> None:
    card = traveller.says(SWAP)

    for line in (
        r"<b>USDC → ETH</b> · <b>DRY RUN</b>",
        r"From: <b>Arbitrum</b> → To: <b>Base</b>",
        r"Bridge: ACROSS V3",
        r"Bridge fee: about \$0\.0\d+, in these numbers already",
        r"Expected time: about 43 s",
        r"Lost on the way: [\d.]+ %",
        r"Slippage: 1 %",
        r"Gas: \$[\d.]+",
        r"Wallet: Paper",
        r"<i>Quoted just now, valid for 60 s\. Nothing happens until you press Confirm\.</i>",
    ):
        assert re.search(rf"^{line}$", card, re.MULTILINE), line
    assert shown(card, "Minimum") < shown(card, "You get")
    assert "Route:" not in card
    assert list(traveller.bubbles[-1].buttons) == [CONFIRM, CANCEL, REFRESH]
    assert balances() == {"USDC": Decimal(10_000)}


@pytest.mark.django_db
def test_a_confirmed_crossing_is_booked_and_remembered(traveller: Chat) -> None:
    traveller.says(SWAP)
    booked = traveller.presses(CONFIRM)
    left = balances()

    assert booked.startswith("✅ <b>Simulated</b> · USDC → ETH")
    assert "\nArbitrum → Base with ACROSS V3: it would arrive in about 43 s, and was booked at once, since " in booked
    assert "Nothing was sent to Arbitrum or Base." in booked
    assert (states(), left["USDC"] < 9_900, left["ETH"] > 0) == (["booked"], True, True)
    assert "DRY RUN · Arbitrum → Base · " in traveller.says("/history")
    assert "ETH</b> on Base" in traveller.says("/portfolio")


@pytest.mark.django_db
def test_a_bridged_dollar_needs_no_protection(traveller: Chat) -> None:
    traveller.says("bridge 50 usdc to polygon")
    traveller.presses(CONFIRM)

    assert list(traveller.bubbles[-1].buttons) == ["💲 Price", "📈 Chart"]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["bridge usdc to polygon", "/bridge usdc to polygon"])
def test_without_an_amount_she_asks_how_much(traveller: Chat, text: str) -> None:
    question = traveller.says(text)
    traveller.presses("50 %")

    assert question.startswith("How much of your <b>USDC</b> would you like to take to Polygon?")
    swap = Swap.objects.select_related("chain", "to_chain").get()
    assert swap.to_chain is not None
    assert (swap.units_in, swap.chain.name, swap.to_chain.name) == (5_000 * 10**6, "Arbitrum", "Polygon")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, "an unknown time"),
        (0, "about 0 s"),
        (90, "about 90 s"),
        (91, "about 2 min"),
        (180, "about 3 min"),
        (181, "about 4 min"),
        (5400, "about 90 min"),
        (5401, "about 2 h"),
        (90_000, "about 25 h"),
    ],
)
def test_a_time_is_never_shown_as_shorter_than_it_is(seconds: int | None, text: str) -> None:
    assert about(seconds) == text
