"""What trading gained: realised by sales, and unrealised in what is still held."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.language import Intent, Topic
from bots.registry import button_handler, command
from bots.turn import Turn
from esther_site.lib.errors import UserError
from portfolio.books import chosen_book
from portfolio.profit import Profit, TokenProfit, about, profit_of
from tokens.dollars import is_dollar
from tokens.resolver import resolve_chain
from tokens.spoken import shown
from trading.models import User

_MOST_TOKENS: Final = 8
_LEAST_OF_CASH_USD: Final = 1  # gained or lost with a dollar coin, to be worth a line
_MOST_BYTES: Final = 50  # of a button, beside its verb
_COST_IS: Final = {"fifo": "first in, first out", "lifo": "last in, first out", "hifo": "the dearest first"}


@command(
    "profit",
    intent=Intent.SHOW_PROFIT,
    topic=Topic.PRICES,
    summary="What your trades gained, realised and not",
    examples=("/profit ETH", "what's my profit on eth", "show my gains on link"),
)
async def profit(turn: Turn) -> None:
    await _show(turn, turn.entities.get("token", ""), turn.entities.get("chain", ""))


@button_handler("profit")
async def press_profit(turn: Turn) -> None:
    name, chain = (*turn.arguments, "", "")[:2]
    await _show(turn, name, chain)


async def _show(turn: Turn, name: str, chain: str) -> None:
    found, tokens = await in_thread(_look, turn.user, name, chain)
    await turn.show(
        "profit",
        profit=found,
        name=name,
        tokens=tokens[:_MOST_TOKENS],
        more=len(tokens[_MOST_TOKENS:]),
        method=_COST_IS[found.method],
        keyboard=keyboard(
            [button("🔄 Refresh", "profit", *_kept(name, chain)), button("🧾 Tax lots", "export", "lots")]
        ),
    )


def _look(user: User, name: str, chain: str) -> tuple[Profit, list[TokenProfit]]:
    found = profit_of(user, chosen_book(user))
    if not name:
        return found, [_told(each) for each in found.tokens if not _is_mere_cash(each)]
    place = resolve_chain(chain) if chain else None
    tokens = [each for each in about(found, name) if place is None or each.token.chain_id == place.pk]
    if not tokens:
        raise UserError(f"You neither hold nor ever traded {shown(name)} here, so there is no profit to tell of.")
    return found, tokens


def _is_mere_cash(each: TokenProfit) -> bool:
    """Say whether there is nothing to tell of a dollar coin but that it is there, or was spent: it cost a dollar."""
    gained = abs(each.realised_usd) + abs(each.unrealised_usd or Decimal(0))
    return is_dollar(each.token) and gained < _LEAST_OF_CASH_USD


def _told(each: TokenProfit) -> TokenProfit:
    """Leave out of a dollar coin that nobody knows what it cost."""
    return replace(each, unknown=Decimal(0), unknown_sold=Decimal(0)) if is_dollar(each.token) else each


def _kept(name: str, chain: str) -> list[str]:
    """Return what a button can hold of a name; with one that it cannot, it shows all tokens."""
    parts = [name, chain] if chain else [name]
    is_kept = name and not any(":" in part for part in parts) and len(":".join(parts).encode()) <= _MOST_BYTES
    return parts if is_kept else []
