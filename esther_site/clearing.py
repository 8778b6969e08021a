"""Emptying the database: what goes, what stays, and what is as on the first day afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, models, transaction

from esther_site.tables import FROM_MIGRATIONS, all_models, empty, number_anew, patient_cursor
from tokens.seeding import Tally, store_seeds
from tokens.seeds import CHAINS
from trading import audit
from trading.audit_kinds import AuditKind
from trading.audit_reset import forget_everything
from trading.models import AuditEntry, User, Wallet
from trading.paper import open_paper_wallet

__all__ = ["Table", "clear", "database_name", "hot_wallets", "tables"]

# What stays of a staff user: the account, its rights, its second factors, and what tells whether those still open.
# The path leads from a row to its user; without one, every row stays.
_KEPT_WITH_STAFF: Final = {
    "trading.User": "pk",
    "trading.User_groups": "user",
    "trading.User_user_permissions": "user",
    "trading.SecondFactor": "user",
    "trading.Canary": "",
    "auth.Group": "",
    "auth.Group_permissions": "",
    "esther_site.OperatorApp": "user",
}


@dataclass(frozen=True)
class Table:
    """How many rows of a table go, and how many stay."""

    name: str
    going: int
    staying: int


def database_name() -> str:
    """Return what the database is called: its name, or the name of its file."""
    return str(connection.settings_dict["NAME"]).rpartition("/")[2]


def hot_wallets() -> int:
    """Return how many wallets have a key in the database."""
    return Wallet.objects.exclude(sealed_key="").count()


def tables(*, including_staff: bool) -> list[Table]:
    """Return what would go, of every table that has rows."""
    found = []
    for model in _cleared():
        count, staying = model._base_manager.count(), len(_kept(model, including_staff=including_staff))
        if count:
            found.append(Table(str(model._meta.verbose_name_plural), count - staying, staying))
    if entries := AuditEntry.objects.count():
        found.append(Table("audit entries; the first new one will tell of them", entries, 0))
    return found


def clear(*, including_staff: bool) -> tuple[int, Tally]:
    """Delete everything in one transaction and seed chains and tokens anew; return how many rows went, and the seeds.

    Raises:
        django.db.Error: somebody else writes at the same time; nothing was changed.
    """
    with transaction.atomic():
        patient_cursor().close()
        kept = {model: _kept(model, including_staff=including_staff) for model in _cleared()}
        gone = forget_everything() + sum(empty(model, but=keys) for model, keys in kept.items())
        number_anew(kept)
        seeded = store_seeds(CHAINS)
        _begin_again(User.objects.all())
        audit.record(
            AuditKind.OPERATOR_COMMAND,
            subject="database",
            facts={"command": "clear_db", "rows": gone},
            actor=audit.SYSTEM,
        )
    return gone, seeded


def _cleared() -> list[type[models.Model]]:
    return [model for model in all_models() if model not in (*FROM_MIGRATIONS, AuditEntry)]


def _kept(model: type[models.Model], *, including_staff: bool) -> list[Any]:
    """Return the keys of the rows that stay."""
    path = _KEPT_WITH_STAFF.get(model._meta.label)
    if including_staff or path is None:
        return []
    staff = User.objects.filter(is_staff=True).values("pk")
    rows = model._base_manager.filter(**({f"{path}__in": staff} if path else {}))
    return list(rows.values_list("pk", flat=True))


def _begin_again(staff: Iterable[User]) -> None:
    """Give those who stayed what a new user has."""
    User.objects.update(default_wallet=None, default_chain=None, live_trading_enabled=False, asked_until=None)
    for user in staff:
        if user.status == User.Status.ACTIVE and user.telegram_id is not None:
            user.default_wallet = None
            open_paper_wallet(user)
