"""What there is to say about a portfolio now: from facts, in our own words or in those of a model that hold."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from esther_site.lib.pruning import delete_in_parts
from portfolio.facts import Facts, facts_about
from portfolio.insight_model import Words, in_models_words, prompt_of
from portfolio.insight_text import in_own_words
from portfolio.model_budget import take_call
from portfolio.models import Book, Insight
from trading.models import User

__all__ = ["INSIGHTS_KEPT", "advise", "prune_insights"]

INSIGHTS_KEPT: Final = timedelta(days=90)  # for the operator; with its prompt one is several kB
_MOST_KEPT: Final = 20_000
_SPENT: Final = "the user's calls of this day are used up"


def advise(user: User, book: Book, now: datetime) -> Insight:
    """Say what stands out in a user's wallets of one book, and keep it for the operator.

    With a key set, a language model is asked, at most so often a day and for a few seconds; whatever goes wrong with
    it, the same is said in our own words.
    """
    facts = facts_about(user, book, now)
    insight = _kept(user, facts, now)
    if insight.prompt:
        _store(insight, in_models_words(facts))
    return insight


def prune_insights(now: datetime) -> int:
    """Delete what was said so long ago that nobody looks why any more; return how many."""
    return delete_in_parts(Insight.objects.filter(created_at__lt=now - INSIGHTS_KEPT))


def _kept(user: User, facts: Facts, now: datetime) -> Insight:
    """Keep the insight in our own words; with a prompt where the model may be asked, which then counts as a call."""
    insight = Insight(
        user=user,
        facts=[fact.as_json for fact in facts.facts],
        text="\n".join(in_own_words(facts)),
        created_at=now,
    )
    with transaction.atomic():
        if settings.LLM_API_KEY and facts.of_kinds("holding"):
            has_calls = take_call(user, now)
            insight.prompt = _written(facts) if has_calls else ""
            insight.refused_because = "" if has_calls else _SPENT
        insight.save()
    return insight


def _written(facts: Facts) -> str:
    system, data = prompt_of(facts)
    return f"{system}\n{json.dumps(data, indent=1, ensure_ascii=False)}"


def _store(insight: Insight, words: Words) -> None:
    """Keep what the model said, and its words as ours where they hold."""
    words = replace(words, answer=words.answer[:_MOST_KEPT], refused_because=words.refused_because[:200])
    insight.model_answer, insight.refused_because = words.answer, words.refused_because
    insight.by_model = bool(words.lines)
    if words.lines:
        insight.text = "\n".join(words.lines)
    insight.save(update_fields=["text", "by_model", "model_answer", "refused_because"])
