"""Short words for the tests of allowances: trades that are over, what they approved, and a node that tells of it."""

from __future__ import annotations

from typing import Any

import responses
from django.utils import timezone

from trading.erc20 import approve_data
from trading.models import Swap, Transaction, User, Wallet
from trading.rpc import forget_clients
from trading.tests.answering_node import URL, AnsweringNode, refused
from trading.tests.live_desk import live_swap
from trading.tests.sent_desk import block

__all__ = ["OLD_SPENDER", "UNLIMITED", "AllowanceNode", "approved", "over"]

OLD_SPENDER = "0x" + "5a" * 20
UNLIMITED = 2**256 - 1
_ALLOWANCE, _WORDS_FROM = "0xdd62ed3e", 10


def over(user: User, state: str = "done", *, wallet: Wallet | None = None, **fields: Any) -> Swap:
    """Store a live sale of USDC on Ethereum that is over, or as far as `state` says."""
    swap = live_swap(user, "100", state=state)
    wallet = wallet or swap.wallet
    Swap.objects.filter(pk=swap.pk).update(**{"begin_before": timezone.now(), "wallet": wallet} | fields)
    return Swap.objects.select_related("user", "wallet", "chain", "token_in__chain").get(pk=swap.pk)


def approved(swap: Swap, spender: str, *, purpose: str = "approve", state: str = "done") -> Transaction:
    """Store that a trade let a spender take its token, or that this was taken back."""
    return Transaction.objects.create(
        swap=swap,
        wallet=swap.wallet,
        chain=swap.chain,
        purpose=purpose,
        nonce=100 + Transaction.objects.count(),  # far from that of the next one
        to=swap.token_in.address,
        value=0,
        data="0x" + approve_data(spender, 1).hex(),
        gas=60_000,
        state=state,
        created_at=timezone.now(),
    )


class AllowanceNode(AnsweringNode):
    """A node that knows what may be taken, by token and spender, and carries out nothing.

    `left[token, spender]` are units; what is not in it may not be taken at all.
    """

    def __init__(self, mock: responses.RequestsMock, url: str = URL, *, chain: int = 1) -> None:
        super().__init__(mock, url)
        forget_clients()
        self.left: dict[tuple[str, str], int] = {}
        self.says("eth_chainId", hex(chain))
        self.says("eth_call", self._call)
        self.says("eth_estimateGas", hex(50_000))
        self.says("eth_getTransactionCount", "0x0")
        self.says("eth_getBalance", hex(10**18))
        self.says("eth_maxPriorityFeePerGas", hex(10**9))
        self.says("eth_getBlockByNumber", block())
        history = {"baseFeePerGas": [hex(10**9)] * 6, "reward": [[hex(10**9)]] * 5, "oldestBlock": "0x1"}
        self.says("eth_feeHistory", history)

    def lets(self, swap: Swap, spender: str, units: int) -> None:
        """Let a spender take so much of what a trade sold."""
        self.left[swap.token_in.address, spender.lower()] = units

    def falls_silent(self) -> None:
        """Answer nothing of use any more."""
        self.says("eth_call", refused(-32000, "busy"))

    def asked_about(self) -> int:
        """Return how often it was asked what may be taken."""
        return sum(name == "eth_call" and params[0]["data"].startswith(_ALLOWANCE) for name, params in self.asked)

    def _call(self, params: list[Any]) -> str:
        data, token = params[0]["data"], params[0]["to"].lower()
        if not data.startswith(_ALLOWANCE):
            return "0x" + f"{1:064x}"  # an approval that is tried out
        spender = "0x" + data[_WORDS_FROM + 64 + 24 :]
        return "0x" + f"{self.left.get((token, spender), 0):064x}"
