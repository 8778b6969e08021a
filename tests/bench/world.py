"""What the measurements of watching have in common: tokens, people, and a clock around what is measured."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal

from django.db import connection
from django.db.models import Model

from tokens.models import Chain, Token
from trading.models import User

__all__ = ["PRICE", "TOKENS", "USERS", "execute", "make_world", "milliseconds", "multiply"]

TOKENS = 1000
USERS = 500
PRICE = Decimal(100)


def make_world() -> None:
    """Make a chain, its tokens with no price yet, and people."""
    chain = Chain.objects.create(
        index=1, name="Ethereum", native_symbol="ETH", explorer="https://x", rpc_url="https://x"
    )
    Token.objects.bulk_create(
        Token(chain=chain, address=f"0x{number:040x}", symbol=f"T{number}", decimals=18) for number in range(TOKENS)
    )
    User.objects.bulk_create(User(username=f"user-{number}", telegram_id=number) for number in range(USERS))


def execute(*statements: str) -> None:
    """Run statements, however long they take."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET statement_timeout = 0")
        for statement in statements:
            cursor.execute(statement)


def multiply(example: Model, times: int, **columns: str) -> None:
    """Insert a table's example so many times; `columns` say in SQL what differs with the number `n`."""
    fields = [
        field for field in example._meta.concrete_fields if not (field.primary_key and field.column not in columns)
    ]
    example.save(force_insert=True)
    table, names = example._meta.db_table, [field.column for field in fields]
    first = example._meta.pk.get_prep_value(example.pk)
    values = [f"({columns[name]})" if name in columns else f'"{name}"' for name in names]
    quoted = ", ".join(f'"{name}"' for name in names)
    execute(
        f"INSERT INTO {table} ({quoted}) SELECT {', '.join(values)} "
        f"FROM {table}, generate_series(1, {times - 1}) AS n WHERE {table}.{example._meta.pk.column} = {first}"
    )


def milliseconds(measured: Callable[[], object]) -> float:
    started = time.perf_counter()
    measured()
    return (time.perf_counter() - started) * 1000
