"""Whether what people of one chat said was handled in the order in which they said it, judged by the answers."""

from __future__ import annotations

from collections import defaultdict

from tests.scale.records import Message
from tests.scale.updates import Update

__all__ = ["answered_at", "inversions"]

Moments = dict[int, float]  # by update id, in seconds since 1970


def answered_at(updates: list[Update], messages: list[Message]) -> Moments:
    """Return when each update was answered, as far as its answer can be told from all others in that chat."""
    chats = defaultdict(list)
    for message in messages:
        if not message.is_edit:
            chats[message.chat_id].append(message)
    found = {}
    for update in updates:
        at = [each.at for each in chats[update.chat_id] if all(words in each.text for words in update.heard)]
        if update.heard and at:
            found[update.update_id] = at[0]
    return found


def inversions(updates: list[Update], answered: Moments, stored: Moments, begun: Moments) -> int:
    """Count the updates that were answered before an older one of their chat, which was stored when they were begun.

    An older update that arrived when a newer one was in hand already is none of these: nobody could know of it.
    """
    chats = defaultdict(list)
    for update in updates:
        if update.update_id in answered.keys() & stored.keys() & begun.keys():
            chats[update.chat_id].append(update.update_id)

    def is_overtaken(older: int, newer: int) -> bool:
        return older < newer and stored[older] < begun[newer] and answered[newer] < answered[older]

    return sum(any(is_overtaken(older, newer) for older in chat) for chat in chats.values() for newer in chat)
