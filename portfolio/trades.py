"""A user's trades that are over, as `portfolio.lots` counts them. Nothing is counted here.

What a trade was worth: what was received, at a dollar each, where that is a dollar coin; otherwise what was given, at
its market price when the trade was carried out (`Swap.value_usd`), or at a dollar each where nobody knew that price.
A dollar coin that was far from its dollar counts as any other token.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from django.db.models import F, Q, QuerySet

from portfolio.lots import LotBook, Method, Traded, book_lots
from portfolio.models import Book
from tokens.dollars import is_dollar
from trading.models import Swap, User, Wallet

__all__ = ["finished_swaps", "finished_swaps_of", "gas_units", "lots_of", "traded_in", "worth"]

_FURTHEST_FROM_PAR: Final = Decimal("0.1")
_PARTS: Final = ("token_in", "token_out", "gas_token", "wallet", "chain", "to_chain")
_AT_A_TIME: Final = 1000

State = Swap.State


def finished_swaps(user: User, book: Book) -> QuerySet[Swap]:
    """Return the trades that moved something in one book, oldest first: also those of wallets that are gone.

    A rehearsal of a wallet with a key moved nothing; a live trade that failed moved its gas.
    """
    return finished_swaps_of([user.pk], book)


def finished_swaps_of(users: Iterable[int], book: Book) -> QuerySet[Swap]:
    """Return what `finished_swaps` does of many users at once, by their keys."""
    swaps = Swap.objects.filter(user__in=list(users), finished_at__isnull=False).select_related(*_PARTS)
    return swaps.filter(_of(book)).order_by("finished_at", "pk")


def lots_of(user: User, book: Book, method: str) -> LotBook:
    """Return a user's open lots and disposals in one book, by a value of `User.cost_basis`.

    What a paper wallet did before it was reset is over: what it had bought is gone.
    """
    counted = finished_swaps(user, book).exclude(finished_at__lte=F("wallet__reset_at"))
    swaps = counted.iterator(chunk_size=_AT_A_TIME)
    return book_lots((traded_in(swap) for swap in swaps), Method(method))


def traded_in(swap: Swap) -> Traded:
    """Return what a trade that is over moved."""
    is_done = swap.state in (State.BOOKED, State.DONE)
    return Traded(
        handle=swap.handle,
        at=swap.finished_at or swap.created_at,
        token_in=swap.token_in_id,
        given=swap.units_in if is_done else 0,
        token_out=swap.token_out_id,
        received=(swap.received_units_out or 0) if is_done else 0,
        value_usd=worth(swap),
        is_purchase=is_dollar(swap.token_in) and not is_dollar(swap.token_out),
        gas_token=swap.gas_token_id,
        gas=gas_units(swap),
        gas_usd=swap.gas_usd,
    )


def gas_units(swap: Swap) -> int:
    """Return what a trade cost in its gas coin. On paper a bridge's own coins are in the gas already."""
    if swap.gas_token_id is None or swap.gas_units is None:
        return 0
    taken = swap.bridge_coin_units if swap.mode == Swap.Mode.LIVE and swap.state == State.DONE else None
    return swap.gas_units + (taken or 0)


def worth(swap: Swap) -> Decimal | None:
    """Return what a trade was worth in USD; None where nobody knew."""
    if is_dollar(swap.token_out) and swap.received_units_out:
        at_par = swap.token_out.to_amount(swap.received_units_out)
        if swap.value_usd is None or abs(at_par - swap.value_usd) <= swap.value_usd * _FURTHEST_FROM_PAR:
            return at_par
    if swap.value_usd is None and is_dollar(swap.token_in):
        return swap.token_in.to_amount(swap.units_in)
    return swap.value_usd


def _of(book: Book) -> Q:
    if book == Book.PAPER:
        return Q(wallet__kind=Wallet.Kind.PAPER, state=State.BOOKED, received_units_out__isnull=False)
    arrived = Q(state=State.DONE, received_units_out__isnull=False)
    burnt = Q(state__in=[State.FAILED, State.CANCELLED], gas_units__gt=0, gas_token__isnull=False)
    return Q(mode=Swap.Mode.LIVE) & ~Q(wallet__kind=Wallet.Kind.PAPER) & (arrived | burnt)
