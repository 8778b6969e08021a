from __future__ import annotations

import re

import pytest
import requests
import responses
from django.core.cache import cache

from bots.tests.chat import Chat
from bots.tests.ledger import PWN
from sandbox.market import market
from sandbox.okx.faults import set_fault
from tokens.models import Price, Token

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("price eth on atlantis", "Esther does not know the chain atlantis: choose one of Ethereum, "),
        ("price of linkk", "Esther does not know LINKK on any chain: did you mean LINK"),
        (
            "price <i>x</i>",
            "Esther does not know &lt;i&gt;x&lt;/i&gt; on any chain: send its contract address instead.",
        ),
        ("price 0x1234", "That is not a whole contract address: it is 0x and 40 characters from 0-9 and a-f."),
    ],
)
def test_a_price_nobody_can_tell_is_refused_with_a_way_out(alice: Chat, text: str, answer: str) -> None:
    assert alice.says(text).startswith(answer)


@pytest.mark.parametrize("kind", ["500", "html", "empty", "truncated", "huge"])
def test_without_okx_there_is_no_price(alice: Chat, kind: str) -> None:
    set_fault("", kind, times=99)

    assert alice.says("price eth").startswith("OKX ")
    assert not Price.objects.exists()


def test_when_okx_is_silent_there_is_no_price(alice: Chat) -> None:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as silence:
        silence.post(re.compile(".*"), body=requests.ReadTimeout())
        silence.get(re.compile(".*"), body=requests.ReadTimeout())
        answers = [alice.says("price eth"), alice.says("price btc")]

    assert answers == [
        "OKX cannot be reached just now: try again in a minute.",
        "OKX keeps failing, so Esther lets it rest: try again soon.\nIt makes sense to try again in 30 seconds.",
    ]


def test_without_its_market_a_quote_tells_the_price(alice: Chat) -> None:
    set_fault("market/price", "500", times=99)

    assert "<i>OKX DEX quote, " in alice.says("price link")


@pytest.mark.parametrize("text", ["/price ETH", "price of eth?", "eth price", "how much is ether"])
def test_a_price_has_chain_source_age_and_change(alice: Chat, text: str) -> None:
    assert re.fullmatch(
        r"<b>ETH</b>  \$[\d,]+\.\d\d\n"
        r"[+−]?[\d.]+ % in 24 h\n"
        r"Ethereum · native coin\n"
        r"<i>OKX DEX market, \d+ s ago</i>",
        alice.says(text),
    )


def test_a_token_of_another_chain_is_found(alice: Chat) -> None:
    assert "Arbitrum · <code>0x912ce59144191c1204e64559fe8253a0e49e6548</code>" in alice.says("price arb on arbitrum")


def test_bitcoin_is_the_reference_of_the_exchange(alice: Chat) -> None:
    assert re.search(r"^<b>BTC</b>.*<i>OKX BTC-USDT market, \d+ s ago</i>$", alice.says("price btc"), re.DOTALL)
    assert alice.presses("🔄 Refresh").startswith("<b>BTC</b>")


def test_refresh_changes_the_message_in_place(alice: Chat) -> None:
    before = alice.says("price link")
    Price.objects.all().delete()
    cache.clear()
    market().nudge("LINK", 10)

    assert alice.presses("🔄 Refresh") != before
    assert len(alice.bubbles) == 1


def test_an_unverified_token_is_said_to_be_unverified(alice: Chat) -> None:
    card = alice.says(f"price {PWN}")

    assert card.startswith("<b>&lt;b&gt;PWN&lt;/b&gt;</b>  $")
    assert "⚠️ Not verified: anyone can make a token of that name. Check the address." in card


def test_a_doubtful_name_is_chosen_from_buttons(alice: Chat) -> None:
    alice.says("/start")
    for address in (PWN, "0x" + "2" * 40):
        Token.objects.create(chain_id=1, address=address, symbol="COPY", decimals=18, source="user")

    assert alice.says("price copy").startswith("Several tokens are called <b>COPY</b>.")
    assert f"<code>{PWN}</code>" in alice.presses(f"? COPY · Ethereum · {PWN[:6]}…0000")
