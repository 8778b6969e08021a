"""The life of one swap: quoted, confirmed once, booked; or cancelled, expired, replaced, failed.

A live one is handed to `trading.live` where it would be booked.

Every step is a conditional UPDATE: whoever changes the one row goes on, everybody else is told so.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from esther_site.lib.errors import EstherError, UserError
from trading import audit, live, paper
from trading.audit_kinds import AuditKind
from trading.audit_swaps import close_many, note_judged, note_refused, note_swap
from trading.brackets import Bracket, bracket_of
from trading.execution_report_facts import keep_last_quote
from trading.models import Swap, User, Wallet
from trading.order_room import check_room
from trading.protection import check_bracket, place_bracket
from trading.quoting import Offer, TradeRequest, allowed, keeps_promise, make_offer
from trading.repricing import plan_looks
from trading.spending import check_within_limits
from trading.swap_lookup import history, own_swap
from trading.swap_rows import QUOTE_TTL, crossing_fields, request_of, store, value_usd
from trading.swap_words import why_closed

__all__ = [
    "QUOTE_TTL",
    "PriceMoved",
    "SwapClosed",
    "cancel_open_quotes",
    "cancel_swap",
    "confirm_swap",
    "expire_quotes",
    "history",
    "own_swap",
    "quote_swap",
    "refresh_swap",
]

# A confirmed dry run is booked within seconds; after this long nobody is working on it any more.
CONFIRMED_TTL = timedelta(minutes=3)

State = Swap.State
_CARRIED_OUT = (
    State.CONFIRMED,
    State.BOOKED,
    State.APPROVING,
    State.SENT,
    State.BRIDGING,
    State.DONE,
    State.REVIEW,
)


class SwapClosed(UserError):
    """This swap can no longer be confirmed, refreshed or cancelled; the message says what became of it."""

    def __init__(self, swap: Swap) -> None:
        super().__init__(why_closed(swap))
        self.swap = swap


class PriceMoved(Exception):
    """The fresh quote is worse than the bound on the card; `swap` is the new card to agree to."""

    def __init__(self, swap: Swap) -> None:
        super().__init__(swap.handle)
        self.swap = swap


def quote_swap(
    request: TradeRequest, *, origin: Swap.Origin = Swap.Origin.CHAT, bracket: Bracket | None = None
) -> Swap:
    """Quote a trade, with what is to protect it once it is filled, and keep it as a row to be confirmed in a minute.

    Raises UserError when the trade is impossible, a guardrail blocks it or it is above its user's limits; nothing is
    stored then. What an order fires is held to the limits when it is signed: the order tells what came of it.
    """
    mode = _mode(request)
    is_shown_live = mode == Swap.Mode.LIVE and origin != Swap.Origin.ORDER
    offer = _allowed(make_offer(request), keeps_limits=is_shown_live)
    if bracket is not None:
        check_bracket(bracket, offer)
        if origin != Swap.Origin.ORDER:
            check_room(request.user, count=2)
    return store(offer, origin=origin, bracket=bracket, mode=mode)


def refresh_swap(user: User, handle: str) -> Swap:
    """Replace a quote that led to nothing by a fresh one for the same request."""
    old = own_swap(user, handle)
    if old.state not in (State.QUOTED, State.EXPIRED, State.FAILED, State.CANCELLED):
        raise SwapClosed(old)
    fresh = quote_swap(request_of(old), origin=Swap.Origin(old.origin), bracket=bracket_of(old))
    with transaction.atomic():
        if _move(old, State.QUOTED, state=State.REPLACED, finished_at=timezone.now()):
            note_swap(old, AuditKind.SWAP_REPLACED, by=fresh.handle)
    return fresh


def cancel_swap(user: User, handle: str) -> Swap:
    """Cancel a quote that is not confirmed yet."""
    swap = own_swap(user, handle)
    with transaction.atomic():
        if not _move(swap, State.QUOTED, state=State.CANCELLED, finished_at=timezone.now()):
            raise _closed_meanwhile(swap)
        note_swap(swap, AuditKind.SWAP_CANCELLED)
    return own_swap(user, handle)


def cancel_open_quotes(user: User) -> int:
    """Cancel every quote of the user that waits for Confirm; return how many. An order's own waits for nobody."""
    waiting = Swap.objects.filter(user=user, state=State.QUOTED, expires_at__gt=timezone.now(), order=None)
    if not waiting.exists():
        return 0
    with transaction.atomic():
        return close_many(waiting, AuditKind.SWAP_CANCELLED, state=State.CANCELLED, finished_at=timezone.now())


