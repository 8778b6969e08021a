"""What came of the updates: counted in the database and at the stand-in, beside what was said."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from tests.scale.estate import Estate
from tests.scale.order import answered_at, inversions
from tests.scale.records import Message
from tests.scale.updates import Update, waits_for_news

__all__ = ["Findings", "find", "handled", "told", "unfinished"]

_HANDLED: Final = """
    SELECT update_id, chat_id, extract(epoch FROM received_at), extract(epoch FROM begun_at),
           extract(epoch FROM done_at), attempts
    FROM bots_inboxupdate
"""
_NUMBER: Final = re.compile(r"1,\d{3},\d{3}")
_ANSWER: Final = re.compile(
    r"🔔 <b>(Alert set|LINK</b> is at)|<b>(LINK|WBTC|Your alerts|Your settings|USDC → ETH)|✅ <b>Simulated"
)
_NEWS: Final = re.compile(r"🔔 <b>LINK</b> is at")
_VARIES: Final = re.compile(r"<[^>]+>|\b[A-Z]-[A-Z0-9]+|\b[a-z0-9]{10}\b|\d[\d.,]*")
_WORDS: Final = 100  # characters of a message that are shown


@dataclass(frozen=True)
class Handled:
    """An update as the inbox knows it; times in seconds since 1970."""

    update_id: int
    chat_id: int
    received_at: float
    begun_at: float | None
    done_at: float | None
    attempts: int


@dataclass(frozen=True)
class Findings:
    """How the effects compare with what was said; the last four may be more than 0."""

    unique: int
    lost: int  # updates that are no row, or a row that is not done
    foreign: int  # rows of which nobody knows
    alerts_missing: int
    alerts_doubled: int
    trades_missing: int
    trades_doubled: int
    news_missing: int  # alerts that did not fire, or were not told
    news_doubled: int  # alerts that fired twice
    inversions: int
    judged: int  # answers by whose order that was judged
    unanswered: int
    answered_twice: int
    told_twice: int
    taken_up_again: int
    besides: Counter[str]  # what was said that no answer begins with, and how often

    def wrongs(self) -> dict[str, dict[str, int]]:
        """Return what must all be 0; an answer that came twice after a death is none of it."""
        return {
            "updates": {"lost": self.lost, "of nobody": self.foreign, "handled before an older one": self.inversions},
            "alerts set": {"missing": self.alerts_missing, "doubled": self.alerts_doubled},
            "trades booked": {"missing": self.trades_missing, "doubled": self.trades_doubled},
            "alerts fired and told": {"missing": self.news_missing, "fired twice": self.news_doubled},
            "answers": {"missing": self.unanswered},
        }


def handled(estate: Estate) -> list[Handled]:
    return [Handled(*map(_plain, row)) for row in estate.rows(_HANDLED)]


def unfinished(estate: Estate) -> int:
    return estate.number("SELECT count(*) FROM bots_inboxupdate WHERE done_at IS NULL")


def told(estate: Estate) -> int:
    return estate.number(_TOLD)


def find(
    estate: Estate, updates: list[Update], confirmed: set[int], messages: list[Message], stored: dict[int, float]
) -> Findings:
    """Compare. `confirmed` are the chats that pressed Confirm, `stored` says since when an update is, by its id."""
    rows, answers_at = handled(estate), answered_at(updates, messages)
    begun = {row.update_id: row.begun_at for row in rows if row.begun_at}
    done = {row.update_id for row in rows if row.done_at}
    said = {update.update_id for update in updates}
    alerts = Counter(
        int(usd) for (usd,) in estate.rows("SELECT threshold FROM alerts_alert WHERE threshold >= 1000000")
    )
    wanted = {update.counts for update in updates if update.counts}
    trades = Counter(chat for (chat,) in estate.rows(_BOOKED))
    answers = Counter(number for message in messages for number in _numbers(message) & wanted if _is_new(message))
    replies = Counter(each.chat_id for each in messages if not each.is_edit and not _NEWS.match(each.text))
    news = Counter(message.chat_id for message in messages if _NEWS.match(message.text))
    fired = Counter(chat for (chat,) in estate.rows(_FIRED))
    waiting = {update.chat_id for update in updates if waits_for_news(update.chat_id)}
    asked = Counter(update.chat_id for update in updates if update.text)
    return Findings(
        unique=len(said),
        lost=len(said - done),
        foreign=len({row.update_id for row in rows} - said),
        alerts_missing=len(wanted - alerts.keys()),
        alerts_doubled=_more_than_once(alerts),
        trades_missing=len(confirmed - trades.keys()),
        trades_doubled=_more_than_once(trades),
        news_missing=len(waiting - (fired.keys() & news.keys())),
        news_doubled=_more_than_once(fired),
        told_twice=_more_than_once(news),
        inversions=inversions(updates, answers_at, stored, begun),
        judged=len(answers_at),
        unanswered=sum((asked - replies).values()),
        answered_twice=_more_than_once(answers),
        taken_up_again=sum(row.attempts > 1 for row in rows),
        besides=Counter(_first_words(message) for message in messages if not _ANSWER.match(message.text)),
    )


_ALERTS: Final = "SELECT threshold FROM alerts_alert WHERE threshold >= 1000000"
_FIRED: Final = """
    SELECT person.telegram_id FROM alerts_notification news JOIN trading_user person ON person.id = news.user_id
    WHERE news.template = 'alert_fired'
"""
_TOLD: Final = "SELECT count(*) FROM alerts_notification WHERE template = 'alert_fired' AND state = 'sent'"
_BOOKED: Final = """
    SELECT person.telegram_id FROM trading_swap swap JOIN trading_user person ON person.id = swap.user_id
    WHERE swap.state = 'booked'
"""


def _is_new(message: Message) -> bool:
    """Tell the answer to a new alert from a list of alerts."""
    return len(_NUMBER.findall(message.text)) == 1


def _numbers(message: Message) -> set[int]:
    return {int(each.replace(",", "")) for each in _NUMBER.findall(message.text)}


def _first_words(message: Message) -> str:
    """Return the beginning of a message, without what is another each time."""
    return " ".join(_VARIES.sub("", message.text).split())[:_WORDS]


def _more_than_once(counted: Counter[Any]) -> int:
    return sum(times - 1 for times in counted.values())


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else float(value)
