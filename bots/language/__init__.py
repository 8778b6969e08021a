"""Understanding messages. Import from here: the modules inside may move."""

from bots.language.answers import Wants, read_answer
from bots.language.coins import is_name
from bots.language.gate import may_command
from bots.language.grammar import prepare, understand
from bots.language.intents import Intent, Understood
from bots.language.printed import as_json
from bots.language.topics import Topic
from bots.language.vetoes import is_unmeant

__all__ = [
    "Intent",
    "Topic",
    "Understood",
    "Wants",
    "as_json",
    "is_name",
    "is_unmeant",
    "may_command",
    "prepare",
    "read_answer",
    "understand",
]
