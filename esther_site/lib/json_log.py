"""Log records as lines of JSON: the same few fields on each, and of what a call brings along only what is listed.

What a message or a traceback may hold of secrets is taken out here too, whatever filters the handler has.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any, Final

from pythonjsonlogger.json import JsonFormatter

from esther_site.lib.redaction import scrub

__all__ = ["EXTRAS", "JsonLines"]

# What `extra=` may bring; anything else is left out, since nobody has looked at what it says.
EXTRAS: Final = frozenset(
    {"alert", "chain", "failure", "handler", "intent", "order", "plan", "seconds", "service", "status", "swap", "user"}
)
_LONGEST: Final = 300  # characters of such a value


class JsonLines(JsonFormatter):
    """One object per line: time, level, logger, event, correlation_id, and where they are given the extras."""

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname
        log_data["logger"] = record.name
        log_data["event"] = scrub(record.getMessage())
        log_data["correlation_id"] = getattr(record, "correlation_id", "-")
        for name in sorted(EXTRAS & vars(record).keys()):
            log_data[name] = _plain(vars(record)[name])
        for name in ("exc_info", "stack_info"):
            if text := message_dict.get(name):
                log_data[name] = scrub(str(text))

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        return scrub(str(super().formatException(ei)))


def _plain(value: Any) -> int | float | str | bool | None:
    """Return a value as JSON has it, if it is a plain one, and else its words, cut and without secrets."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return scrub(str(value))[:_LONGEST]
