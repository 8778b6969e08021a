"""The grammar: what a sentence means, offline and without a model.

Two ways lead to a meaning. What moves money, and wishes to be told, are clauses over classes of words, in any order;
behind the gate, and only where every word belongs to a clause. All else are rules that match the whole sentence, of
which only those are tried that have a word in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bots.language import alerts, allocations, any_order, orders, rules, trades
from bots.language.clauses import pattern
from bots.language.courtesy import without_courtesy
from bots.language.fillers import texted, without_fillers
from bots.language.gate import admitted, is_doubted
from bots.language.intents import Intent, Understood
from bots.language.lexer import Sentence, lex
from bots.language.preambles import without_preamble
from bots.language.vocabulary import CLASSES
from bots.language.words import plain, speaks_in_pictures

__all__ = ["prepare", "understand"]

_Reader = Callable[[Sentence], Understood | None]

_READERS: Final[dict[str, _Reader]] = {
    CLASSES[name]: reader
    for reader, names in {
        trades.purchase: ("buy", "grab", "ape"),
        trades.sale: ("sell", "swap", "bridge", "close"),
        orders.protection: ("stoploss", "stop", "takeprofit", "target"),
        orders.trailing: ("trailing",),
        orders.limit: ("limit", "breakout"),
        orders.pair: ("oco", "protect"),
        alerts.alert: ("alert", "tell"),
        allocations.rebalancing: ("rebalance", "portfolio"),
    }.items()
    for name in names
}
_VERB: Final = pattern(
    "buy|grab|ape|sell|swap|bridge|close|stoploss|stop|takeprofit|target|trailing|limit|breakout|oco|protect|alert|tell|rebalance|portfolio"
)
_NOTE: Final = CLASSES["note"]


def understand(text: str) -> Understood:
    """Return what a message means, `unknown` when no clause or rule takes all of it.

    Raises UserError when it is clear what is meant but a number in it is not one, or something is said twice.
    """
    if any_order.speaks_in_pictures(text) and (understood := any_order.understand(text)):
        return understood
    sentence = plain(text)
    understood = _understood(sentence, text)
    if understood is not None and any_order.is_doubtful(understood):
        return any_order.instead_of(understood, text)
    if understood is None and speaks_in_pictures(text):
        understood = _understood(plain(text, reads_pictures=True), text)
    return understood or _offered(sentence, text) or _in_any_order(sentence, text) or Understood(Intent.UNKNOWN)


def _understood(sentence: str, text: str) -> Understood | None:
    """Understand a plain sentence; `text` is as it was typed."""
    if not sentence:
        return None
    pieces = lex(sentence)
    if asked := without_courtesy(sentence):
        asked_pieces = lex(asked)
        understood = _command(asked, asked_pieces, text) if _VERB.search(asked_pieces.codes) else None
        if understood := understood or rules.understand(asked, asked_pieces):
            return understood
    if _VERB.search(pieces.codes) and (understood := _command(sentence, pieces, text)):
        return understood
    return rules.understand(sentence, pieces)


def _in_any_order(sentence: str, text: str) -> Understood | None:
    understood = any_order.understand(text) or rules.behind_preamble(sentence)
    is_doubtful = understood is not None and understood.intent in rules.MOVES and is_doubted(lex(sentence))
    return None if is_doubtful else understood


def _offered(sentence: str, text: str) -> Understood | None:
    admissible = admitted(lex(sentence), text) if sentence else None
    return trades.offer(admissible) if admissible else None


def _command(sentence: str, pieces: Sentence, text: str) -> Understood | None:
    """Understand a command that the gate admits, with what was said before it, or a note behind it, taken off."""
    if _NOTE in pieces.codes and (note := alerts.NOTE.search(sentence)):
        understood = _command(sentence[: note.start()], lex(sentence[: note.start()]), text)
        if understood is None or understood.intent != Intent.SET_ALERT:
            return None
        return Understood(Intent.SET_ALERT, understood.entities | {"note": note["note"]})
    admissible = admitted(pieces, text)
    if admissible is None:
        rest = without_preamble(sentence)
        rest = without_courtesy(rest) or rest
        admissible = admitted(lex(rest), text) if rest else None
    if admissible is None:
        return None
    admissible = without_fillers(admissible)
    understood = _read(admissible)
    if understood is None and (spelt := texted(admissible)):
        understood = _read(without_fillers(spelt))
    return understood


def _read(admissible: Sentence) -> Understood | None:
    """Let each reader that has a word in a sentence try it."""
    tried = set()
    for verb in _VERB.finditer(admissible.codes):
        reader = _READERS[verb[0]]
        if reader not in tried and (understood := reader(admissible)):
            return understood
        tried.add(reader)
    return None


def prepare() -> None:
    """Compile all rules ahead of the first sentence that needs them: together they take a second."""
    rules.prepare()
