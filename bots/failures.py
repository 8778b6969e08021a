"""What went wrong, as a user is told of it and as the operator finds it: one short id for both.

The letter in front says what sort of failure it is, and so who can do something about it; the rest is this one
occurrence's. Whoever has the id finds the line in the log.
"""

from __future__ import annotations

import logging
import math
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bots.turn import Turn
from esther_site.lib.correlation import crockford
from esther_site.lib.errors import EstherError, OperatorError, TemporaryError

__all__ = ["Failure", "Sort", "failure_of", "log", "new_id"]

logger = logging.getLogger(__name__)

# Five of 32 digits: among a thousand failures, one chance in 34,000 that another one has the same.
_LENGTH: Final = 5
_FIRST: Final = 32 ** (_LENGTH - 1)
_LONGEST_WAIT_SECONDS: Final = 3600


class Sort(StrEnum):
    """Who can do something about a failure; the value begins its id."""

    CORRECTION = "C"  # the user
    TEMPORARY = "T"  # nobody: it passes
    OPERATOR = "R"  # the operator. Not an O, which is read as a zero
    BUG = "B"  # whoever writes Esther
    LATE = "L"  # nobody yet: it is still being worked on


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One occurrence of a failure. `kind` is the same for each of its kind; `sentence` is empty for a bug."""

    id: str
    sort: Sort
    kind: str
    sentence: str
    wait_seconds: int | None = None  # before it makes sense to try again, where that is known

    @property
    def is_bug(self) -> bool:
        return self.sort == Sort.BUG

    @property
    def is_operators(self) -> bool:
        return self.sort == Sort.OPERATOR


def failure_of(error: BaseException) -> Failure:
    """Return what an exception is to a user, with an id of its own."""
    sort = _sort(error)
    return Failure(
        id=new_id(sort),
        sort=sort,
        kind=type(error).__name__,
        sentence=error.message if isinstance(error, EstherError) else "",
        wait_seconds=_wait(error),
    )


def new_id(sort: Sort) -> str:
    """Return an id that nobody has seen before, such as T-7K2QX."""
    return f"{sort}-{crockford(_FIRST + secrets.randbelow(31 * _FIRST))}"


def log(failure: Failure, error: BaseException, turn: Turn | None) -> None:
    """Write down what happened to whom and where, under the failure's id; for a bug with its traceback."""
    details = {
        "failure_id": failure.id,
        "failure_kind": failure.kind,
        "user_id": turn.user.pk if turn else None,
        "handler": turn.handler if turn else "",
    }
    logger.log(
        _LEVELS[failure.sort],
        "failure %s: %s for user %s in %s: %s",
        failure.id,
        failure.kind,
        details["user_id"] or "-",
        details["handler"] or "no handler",
        " ".join(failure.sentence.split()) or "a bug",
        exc_info=error if failure.is_bug else None,
        extra=details,
    )


_LEVELS: Final = {
    Sort.CORRECTION: logging.INFO,
    Sort.TEMPORARY: logging.WARNING,
    Sort.OPERATOR: logging.ERROR,
    Sort.BUG: logging.ERROR,
    Sort.LATE: logging.WARNING,
}


def _sort(error: BaseException) -> Sort:
    match error:
        case OperatorError():
            return Sort.OPERATOR
        case TemporaryError():
            return Sort.TEMPORARY
        case EstherError():
            return Sort.CORRECTION
    return Sort.BUG


def _wait(error: BaseException) -> int | None:
    """Return the whole seconds that a failure says it lasts; a wait too long to be waited for is not worth a number."""
    seconds = error.retry_after if isinstance(error, TemporaryError) else None
    return math.ceil(seconds) if seconds is not None and 0 < seconds <= _LONGEST_WAIT_SECONDS else None
