"""Somebody with a key who swaps the way OKX says: ask, approve, sign, send."""

from __future__ import annotations

from typing import Any

from sandbox.tests.okx_client import OkxClient
from tests.chain.accounts import new_account
from tests.chain.ledger import Ledger

__all__ = ["Trader"]

ETHER = 10**18


class Trader:
    """A new wallet on one chain with ten coins for gas. Asks the stand-in whose addresses are mounted at the root."""

    def __init__(self, ledger: Ledger, **funds: int) -> None:
        self.ledger = ledger
        self.okx = OkxClient()
        self.account = new_account()
        self.address: str = self.account.address
        ledger.fund(self.address, "ETH", 10 * ETHER)
        for symbol, units in funds.items():
            ledger.fund(self.address, symbol, units)

    def ask(self, operation: str, sold: str, bought: str, units: int, **changes: object) -> Any:
        """Return the whole answer to `aggregator/quote` or `aggregator/swap`."""
        question = {
            "chainIndex": self.ledger.index,
            "amount": units,
            "fromTokenAddress": self.ledger.address(sold),
            "toTokenAddress": self.ledger.address(bought),
            "userWalletAddress": self.address,
            "slippagePercent": "1",
        }
        return self.okx.get(f"aggregator/{operation}", **(question | changes))

    def offer(self, sold: str, bought: str, units: int, **changes: object) -> Any:
        """Return the swap that OKX proposes."""
        (offer,) = self.ask("swap", sold, bought, units, **changes)["data"]
        return offer

    def approve(self, symbol: str, units: int) -> dict[str, Any]:
        """Approve as OKX says, and return the receipt."""
        question = {"chainIndex": self.ledger.index, "approveAmount": units}
        token = self.ledger.address(symbol)
        (row,) = self.okx.get("aggregator/approve-transaction", tokenContractAddress=token, **question)["data"]
        return self.ledger.done(self.account, token, row["data"])

    def take(self, offer: Any, **fields: Any) -> dict[str, Any]:
        """Carry out an offer as it stands, with the gas it names, and return the receipt."""
        transaction = offer["tx"]
        fields = {"value": int(transaction["value"]), "gas": int(transaction["gas"]), **fields}
        return self.ledger.done(self.account, transaction["to"], transaction["data"], **fields)

    def holds(self, symbol: str) -> int:
        return self.ledger.balance(self.address, symbol)
