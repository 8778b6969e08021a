"""The grammar: what a sentence means, offline and without a model.

Two ways lead to a meaning. What moves money, and wishes to be told, are clauses over classes of words, in any order;
behind the gate, and only where every word belongs to a clause. All else are rules that match the whole sentence, of
which only those are tried that have a word in it.
"""

from __future__ import annotations

import re
from typing import Final

from bots.language import alerts, any_order, rules, trades
from bots.language.bag_words import words
from bots.language.chatter import after_chatter, without_cheers
from bots.language.courtesy import without_courtesy
from bots.language.edges import trimmed
from bots.language.fillers import texted, without_fillers
from bots.language.gate import admitted, is_conditional
from bots.language.idioms import BEGINNINGS, plainly
from bots.language.intents import MOVES_MONEY, Intent, Understood
from bots.language.lexer import Sentence, lex
from bots.language.preambles import without_preamble
from bots.language.reading import VERB, read
from bots.language.scope import scoped
from bots.language.segments import command_in
from bots.language.supports import supported
from bots.language.tails import without_tail
from bots.language.vocabulary import CLASSES
from bots.language.words import parted, plain, speaks_in_pictures

__all__ = ["prepare", "understand"]

_TRADES: Final = frozenset(("buy", "sell", "swap", "bridge", "bought", "sold"))
# With one of these no preamble and no turn of phrase is taken off, wherever it stands.
_HOPELESS: Final = words(
    "bought sold said told says say tells maybe might perhaps should yesterday swapped traded unless whether joke "
    "kidding imagine suppose pretend hypothetically thinking consider considering"
)
_MOST_NUMBERS: Final = 8  # of a command in other words: a text with more is made to take long
_SAID: Final = re.compile(r"\w+")
_LONG: Final = 20  # words
_NOTE: Final = CLASSES["note"]


def understand(text: str) -> Understood:
    """Return what a message means, with the token, chain and days of what is to be shown; `unknown` for nothing.

    Raises UserError when it is clear what is meant but a number in it is not one, or something is said twice.
    """
    return scoped(_meaning(text), text)


def _meaning(text: str) -> Understood:
    if any_order.speaks_in_pictures(text) and (understood := any_order.understand(text)):
        return understood
    sentence = plain(text)
    understood = _understood(sentence, text)
    if understood is not None and any_order.is_doubtful(understood):
        return any_order.instead_of(understood, text)
    if understood is None and speaks_in_pictures(text):
        understood = _understood(plain(text, reads_pictures=True), text)
    understood = understood or _offered(sentence, text) or _in_any_order(sentence, text)
    if understood is None and _may_trade(sentence, text):
        understood = _in_other_words(sentence) or _in_part(text) or _among_cheers(sentence, text)
    return understood or Understood(Intent.UNKNOWN)


# Who asks, or speaks of others or of what was, wants no trade, in whatever words: most of what is not understood.
_TELLS: Final = re.compile(
    r"[\"`\[\]{}«»“”]|\?$|^(?:should|shall|how|what|why|who|where|is|are|do|does|did|was|were|if i|don't|dont|never|"
    r"he|she|"
    r"they|everybody|everyone|somebody|someone|people)\b",
    re.IGNORECASE,
)


def _in_other_words(sentence: str) -> Understood | None:
    """Understand what is left without what is said before and behind it, and turns of phrase as what they mean."""
    pieces = lex(sentence) if sentence else None
    if pieces is None or not _HOPELESS.isdisjoint(pieces.words) or "just kidding" in pieces.words:
        return None
    begins = sentence.partition(" ")[0].lower() in BEGINNINGS
    if not (begins or VERB.search(pieces.codes)) or _TELLS.search(sentence):
        return None
    if understood := _at_heart(sentence):
        return understood
    bare = without_tail(sentence)
    if bare and (understood := _whole(bare)):
        return understood
    if understood := _turned(bare or sentence):
        return understood
    rest = without_preamble(bare or sentence)
    rest = (rest and without_courtesy(rest)) or rest
    understood = (_whole(rest) or _turned(rest)) if rest else None
    return understood if understood and (understood.entities or understood.intent not in MOVES_MONEY) else None


def _in_part(text: str) -> Understood | None:
    """Understand the one command among what else is said, where that changes nothing of it."""
    said = command_in(parted(text)) if _PAUSES.search(text) else ""
    part = plain(said)
    if not part:
        return None
    return _if_command(_understood(part, said) or _whole(part) or _in_other_words(part))


def _among_cheers(sentence: str, text: str) -> Understood | None:
    """Understand a command without what is called out around it, and without chatter that no pause parts from it."""
    if not _CHEERED.isdisjoint(text):
        return None
    bare = without_cheers(parted(text).rstrip(" .!,"))
    understood = _of_its_own(plain(bare)) or _in_part(bare) if bare else None
    if understood is None and (rest := after_chatter(bare or sentence)):
        understood = _of_its_own(plain(rest))
    return understood


def _of_its_own(sentence: str) -> Understood | None:
    return _if_command(_whole(sentence) or _in_other_words(sentence)) if sentence else None


