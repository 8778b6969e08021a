"""Understanding messages. Import from here: the modules inside may move."""

from bots.language.answers import Wants, read_answer
from bots.language.grammar import prepare, understand
from bots.language.intents import Intent, Understood
from bots.language.topics import Topic

__all__ = ["Intent", "Topic", "Understood", "Wants", "prepare", "read_answer", "understand"]
