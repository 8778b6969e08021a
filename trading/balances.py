"""What a wallet holds and what pays its gas: paper from the books, a hot wallet from the chain's node."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal

from tokens.market import price_of
from tokens.models import Chain, Token
from trading import paper
from trading.erc20 import balance_of
from trading.models import Wallet
from trading.rpc import rpc_for

__all__ = ["balance_units", "gas_payment"]


def balance_units(wallet: Wallet, token: Token) -> int:
    """Return how many base units of a token a wallet holds. Raises TemporaryError when the node gives no answer."""
    if wallet.kind == Wallet.Kind.PAPER:
        return paper.balance_units(wallet, token)
    rpc = rpc_for(token.chain)
    if token.is_native:
        return rpc.native_balance(wallet.address)
    return balance_of(rpc, token.address, wallet.address)


def gas_payment(wallet: Wallet, chain: Chain, gas_usd: Decimal, moves: dict[int, int]) -> tuple[Token, int] | None:
    """Return what pays the gas after `moves` (token id -> base units), None when it is not enough.

    A chain takes nothing but its own coin; only a paper wallet may pay in dollars.
    """
    if wallet.kind == Wallet.Kind.PAPER:
        return paper.gas_payment(wallet, chain, gas_usd, moves)
    native = Token.objects.select_related("chain").get(chain=chain, is_native=True)
    units = int((gas_usd / price_of(native).usd).scaleb(native.decimals).to_integral_value(ROUND_UP))
    left = balance_units(wallet, native) + min(0, moves.get(native.pk, 0))  # what is bought comes too late
    return (native, units) if left >= units else None
