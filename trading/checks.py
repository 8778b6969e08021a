"""System checks for what live trading needs before any key is touched: the sealing key, and who signs.

Most only look at settings and at what is installed; whether the key still opens what was sealed is known to the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, InterfaceError

from trading import custody, gateway, signing
from trading.models import Canary, Wallet
from trading.readiness import CustodyState, custody_state

_MAKE_A_KEY = 'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'


@register(Tags.security)
def check_encryption_key(**_: Any) -> Iterator[CheckMessage]:
    """Check that wallets' keys can be sealed, where ENCRYPTION_KEY is set or live trading is on."""
    for fault in custody.faults():
        yield Error(fault, hint=f"Make one with: {_MAKE_A_KEY}", id="esther.E005")
    if not settings.DRY_RUN and not custody.is_configured():
        yield Warning(
            "DRY_RUN is off, but without a good ENCRYPTION_KEY live trading stays off.",
            hint=f"Set ENCRYPTION_KEY, made with: {_MAKE_A_KEY} - or set DRY_RUN=True.",
            id="esther.W004",
        )


@register(Tags.security)
def check_signing_backend(**_: Any) -> Iterator[CheckMessage]:
    """Check that libsecp256k1 makes the signatures, once there is something to sign with."""
    if custody.is_configured() and (name := signing.backend_name()) != signing.BACKEND:
        yield Error(
            f"Signatures would be made by {name}, not by libsecp256k1.",
            hint="Install coincurve (pip install -r requirements.txt), and unset ECC_BACKEND_CLASS.",
            id="esther.E006",
        )


@register(Tags.security)
def check_broadcast(**_: Any) -> Iterator[CheckMessage]:
    """Check that BROADCAST names a way for transactions, and that OKX lets Esther take it."""
    if settings.BROADCAST not in gateway.CHOICES:
        yield Error(
            f"BROADCAST is {settings.BROADCAST!r}, which is no way for transactions.",
            hint="Set BROADCAST=rpc (the chain's nodes) or BROADCAST=okx (OKX's gateway).",
            id="esther.E007",
        )
    if gateway.is_chosen() and not (settings.OKX_API_KEY and settings.OKX_API_SECRET and settings.OKX_API_PASSPHRASE):
        yield Error(
            "BROADCAST is okx, but there are no OKX keys to hand transactions in with.",
            hint="Set OKX_API_KEY, OKX_API_SECRET and OKX_API_PASSPHRASE, or BROADCAST=rpc.",
            id="esther.E007",
        )


@register(Tags.database)
def check_canary(**_: Any) -> Iterator[CheckMessage]:
    """Check that ENCRYPTION_KEY opens what was sealed. Only a warning: all but live trading works without it."""
    state = _state_of_what_is_sealed()
    if not state.is_ready:
        yield Warning(
            state.reason,
            hint="docs/operations.md says how keys are kept and rotated. Live trading stays off until then.",
            id="esther.W005",
        )


def _state_of_what_is_sealed() -> CustodyState:
    """Look whether keys can be used, where there are any and the database has its tables."""
    try:
        is_anything_sealed = Canary.objects.exists() or Wallet.objects.exclude(sealed_key="").exists()
        return custody_state() if is_anything_sealed else CustodyState(is_ready=True)
    except (DatabaseError, InterfaceError):
        return CustodyState(is_ready=True)
