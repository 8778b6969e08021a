"""Sealing everything anew with the newest ENCRYPTION_KEY: row by row, so that a row is whole at every moment.

It may be stopped and begun again at any time: a row tells by its own signature whether it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from django.db import models, transaction

from trading import custody
from trading.custody import CustodyError
from trading.models import Attempt, Canary, SecondFactor, Wallet

__all__ = ["Outcome", "Row", "count_left", "rotate", "rows", "seal_canary"]


class Outcome(Enum):
    SEALED = auto()  # anew, by the newest key
    ALREADY = auto()  # by the newest key, and it opens
    BUSY = auto()  # somebody works on the row: it is left for the next time
    BROKEN = auto()  # no key opens it, or it is not what it should be


@dataclass(frozen=True)
class _Place:
    """A column that holds sealed texts, how one is sealed anew, and how its row is named to the operator."""

    every: Callable[[], models.QuerySet[Any]]
    column: str
    reseal: Callable[[Any], str]
    name: Callable[[Any], str]

    def rows(self) -> models.QuerySet[Any]:
        return self.every().exclude(**{self.column: ""})


@dataclass(frozen=True)
class Row:
    """One sealed text, by its place; it holds no secret."""

    place: _Place
    pk: int


def rows() -> list[Row]:
    """Return every sealed text there is, the wallets' keys first."""
    return [Row(place, pk) for place in _PLACES for pk in place.rows().order_by("pk").values_list("pk", flat=True)]


def rotate(row: Row) -> tuple[Outcome, str]:
    """Seal one text anew and make sure that it opens; return what came of it, and the row's name."""
    with transaction.atomic():
        found = row.place.rows().select_for_update(skip_locked=True).filter(pk=row.pk).first()
        if found is None:
            return Outcome.BUSY, ""
        sealed = getattr(found, row.place.column)
        try:
            fresh = row.place.reseal(found)
        except CustodyError:
            return Outcome.BROKEN, row.place.name(found)
        if custody.is_newest(sealed):
            return Outcome.ALREADY, ""
        row.place.rows().filter(pk=row.pk, **{row.place.column: sealed}).update(**{row.place.column: fresh})
    return Outcome.SEALED, ""


def count_left() -> int:
    """Return how many texts the newest key has not sealed, the canary's among them."""
    return sum(not custody.is_newest(sealed) for sealed in _every_text())


def seal_canary() -> None:
    """Seal the canary anew, once everything else is: until then it tells that an older key is still needed."""
    with transaction.atomic():
        kept = list(Canary.objects.select_for_update().values_list("sealed", flat=True))
        if kept and all(custody.is_newest(sealed) and custody.opens_canary(sealed) for sealed in kept):
            return
        if kept or rows():
            Canary.objects.all().delete()
            Canary.objects.create(sealed=custody.make_canary())


def _every_text() -> Iterator[str]:
    for place in _PLACES:
        yield from place.rows().values_list(place.column, flat=True)
    yield from Canary.objects.values_list("sealed", flat=True)


def _reseal_bytes(sealed: str) -> str:
    content = custody.open_bytes(sealed)
    fresh = custody.seal_bytes(content)
    if custody.open_bytes(fresh) != content:
        raise CustodyError("What was sealed anew does not open: nothing was changed.")
    return fresh


_PLACES: Final = (
    _Place(
        Wallet.objects.all,
        "sealed_key",
        lambda wallet: custody.reseal(wallet.sealed_key, address=wallet.address),
        lambda wallet: f"the key of {wallet.address}",
    ),
    _Place(
        SecondFactor.objects.all,
        "sealed_secret",
        lambda factor: _reseal_bytes(factor.sealed_secret),
        lambda factor: f"the authenticator of user {factor.user_id}",
    ),
    _Place(
        Attempt.objects.all,
        "sealed_raw",
        lambda attempt: _reseal_bytes(attempt.sealed_raw),
        lambda attempt: f"the signed transaction {attempt.hash}",
    ),
)
