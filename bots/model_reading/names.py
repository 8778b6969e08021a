"""Where a sentence names tokens and chains, by the symbols and the spoken names that Esther knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tokens.catalogue import catalogue
from tokens.models import Chain
from tokens.spoken import fold

__all__ = ["Span", "chain_called", "known_names_in", "names_of_chain", "names_of_token", "places"]


@dataclass(frozen=True, order=True)
class Span:
    """Where something stands in a text."""

    start: int
    end: int


def names_of_token(token: str) -> set[str]:
    """Return what people call a token, in the form names are compared in: its symbol and its spoken names.

    What is a mere alias of a token, as BTC is of WBTC, is called whatever that one's other aliases are.
    """
    name = fold(token).removeprefix("$")
    entries = catalogue().entries
    called = [entry for entry in entries if entry.symbol == name] or [
        entry for entry in entries if name in entry.other_names
    ]
    return {name}.union(*(entry.other_names for entry in called))


def chain_called(text: str) -> Chain | None:
    """Return the chain with this index, name or alias."""
    word = fold(text)
    known = catalogue().chains.values()
    return next((chain for chain in known if word == str(chain.index) or word in names_of_chain(chain)), None)


def names_of_chain(chain: Chain) -> set[str]:
    return {fold(chain.name), *map(fold, chain.aliases)}


def known_names_in(text: str) -> list[Span]:
    """Return where a text names any token or chain that Esther knows; the longer name where two begin."""
    known = catalogue()
    tokens = {name for entry in known.entries for name in (entry.symbol, *entry.other_names)}
    chains = {name for chain in known.chains.values() for name in names_of_chain(chain)}
    found: list[Span] = []
    for span in sorted(places(tokens | chains, text), key=lambda each: each.start - each.end):
        if not any(span.start < other.end and other.start < span.end for other in found):
            found.append(span)
    return sorted(found)


def places(names: Iterable[str], text: str) -> list[Span]:
    """Return where a text, in the form names are compared in, has any of these names as words of their own."""
    spans = {
        Span(*match.span()) for name in names for match in re.finditer(rf"(?<![^\W\d]){re.escape(name)}(?!\w)", text)
    }
    return sorted(spans)
