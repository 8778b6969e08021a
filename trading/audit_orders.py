"""What the audit trail says of an order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trading import audit
from trading.audit_kinds import AuditKind
from trading.models import Order

__all__ = ["Note", "note_created", "note_order", "note_orders"]


class Note:
    """What is to be said of an order once it has moved, and who moved it."""

    def __init__(self, kind: AuditKind, actor: str = audit.SYSTEM, **facts: object) -> None:
        self.kind, self.actor, self.facts = kind, actor, facts

    def write(self, order: Order) -> None:
        """Record it, in the transaction that moves the order."""
        note_order(order, self.kind, actor=self.actor, **self.facts)


def note_order(order: Order, kind: AuditKind, *, actor: str = "", **facts: object) -> None:
    """Record something about an order, as done by its user unless somebody else is named."""
    note_orders([order], kind, actor=actor, **facts)


def note_orders(orders: Iterable[Order], kind: AuditKind, *, actor: str = "", **facts: object) -> None:
    """Record the same about many orders, by one INSERT."""
    audit.record_many(_fact(order, kind, facts, actor) for order in orders)


def note_created(orders: Iterable[Order]) -> None:
    """Record new orders with what they wait for and what they may do."""
    audit.record_many(_fact(order, AuditKind.ORDER_CREATED, _terms(order), "") for order in orders)


def _fact(order: Order, kind: AuditKind, facts: Mapping[str, object], actor: str) -> audit.Fact:
    return audit.Fact(kind=kind, subject=f"order:{order.handle}", facts=facts, actor=actor or f"user:{order.user_id}")


def _terms(order: Order) -> dict[str, object]:
    terms = {
        "kind": order.kind,
        "direction": order.direction,
        "wallet": order.wallet_id,
        "trigger_usd": order.trigger_usd,
        "trail_bps": order.trail_bps,
        "units": order.units,
        "share_percent": order.share_percent,
        "slippage_percent": order.slippage_percent,
        "is_automatic": order.is_automatic,
        "pair": order.pair or None,
        "expires_at": order.expires_at,
    }
    return {name: value for name, value in terms.items() if value is not None}
