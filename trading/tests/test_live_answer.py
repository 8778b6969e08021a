"""OKX's transactions are read strictly: what is not about the question, or makes no sense, is no answer."""

from __future__ import annotations

from typing import Any

import pytest
from responses import RequestsMock

from esther_site.lib.errors import TemporaryError, UserError
from esther_site.lib.okx import OkxClient
from trading.live_answer import ask_approval, ask_swap
from trading.models import Swap, User, Wallet
from trading.swaps import quote_swap
from trading.tests.desk import hold, spend

OTHER = "0x" + "66" * 20


@pytest.fixture
def swap(okx: RequestsMock, alice: User) -> Swap:
    """A swap of a wallet with an address; on paper, because no node is asked here."""
    hold(alice, "1", "ETH")
    made = quote_swap(spend(alice, "1000", "USDC", get="ETH"))
    made.wallet = Wallet(owner=alice, kind=Wallet.Kind.HOT, address="0x" + "a1" * 20)
    return made


def changed(monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    get = OkxClient.get

    def tampered(self: OkxClient, path: str, params: Any) -> Any:
        data = get(self, path, params)
        return change(data) or data

    monkeypatch.setattr(OkxClient, "get", tampered)


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("tx", "from", OTHER),
        ("tx", "from", None),
        ("tx", "to", "somewhere"),
        ("tx", "data", "0x123"),
        ("tx", "data", "f2c42696"),
        ("tx", "data", "0x"),
        ("tx", "value", "-1"),
        ("tx", "value", "1.5"),
        ("tx", "gas", "0"),
        ("tx", "gas", "999999999"),
        ("tx", "minReceiveAmount", ""),
        ("routerResult", "chainIndex", "56"),
        ("routerResult", "fromTokenAmount", "1"),
        ("routerResult", "toToken", {}),
    ],
)
def test_a_swap_that_makes_no_sense_is_no_answer(
    swap: Swap, monkeypatch: pytest.MonkeyPatch, part: str, name: str, value: Any
) -> None:
    changed(monkeypatch, lambda data: data[0][part].update({name: value}))
    with pytest.raises(TemporaryError):
        ask_swap(swap)


@pytest.mark.parametrize("data", [[], [{}, {}], [{"tx": []}], "text", None])
def test_another_shape_is_no_answer(swap: Swap, monkeypatch: pytest.MonkeyPatch, data: Any) -> None:
    monkeypatch.setattr(OkxClient, "get", lambda *_: data)
    for ask in (ask_swap, lambda each: ask_approval(each, 1)):
        with pytest.raises((TemporaryError, UserError)):
            ask(swap)


def test_a_price_below_the_minimum_is_said_so(swap: Swap) -> None:
    swap.minimum_units_out = swap.expected_units_out * 2
    with pytest.raises(UserError, match="below the minimum"):
        ask_swap(swap)


def test_a_tighter_slippage_keeps_the_minimum(swap: Swap) -> None:
    swap.minimum_units_out = swap.expected_units_out * 996 // 1000
    answer = ask_swap(swap)
    assert answer.minimum_out >= swap.minimum_units_out


def test_a_swap_is_read_as_it_stands(swap: Swap) -> None:
    answer = ask_swap(swap)
    assert answer.quote is not None
    assert (answer.chain_id, answer.value, answer.quote.units_out) == (1, 0, swap.expected_units_out)
    assert answer.to.lower() in swap.chain.routers


def test_an_approval_is_for_the_token_and_names_the_spender(swap: Swap) -> None:
    answer = ask_approval(swap, 5)
    assert answer.to.lower() == swap.token_in.address
    assert swap.chain.spender[2:].lower() in answer.data.hex()


def test_an_approval_of_a_stranger_is_refused(swap: Swap, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(monkeypatch, lambda data: data[0].update({"dexContractAddress": OTHER}))
    with pytest.raises(UserError, match="not on Esther's list"):
        ask_approval(swap, 5)
