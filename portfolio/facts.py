"""What is so about a portfolio, worked out by code and numbered. Whoever puts it into words adds nothing to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portfolio.fact_history import gas, moves
from portfolio.fact_holdings import dangers, holdings, old_data, spread, total, unpriced
from portfolio.fact_orders import orders_near
from portfolio.fact_performance import performance
from portfolio.findings import Finding, Names
from portfolio.models import Book
from portfolio.valuation import Valuation, value_book
from trading.models import User

__all__ = ["Fact", "Facts", "facts_about"]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A finding with its number, from 1; for people its sentence is the same as its value is for machines."""

    id: int
    kind: str
    value: Mapping[str, Any]
    sentence: str

    @property
    def as_json(self) -> dict[str, Any]:
        """The fact as it is stored."""
        return self.as_data | {"sentence": self.sentence}

    @property
    def as_data(self) -> dict[str, Any]:
        """The fact as a language model gets it: nothing in it was made up by a stranger."""
        return {"id": self.id, "kind": self.kind, "value": dict(self.value)}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All of them, the most urgent first; `stand_ins` are names that only machines are given, and what they mean."""

    facts: list[Fact]
    stand_ins: Mapping[str, str] = field(default_factory=dict)

    def of_kinds(self, *kinds: str) -> list[Fact]:
        return [fact for kind in kinds for fact in self.facts if fact.kind == kind]


def facts_about(user: User, book: Book, now: datetime) -> Facts:
    """Work out what is so about a user's wallets of one book."""
    names = Names()
    found = _findings(user, book, value_book(user, book), names, now)
    facts = [
        Fact(id=position, kind=finding.kind, value=finding.value, sentence=finding.sentence)
        for position, finding in enumerate(found, start=1)
    ]
    return Facts(facts=facts, stand_ins=names.stand_ins)


def _findings(user: User, book: Book, valuation: Valuation, names: Names, now: datetime) -> Iterator[Finding]:
    yield from total(valuation, book)
    yield from dangers(user, valuation, names, now)
    yield from old_data(valuation, now)
    yield from orders_near(user, valuation, names)
    yield from spread(valuation, names)
    yield from performance(user, book, names, now)
    yield from moves(valuation, names, now)
    yield from holdings(valuation, names)
    yield from gas(user, book, now)
    yield from unpriced(valuation, names)
