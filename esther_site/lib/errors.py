"""The three kinds of failure Esther knows. Anything else is a bug.

    EstherError
    ├── UserError        show the sentence: it says what to do next
    ├── OperatorError    show the sentence; only the operator can mend it
    └── TemporaryError   show the sentence; the same thing may work later

Every message is one plain English sentence, fit for the user's eyes.
"""

from __future__ import annotations

__all__ = ["EstherError", "OperatorError", "TemporaryError", "UserError"]


class EstherError(Exception):
    """A failure with a sentence for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UserError(EstherError):
    """The user can put it right: the message says how."""


class OperatorError(EstherError):
    """Esther is set up wrongly: the operator can put it right."""


class TemporaryError(EstherError):
    """Nobody's fault and not for long; `retry_after` is in seconds, where known."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after
