"""What a trader sees when OKX fails in each of its ways."""

from __future__ import annotations

import re
from html import unescape

import pytest
import requests
import responses

from bots.tests.chat import Chat
from bots.tests.ledger import CASH, CONFIRM, balances, states
from sandbox.okx.faults import clear_faults, set_fault

pytestmark = pytest.mark.django_db

FAULTS = [
    ("500", "", "OKX has trouble answering: try again in a minute."),
    ("html", "", "OKX gave an answer that makes no sense: try again in a minute."),
    ("empty", "", "OKX gave an answer that makes no sense: try again in a minute."),
    ("truncated", "", "OKX gave an answer that makes no sense: try again in a minute."),
    ("huge", "", "OKX gave an answer that is far too long: try again later."),
    ("429", "0", "OKX is busy: try again in a few seconds."),
    ("code", "50011", "OKX is busy: try again in a few seconds."),
    ("code", "82000", "OKX finds too little liquidity for this trade: try a smaller amount or another token."),
    ("code", "82104", "OKX does not trade this token: choose another token."),
    ("code", "82105", "OKX does not trade on this chain: choose another chain."),
    ("code", "82112", "This trade would lose most of its value: try a smaller amount or another token."),
    ("code", "50111", "OKX does not know the API key: check OKX_API_KEY."),
    ("code", "50112", "OKX refused the time of a request: set this server's clock, which is more than 30 seconds off."),
    ("code", "50113", "OKX does not accept the signature: check OKX_API_SECRET."),
    ("code", "99999", "OKX refused with code 99999: try again later."),
]


@pytest.mark.parametrize(("kind", "detail", "sentence"), FAULTS)
def test_when_okx_fails_there_is_no_card(alice: Chat, kind: str, detail: str, sentence: str) -> None:
    set_fault("aggregator/quote", kind, times=99, detail=detail)

    assert unescape(alice.says("sell 100 usdc for eth")).splitlines()[0] == sentence
    assert states() == []


@pytest.mark.parametrize(("kind", "detail", "sentence"), FAULTS)
def test_when_okx_fails_at_confirm_nothing_is_booked(alice: Chat, kind: str, detail: str, sentence: str) -> None:
    alice.says("sell 100 usdc for eth")
    set_fault("aggregator/quote", kind, times=99, detail=detail)

    assert unescape(alice.presses(CONFIRM)) == f"✖ <b>Nothing was traded.</b>\n{sentence}"
    assert (states(), balances()) == (["failed"], CASH)

    clear_faults()
    assert sentence in unescape(alice.says("/history"))


@pytest.mark.parametrize("error", [requests.ReadTimeout(), requests.ConnectTimeout(), requests.ConnectionError()])
def test_when_okx_is_silent_nothing_is_booked(alice: Chat, error: Exception) -> None:
    alice.says("sell 100 usdc for eth")
    with responses.RequestsMock() as silence:
        silence.get(re.compile(".*"), body=error)
        answers = [alice.presses(CONFIRM), alice.says("sell 50 usdc for eth")]

    assert answers[0].endswith("OKX cannot be reached just now: try again in a minute.")
    assert answers[1].startswith("OKX ")
    assert (states(), balances()) == (["failed"], CASH)


def test_a_passing_fault_is_not_noticed(alice: Chat) -> None:
    set_fault("aggregator/quote", "500", times=2)

    assert alice.says("sell 100 usdc for eth").startswith("<b>USDC → ETH</b>")
