"""Short words for trades that are over, for the tests of what is counted from them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, Final

from tokens.models import Token
from trading.models import Swap, User, Wallet

__all__ = ["BEGIN", "after", "past_swap", "real_wallet"]

BEGIN: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
_numbers = count(1)


def after(days: int) -> datetime:
    return BEGIN + timedelta(days=days)


def real_wallet(user: User, name: str = "Hot") -> Wallet:
    address = f"0x{next(_numbers):040x}"
    return Wallet.objects.create(owner=user, name=name, kind=Wallet.Kind.HOT, address=address)


def past_swap(
    user: User,
    given: tuple[str, Token],
    received: tuple[str, Token],
    *,
    usd: str | None,
    day: int = 0,
    wallet: Wallet | None = None,
    **more: Any,
) -> Swap:
    """Store a trade that is over, of the default wallet on paper unless another one is named."""
    (given_amount, token_in), (received_amount, token_out) = given, received
    wallet = wallet or user.default_wallet
    assert wallet is not None
    is_paper = wallet.kind == Wallet.Kind.PAPER
    out = token_out.to_units(Decimal(received_amount))
    fields: dict[str, Any] = {
        "state": Swap.State.BOOKED if is_paper else Swap.State.DONE,
        "mode": Swap.Mode.DRY_RUN if is_paper else Swap.Mode.LIVE,
        "received_units_out": out,
        "gas_usd": Decimal(0),
        "created_at": after(day),
        "confirmed_at": after(day),
        "finished_at": after(day),
    }
    units = token_in.to_units(Decimal(given_amount))
    swap = Swap.objects.create(
        user=user,
        wallet=wallet,
        chain=token_in.chain,
        to_chain=token_out.chain if token_out.chain_id != token_in.chain_id else None,
        token_in=token_in,
        token_out=token_out,
        asked=Swap.Exact.IN,
        asked_units=units,
        exact=Swap.Exact.IN,
        units_in=units,
        maximum_units_in=units,
        expected_units_out=out,
        minimum_units_out=out,
        slippage_percent=1,
        value_usd=None if usd is None else Decimal(usd),
        expires_at=after(day),
        **fields | more,
    )
    Swap.objects.filter(pk=swap.pk).update(created_at=after(day))
    return swap
