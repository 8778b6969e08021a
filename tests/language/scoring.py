"""Ask `bots.language` what labelled sentences mean, and count what it has right, what not, and what could cost money.

An answer is right when its intent is the one meant and every entity of the contract is there with the value meant and
no other is. A trade is wrong when none is meant, or when it would be made with something else than was said; that a
part is missing which Esther then asks for is a mistake, but no wrong trade.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from bots import language
from esther_site.lib.errors import UserError
from tests.language.sentences import TRADES, Sentence

__all__ = ["ENTITIES", "Answer", "Score", "Verdict", "answer_to", "judge", "score"]

# What a trade is made with: none of these may differ from what is meant, and none may be there that was not said.
TERMS: Final = frozenset(
    (
        "token",
        "currency",
        "amount",
        "spend",
        "usd",
        "percent",
        "share",
        "price",
        "price_percent",
        "chain",
        "to_chain",
        "allocations",
        "stop_percent",
        "stop_price",
        "target_percent",
        "target_price",
    )
)
# Without these Esther asks; without the others she would go on with something else than was said.
ASKED_FOR: Final = frozenset(("token", "amount", "spend", "usd", "percent", "price", "price_percent", "allocations"))
# The names of the contract. Entities beyond them are Esther's own and not compared.
ENTITIES: Final = TERMS | {
    "direction",
    "period",
    "period_days",
    "slippage",
    "id",
    "expires",
    "window_minutes",
    "repeats",
}
_NO_ANSWER: Final = frozenset(("unknown", "help"))
_IMPLIED: Final = {"set_stop_loss": {"direction": "below"}, "set_take_profit": {"direction": "above"}}
_PLAIN_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Answer:
    """What Esther understood."""

    intent: str
    entities: dict[str, Any]


@dataclass(frozen=True)
class Verdict:
    """An answer held against its sentence; `entity_mistakes` are such as "missing chain"."""

    sentence: Sentence
    answer: Answer
    is_right: bool
    entity_mistakes: tuple[str, ...] = ()
    is_trade_not_meant: bool = False
    is_other_trade: bool = False


@dataclass(frozen=True)
class Score:
    """What came out over many sentences."""

    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def right(self) -> int:
        return sum(verdict.is_right for verdict in self.verdicts)

    @property
    def percent(self) -> float:
        return 100 * self.right / len(self.verdicts)

    @property
    def mistakes(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if not verdict.is_right]

    @property
    def trades_not_meant(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.is_trade_not_meant]

    @property
    def other_trades(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.is_other_trade]

    @property
    def confusion(self) -> Counter[tuple[str, str]]:
        """Count the wrong intents, as (meant, understood)."""
        wrong = (verdict for verdict in self.mistakes if not _is_meant(verdict.sentence, verdict.answer))
        return Counter((verdict.sentence.intent, verdict.answer.intent) for verdict in wrong)

    @property
    def entity_mistakes(self) -> Counter[str]:
        return Counter(mistake for verdict in self.verdicts for mistake in verdict.entity_mistakes)

    def by(self, attribute: str) -> dict[str, tuple[int, int]]:
        """Return for each `voice` or `intent` how many sentences it has right, of how many."""
        total = Counter(getattr(verdict.sentence, attribute) for verdict in self.verdicts)
        right = Counter(getattr(verdict.sentence, attribute) for verdict in self.verdicts if verdict.is_right)
        return {name: (right[name], total[name]) for name in sorted(total)}


def score(sentences: Iterable[Sentence]) -> Score:
    return Score([judge(sentence, answer_to(sentence.text)) for sentence in sentences])


def answer_to(text: str) -> Answer:
    """Return what the grammar makes of a text, as `manage.py parse_message` prints it."""
    try:
        understood = language.understand(text)
    except UserError:
        return Answer("unknown", {})
    printed = language.as_json(understood)
    return Answer(str(printed["intent"]), dict(printed["entities"]))


def judge(sentence: Sentence, answer: Answer) -> Verdict:
    """Hold an answer against what is meant; of another intent that is right as well no entities are asked."""
    mistakes = _entity_mistakes(sentence, answer) if answer.intent == sentence.intent else ()
    trades, meant = answer.intent in TRADES, sentence.intent in TRADES
    return Verdict(
        sentence,
        answer,
        is_right=_is_meant(sentence, answer) and not mistakes,
        entity_mistakes=mistakes,
        is_trade_not_meant=trades and not meant,
        is_other_trade=trades and meant and (answer.intent != sentence.intent or any(map(_costs, mistakes))),
    )


def _is_meant(sentence: Sentence, answer: Answer) -> bool:
    """A question about trading may be helped with, or be said not to be understood: neither trades."""
    alike = {sentence.intent, answer.intent} <= _NO_ANSWER and sentence.never_trade
    return answer.intent == sentence.intent or answer.intent in sentence.also or alike


def _costs(mistake: str) -> bool:
    kind, _, name = mistake.partition(" ")
    return name in TERMS and not (kind == "missing" and name in ASKED_FOR)


def _entity_mistakes(sentence: Sentence, answer: Answer) -> tuple[str, ...]:
    found = {name: value for name, value in answer.entities.items() if name in ENTITIES and value not in ("", None)}
    allowed = (sentence.optional or {}) | {
        name: (value,) for name, value in _IMPLIED.get(sentence.intent, {}).items() if name not in sentence.entities
    }
    mistakes = []
    for name in sorted(found.keys() | sentence.entities.keys()):
        if name not in found:
            mistakes.append(f"missing {name}")
        elif name in sentence.entities:
            if not _is_same(sentence.entities[name], found[name]):
                mistakes.append(f"other {name}")
        elif not any(_is_same(value, found[name]) for value in allowed.get(name, ())):
            mistakes.append(f"extra {name}")
    return tuple(mistakes)


def _is_same(expected: Any, found: Any) -> bool:
    """Compare two values: plain numbers by what they are worth, symbols and names by their letters."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return expected.keys() == found.keys() and all(_is_same(expected[key], found[key]) for key in expected)
    if not isinstance(expected, str) or not isinstance(found, str):
        return False
    if _PLAIN_NUMBER.fullmatch(expected) and _PLAIN_NUMBER.fullmatch(found):
        return Decimal(expected) == Decimal(found)
    return expected == found
