"""The second factor: six digits from an authenticator app (RFC 6238), each good once.

The secret is sealed by `custody` together with whose it is. What is wrong is counted in the database, so that neither
many processes nor a restart give more guesses.

https://pyauth.github.io/pyotp/, https://datatracker.ietf.org/doc/html/rfc6238
"""

from __future__ import annotations

import hmac
import io
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone

from esther_site.lib.errors import UserError
from trading.audit import SYSTEM, AuditKind, record
from trading.custody import open_text, seal_text
from trading.models import SecondFactor, User
from trading.readiness import keep_canary, require_custody

__all__ = [
    "ENROLLING",
    "LOCKED",
    "CodeNeeded",
    "Enrolment",
    "WrongCode",
    "asks_above",
    "check",
    "confirm",
    "demand_code",
    "enrol",
    "forget",
    "is_enrolled",
    "needs_code",
    "set_asks_above",
    "turn_off",
]

STEP_SECONDS: Final = 30
ENROLLING: Final = timedelta(minutes=10)  # afterwards a picture that was never used is worth nothing
LOCKED: Final = timedelta(minutes=15)
MAX_FAILURES: Final = 5
ASKS_ABOVE_USD: Final = Decimal(500)  # until the user chooses another amount
_CODE: Final = re.compile(r"\d{6}", re.ASCII)
_CENT: Final = Decimal("0.01")


class CodeNeeded(UserError):
    """The same call goes on with a code of the user's authenticator app."""

    def __init__(self) -> None:
        super().__init__("This needs the six digits that your authenticator app shows now.")


class WrongCode(UserError):
    """No code, a wrong, an old or a used one; or too many of them."""


@dataclass(frozen=True)
class Enrolment:
    """What an authenticator app is to be shown, once."""

    secret_uri: str = field(repr=False)
    png: bytes = field(repr=False)
    secret: str = field(repr=False)


def enrol(user: User, *, now: datetime | None = None) -> Enrolment:
    """Make a secret for a user's app, in place of one that was never confirmed.

    Raises UserError when there is a second factor already, CustodyError when Esther can keep no secret.
    """
    import pyotp

    require_custody()
    secret = pyotp.random_base32()
    sealed = seal_text(secret, belongs_to=_owner(user))
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if is_enrolled(user):
            raise UserError("You have a second factor. To move to another app turn it off first with /2fa off.")
        keep_canary()
        SecondFactor.objects.filter(user=user).delete()
        SecondFactor.objects.create(user=user, sealed_secret=sealed, created_at=now or timezone.now())
        record(AuditKind.FACTOR_ENROLLED, subject=f"user:{user.pk}", actor=user)
    uri = pyotp.TOTP(secret).provisioning_uri(name=str(user), issuer_name="Esther")
    return Enrolment(secret_uri=uri, png=_picture(uri), secret=secret)


def confirm(user: User, code: str, *, now: datetime | None = None) -> None:
    """Begin to ask for codes, since the app has shown a right one. Raises WrongCode, or UserError without a secret."""
    moment = now or timezone.now()
    factor = SecondFactor.objects.filter(user=user, confirmed_at=None, created_at__gt=moment - ENROLLING).first()
    if factor is None:
        raise UserError("There is no second factor to confirm, or it was shown too long ago. Start again with /2fa.")
    _use(factor, code, moment, confirmed_at=moment, asks_above_usd=ASKS_ABOVE_USD)


def check(user: User, code: str, *, now: datetime | None = None) -> None:
    """Take a code, which then is good no more. Never call it in a transaction: a wrong one must stay counted.

    Raises WrongCode.
    """
    factor = _confirmed(user).first()
    if factor is None:
        raise WrongCode("You have no second factor. Nothing was done: /2fa sets one up.")
    _use(factor, code, now or timezone.now())


def demand_code(user: User, code: str, *, now: datetime | None = None) -> None:
    """Check the code of whoever has a second factor. Raises CodeNeeded without a code, WrongCode with a wrong one."""
    if not is_enrolled(user):
        return
    if not code:
        raise CodeNeeded
    check(user, code, now=now)


def is_enrolled(user: User) -> bool:
    """Tell whether codes are asked for."""
    return _confirmed(user).exists()


def asks_above(user: User) -> Decimal | None:
    """Return the value above which a trade asks for a code; None when every one does, or nobody ever set one up."""
    return _confirmed(user).values_list("asks_above_usd", flat=True).first()


def needs_code(user: User, usd: Decimal | None) -> bool:
    """Tell whether a trade of this value asks for a code; one of unknown value does."""
    above = asks_above(user)
    return is_enrolled(user) and (usd is None or above is None or usd > above)


