"""The refusals of the Bot API, in its own words."""

from __future__ import annotations

from typing import Any

__all__ = ["BotApiError", "bad_request", "conflict", "forbidden"]


class BotApiError(Exception):
    """A refusal that reaches the bot as `{"ok": false, …}` with its HTTP status."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """Return the body of the answer; `parameters` (retry_after, migrate_to_chat_id) only when there are any."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad_request(reason: str, **parameters: int) -> BotApiError:
    """Return a 400."""
    return BotApiError(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> BotApiError:
    """Return a 403."""
    return BotApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> BotApiError:
    """Return a 409."""
    return BotApiError(409, f"Conflict: {reason}")