def _if_command(understood: Understood | None) -> Understood | None:
    """Return what is understood of a part of a message; None where it is no command that can stand there."""
    if understood is None or understood.intent in _NO_COMMANDS:
        return None
    lacks_token = understood.intent in MOVES_MONEY and not {"token", "allocations"} & understood.entities.keys()
    return None if lacks_token and understood.intent != Intent.ENABLE_LIVE_TRADING else understood


def _may_trade(sentence: str, text: str) -> bool:
    """Say whether a sentence that is not understood may hold a trade: it is worth to look for it no further if not."""
    if not sentence:
        return False
    codes = lex(sentence).codes
    if codes.count(CLASSES["NUM"]) > _MOST_NUMBERS or _repeats_itself(text):
        return False
    begins = sentence.partition(" ")[0].lower() in BEGINNINGS
    return begins or VERB.search(codes) is not None or _COUNTS.search(text) is not None


def _repeats_itself(text: str) -> bool:
    """Say whether a text has mostly words that it has said before: nobody writes so, but to take up time."""
    said = _SAID.findall(text)
    return len(said) > _LONG and 2 * len(set(said)) < len(said)


_CHEERED: Final = frozenset('?"`[]{}«»“”')
_PAUSES: Final = re.compile(
    r"[,.;:|!\n]|[^\x00-\x7f]|\?.|-[ -]|\b(?:so|but|because|cause|cuz|coz|bc|since|as|thanks|thank|pls|plz|please|"
    r"kindly|lol|"
    r"lmao|and (?:no|that|thank|let|yes|anyway)|for (?:the|my))\b",
    re.IGNORECASE,
)
_COUNTS: Final = re.compile(r"\d|\b(?:half|all|quarter|third)\b")
# What says nothing beside something else.
_NO_COMMANDS: Final = frozenset((Intent.GREETING, Intent.CANCEL, Intent.HELP, Intent.UNKNOWN))


def _turned(sentence: str) -> Understood | None:
    """Understand a turn of phrase as the command that it is."""
    pieces = lex(sentence)
    said = pieces.mended or pieces.spelt or sentence.lower()
    command = plainly(said)
    if command and (understood := _whole(command)):
        return understood
    command = supported(said)
    return (_whole(command) or _at_heart(command)) if command else None


def _whole(sentence: str) -> Understood | None:
    return _understood(sentence, sentence) or _offered(sentence, sentence) or _in_any_order(sentence, sentence)


def _understood(sentence: str, text: str) -> Understood | None:
    """Understand a plain sentence; `text` is as it was typed."""
    if not sentence:
        return None
    pieces = lex(sentence)
    if asked := without_courtesy(sentence, text):
        asked_pieces = lex(asked)
        understood = _command(asked, asked_pieces, text) if VERB.search(asked_pieces.codes) else None
        if understood := understood or rules.understand(asked, asked_pieces):
            return understood
    if VERB.search(pieces.codes) and (understood := _command(sentence, pieces, text)):
        return understood
    return None if _is_hopeless(pieces) else rules.understand(sentence, pieces)


def _is_hopeless(pieces: Sentence) -> bool:
    """Say whether a sentence speaks of trades, without a word of what only looks: no rule and no bag has it."""
    return not _TRADES.isdisjoint(pieces.words) and any_order.LOOKING.isdisjoint(pieces.words)


def _in_any_order(sentence: str, text: str) -> Understood | None:
    if sentence and _is_hopeless(lex(sentence)):
        return None
    understood = any_order.understand(text) or rules.behind_preamble(sentence)
    is_doubtful = understood is not None and understood.intent in rules.MOVES and is_conditional(lex(sentence))
    return None if is_doubtful else understood


def _offered(sentence: str, text: str) -> Understood | None:
    admissible = admitted(lex(sentence), text) if sentence else None
    return trades.offer(admissible) if admissible else None


def _command(sentence: str, pieces: Sentence, text: str) -> Understood | None:
    """Understand a command that the gate admits, with a note behind it taken off."""
    if _NOTE in pieces.codes and (note := alerts.NOTE.search(sentence)):
        understood = _command(sentence[: note.start()], lex(sentence[: note.start()]), text)
        if understood is None or understood.intent != Intent.SET_ALERT:
            return None
        return Understood(Intent.SET_ALERT, understood.entities | {"note": note["note"]})
    admissible = admitted(pieces, text)
    if admissible is None:
        return None
    admissible = without_fillers(admissible)
    understood = read(admissible)
    if understood is None and (spelt := texted(admissible)):
        understood = read(without_fillers(spelt))
    return understood


def _at_heart(sentence: str) -> Understood | None:
    """Understand a command without what says nothing at its edges."""
    bare = trimmed(lex(sentence))
    admissible = admitted(bare, sentence) if bare else None
    if admissible is None or not VERB.search(admissible.codes):
        return None
    return read(without_fillers(admissible))


def prepare() -> None:
    """Compile all rules ahead of the first sentence that needs them: together they take a second."""
    rules.prepare()
