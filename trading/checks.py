"""System checks for what live trading needs before any key is touched: the sealing key, and who signs.

They only look at settings and at what is installed. Whether the key still opens what was sealed is known to the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from trading import custody, signing

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
