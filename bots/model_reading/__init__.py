"""What a language model takes a sentence for that the grammar does not understand: a draft, believed only as far as

the user's own words bear it out, and without any authority. Import from here: the modules inside may move.
"""

from bots.model_reading.asking import Reading, ask_about, prepare, read, reading_of

__all__ = ["Reading", "ask_about", "prepare", "read", "reading_of"]
