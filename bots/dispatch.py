"""From an admitted update to its handler, and from any failure to a sentence for the user."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.utils import timezone
from telegram import Bot, Message, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseUpdateProcessor,
    CallbackContext,
    TypeHandler,
)

from bots import callbacks, dialogs, newcomers, outbound
from bots.bridge import in_thread
from bots.explaining import explain
from bots.gate import Admission, Verdict, admit
from bots.interruption import is_interruption, note_interruption
from bots.language import Intent, Understood, understand
from bots.messages import render
from bots.registry import BUTTONS, COMMANDS, Command, for_intent
from bots.turn import CURRENT_TURN, Turn
from bots.typed_answers import give_answer, question_to
from bots.unknown import answer_unknown
from esther_site.lib.errors import UserError

__all__ = ["build_application"]

logger = logging.getLogger(__name__)

# A command to move money that arrives later than this was overtaken by events.
MONEY_COMMAND_MAX_AGE = timedelta(minutes=2)

App = Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]


def build_application(bot: Bot, processor: BaseUpdateProcessor) -> App:
    """Make the python-telegram-bot application with its one entrance and its one error handler."""
    application = ApplicationBuilder().bot(bot).updater(None).concurrent_updates(processor).build()
    application.add_handler(TypeHandler(Update, _receive))
    application.add_error_handler(_explain)
    return application


async def _receive(update: Update, context: Context) -> None:
    """Let an update through the gate, or answer at the gate; nothing reaches a handler another way."""
    admission = await in_thread(admit, update)
    if admission.verdict != Verdict.ACTIVE or admission.user is None or update.effective_chat is None:
        await _turn_away(update, context.bot, admission)
        return
    turn = Turn(update, context.bot, admission.user, update.effective_chat.id)
    CURRENT_TURN.set(turn)
    with turn.typing():
        if turn.query is not None:
            await _press(turn)
        elif update.message is not None:
            await _read(turn, update.message)


async def _turn_away(update: Update, bot: Bot, admission: Admission) -> None:
    user, message = admission.user, update.message
    if user is None or user.telegram_id is None:
        return
    if admission.verdict == Verdict.SECRET and message is not None:
        deleted = await outbound.delete(bot, message.chat_id, message.message_id)
        await outbound.send(bot, user.telegram_id, render("secret", {"deleted": deleted}))
    elif admission.verdict == Verdict.FLOODING:
        logger.info("user %s sends faster than the limit", user.pk)
        await outbound.send(bot, user.telegram_id, render("flooding", {}))
    elif admission.verdict in (Verdict.PENDING, Verdict.JUST_MET):
        is_start = message is not None and (message.text or "").startswith("/start")
        if admission.verdict == Verdict.JUST_MET or is_start:
            await newcomers.announce(bot, user)
        await outbound.send(bot, user.telegram_id, render("waiting", {"telegram_id": user.telegram_id}))


async def _press(turn: Turn) -> None:
    data = turn.query.data if turn.query else None
    verb, turn.arguments = callbacks.unpack(data or "")
    turn.handler = f"button {verb}" if verb in BUTTONS else "an unknown button"
    try:
        handler = BUTTONS.get(verb)
        if handler is None:
            raise UserError("This button is from an older version. Ask again for a fresh one.")
        await handler(turn)
    finally:
        await turn.toast()


async def _read(turn: Turn, message: Message) -> None:
    if message.text is None:
        raise UserError("I read text only. Send /help to see what I can do.")
    if message.forward_origin is not None:
        raise UserError("I do not act on forwarded messages. Say it in your own words.")
    command, turn.understood = _interpret(message.text)
    question = await question_to(turn, message.text)
    if question is not None:
        command = for_intent(Intent(question.intent))
    if command is None:
        await answer_unknown(turn, message.text)
        return
    turn.handler = f"/{command.name}"
    _refuse_if_late(command, message)
    if question is not None:
        await give_answer(turn, question, message.text, handler=command.handler)
        return
    # To cancel is a command of its own, which tells whether there was a question.
    if command.intent != Intent.CANCEL and dialogs.may_be_open(turn.user):
        await in_thread(dialogs.close_all, turn.user)
    await command.handler(turn)


def _refuse_if_late(command: Command, message: Message) -> None:
    if command.moves_money and timezone.now() - message.date > MONEY_COMMAND_MAX_AGE:
        raise UserError("This message reached me too late to act on it. Nothing was done: please send it again.")


def _interpret(text: str) -> tuple[Command | None, Understood]:
    """Find the command meant by a text: by its slash name, else by the grammar."""
    if not text.startswith("/"):
        understood = understand(text)
        return for_intent(understood.intent), _with_verb(text, understood)
    name, rest = (*text[1:].split(maxsplit=1), "", "")[:2]
    command = COMMANDS.get(name.partition("@")[0].lower())
    if command is None:
        raise UserError("I do not know that command. Send /help to see what I can do.")
    understood = understand(f"{command.name} {rest}") if rest else Understood(command.intent)
    if understood.intent != command.intent:
        raise UserError(_usage(command))
    return command, _with_verb(command.name, understood)


def _with_verb(text: str, understood: Understood) -> Understood:
    """Add what the first word says beside the intent: to bridge is not quite to sell, though it is the same intent."""
    command = COMMANDS.get(text.split(maxsplit=1)[0].lower()) if text.strip() else None
    if command is None or not command.implies or command.intent != understood.intent:
        return understood
    return Understood(understood.intent, {**command.implies, **understood.entities}, understood.source)


def _usage(command: Command) -> str:
    examples = " or ".join(f"“{example}”" for example in command.examples)
    return f"I did not understand that. Write it like {examples}." if examples else f"Send just /{command.name}."


async def _explain(update: object, context: Context) -> None:
    """Tell the user what became of the update, unless it is tried again; outside of a chat only the log hears of it."""
    error = context.error
    if not isinstance(update, Update) or update.effective_chat is None or error is None:
        logger.error("failure outside of a chat", exc_info=error)
        return
    if is_interruption(error):
        note_interruption()
        return
    await explain(context.bot, update.effective_chat.id, error, CURRENT_TURN.get())
