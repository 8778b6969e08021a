"""Reports of crashes to Sentry, where SENTRY_DSN is set: what went wrong and where, and nothing of anybody's.

No request, user, local variable, breadcrumb or argument goes along, and what is left is scrubbed like the log.
Without a DSN the library is not even loaded.
"""

from __future__ import annotations

from typing import Any, Final

from esther_site.lib.redaction import scrub

__all__ = ["start"]

_NEVER_SENT: Final = ("request", "user", "extra", "breadcrumbs", "modules", "server_name", "tags")


def start(dsn: str, *, release: str) -> None:
    """Have errors that are logged or not caught reported from now on. Raises ValueError for what is no DSN."""
    import sentry_sdk

    sentry_sdk.init(
        dsn=dsn,
        release=release,
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_enabling_integrations=False,
        auto_session_tracking=False,
        send_client_reports=False,
        server_name="esther",
        before_send=_before_send,
    )


def _before_send(event: Any, hint: dict[str, Any]) -> Any:
    """Return the event with nothing in it that could be somebody's."""
    for name in _NEVER_SENT:
        event.pop(name, None)
    if isinstance(entry := event.get("logentry"), dict):
        record = hint.get("log_record")
        words = record.getMessage() if record is not None else entry.get("message", "")
        event["logentry"] = {"message": words}
    return _scrubbed(event)


def _scrubbed(value: Any) -> Any:
    """Return a copy of plain data, with every text in it scrubbed."""
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, dict):
        return {key: _scrubbed(each) for key, each in value.items() if key != "vars"}
    if isinstance(value, (list, tuple)):
        return [_scrubbed(each) for each in value]
    return value
