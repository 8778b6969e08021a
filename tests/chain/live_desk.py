"""A user with a hot wallet on a test chain, and the live swap machine as a process of its own would drive it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tests.chain.trader import ETHER
from tests.chain.world import World
from tokens.models import Chain, Token
from trading import live
from trading.custody import parse_key, seal
from trading.models import Attempt, Swap, Transaction, User, Wallet
from trading.quoting import TradeRequest
from trading.readiness import keep_canary
from trading.swaps import confirm_swap, quote_swap

__all__ = ["LiveDesk"]

USD = 10**6


class LiveDesk:
    """Everything a test of live trading says again and again. The clock of the machine goes as the test says."""

    def __init__(self, world: World, user: User, **funds: int) -> None:
        from tests.chain.accounts import new_account

        self.ledger = world[1]
        self.user = user
        self.account = new_account()
        self.address: str = self.account.address
        self.now = timezone.now()
        self.told: list[tuple[str, str]] = []
        self.wallet = Wallet.objects.create(
            owner=user,
            name="Hot",
            kind=Wallet.Kind.HOT,
            address=self.address.lower(),
            sealed_key=seal(parse_key(self.account.key.hex())),
        )
        keep_canary()
        User.objects.filter(pk=user.pk).update(default_wallet=self.wallet, live_trading_enabled=True)
        user.refresh_from_db()
        self.ledger.fund(self.address, "ETH", 10 * ETHER)
        for symbol, units in funds.items():
            self.ledger.fund(self.address, symbol, units)

    def request(self, sold: str, bought: str, units: int, slippage: str = "1") -> TradeRequest:
        return TradeRequest(
            user=self.user,
            wallet=self.wallet,
            token_in=self.token(sold),
            token_out=self.token(bought),
            asked=Swap.Exact.IN,
            units=units,
            slippage_percent=Decimal(slippage),
        )

    def token(self, symbol: str) -> Token:
        address = self.ledger.address(symbol).lower()
        known = Token.objects.select_related("chain").filter(chain=1, address=address).first()
        return known or Token.objects.create(
            chain=Chain.objects.get(pk=1),
            address=address,
            symbol=symbol,
            decimals=int(self.ledger.rpc.read(address, "decimals()", returns="uint8")),
            source=Token.Source.USER,
        )

    def begun(self, sold: str, bought: str, units: int, *, slippage: str = "1") -> Swap:
        """Quote and confirm a trade."""
        quoted = quote_swap(self.request(sold, bought, units, slippage))
        assert quoted.mode == Swap.Mode.LIVE
        confirmed = confirm_swap(self.user, quoted.handle, pressed_by=f"press of {quoted.handle}")
        self.now = max(self.now, timezone.now())
        return confirmed

    def passes(self, *, times: int = 1, mine: bool = True, seconds: int = 3) -> None:
        """Let the monitor look, with some time and a block between two looks."""
        for _ in range(times):
            live.advance_due(self.now, tell=lambda swap, event: self.told.append((swap.handle, event)))
            if mine:
                self.ledger.mine()
            self.now += timedelta(seconds=seconds)

    def carried_out(self, swap: Swap, *, times: int = 12) -> Swap:
        """Look until the swap is over."""
        for _ in range(times):
            self.passes()
            swap.refresh_from_db()
            if swap.finished_at:
                break
        return swap

    def after(self, **duration: int) -> datetime:
        self.now += timedelta(**duration)
        return self.now

    def holds(self, symbol: str) -> int:
        return self.ledger.balance(self.address, symbol)

    def rows(self, swap: Swap) -> list[tuple[str, str]]:
        return [(row.purpose, row.state) for row in Transaction.objects.filter(swap=swap).order_by("pk")]

    def signatures(self) -> int:
        """Return how many signed bytes there ever were."""
        return Attempt.objects.count()

    def retire(self) -> None:
        """Make room for another wallet of the same name."""
        Wallet.objects.filter(pk=self.wallet.pk).update(removed_at=self.now)

    def sent(self) -> int:
        """Return how many transactions of the wallet the node knows of, mined or waiting."""
        return self.ledger.nonce(self.address, "pending")

    def nonce(self) -> int:
        return self.ledger.nonce(self.address)

    def fees(self) -> int:
        """Return the gas that the mined transactions cost, by the chain."""
        total = 0
        for attempt in Attempt.objects.all():
            receipt: Any = self.ledger.receipt(attempt.hash)
            if receipt:
                total += int(receipt["gasUsed"], 16) * int(receipt["effectiveGasPrice"], 16)
        return total
