"""A user with a hot wallet who trades from one test chain to the other; the bridge delivers when the test says so."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from tests.chain.live_desk import LiveDesk
from tests.chain.world import World
from tokens.models import Token
from trading.models import Attempt, Swap, Transaction, User
from trading.quoting import TradeRequest
from trading.swaps import confirm_swap, quote_swap

__all__ = ["BridgeDesk"]


class BridgeDesk(LiveDesk):
    """From Ethereum (1) to Base (8453)."""

    def __init__(self, world: World, user: User, **funds: int) -> None:
        super().__init__(world, user, **funds)
        self.world = world
        self.other = world[8453]

    def passage(self, sold: str, bought: str, units: int, slippage: str = "1") -> TradeRequest:
        return TradeRequest(
            user=self.user,
            wallet=self.wallet,
            token_in=self.token(sold),
            token_out=self.token_there(bought),
            asked=Swap.Exact.IN,
            units=units,
            slippage_percent=Decimal(slippage),
        )

    def token_there(self, symbol: str) -> Token:
        address = self.other.address(symbol).lower()
        return Token.objects.select_related("chain").get(chain=8453, address=address)

    def quoted(self, sold: str, bought: str, units: int, slippage: str = "1") -> Swap:
        swap = quote_swap(self.passage(sold, bought, units, slippage))
        assert (swap.mode, swap.is_crossing) == (Swap.Mode.LIVE, True)
        return swap

    def set_off(self, sold: str, bought: str, units: int, slippage: str = "1") -> Swap:
        """Quote and confirm a trade between the chains."""
        quoted = self.quoted(sold, bought, units, slippage)
        confirmed = confirm_swap(self.user, quoted.handle, pressed_by=f"press of {quoted.handle}")
        self.now = max(self.now, timezone.now())
        return confirmed

    def departed(self, swap: Swap, *, times: int = 12) -> Swap:
        """Look until the swap is final on its first chain."""
        for _ in range(times):
            self.passes()
            swap.refresh_from_db()
            if swap.state == Swap.State.BRIDGING or swap.finished_at:
                break
        return swap

    def delivered(self, swap: Swap, *, fee_units: int = 0) -> str:
        """Let the bridge pay out; return the transaction that did."""
        self.ledger.mine(3)
        paid = self.world.carry_over(self.departure(swap), source=1, fee_units=fee_units)
        self.other.mine(3)
        return paid

    def arrived(self, swap: Swap, *, times: int = 6) -> Swap:
        """Look, with a minute between two looks, until the swap is over."""
        for _ in range(times):
            self.passes(seconds=61)
            swap.refresh_from_db()
            if swap.finished_at:
                break
        return swap

    def departure(self, swap: Swap) -> str:
        row = Transaction.objects.get(swap=swap, purpose=Transaction.Purpose.SWAP)
        return Attempt.objects.get(transaction=row).hash

    def holds_there(self, symbol: str) -> int:
        return self.other.balance(self.address, symbol)

    def approved(self, symbol: str) -> int:
        return self.ledger.allowance(self.address, symbol, spender=self.ledger.at.bridge)
