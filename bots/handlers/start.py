"""Hello, help and never mind."""

from __future__ import annotations

from django.utils import timezone

from bots import dialogs
from bots.beyond import beyond
from bots.bridge import in_thread
from bots.help_topics import TITLES, all_topics_button, help_topics, topic_buttons
from bots.language import Intent, Topic
from bots.registry import button_handler, command, commands_about, for_intent
from bots.start_buttons import first_steps, sentence_of
from bots.turn import Turn
from esther_site.lib.errors import UserError
from portfolio.plan_moves import drop_drafts
from portfolio.plans import open_plan
from trading.live_switch import trades_live
from trading.swaps import cancel_open_quotes


@command("start", intent=Intent.GREETING, topic=Topic.SETTINGS, summary="Say hello")
async def start(turn: Turn) -> None:
    is_live = await in_thread(trades_live, turn.user)
    await turn.say("start", user=turn.user, is_live=is_live, keyboard=first_steps())


@button_handler("try")
async def try_it(turn: Turn) -> None:
    """Do what a button says, as if it had been typed."""
    said = sentence_of(turn.arguments[0] if turn.arguments else "")
    command = for_intent(said.intent) if said else None
    if said is None or command is None:
        raise UserError("This button is from an older version. Send /start for fresh ones.")
    turn.understood, turn.keeps_card = said, True
    await command.handler(turn)


@command("help", intent=Intent.HELP, topic=Topic.SETTINGS, summary="What you can say", examples=("/help orders",))
async def help_(turn: Turn) -> None:
    message = turn.update.message
    about = beyond(message.text or "") if message else ""
    if about:
        await turn.say("beyond", about=about)
    else:
        await _help(turn, turn.entities.get("topic", ""))


@button_handler("help")
async def press_help(turn: Turn) -> None:
    if turn.arguments:
        await _help(turn, turn.arguments[0])
    else:
        await turn.say("help", topics=help_topics(), keyboard=topic_buttons())  # the greeting stays


async def _help(turn: Turn, named: str) -> None:
    """Show one topic, or all of them in short."""
    if named in set(Topic):
        topic = Topic(named)
        await turn.show("help_topic", title=TITLES[topic], commands=commands_about(topic), keyboard=all_topics_button())
    else:
        await turn.show("help", topics=help_topics(), keyboard=topic_buttons())


@command("cancel", intent=Intent.CANCEL, topic=Topic.SETTINGS, summary="Drop open questions and quotes")
async def cancel(turn: Turn) -> None:
    questions = await in_thread(dialogs.close_all, turn.user)
    quotes = await in_thread(cancel_open_quotes, turn.user)
    drafts = await in_thread(drop_drafts, turn.user, timezone.now())
    plan = await in_thread(open_plan, turn.user)
    await turn.say("dropped", is_anything=bool(questions or quotes or drafts), drafts=drafts, plan=plan)