def confirm_swap(user: User, handle: str, *, pressed_by: str) -> Swap:
    """Carry out a quoted swap, once.

    `pressed_by` names the update that carries the press: the same one may come again after a crash and then goes on
    where it stopped; any other finds the swap taken. Raises UserError (with the reason) when it cannot be done,
    PriceMoved when a fresh quote is below the minimum that was shown.
    """
    swap = _claim(own_swap(user, handle), pressed_by)
    if swap.state != State.CONFIRMED or swap.begin_before:
        return swap
    try:
        offer = _offer_again(swap)
        keeps = keeps_promise(swap, offer)
        note_judged(swap, offer, keeps=keeps)
        if not keeps:
            raise PriceMoved(_ask_again(swap, offer))
        if swap.mode == Swap.Mode.LIVE:
            live.begin(swap)
        else:
            _book(swap, offer)
    except EstherError as error:
        _fail(swap, error.message)
        raise
    return own_swap(user, handle)


def expire_quotes(now: datetime) -> int:
    """Close the quotes nobody confirmed and the confirmed ones nobody finished; return how many."""
    late = Swap.objects.filter(state=State.QUOTED, expires_at__lte=now)
    unfinished = Swap.objects.filter(state=State.CONFIRMED, begin_before=None)  # what began live ends elsewhere
    left = unfinished.filter(confirmed_at__lte=now - CONFIRMED_TTL)
    expired = {"state": State.EXPIRED, "finished_at": now}
    failed = {"state": State.FAILED, "finished_at": now, "failure": "Esther was interrupted. Nothing was booked."}
    return _close(late, AuditKind.SWAP_EXPIRED, **expired) + _close(left, AuditKind.SWAP_FAILED, **failed)


def _close(waiting: QuerySet[Swap], kind: AuditKind, **changes: Any) -> int:
    """Close what nobody closed; to find out that there is nothing must not take SQLite's one lock for writing."""
    if not waiting.exists():
        return 0
    with transaction.atomic():
        return close_many(waiting, kind, actor=audit.SYSTEM, **changes)


def _move(swap: Swap, before: Swap.State, **changes: Any) -> bool:
    """Change a swap that is still in a state, and say whether it was."""
    return bool(Swap.objects.filter(pk=swap.pk, state=before).update(**changes))


def _allowed(offer: Offer, *, keeps_limits: bool) -> Offer:
    """Return an offer that no rule blocks, nor a limit where it is to keep them; record any other. Raises UserError."""
    try:
        if keeps_limits:
            check_within_limits(offer.request.user, value_usd(offer))
        return allowed(offer)
    except UserError as error:
        note_refused(offer, error.message)
        raise


def _mode(request: TradeRequest) -> Swap.Mode:
    """Return whether a trade would be real. Raises UserError for a wallet that cannot trade."""
    kind = Wallet.Kind(request.wallet.kind)
    if kind == Wallet.Kind.WATCH:
        raise UserError("This wallet is only watched: Esther has no key of it. Choose another one with /wallets.")
    user = User.objects.get(pk=request.user.pk)  # the switch may have been turned off a second ago
    is_real = not settings.DRY_RUN and user.live_trading_enabled
    if kind == Wallet.Kind.PAPER or not is_real:
        return Swap.Mode.DRY_RUN
    return Swap.Mode.LIVE


def _claim(swap: Swap, pressed_by: str) -> Swap:
    now = timezone.now()
    with transaction.atomic():
        claimed = Swap.objects.filter(pk=swap.pk, state=State.QUOTED, expires_at__gt=now).update(
            state=State.CONFIRMED, confirmed_at=now, confirmed_by=pressed_by
        )
        if claimed:
            note_swap(swap, AuditKind.SWAP_CONFIRMED, by=pressed_by)
    if not claimed:
        expire_quotes(now)  # what stood still for too long is over, also where no monitor has said so
    swap.refresh_from_db(fields=["state", "confirmed_by", "failure", "begin_before"])
    is_mine = claimed or (swap.confirmed_by == pressed_by and swap.state in _CARRIED_OUT)
    if not is_mine:
        raise SwapClosed(swap)
    return swap


