"""Databases for processes of a test's own: files, or on the server that the tests run on."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

__all__ = ["fresh_database"]


@contextmanager
def fresh_database(folder: Path, *, kind: str = "") -> Iterator[str]:
    """Yield the URL of an empty database of the kind that the tests run on, or of the one named; gone afterwards."""
    here = os.environ["DATABASE_URL"]
    if kind == "sqlite" or not here.startswith("postgres"):
        yield f"sqlite:///{folder / f'{secrets.token_hex(4)}.sqlite3'}"
        return
    name = f"drill_{secrets.token_hex(4)}"
    _run(here, f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(here)._replace(path=f"/{name}"))
    finally:
        _run(here, f"DROP DATABASE {name} WITH (FORCE)")


def _run(url: str, statement: str) -> None:
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
