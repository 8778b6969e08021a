"""Which tokens stand for dollars. What one costs at the moment is the market's to say."""

from __future__ import annotations

from typing import Final

from tokens.models import Token

__all__ = ["is_dollar"]

_SYMBOLS: Final = frozenset({"USDC", "USDC.E", "USDBC", "USDT", "USDT0", "DAI", "DAI.E"})


def is_dollar(token: Token) -> bool:
    """Say whether a token is a dollar coin that is vouched for; anybody may call theirs USDC."""
    return token.verified and token.symbol.upper() in _SYMBOLS
