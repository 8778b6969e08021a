"""What a trade is paid with, or brings, where its sentence names nothing."""

from __future__ import annotations

from typing import Final

from esther_site.lib.errors import UserError
from tokens.models import Chain, Token
from tokens.resolver import AmbiguousToken, UnknownToken, resolve_token
from tokens.spoken import shown
from trading.audit_settings import change_settings
from trading.models import User
from trading.paper import CASH_SYMBOL, cash_token
from trading.users import default_chain

__all__ = ["default_currency", "default_symbol", "offered_currencies", "set_default_currency"]

_OFFERED: Final = ("USDC", "USDT", "DAI", "ETH")


def default_symbol(user: User) -> str:
    """Return the symbol of the user's currency."""
    return user.default_currency or CASH_SYMBOL


def default_currency(user: User, chain: Chain) -> Token:
    """Return the user's currency on a chain. Raises UserError where no verified token is called that."""
    if not user.default_currency:
        return cash_token(chain)
    token = _verified(user.default_currency, chain)
    if token is None:
        raise UserError(
            f"There is no verified {user.default_currency}, your default currency, on {chain.name}. Name what to trade "
            f"against, such as {cash_token(chain).symbol}, or choose another default in /settings."
        )
    return token


def set_default_currency(user: User, text: str) -> None:
    """Store a symbol as the user's currency. Raises UserError when their chain has no verified token of that name."""
    chain = default_chain(user)
    token = _verified(text, chain)
    if token is None:
        raise UserError(
            f"There is no verified {shown(text)} on {chain.name}, your default chain. Choose another one, such as "
            f"{' or '.join(offered_currencies(user))}. Your setting is unchanged."
        )
    symbol = "" if token.pk == cash_token(chain).pk else token.symbol
    change_settings(user, default_currency=symbol)


def offered_currencies(user: User) -> list[str]:
    """Return the symbols that are often traded against, of those on the user's chain."""
    there = Token.objects.filter(chain=default_chain(user), verified=True, symbol__in=_OFFERED)
    symbols = set(there.values_list("symbol", flat=True))
    return [symbol for symbol in _OFFERED if symbol in symbols]


def _verified(name: str, chain: Chain) -> Token | None:
    """Return the token of a chain that is called so and vouched for."""
    try:
        token = resolve_token(name, chain=chain, default_chain=chain)
    except (AmbiguousToken, UnknownToken):
        return None
    return token if token.verified else None
