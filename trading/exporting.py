"""Showing the key of a wallet to its owner: who may, when, and the note that it was done.

One must always be able to leave: neither DRY_RUN, nor a pause, nor a limit stands in the way. What does are the
second factor, which a thief of the chat does not have, and a trade whose nonce somebody else could take.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from esther_site.lib.errors import UserError
from trading import custody
from trading.audit import AuditKind, record
from trading.models import SecondFactor, Swap, Transaction, User, Wallet
from trading.readiness import require_custody
from trading.wallets import own_wallet

__all__ = ["FACTOR_AGE", "PHRASE", "check_export_phrase", "check_exportable", "take_out"]

PHRASE: Final = "I will keep this key safe myself"
FACTOR_AGE: Final = timedelta(hours=24)  # else who holds the chat sets up a second factor, and has the keys

_NO_KEY: Final = "“{name}” has no key: there is nothing to export."
_NO_FACTOR: Final = (
    "Esther shows a key only to who has a second factor outside Telegram. Set one up with /2fa; "
    "{hours} hours later the key can be exported."
)
_NEW_FACTOR: Final = (
    "Your second factor is new. So that nobody who gets hold of this chat sets one up and takes your keys, "
    "Esther shows none for {hours} hours after that: try again after {moment:%d %b %H:%M} UTC."
)
_UNDER_WAY: Final = (
    "A trade of this wallet is under way. Wait until it is settled: whoever uses the key meanwhile could upset it."
)
_OTHER_PHRASE: Final = f"That is not the phrase, so nothing is shown. Type exactly: {PHRASE}"

# A swap in one of these may still sign, and take the wallet's next nonce.
_SIGNS: Final = (Swap.State.CONFIRMED, Swap.State.APPROVING, Swap.State.SENT)
_ON_THE_WAY: Final = (Transaction.State.SIGNED, Transaction.State.SENT, Transaction.State.MINED)


def check_export_phrase(phrase: str) -> None:
    """Raise UserError for anything but the phrase; capital letters and the space around it do not count."""
    said = " ".join(phrase.split()).casefold()
    if not hmac.compare_digest(said.encode(), PHRASE.casefold().encode()):
        raise UserError(_OTHER_PHRASE)


def check_exportable(user: User, wallet: Wallet, *, now: datetime | None = None) -> None:
    """Raise UserError while this key is not to be shown, CustodyError when keys cannot be opened at all."""
    if wallet.kind != Wallet.Kind.HOT or not wallet.sealed_key:
        raise UserError(_NO_KEY.format(name=wallet.name))
    require_custody()
    _check_factor(user, now or timezone.now())
    live = Swap.objects.filter(wallet=wallet, mode=Swap.Mode.LIVE, state__in=_SIGNS)
    if live.exists() or Transaction.objects.filter(wallet=wallet, state__in=_ON_THE_WAY).exists():
        raise UserError(_UNDER_WAY)


@sensitive_variables()
def take_out(user: User, wallet_id: int) -> str:
    """Note that a key is known elsewhere from now on, and return it, in the caller's transaction.

    Whoever asks must have given a code just before. The key goes into the one answer, and nowhere else. Raises like
    `check_exportable`.
    """
    wallet = own_wallet(user, wallet_id)
    check_exportable(user, wallet)
    mine = Wallet.objects.filter(pk=wallet.pk, owner=user, removed_at=None).exclude(sealed_key="")
    if not mine.update(exported_at=timezone.now()):
        raise UserError(_NO_KEY.format(name=wallet.name))
    record(AuditKind.WALLET_EXPORTED, subject=f"wallet:{wallet.pk}", facts={"address": wallet.address}, actor=user)
    return "0x" + custody.unseal(wallet.sealed_key, address=wallet.address).reveal().hex()


def _check_factor(user: User, now: datetime) -> None:
    confirmed = SecondFactor.objects.filter(user=user).values_list("confirmed_at", flat=True).first()
    hours = FACTOR_AGE // timedelta(hours=1)
    if confirmed is None:
        raise UserError(_NO_FACTOR.format(hours=hours))
    if confirmed + FACTOR_AGE > now:
        raise UserError(_NEW_FACTOR.format(hours=hours, moment=confirmed + FACTOR_AGE))
