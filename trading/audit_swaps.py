"""What the audit trail says of a trade and its transactions: which facts, under which names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from trading import audit
from trading.audit_kinds import AuditKind
from trading.models import Attempt, Swap, Transaction

if TYPE_CHECKING:  # quoting asks nobody to note anything
    from trading.quoting import Offer

__all__ = [
    "close_many",
    "note_attempt",
    "note_judged",
    "note_quoted",
    "note_refused",
    "note_swap",
    "note_transaction",
]


def note_swap(swap: Swap, kind: AuditKind, *, actor: str = "", **facts: object) -> None:
    """Record something about a trade, as done by its user unless somebody else is named."""
    audit.record(kind, subject=f"swap:{swap.handle}", facts=facts, actor=actor or f"user:{swap.user_id}")


def note_quoted(swap: Swap, offer: Offer) -> None:
    """Record a quote as it was shown: the numbers that may be agreed to, and what the policy compared."""
    note_swap(
        swap,
        AuditKind.SWAP_QUOTED,
        mode=swap.mode,
        origin=swap.origin,
        wallet=swap.wallet_id,
        units_in=swap.units_in,
        maximum_in=swap.maximum_units_in,
        expected_out=swap.expected_units_out,
        minimum_out=swap.minimum_units_out,
        value_usd=swap.value_usd,
        **_market(offer),
        checks=offer.checks,
    )


def note_refused(offer: Offer, reason: str) -> None:
    """Record that the policy let no quote be stored: there is no trade to hang it on, so it is its user's."""
    request = offer.request
    audit.record(
        AuditKind.SWAP_REFUSED,
        subject=f"user:{request.user.pk}",
        facts={
            "token_in": request.token_in.symbol,
            "token_out": request.token_out.symbol,
            "units_in": offer.quote.units_in,
            "reason": reason,
            **_market(offer),
            "checks": offer.checks,
        },
        actor=request.user,
    )


def note_judged(swap: Swap, offer: Offer, *, keeps: bool) -> None:
    """Record the second quote of a confirmed trade, beside what was promised."""
    note_swap(
        swap,
        AuditKind.SWAP_JUDGED,
        keeps=keeps,
        units_in=offer.quote.units_in,
        maximum_in=swap.maximum_units_in,
        units_out=offer.quote.units_out,
        minimum_out=swap.minimum_units_out,
        **_market(offer),
        checks=offer.checks,
    )


def note_transaction(row: Transaction, kind: AuditKind, **facts: object) -> None:
    """Record something about a transaction of a live trade."""
    about = {"purpose": row.purpose, "nonce": row.nonce, **facts}
    audit.record(kind, subject=f"swap:{Swap.objects.values_list('handle', flat=True).get(pk=row.swap_id)}", facts=about)


def note_attempt(row: Transaction, attempt: Attempt, **facts: object) -> None:
    """Record a signature, by the hash that the chain will know it by."""
    note_transaction(
        row,
        AuditKind.TRANSACTION_SIGNED,
        attempt=attempt.kind,
        hash=attempt.hash,
        to=row.to,
        value=row.value,
        gas=row.gas,
        max_fee=attempt.max_fee,
        priority_fee=attempt.priority_fee,
        **facts,
    )


def close_many(waiting: QuerySet[Swap], kind: AuditKind, *, actor: str = "", **changes: object) -> int:
    """Close every trade of a selection at once, record each, and return how many; in the caller's transaction."""
    rows = list(waiting.select_for_update(of=("self",)).values_list("pk", "handle", "user_id"))
    if not rows:
        return 0
    Swap.objects.filter(pk__in=[pk for pk, *_ in rows]).update(**changes)
    reason = changes.get("failure") or ""
    audit.record_many(_closed(rows, kind, actor, {"reason": reason} if reason else {}))
    return len(rows)


def _closed(
    rows: Iterable[tuple[int, str, int]], kind: AuditKind, actor: str, facts: dict[str, object]
) -> Iterable[audit.Fact]:
    for _, handle, user_id in rows:
        yield audit.Fact(kind=kind, subject=f"swap:{handle}", facts=facts, actor=actor or f"user:{user_id}")


def _market(offer: Offer) -> dict[str, Any]:
    quote = offer.quote
    return {"price_in_usd": quote.price_in_usd, "price_out_usd": quote.price_out_usd, "taken_at": quote.taken_at}
