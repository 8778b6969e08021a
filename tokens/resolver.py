"""From what people call a chain or a token to the row that is meant; a doubt is raised, never guessed away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import groupby
from typing import Final

from django.db.models import Q

from esther_site.lib.errors import UserError
from tokens.answers import address_of
from tokens.catalogue import Entry, catalogue
from tokens.foreign_chains import foreign_name
from tokens.lookup import fetch_token
from tokens.models import Chain, Token
from tokens.spoken import fold, shown

__all__ = ["AmbiguousToken", "UnknownToken", "resolve_chain", "resolve_token"]

MAX_CANDIDATES: Final = 8
_MAX_NEAREST: Final = 3
_NAME: Final = "send its contract address instead."
_ADDRESS: Final = "name the chain if it is a token of another; to watch a wallet, say “watch” and its address."


class AmbiguousToken(UserError):
    """Several tokens could be meant: the user chooses one of `candidates`."""

    def __init__(self, text: str, candidates: Sequence[Token]) -> None:
        super().__init__(f"Several tokens are called {shown(text)}: choose the one you mean.")
        self.text = text
        self.candidates = list(candidates[:MAX_CANDIDATES])


class UnknownToken(UserError):
    """No token is meant for sure; `nearest` are the verified ones with a name like it."""

    def __init__(self, text: str, *, where: str, nearest: Sequence[Token] = (), advice: str = _NAME) -> None:
        advice = f"did you mean {_either(nearest)}?" if nearest else advice
        super().__init__(f"Esther does not know {shown(text)} on {where}: {advice}")
        self.nearest = list(nearest)


def resolve_chain(text: str) -> Chain:
    """Return the active chain with this index, name or spoken alias.

    Raises:
        UserError: there is none; the sentence lists the chains.
    """
    word = fold(text)
    chains = list(catalogue().chains.values())
    for chain in chains:
        if word in {str(chain.index), fold(chain.name), *map(fold, chain.aliases)}:
            return chain
    known = ", ".join(chain.name for chain in chains)
    if name := foreign_name(word):
        raise UserError(f"Esther does not trade on {name}: choose one of {known}.")
    raise UserError(f"Esther does not know the chain {shown(text) or 'without a name'}: choose one of {known}.")


def resolve_token(text: str, *, chain: Chain | None, default_chain: Chain) -> Token:
    """Return the token with this symbol, name, spoken alias or address.

    On one chain the verified symbol wins over a verified name or alias, and those over anything unverified. Without
    a chain the default one is searched first; a verified token elsewhere makes an unverified one there doubtful.

    Raises:
        AmbiguousToken: several tokens could be meant.
        UnknownToken: none is.
        UserError: the text is no name and not a whole address.
        TemporaryError: OKX had to be asked about an address and did not answer.
    """
    word = fold(text).removeprefix("$").strip()
    if word.startswith("0x"):
        return _by_address(word, chain=chain, default_chain=default_chain)
    if not word:
        raise UserError("No token is named: write a symbol such as ETH, or a contract address.")
    found = _by_name(word, chain=chain, default_chain=default_chain)
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousToken(text, found)
    raise _unknown(text, word, chain=chain, default_chain=default_chain)


def _by_name(word: str, *, chain: Chain | None, default_chain: Chain) -> list[Token]:
    """Return the tokens that could be meant; more than one when that is in doubt."""
    here = chain or default_chain
    if best := _best(word, catalogue().on(here)):
        return best
    unverified_here = _unverified(word, chain=here)
    if chain is not None:
        return unverified_here
    elsewhere = [token for _, group in groupby(catalogue().entries, key=_chain_id) for token in _best(word, group)]
    return elsewhere + unverified_here or _unverified(word, chain=None)


def _best(word: str, entries: Iterable[Entry]) -> list[Token]:
    """Return the tokens of one chain with this symbol or, when there is none, with this name or alias."""
    candidates = list(entries)
    by_symbol = [entry.token for entry in candidates if entry.symbol == word]
    return by_symbol or [entry.token for entry in candidates if word in entry.other_names]


def _unverified(word: str, *, chain: Chain | None) -> list[Token]:
    """Return the unverified tokens with this symbol or name, on one chain or on all (one more than can be offered)."""
    tokens = Token.objects.filter(verified=False, chain__is_active=True).select_related("chain")
    tokens = tokens.exclude(source=Token.Source.HELD)  # or whoever sends out a token would decide what a name means
    if chain is not None:
        tokens = tokens.filter(chain=chain)
    called = tokens.filter(Q(symbol__iexact=word) | Q(name__iexact=word))
    return list(called.order_by("chain_id", "pk")[: MAX_CANDIDATES + 1])


def _chain_id(entry: Entry) -> int:
    return entry.token.chain_id


def _by_address(word: str, *, chain: Chain | None, default_chain: Chain) -> Token:
    address = address_of(word)
    if address is None:
        raise UserError("That is not a whole contract address: it is 0x and 40 characters from 0-9 and a-f.")
    here = chain or default_chain
    known = {
        token.chain_id: token
        for token in Token.objects.filter(address=address, chain__is_active=True).select_related("chain")
    }
    if here.pk in known:
        return known[here.pk]
    if chain is None and known:
        return _only(word, list(known.values()))
    token = fetch_token(address, chain=here)
    if token is None:
        raise UnknownToken(address, where=here.name, advice=_ADDRESS)
    return token


def _only(word: str, tokens: list[Token]) -> Token:
    if len(tokens) > 1:
        raise AmbiguousToken(word, tokens)
    return tokens[0]


def _unknown(text: str, word: str, *, chain: Chain | None, default_chain: Chain) -> UnknownToken:
    here = chain or default_chain
    entries = catalogue().on(chain) if chain else catalogue().entries
    nearest = _nearest(word, sorted(entries, key=lambda entry: entry.token.chain_id != here.pk))
    return UnknownToken(text, where=here.name if chain else "any chain", nearest=nearest)


def _nearest(word: str, entries: Sequence[Entry]) -> list[Token]:
    """Return the first token for each of the names that look most like the word."""
    called: dict[str, Token] = {}
    for entry in entries:
        for name in (entry.symbol, *entry.other_names):
            called.setdefault(name, entry.token)
    close = (called[name] for name in get_close_matches(word, called, n=2 * _MAX_NEAREST))
    return list({token.symbol: token for token in close}.values())[:_MAX_NEAREST]


def _either(tokens: Sequence[Token]) -> str:
    *others, last = (token.symbol for token in tokens)
    return f"{', '.join(others)} or {last}" if others else last
