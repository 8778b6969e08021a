"""People who wait to be let in: telling the operators, and telling the people."""

from __future__ import annotations

import logging

from telegram import Bot
from telegram.error import TelegramError

from bots import outbound
from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.messages import render
from trading.live_switch import trades_live
from trading.models import User
from trading.users import operator_chat_ids

__all__ = ["announce", "welcome"]

logger = logging.getLogger(__name__)


async def announce(bot: Bot, newcomer: User) -> None:
    """Ask every operator whether a newcomer may use Esther."""
    choice = keyboard([button("Approve", "approve", newcomer.pk), button("Refuse", "refuse", newcomer.pk)])
    text = render("newcomer", {"newcomer": newcomer})
    for chat_id in await in_thread(operator_chat_ids):
        try:
            await outbound.send(bot, chat_id, text, choice)
        except TelegramError as error:  # an operator who never wrote to the bot: the others can still decide
            logger.warning("operator %s could not be asked: %s", chat_id, error)


async def welcome(bot: Bot, newcomer: User) -> None:
    """Tell somebody that they have been let in."""
    if newcomer.telegram_id is not None:
        greeting = {"user": newcomer, "is_live": await in_thread(trades_live, newcomer)}
        await outbound.send(bot, newcomer.telegram_id, render("start", greeting))
