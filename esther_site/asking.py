"""Asking at the terminal before something is destroyed."""

from __future__ import annotations

import sys

from django.core.management.base import CommandError

from esther_site.clearing import database_name

__all__ = ["NOTHING", "check_typed"]

NOTHING = "Nothing was changed."


def check_typed(deed: str) -> None:
    """Raise CommandError unless somebody at a terminal types the database's name. `deed`: what is done then."""
    if not sys.stdin.isatty():
        raise CommandError(f"Nobody is there to ask: a script says --yes. {NOTHING}")
    try:
        typed = input(f"Type {database_name()} to {deed}: ")
    except EOFError as error:
        raise CommandError(f"Nothing was typed. {NOTHING}") from error
    if typed.strip() != database_name():
        raise CommandError(f"That is not the database's name. {NOTHING}")
