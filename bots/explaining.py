"""From an exception to what its user reads: a sentence, what to do, an id, and a button where trying again may help."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import Error as AnyDatabaseError
from django.utils import timezone
from telegram import Bot, InlineKeyboardMarkup

from alerts.failure_news import tell_of_failure
from bots import advisor, failures, outbound, repeats
from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.failures import Failure, Sort
from bots.messages import render
from bots.turn import Turn

__all__ = ["explain", "noted"]

logger = logging.getLogger(__name__)


async def explain(bot: Bot, chat_id: int, error: BaseException, turn: Turn | None) -> None:
    """Tell a user what went wrong, and the log the same under the same id. `turn` is None before there is one."""
    failure, is_told = await noted(error, turn)
    if turn is None:
        await outbound.send(bot, chat_id, render("error", {"message": failure.sentence, "failure": failure}))
        return
    await turn.say(
        "error",
        message=await _sentence(turn, failure, error),
        failure=failure,
        is_told=is_told,
        is_operator=turn.user.is_staff,
        keyboard=await _again(turn, failure),
    )


async def noted(error: BaseException, turn: Turn | None) -> tuple[Failure, bool]:
    """Write a failure down; return it, and whether it is one of the operators' and they know of it."""
    failure = failures.failure_of(error)
    failures.log(failure, error, turn)
    return failure, failure.is_operators and await in_thread(_tell_operators, failure)


async def _sentence(turn: Turn, failure: Failure, error: BaseException) -> str:
    """Return the failure's sentence, in a model's words where the operator wants that and they say the same."""
    if not (settings.ERROR_ADVISOR_ENABLED and settings.LLM_API_KEY and advisor.is_fixed(error)):
        return failure.sentence
    return await in_thread(advisor.in_other_words, failure.sentence, failure.sort.name.lower(), turn.user)


async def _again(turn: Turn, failure: Failure) -> InlineKeyboardMarkup | None:
    """Return the button that says the sentence again, where that may help and can do no harm."""
    if failure.sort not in (Sort.TEMPORARY, Sort.BUG) or not repeats.may_repeat(turn.understood, is_bug=failure.is_bug):
        return None
    handle = await in_thread(_kept, turn)
    return keyboard([button("🔁 Try again", "repeat", handle)]) if handle else None


def _kept(turn: Turn) -> str:
    """Keep the sentence, and return its handle; without a database it is said again by hand."""
    try:
        return repeats.keep(turn.user, turn.understood).handle
    except AnyDatabaseError as error:
        logger.warning("a sentence cannot be kept to be said again: %s", error)
        return ""


def _tell_operators(failure: Failure) -> bool:
    try:
        return tell_of_failure(failure.id, failure.kind, failure.sentence, now=timezone.now())
    except AnyDatabaseError as error:
        logger.warning("the operators cannot be told of %s: %s", failure.id, error)
        return False
