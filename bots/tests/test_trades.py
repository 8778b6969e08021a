from __future__ import annotations

import re
from decimal import Decimal

import pytest

from bots.tests.chat import Chat
from bots.tests.ledger import CANCEL, CASH, CONFIRM, PWN, REFRESH, balances, shown, states
from tokens.models import Token
from trading.models import PaperBalance, Swap

pytestmark = pytest.mark.django_db

PAY_WITH = "What would you like to pay for <b>USDC</b> with?\nPress a button, or type a token or its address."
TOO_SMALL = "That is less than the smallest unit of the token. Name a larger amount."
TOO_FINE = "Slippage may have two decimals at most, such as 0.75 %. Name a rounder one."
TOO_MUCH = (
    "There is not enough ETH on Ethereum in this wallet. Trade a smaller amount, or look at /portfolio for what there "
    "is."
)
UNKNOWN_CHAIN = (
    "Esther does not know the chain atlantis: choose one of Ethereum, Optimism, BSC, Polygon, X Layer, Base, Arbitrum, "
    "Avalanche."
)


@pytest.mark.parametrize("number", ["0", "-1", "1e-30", "1e400", "NaN", "1,5,0", "0,00,1", "١٢", "9" * 80])
@pytest.mark.parametrize("sentence", ["buy {} eth with usdc", "/sell {} usdc for eth", "/buy ${} of link"])
def test_a_bad_amount_is_answered_and_nothing_is_quoted(alice: Chat, sentence: str, number: str) -> None:
    answer = alice.says(sentence.format(number))

    assert answer.endswith(".")
    assert ("amount" in answer.lower()) or ("number" in answer)
    assert states() == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("buy 0.0000000000000000001 eth", TOO_SMALL),
        ("sell 0.0000001 usdc for eth", TOO_SMALL),
        (f"sell {'9' * 39} usdc for eth", "That amount is larger than anything that exists. Name a smaller one."),
        ("sell 150% of my usdc for eth", "You cannot trade more than 100 % of what you have."),
        ("buy 1 usdc with usdc", f"⚠️ That would trade USDC for itself. Name two different tokens.\n\n{PAY_WITH}"),
        ("buy 5 usdc", PAY_WITH),
        ("buy 0.1 eth slippage 3.1%", "Slippage must be above 0 and at most 3 %."),
        ("buy 0.1 eth slippage 0.005%", TOO_FINE),
        ("buy 0.1 eth slippage 0%", "The amount must be above zero."),
        ("sell all my link", "There is no LINK in this wallet. Look at /portfolio for what there is."),
        ("sell 1 eth", TOO_MUCH),
        ("buy 0.1 eth on atlantis", UNKNOWN_CHAIN),
    ],
)
def test_an_impossible_trade_is_refused_with_a_way_out(alice: Chat, text: str, answer: str) -> None:
    assert alice.says(text) == answer
    assert (states(), balances()) == ([], CASH)


@pytest.mark.parametrize("token", ["nosuchtoken", "pwn&lt", "е\u202eth", "eth\u0430"])
def test_an_unknown_token_is_repeated_as_text(alice: Chat, token: str) -> None:
    answer = alice.says(f"buy 5 {token} with usdc")

    assert answer.startswith("Esther does not know ")
    assert not set(answer) & {"<", ">", "\u202e"}
    assert states() == []


def test_buying_an_amount_receives_exactly_that(alice: Chat) -> None:
    card = alice.says("buy 0.1 eth with usdc")

    assert (shown(card, "You get"), shown(card, "Minimum")) == (Decimal("0.1"), Decimal("0.1"))
    assert shown(card, "At most") > shown(card, "You give")


def test_it_is_solved_where_the_chain_cannot_fix_the_output(alice: Chat) -> None:
    alice.says("/paper reset polygon")
    card = alice.says("buy 0.1 weth with usdc on polygon")

    assert abs(shown(card, "You get") - Decimal("0.1")) <= Decimal("0.0005")
    assert "At most" not in card


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("sell 50 USDC for ETH", "50"),
        ("buy $100 of LINK", "100"),
        ("buy link with 70 usdc", "70"),
        ("sell half my usdc for eth", "5000"),
        ("sell a quarter of my usdc for eth", "2500"),
        ("swap 10 usdc to eth", "10"),
        ("buy link with 70 dollars", "70"),
        ("sell 2.5k usdc for link", "2500"),
    ],
)
def test_spending_an_amount_spends_exactly_that(alice: Chat, text: str, given: str) -> None:
    assert shown(alice.says(text), "You give") == Decimal(given)


