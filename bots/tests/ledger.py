"""What a card says, and what the ledger says, in the terms of the tests."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from trading.models import PaperBalance, Swap

CONFIRM, CANCEL, REFRESH, NEW_QUOTE = "✅ Confirm", "✖ Cancel", "🔄 Refresh", "🔄 New quote"
CASH = {"USDC": Decimal(10_000)}  # what everybody starts with
PWN = "0x" + b"pwn".hex().ljust(40, "0")  # a token called <b>PWN</b>


def balances() -> dict[str, Decimal]:
    rows = PaperBalance.objects.filter(units__gt=0).select_related("token")
    return {row.token.symbol: row.token.to_amount(row.units) for row in rows}


def states() -> list[str]:
    return list(Swap.objects.order_by("pk").values_list("state", flat=True))


def expire_quotes() -> None:
    Swap.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def shown(card: str, label: str) -> Decimal:
    """Return the number behind a label of a card."""
    found = re.search(rf"^{label}: (?:<b>)?([\d,.]+) ", card, re.MULTILINE)
    assert found, card
    return Decimal(found[1].replace(",", ""))