def _closed_meanwhile(swap: Swap) -> SwapClosed:
    swap.refresh_from_db(fields=["state", "failure"])
    return SwapClosed(swap)


def _offer_again(swap: Swap) -> Offer:
    """Quote a confirmed swap once more. Raises PriceMoved where its bridge is gone and another one takes it."""
    try:
        return _allowed_for(swap, make_offer(request_of(swap, frozen=True)))
    except UserError:
        if not _keeps_to_a_bridge(swap):
            raise
        raise PriceMoved(_ask_again(swap, allowed(make_offer(request_of(swap))))) from None


def _allowed_for(swap: Swap, offer: Offer) -> Offer:
    """Return an offer for a confirmed swap that no rule blocks, and record any other. Raises UserError."""
    try:
        return allowed(offer)
    except UserError:
        note_judged(swap, offer, keeps=False)
        raise


def _keeps_to_a_bridge(swap: Swap) -> bool:
    return swap.is_crossing and swap.mode == Swap.Mode.LIVE


def _ask_again(swap: Swap, offer: Offer) -> Swap:
    if swap.asked != swap.exact or _keeps_to_a_bridge(swap):  # solved for the old price; or another bridge may do
        offer = allowed(make_offer(request_of(swap)))
    with transaction.atomic():
        moved = Swap.objects.filter(pk=swap.pk, state=State.CONFIRMED).update(
            state=State.REPLACED, finished_at=timezone.now()
        )
        if not moved:
            raise _closed_meanwhile(swap)
        note_swap(swap, AuditKind.SWAP_REPLACED, reason="The price moved beyond what was agreed to.")
        mode = Swap.Mode(swap.mode)
        return store(offer, origin=Swap.Origin(swap.origin), bracket=bracket_of(swap), mode=mode)


def _book(swap: Swap, offer: Offer) -> None:
    if offer.gas is None:
        raise UserError("Nothing would be left to pay the gas. Nothing was booked.")
    gas_token, gas_units = offer.gas
    is_paper = swap.wallet.kind == Wallet.Kind.PAPER  # a dry run of a hot wallet moves nothing at all
    bracket = bracket_of(swap) if is_paper else None
    fill_usd = check_bracket(bracket, offer) if bracket else None
    with transaction.atomic():
        booked = Swap.objects.filter(pk=swap.pk, state=State.CONFIRMED).update(
            state=State.BOOKED,
            units_in=offer.quote.units_in,
            received_units_out=offer.quote.units_out if is_paper else None,
            price_impact_percent=offer.quote.price_impact_percent,
            gas_usd=offer.quote.gas_usd,
            gas_token=gas_token,
            gas_units=gas_units,
            value_usd=value_usd(offer),
            **crossing_fields(offer.quote),
            finished_at=timezone.now(),
        )
        if not booked:
            raise _closed_meanwhile(swap)
        note_swap(swap, AuditKind.SWAP_BOOKED, **_booked(offer, is_paper=is_paper))
        keep_last_quote(swap, offer.quote)
        plan_looks(swap, booked_at=timezone.now())
        if is_paper:
            paper.book(swap, units_in=offer.quote.units_in, units_out=offer.quote.units_out, gas=offer.gas)
        if fill_usd is not None:
            place_bracket(own_swap(swap.user, swap.handle), fill_usd=fill_usd)


def _booked(offer: Offer, *, is_paper: bool) -> dict[str, Any]:
    return {
        "units_in": offer.quote.units_in,
        "units_out": offer.quote.units_out,
        "gas_usd": offer.quote.gas_usd,
        "is_paper": is_paper,
    }


def _fail(swap: Swap, reason: str) -> None:
    with transaction.atomic():
        if _move(swap, State.CONFIRMED, state=State.FAILED, failure=reason[:300], finished_at=timezone.now()):
            note_swap(swap, AuditKind.SWAP_FAILED, reason=reason)
