"""Whether keys can be kept and opened now: a canary, sealed with the first key, must open. It opens no key itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from trading import custody
from trading.custody import CustodyError
from trading.models import Canary, Wallet

__all__ = ["CustodyState", "custody_state", "keep_canary", "require_custody"]

_NOT_SET: Final = "ENCRYPTION_KEY is not set, so Esther keeps no keys: the operator has to set it."
_WRONG_KEY: Final = (
    "ENCRYPTION_KEY does not open what was sealed here, so nothing is signed: "
    "the operator has to put the old key back, behind the new one and a comma."
)
_NO_CANARY: Final = (
    "There are sealed keys and nothing to test ENCRYPTION_KEY with, so nothing is signed: "
    "the operator has to run manage.py rotate_keys, which tries every key."
)


@dataclass(frozen=True)
class CustodyState:
    """Whether keys can be used, and why not."""

    is_ready: bool
    reason: str = ""


def custody_state() -> CustodyState:
    """Tell whether ENCRYPTION_KEY is there and opens what was sealed."""
    if not custody.is_configured():
        return CustodyState(is_ready=False, reason=next(iter(custody.faults()), _NOT_SET))
    canaries = list(Canary.objects.values_list("sealed", flat=True))
    if not all(map(custody.opens_canary, canaries)):
        return CustodyState(is_ready=False, reason=_WRONG_KEY)
    if not canaries and Wallet.objects.exclude(sealed_key="").exists():
        return CustodyState(is_ready=False, reason=_NO_CANARY)
    return CustodyState(is_ready=True)


def require_custody() -> None:
    """Raise CustodyError unless keys can be used."""
    state = custody_state()
    if not state.is_ready:
        raise CustodyError(state.reason)


def keep_canary() -> None:
    """Seal the canary together with the first key, in the caller's transaction."""
    if not Canary.objects.exists():
        Canary.objects.create(sealed=custody.make_canary())
