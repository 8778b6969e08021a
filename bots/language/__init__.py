"""Understanding messages. Import from here: the modules inside may move."""

from bots.language.grammar import understand
from bots.language.intents import Intent, Understood

__all__ = ["Intent", "Understood", "understand"]
