"""Which tokens somebody most likely means who names none: what they hold, what they last traded, and the best known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bots.choices import token_entities
from bots.templatetags.money import called_short
from esther_site.lib.errors import UserError
from portfolio.holdings import held_in
from tokens.market import last_prices
from tokens.models import Chain, Token
from trading.models import Swap, User
from trading.order_swaps import CARRIED_OUT
from trading.paper import CASH_SYMBOL
from trading.users import default_chain

__all__ = ["held_options", "likely_options", "where_else"]

MOST: Final = 6
MOST_HELD: Final = 9
_LATEST: Final = 10  # trades to look back at
_BEST_KNOWN: Final = ("ETH", "BTC", "LINK")
_ALSO_CALLED: Final = {"BTC": {"WBTC", "CBBTC", "BTCB"}}

Options = list[tuple[str, dict[str, str]]]


def likely_options(user: User) -> Options:
    """Return buttons for tokens to buy, look at or watch."""
    tokens = [token for token in dict.fromkeys([*_held(user), *_traded(user)]) if not _is_cash(token)]
    own = _options(tokens[:MOST], default_chain(user))
    symbols = {token.symbol.upper() for token in tokens}
    known = [(name, {"token": name}) for name in _BEST_KNOWN if not symbols & {name, *_ALSO_CALLED.get(name, ())}]
    return [*own, *known][:MOST]


def held_options(user: User, *, with_cash: bool = False) -> Options:
    """Return buttons for what the user's wallet holds, the most valuable first. Raises UserError where that is nothing.

    The dollars that trades are paid from count only `with_cash`.
    """
    tokens = [token for token in _held(user) if with_cash or not _is_cash(token)]
    if not tokens:
        raise UserError("There is nothing to sell in this wallet. Look at /portfolio for what there is.")
    return _options(tokens[:MOST_HELD], default_chain(user))


def where_else(token: Token) -> Options:
    """Return buttons for the other chains that have a verified token of that symbol."""
    same = Token.objects.filter(symbol__iexact=token.symbol, verified=True, chain__is_active=True)
    chains = [
        each.chain for each in same.select_related("chain").order_by("chain_id") if each.chain_id != token.chain_id
    ]
    return [(chain.name, {"to_chain": str(chain.index)}) for chain in chains]


def _held(user: User) -> list[Token]:
    if user.default_wallet is None:
        return []
    units = held_in([user.default_wallet]).units
    prices = last_prices(units)
    worth = {
        token: token.to_amount(amount) * prices[token.pk].usd if token.pk in prices else 0
        for token, amount in units.items()
    }
    return sorted(worth, key=lambda token: (-worth[token], token.pk))


def _traded(user: User) -> list[Token]:
    swaps = Swap.objects.filter(user=user, state__in=CARRIED_OUT).order_by("-pk")[:_LATEST]
    return [
        token
        for swap in swaps.select_related("token_in__chain", "token_out__chain")
        for token in (swap.token_out, swap.token_in)
    ]


def _is_cash(token: Token) -> bool:
    return token.verified and token.symbol == CASH_SYMBOL


def _options(tokens: Iterable[Token], here: Chain) -> Options:
    return [(_label(token, here), token_entities(token)) for token in tokens]


def _label(token: Token, here: Chain) -> str:
    """Name a token, and its chain where that is another than the user's own."""
    name = called_short(token)
    return name if token.chain_id == here.pk else f"{name} · {token.chain.name}"
