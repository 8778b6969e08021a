"""Transactions in the admin site: what was, is or may be on a chain. To look at only, and never the signed bytes."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import admin
from django.db.models import Q

from esther_site.lib.questions import Question, asking
from esther_site.lib.readonly import LongListAdmin
from trading.models import Transaction

__all__ = ["TransactionAdmin"]

State = Transaction.State


@admin.register(Transaction)
class TransactionAdmin(LongListAdmin[Transaction]):
    list_display = ("swap", "purpose", "chain", "wallet", "nonce", "state", "failure", "created_at", "mined_at")
    list_filter = (
        asking(
            Question(
                "unknown",
                "unknown for more than 5 minutes",
                lambda now: Q(state__in=[State.SIGNED, State.SENT], created_at__lt=now - timedelta(minutes=5)),
            ),
            Question("young", "mined, not final", lambda _now: Q(state=State.MINED)),
            Question(
                "failed",
                "undone or lost in the last 24 h",
                lambda now: Q(state__in=[State.REVERTED, State.LOST], created_at__gte=now - timedelta(hours=24)),
            ),
        ),
        "state",
        "purpose",
        "chain",
    )
    list_select_related = ("swap", "chain", "wallet")
    search_fields = ("swap__handle", "tries__hash")
    person = ""
    fields = (
        "swap",
        "wallet",
        "chain",
        "purpose",
        "nonce",
        "to",
        "value",
        "gas",
        "state",
        "created_at",
        "sent_at",
        "mined_at",
        "block_number",
        "block_hash",
        "gas_used",
        "fee_wei",
        "failure",
        "hashes",
    )

    @admin.display
    def hashes(self, row: Transaction) -> str:
        return ", ".join(f"{each.hash} ({each.kind})" for each in row.tries.order_by("pk"))
