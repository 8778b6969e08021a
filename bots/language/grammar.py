"""The grammar: what a sentence means, offline and without a model.

Two ways lead to a meaning. What moves money, and wishes to be told, are clauses over classes of words, in any order;
behind the gate, and only where every word belongs to a clause. All else are rules that match the whole sentence, of
which only those are tried that have a word in it.
"""

from __future__ import annotations

from typing import Final

from bots.language import alerts, any_order, rules, trades
from bots.language.alone import alone_in
from bots.language.anycase import AnyCase
from bots.language.bag_words import words
from bots.language.chatter import after_chatter, without_cheers
from bots.language.clauses import pattern
from bots.language.coins import SYMBOLS, symbol
from bots.language.courtesy import without_courtesy
from bots.language.edges import trimmed
from bots.language.effort import may_trade
from bots.language.fillers import texted, without_fillers
from bots.language.foreign import in_english
from bots.language.gate import admitted, is_conditional
from bots.language.goodbyes import without_goodbye
from bots.language.idioms import BEGINNINGS, plainly
from bots.language.intents import MOVES_MONEY, Intent, Understood
from bots.language.lexer import Sentence, lex
from bots.language.reading import VERB, read
from bots.language.scope import scoped
from bots.language.segments import command_in
from bots.language.supports import supported
from bots.language.things import names_no_token
from bots.language.veto_turns import by_beginning
from bots.language.vetoes import is_unmeant
from bots.language.vocabulary import CLASSES
from bots.language.words import parted, plain, speaks_in_pictures

__all__ = ["prepare", "understand"]

# What clauses read among other words; for all else that is said there are stricter ways.
_WISHES: Final = MOVES_MONEY - {Intent.ENABLE_LIVE_TRADING} | {Intent.SET_ALERT, Intent.CHANGE_ORDER}
# What is only understood where nothing in the whole message shows that it is not meant.
_MOVING: Final = MOVES_MONEY | rules.MOVES
_TRADES: Final = frozenset(("buy", "sell", "swap", "bridge", "bought", "sold"))
# With one of these no preamble and no turn of phrase is taken off, wherever it stands.
_HOPELESS: Final = words(
    "bought sold said told says say tells maybe might perhaps should yesterday swapped traded unless whether joke "
    "kidding imagine suppose pretend hypothetically thinking consider considering"
)
_NOTE: Final = CLASSES["note"]
_TOLD: Final = pattern("alert|tell")


def understand(text: str) -> Understood:
    """Return what a message means, with the token, chain and days of what is to be shown; `unknown` for nothing.

    Raises UserError when it is clear what is meant but a number in it is not one, or something is said twice.
    """
    english = in_english(text)
    understood = scoped(_meaning(english), english)
    if understood.intent in _MOVING and (is_unmeant(text) or names_no_token(understood, text)):
        return Understood(Intent.UNKNOWN)
    return understood


def _meaning(text: str) -> Understood:
    if any_order.speaks_in_pictures(text) and (understood := any_order.understand(text)):
        return understood
    return _by_itself(text) or _among_else(text) or alone_in(text, _by_itself) or Understood(Intent.UNKNOWN)


def _among_else(text: str) -> Understood | None:
    """Understand a wish among what else is said, or a turn of phrase."""
    sentence = plain(text)
    if not may_trade(sentence, text) or (is_unmeant(text) and not _TOLD.search(lex(sentence).codes)):
        return None
    understood = _in_other_words(sentence) or _in_part(text) or _among_cheers(sentence, text)
    return understood if understood and understood.intent in _WISHES else _otherwise_said(sentence)


def _by_itself(text: str) -> Understood | None:
    """Understand a message, or a part of one as if it were all of it."""
    sentence = plain(text)
    understood = _understood(sentence, text)
    if understood is not None and any_order.is_doubtful(understood):
        return any_order.instead_of(understood, text)
    if understood is None and speaks_in_pictures(text):
        understood = _understood(plain(text, reads_pictures=True), text)
    return understood or _offered(sentence, text) or _in_any_order(sentence, text)


def _otherwise_said(sentence: str) -> Understood | None:
    """Understand a whole sentence that is a turn of phrase."""
    is_told = _TELLS.search(sentence) or not _HOPELESS.isdisjoint(lex(sentence).words)
    return None if is_told else _turned(sentence)


# Who asks, or speaks of others or of what was, wants no trade, in whatever words: most of what is not understood.
_TELLS: Final = AnyCase(
    r"[\"`\[\]{}«»“”]|\?$|^(?:should|shall|how|what|why|who|where|is|are|do (?:you|u|i|we|they|people|others|most|"
    r"not)|does|did|was|were|if i|don't|dont|never|"
    r"he|she|they|everybody|everyone|somebody|someone|people)\b",
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
    bare = without_goodbye(sentence)
    return (_whole(bare) if bare != sentence else None) or _turned(bare)


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
    return None if lacks_token and understood.intent not in _NEED_NO_TOKEN else understood


_CHEERED: Final = frozenset('?"`[]{}«»“”')
_PAUSES: Final = AnyCase(
    r"[,.;:|!\n]|[^\x00-\x7f]|\?.|-[ -]|\b(?:so|but|because|cause|cuz|coz|bc|since|as|thanks|thank|pls|plz|please|"
    r"kindly|lol|lmao|before?|b4|while|im|i'm|i am|gotta|i have|and (?:no|good|wish|that|thank|let|yes|anyway|i|im|"
    r"i'm|we|my|he|she|it|then|open)|(?:i|it|she|he|they|we|this|that|there|my|our|the|his|her|their|what's|it's|"
    r"that's|there's|i've|i'll|i'd|she's|he's|could|can|would|will)(?= \w)|"
    r"for (?:the|my|our|her|his|an?|some))\b",
)
_NEED_NO_TOKEN: Final = frozenset((Intent.ENABLE_LIVE_TRADING, Intent.REBALANCE))
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
        listed = None if understood.entities else rules.understand(sentence, pieces)
        return listed if listed and listed.intent == Intent.LIST_ORDERS else understood
    return None if _is_hopeless(pieces) else rules.understand(sentence, pieces)


def _is_hopeless(pieces: Sentence) -> bool:
    """Say whether a sentence speaks of trades, without a word of what only looks: no rule and no bag has it."""
    return not _TRADES.isdisjoint(pieces.words) and any_order.LOOKING.isdisjoint(pieces.words)


def _in_any_order(sentence: str, text: str) -> Understood | None:
    if sentence and _is_hopeless(lex(sentence)):
        return None
    understood = any_order.understand(text)
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
    return None if understood and _only_sets(understood) else understood


def _only_sets(understood: Understood) -> bool:
    """Say whether a sale is none: “change my slippage to 1 percent, heading to the gym” exchanges no two coins."""
    names = understood.entities.keys() & {"token", "currency"} if "slippage" in understood.entities else ()
    return len(names) > 1 and not any(symbol(understood.entities[name]) in SYMBOLS for name in names)


def _at_heart(sentence: str) -> Understood | None:
    """Understand a command without what says nothing at its edges."""
    bare = trimmed(lex(sentence))
    admissible = admitted(bare, sentence) if bare else None
    if admissible is None or not VERB.search(admissible.codes):
        return None
    return read(without_fillers(admissible))


def prepare() -> None:
    """Make ready what the first sentence needs: together the rules and turns take a second."""
    rules.prepare()
    by_beginning()
