"""Trades that are over, with what was promised and last quoted, made without a market."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tokens.models import Token
from trading.models import Execution, Swap, User, Wallet

__all__ = ["kept", "over"]

GIVEN, BOUGHT = 100_000_000, 40 * 10**15  # 100 USDC for 0.04 ETH


def over(user: User, token_in: Token, token_out: Token, *, at: datetime | None = None, **changes: Any) -> Swap:
    """Store a real trade of 100 dollars that brought what was promised, unless told otherwise."""
    moment = at or timezone.now()
    wallet = (
        changes.pop("wallet", None)
        or Wallet.objects.get_or_create(owner=user, name="Hot", kind="hot", address=f"0xe{user.pk:039x}")[0]
    )
    fields: dict[str, Any] = {
        "asked": "in",
        "asked_units": GIVEN,
        "exact": "in",
        "units_in": GIVEN,
        "maximum_units_in": GIVEN,
        "expected_units_out": BOUGHT,
        "minimum_units_out": BOUGHT * 99 // 100,
        "received_units_out": BOUGHT,
        "slippage_percent": Decimal(1),
        "gas_usd": Decimal("0.5"),
        "value_usd": Decimal(100),
        "mode": "live",
        "state": "done",
        "expires_at": moment,
        "confirmed_at": moment,
        "finished_at": moment,
    }
    return Swap.objects.create(
        user=user, wallet=wallet, chain=token_in.chain, token_in=token_in, token_out=token_out, **fields | changes
    )


def kept(swap: Swap, **changes: Any) -> Swap:
    """Keep beside a trade that its card promised, and the last quote said, what came true, unless told otherwise."""
    fields: dict[str, Any] = {
        "promised_units_in": swap.units_in,
        "promised_gas_usd": Decimal("0.4"),
        "quoted_units_in": swap.units_in,
        "quoted_units_out": swap.expected_units_out,
        "quoted_at": swap.finished_at or timezone.now(),
        "tax_percent": Decimal(0),
    }
    Execution.objects.create(swap=swap, **fields | changes)
    return Swap.objects.select_related("execution", "token_in", "token_out", "wallet", "chain").get(pk=swap.pk)