def set_asks_above(user: User, usd: Decimal, *, code: str = "", now: datetime | None = None) -> None:
    """Store the value from which on a trade asks for a code: lower at once, higher with a code.

    Raises UserError without a second factor or for no amount, CodeNeeded and WrongCode when it is raised.
    """
    if not usd.is_finite() or usd < 0 or usd != usd.quantize(_CENT):
        raise UserError("Name an amount of dollars and cents, such as /2fa above 500. Nothing was changed.")
    factor = _confirmed(user).first()
    if factor is None:
        raise UserError("You have no second factor yet. Set one up with /2fa.")
    if not _set_asks_above(user, factor, Q(asks_above_usd__gte=usd), usd):
        demand_code(user, code, now=now)
        _set_asks_above(user, factor, Q(), usd)


def turn_off(user: User, *, code: str = "", now: datetime | None = None) -> None:
    """Forget a user's second factor. Raises UserError without one, CodeNeeded and WrongCode."""
    if not is_enrolled(user):
        raise UserError("You have no second factor.")
    demand_code(user, code, now=now)
    with transaction.atomic():
        _confirmed(user).delete()
        record(AuditKind.FACTOR_REMOVED, subject=f"user:{user.pk}", actor=user)


def forget(user: User, *, actor: str = SYSTEM) -> bool:
    """Take away a second factor whose app is lost: for the operator, who knows by other means that it is the user."""
    with transaction.atomic():
        deleted, _ = SecondFactor.objects.filter(user=user).delete()
        if deleted:
            record(AuditKind.FACTOR_REMOVED, subject=f"user:{user.pk}", actor=actor)
    return deleted > 0


def _set_asks_above(user: User, factor: SecondFactor, where: Q, usd: Decimal) -> bool:
    with transaction.atomic():
        if not _confirmed(user).filter(where).update(asks_above_usd=usd):
            return False
        facts = {"name": "asks_above_usd", "old": factor.asks_above_usd, "new": usd}
        record(AuditKind.SETTING_CHANGED, subject=f"user:{user.pk}", facts=facts, actor=user)
    return True


def _use(factor: SecondFactor, code: str, now: datetime, **changes: Any) -> None:
    """Claim the code in one UPDATE: whoever's changes the row has used it; a lock or a newer code lets none through."""
    step = _step_of(factor, code, now)
    row = SecondFactor.objects.filter(pk=factor.pk)
    unlocked = row.filter(Q(locked_until=None) | Q(locked_until__lte=now), confirmed_at=factor.confirmed_at)
    with transaction.atomic(durable=True):
        used = step and unlocked.filter(last_step__lt=step).update(
            last_step=step, failures=0, locked_until=None, **changes
        )
        is_counted = not used and _count_failure(unlocked, now)
        if used or is_counted:
            _note_use(factor, is_used=bool(used), is_first=bool(changes))
    if not used:
        raise WrongCode(_WRONG if is_counted and not row.filter(locked_until__gt=now).exists() else _LOCKED)


def _note_use(factor: SecondFactor, *, is_used: bool, is_first: bool) -> None:
    """Record every code that was not taken, and the one that ended the enrolment; never the code itself."""
    kind = AuditKind.FACTOR_CONFIRMED if is_first else AuditKind.FACTOR_USED
    subject, actor = f"user:{factor.user_id}", f"user:{factor.user_id}"
    record(kind if is_used else AuditKind.FACTOR_REFUSED, subject=subject, actor=actor)


_WRONG: Final = "This code is wrong, too old, or used already. Wait for the next one in your app and send that."
_LOCKED: Final = (
    f"{MAX_FAILURES} codes were wrong, so none is taken for {LOCKED.seconds // 60} minutes. Nothing was done."
)


def _count_failure(unlocked: QuerySet[SecondFactor], now: datetime) -> int:
    is_last = Q(failures__gte=MAX_FAILURES - 1)
    return unlocked.update(
        locked_until=Case(When(is_last, then=Value(now + LOCKED)), default=None),
        failures=Case(When(is_last, then=0), default=F("failures") + 1),
    )


def _step_of(factor: SecondFactor, code: str, now: datetime) -> int:
    """Return the latest time step whose code this is, one back and one ahead at most; 0 when it is none's."""
    import pyotp

    digits = "".join(code.split())
    if not _CODE.fullmatch(digits):
        return 0
    totp = pyotp.TOTP(open_text(factor.sealed_secret, belongs_to=_owner(factor.user)))
    present = int(now.timestamp()) // STEP_SECONDS
    near = (present + 1, present, present - 1)
    return next((step for step in near if hmac.compare_digest(totp.generate_otp(step), digits)), 0)


def _confirmed(user: User) -> QuerySet[SecondFactor]:
    return SecondFactor.objects.filter(user=user).exclude(confirmed_at=None)


def _owner(user: User) -> str:
    return f"the second factor of user {user.pk}"


def _picture(uri: str) -> bytes:
    import segno

    picture = io.BytesIO()
    segno.make(uri, error="m", micro=False).save(picture, kind="png", scale=8, border=4)
    return picture.getvalue()
