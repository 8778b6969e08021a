"""Esther's database as a test sees it: a PostgreSQL database of its own, in which a step can be stopped half way."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import psycopg2

__all__ = ["Database", "own_database"]

_HOLD = 4_242  # the number of the advisory lock that a held step waits for
_POLL_SECONDS = 0.02


class Database:
    """Facts as they are stored, read past Esther."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection = _connected(url)

    def rows(self, query: str, *arguments: object) -> list[tuple[Any, ...]]:
        """Run a query (or a change) that a test wrote, and return its rows."""
        with self._connection.cursor() as cursor:
            cursor.execute(query, arguments or None)
            return list(cursor.fetchall()) if cursor.description else []

    def value(self, query: str, *arguments: object) -> Any:
        """Return the only value of a query's only row."""
        ((value,),) = self.rows(query, *arguments)
        return value

    @contextmanager
    def holding(self, table: str, when: str, *, event: str = "UPDATE") -> Iterator[None]:
        """Let whoever is about to write such a row wait: everything committed before stays, the row never comes.

        At the end whoever still waits is cut off, as the connections of a killed process are.
        """
        self.rows(f"SELECT pg_advisory_lock({_HOLD})")
        self.rows(
            "CREATE OR REPLACE FUNCTION held() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN PERFORM pg_advisory_xact_lock({_HOLD}); RETURN NEW; END $$"
        )
        self.rows(f"CREATE TRIGGER held BEFORE {event} ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION held()")
        try:
            yield
        finally:
            self.cut_off()
            self.rows(f"DROP TRIGGER held ON {table}")
            self.rows(f"SELECT pg_advisory_unlock({_HOLD})")

    def wait_until_held(self, *, seconds: float = 60) -> None:
        """Wait until somebody waits at the held step. Raises TimeoutError."""
        deadline = time.monotonic() + seconds
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"
        while not self.value(waiting, _HOLD):
            if time.monotonic() > deadline:
                raise TimeoutError("nobody came to the held step")
            time.sleep(_POLL_SECONDS)

    def cut_off(self) -> None:
        """End every other connection to this database: what was not committed is undone."""
        self.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )

    def everything(self) -> Iterator[tuple[str, str]]:
        """Return every row of every table as text, with the table's name."""
        tables = self.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in tables:
            for (row,) in self.rows(f'SELECT row_to_json(t)::text FROM "{table}" t'):
                yield table, row

    def close(self) -> None:
        self._connection.close()


@contextmanager
def own_database(server_url: str) -> Iterator[Database]:
    """Make an empty database on a server, and drop it afterwards."""
    name = f"esther_live_{secrets.token_hex(4)}"
    server = Database(server_url)
    server.rows(f"CREATE DATABASE {name}")
    database = Database(urlsplit(server_url)._replace(path=f"/{name}").geturl())
    try:
        yield database
    finally:
        database.close()
        server.rows(f"DROP DATABASE {name} WITH (FORCE)")
        server.close()


def _connected(url: str) -> Any:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    return connection