def test_selling_all_of_the_coin_keeps_what_gas_costs(alice: Chat) -> None:
    alice.says("/paper add 2 eth")
    card = alice.says("sell all my eth")

    assert shown(card, "You give") == Decimal("1.995")


def test_a_card_tells_what_there_is_to_know(alice: Chat) -> None:
    card = alice.says("buy 0.1 eth with usdc slippage 0.5%")

    for line in (
        r"<b>USDC → ETH</b> · <b>DRY RUN</b>",
        r"Rate: 1 ETH = [\d,.]+ USDC",
        r"Price impact: [\d.]+ %",
        r"Slippage: 0\.5 %",
        r"Gas: \$[\d.]+",
        r"Route: Uniswap V3",
        r"Wallet: Paper on Ethereum",
        r"<i>Quoted just now, valid for 60 s\. Nothing happens until you press Confirm\.</i>",
    ):
        assert re.search(rf"^{line}$", card, re.MULTILINE), line
    assert list(alice.bubbles[-1].buttons) == [CONFIRM, CANCEL, REFRESH]


def test_the_minimum_is_what_the_users_slippage_leaves(alice: Chat) -> None:
    alice.says("/settings slippage 2")
    card = alice.says("sell 1000 usdc for eth")
    swap = Swap.objects.get()

    assert swap.minimum_units_out == swap.expected_units_out * 98 // 100
    assert shown(card, "Minimum") <= swap.token_out.to_amount(swap.minimum_units_out)


def test_a_confirmed_trade_is_booked_and_remembered(alice: Chat) -> None:
    alice.says("buy 10 link with usdc")
    booked = alice.presses(CONFIRM)
    left = balances()

    assert booked.startswith("✅ <b>Simulated</b> · USDC → LINK\n\nYou gave: ")
    assert (states(), left["LINK"]) == (["booked"], Decimal(10))
    assert not {CONFIRM, CANCEL, REFRESH} & alice.bubbles[-1].buttons.keys()
    assert left["USDC"] < 10_000 - shown(booked, "You gave")  # gas is paid too
    assert "→ 10 LINK" in alice.says("/history")
    assert "<b>10 LINK</b> on Ethereum" in alice.says("/portfolio")


def test_a_symbol_with_markup_is_shown_as_it_is_written(alice: Chat) -> None:
    card = alice.says(f"buy $10 of {PWN}")

    assert "&lt;b&gt;PWN&lt;/b&gt;" in card
    assert "<b>PWN</b>" not in card
    assert f"Token: <code>{PWN}</code> (not verified)" in card
    assert "not verified: anyone can make a token of that name. Check the address." in card


def test_invisible_characters_in_a_symbol_are_not_shown(alice: Chat) -> None:
    Token.objects.filter(symbol="LINK", chain=1).update(symbol="LI\u202eNK\u200b")
    card = alice.says("buy $10 of 0x514910771af9ca656af840dff83e8264ecf986ca")

    assert card.startswith("<b>USDC → LINK</b>")


def test_two_people_trade_in_their_own_wallets(alice: Chat) -> None:
    bob = Chat(2, "Bob", alice.wire)
    for person in (alice, bob):
        person.says("buy 10 link with usdc")
        person.presses(CONFIRM)

    rows = PaperBalance.objects.filter(token__symbol="LINK", units=10 * 10**18)
    assert sorted(row.wallet.owner.telegram_id or 0 for row in rows) == [1, 2]


def test_selling_all_without_a_name_asks_which_holding(alice: Chat) -> None:
    alice.says("buy 0.1 eth with usdc")
    alice.presses(CONFIRM)
    assert "Which of your tokens" in alice.says("sell all")

    (label,) = alice.bubbles[-1].buttons
    alice.presses(label)

    assert "ETH → USDC" in alice.last
    assert "0.0947" in alice.last  # all but the gas reserve


def test_selling_all_of_nothing_says_so(alice: Chat) -> None:
    assert "nothing to sell" in alice.says("sell all")
