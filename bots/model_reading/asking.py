"""One question to the model about one sentence, and what of its answer may be used.

It takes three steps, so that nobody holds the database while the model thinks: `prepare`, `ask_about`, `reading_of`.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils import timezone

from bots.language import Understood
from bots.model_reading.disguise import Disguised, disguise
from bots.model_reading.grounding import fault_of
from bots.model_reading.schema import ANSWERED, SCHEMA, SYSTEM, Draft, draft_of
from bots.model_reading.sentences import meant_by, sentence_of
from esther_site.lib.llm import LlmError, ask
from portfolio.model_budget import take_call
from trading.models import User, Wallet

__all__ = ["Reading", "ask_about", "prepare", "read", "reading_of"]

logger = logging.getLogger(__name__)

SECONDS: Final = 8.0


@dataclass(frozen=True)
class Reading:
    """What a sentence was taken for: as the grammar would read it, and as the plain command that says the same."""

    understood: Understood
    sentence: str

    @property
    def is_harmless(self) -> bool:
        """Say whether it may be done at once: it looks at something, and changes nothing."""
        return self.understood.intent in ANSWERED


def prepare(text: str, user: User | None) -> Disguised | None:
    """Return what may be asked about a sentence, counted as one of its user's calls; None when nothing may.

    Without a user nothing is counted: that is for the operator's own terminal.
    """
    if not settings.LLM_API_KEY:
        return None
    question = disguise(text, names=_wallet_names(user) if user else ())
    if question is None or (user is not None and not take_call(user, timezone.now())):
        return None
    return question


def ask_about(question: Disguised) -> Draft | None:
    """Ask the model; None after any failure. It takes a few seconds at most, and no database."""
    try:
        answer = ask(SYSTEM, {"sentence": question.text}, schema=SCHEMA, seconds=SECONDS)
    except LlmError:  # logged by the client, which also lets a failing endpoint rest
        return None
    return draft_of(answer)


def reading_of(draft: Draft | None, question: Disguised) -> Reading | None:
    """Return what may be used of a draft: all of it, where the user's own words bear it out, else nothing."""
    if draft is None:
        return None
    if fault := fault_of(draft, question.text):
        logger.info("a draft of the model was dropped: %s", fault)
        return None
    revealed = Draft(draft.intent, {part: question.revealed(value) for part, value in draft.parts.items()})
    sentence = sentence_of(revealed)
    understood = meant_by(revealed, sentence) if sentence else None
    if understood is None:
        logger.info("a draft of the model was dropped: the grammar does not read it so")
        return None
    return Reading(understood, sentence)


def read(text: str, user: User | None = None) -> Reading | None:
    """Take all three steps."""
    question = prepare(text, user)
    return reading_of(ask_about(question), question) if question else None


def _wallet_names(user: User) -> list[str]:
    """Return the names that a user gave wallets; that of the paper wallet is Esther's own."""
    named = Wallet.objects.filter(owner=user, removed_at=None).exclude(kind=Wallet.Kind.PAPER)
    return list(named.values_list("name", flat=True))
