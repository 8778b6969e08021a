"""Who may use Esther: meeting people from the chat, letting them in, keeping them out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db import transaction

from esther_site.lib.errors import UserError
from tokens.catalogue import catalogue
from tokens.models import Chain
from trading import audit
from trading.audit import SYSTEM, AuditKind, record
from trading.audit_settings import change_settings
from trading.models import User
from trading.paper import open_paper_wallet

__all__ = [
    "Newcomer",
    "approve_user",
    "default_chain",
    "meet",
    "operator_chat_ids",
    "reachable_again",
    "refuse_user",
    "set_default_chain",
    "set_slippage",
]

DEFAULT_CHAIN_INDEX = 1
# Asked for every message: written out, it costs half of what Django takes to write it anew each time.
_BY_TELEGRAM_ID = "SELECT * FROM trading_user WHERE telegram_id = %s"


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """What Telegram says about the sender of an update."""

    telegram_id: int
    first_name: str
    username: str


def meet(person: Newcomer) -> tuple[User, bool]:
    """Return the user behind a Telegram id, making one on first sight, and whether they are new."""
    known = next(iter(User.objects.raw(_BY_TELEGRAM_ID, [person.telegram_id])), None)
    user, is_new = (known, False) if known else _welcome(person)
    if person.telegram_id in settings.TELEGRAM_ADMIN_IDS and not user.is_staff:
        _make_operator(user)
    if user.status == User.Status.PENDING and (user.is_staff or settings.OPEN_REGISTRATION):
        activate(user)
    return user, is_new


def _make_operator(user: User) -> None:
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_staff=True)
        facts = {"name": "is_staff", "old": False, "new": True, "reason": "TELEGRAM_ADMIN_IDS"}
        record(AuditKind.USER_CHANGED, subject=f"user:{user.pk}", facts=facts)
    user.is_staff = True


def _welcome(person: Newcomer) -> tuple[User, bool]:
    with transaction.atomic():
        user, is_new = User.objects.get_or_create(
            telegram_id=person.telegram_id,
            defaults={
                "username": f"telegram-{person.telegram_id}",
                "first_name": person.first_name[:150],
                "status": User.Status.PENDING,
                "password": "!",  # unusable: nobody logs in to the admin by chatting
            },
        )
        if is_new:
            record(AuditKind.USER_JOINED, subject=f"user:{user.pk}", actor=user)
    return user, is_new


def reachable_again(user: User) -> None:
    """Take a user who writes for somebody who can be written to, whatever Telegram said before."""
    if user.is_unreachable:
        User.objects.filter(pk=user.pk).update(is_unreachable=False)
        user.is_unreachable = False


def activate(user: User, *, actor: str = SYSTEM) -> bool:
    """Let a pending user in and open their paper wallet; False when somebody decided before."""
    with transaction.atomic():
        moved = User.objects.filter(pk=user.pk, status=User.Status.PENDING).update(status=User.Status.ACTIVE)
        if moved:
            user.status = User.Status.ACTIVE
            open_paper_wallet(user)
            record(AuditKind.USER_APPROVED, subject=f"user:{user.pk}", actor=actor)
    return bool(moved)


def approve_user(operator: User, user_id: int) -> User:
    """Let a waiting person in. Raises UserError when there is nothing to decide."""
    user = _waiting(operator, user_id)
    if not activate(user, actor=audit.operator(operator)):
        raise UserError("Somebody has already decided about this person.")
    return user


def refuse_user(operator: User, user_id: int) -> User:
    """Keep a waiting person out. Raises UserError when there is nothing to decide."""
    user = _waiting(operator, user_id)
    with transaction.atomic():
        if not User.objects.filter(pk=user.pk, status=User.Status.PENDING).update(status=User.Status.BLOCKED):
            raise UserError("Somebody has already decided about this person.")
        record(AuditKind.USER_REFUSED, subject=f"user:{user.pk}", actor=audit.operator(operator))
    return user


def _waiting(operator: User, user_id: int) -> User:
    if not operator.is_staff:
        raise UserError("Only an operator can do that.")
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise UserError("This person is no longer known here.")
    return user


def operator_chat_ids() -> list[int]:
    """Return the Telegram ids of everyone who may decide about newcomers."""
    known = User.objects.filter(is_staff=True, telegram_id__isnull=False).values_list("telegram_id", flat=True)
    return sorted({*settings.TELEGRAM_ADMIN_IDS, *(telegram_id for telegram_id in known if telegram_id)})


def default_chain(user: User) -> Chain:
    """Return the chain meant when the user names none."""
    return catalogue().chains[user.default_chain_id or DEFAULT_CHAIN_INDEX]


def set_default_chain(user: User, chain: Chain) -> None:
    """Store the chain meant when the user names none."""
    change_settings(user, default_chain=chain)


def set_slippage(user: User, percent: Decimal) -> None:
    """Store the user's own slippage. Raises UserError outside the operator's bounds."""
    if percent.is_nan() or not Decimal("0.01") <= percent <= settings.MAX_SLIPPAGE_PERCENT:
        ceiling = settings.MAX_SLIPPAGE_PERCENT.normalize()
        raise UserError(f"Slippage must be from 0.01 to {ceiling:f} %. Your setting is unchanged.")
    if percent != round(percent, 2):
        raise UserError("Slippage may have two decimals at most, such as 0.75 %. Your setting is unchanged.")
    change_settings(user, slippage_percent=percent)
