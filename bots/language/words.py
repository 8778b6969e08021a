"""Bringing a message into the plain form the grammar reads. It knows no intent."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from bots.language.anycase import AnyCase
from bots.language.bag_words import words
from tokens.spoken import clean

__all__ = ["MAX_LENGTH", "NO_DIGIT", "PAUSE", "parted", "plain", "speaks_in_pictures"]

# A sentence to a trading desk is short; a page of text is never a command.
MAX_LENGTH: Final = 400

# Stands for ², ½, ① and the like, which look-alike folding would turn into digits: 10² is not 102.
NO_DIGIT: Final = "\N{REPLACEMENT CHARACTER}"

# Stands where a line ends, or a picture parts two sentences.
PAUSE: Final = " | "
_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
# What a picture says in place of a word; any other picture says nothing.
_PICTURES: Final = {
    **dict.fromkeys("🚫❌⛔🙅👎✖🛇", " not "),
    **dict.fromkeys("❓❔🤔🧐", " ? "),
    **dict.fromkeys("→➡", " to "),
}
# What a picture says where a sentence says too little without it.
_SAID_BY: Final = {
    **dict.fromkeys("🔔⏰🚨", " alert "),
    **dict.fromkeys("📈📉📊", " chart "),
    **dict.fromkeys("🗑🔕❌🚫", " delete "),
    "👛": " wallets ",
    "💼": " portfolio ",
    "⚙": " settings ",
    "👋": " hello ",
    "🆘": " help ",
    "⚖": " rebalance ",
    "⭐": " default ",
    "🛒": " buy ",
    "➕": " add ",
    "📋": " orders ",
    "🔄": " swap ",
    "💲": " price ",
}
_PICTURE: Final = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff\u2190-\u21ff\ufe0f\u20e3]")

_COURTESY: Final = words(
    "hey hiya heya heyy howdy gm yoo yooo ey aye oi hola psst greetings hi hello ok okay k please pls plz plse "
    "abeg oga boss esther now then yo so alright right well bro dude mate fam sir kindly just quickly quick good "
    "morning evening afternoon um uh hmm oh yes yeah yep sure cool great and also"
)
_NOBODY: Final = frozenset(("there", "esther"))
_ENDING: Final = words(
    "please pls plz now thanks thank thx ty tysm tyvm fam lfg cheers esther asap bye kthxbye alr already "
    "quickly bro dude mate sir "
    "immediately rn ok okay kthx haha lol xd ya"
)
_PHRASES: Final = AnyCase(
    r"(?:[\s,]+(?:thank you|thanks)(?: so much| very much| a lot| a bunch| in advance)?|[\s,]+a lot|[\s,]+right "
    r"(?:now|away)"
    r"|[\s,]+at once|[\s,]+for (?:me|myself)|[\s,]+if (?:that works|(?:that|it)(?:'s| is) (?:ok(?:ay)?|possible|"
    r"fine)|you can|"
    r"you (?:don't|dont) mind|possible)|[\s,]+(?:and )?keep me posted|[\s,]+whenever (?:it suits you|you like|you "
    r"can)|[\s,]+when you (?:can|get a chance|have a "
    r"(?:sec|second|"
    r"minute|moment))|[\s,]+as soon as (?:possible|you can)|[\s,]+would you|[\s,]+will you|[\s,]+no cap|[\s,]+fr fr|"
    r"[\s,]+sharp sharp|[\s,]+from now on|[\s,]+and thank you|[\s,]+if you(?:'d| would) be so kind|[\s,]+much "
    r"obliged|[\s,]+please do|[\s,]+k thx)$",
)
_K: Final = ("k", "kk")  # “k thx”
_PHRASE: Final = 50  # characters of such a phrase, at most
_MARKS: Final = " .!,"


def speaks_in_pictures(text: str) -> bool:
    """Say whether a text has pictures that say something."""
    return not text.isascii() and any(each in _SAID_BY for each in text)


def parted(text: str) -> str:
    """Return the text on one line, with a mark wherever a line ends or a picture stands; empty for a long one."""
    if len(text) > 2 * MAX_LENGTH or len(unicodedata.normalize("NFKC", text)) > 2 * MAX_LENGTH:
        return ""
    text = text.replace("\n", PAUSE)
    if not text.isascii():
        spoken = "".join(NO_DIGIT if unicodedata.category(each) == "No" else _PICTURES.get(each, each) for each in text)
        text = _PICTURE.sub(PAUSE, clean(spoken)).translate(_QUOTES)
    return " ".join(text.split()) if len(text) <= 2 * MAX_LENGTH else ""


@lru_cache(maxsize=8)  # whoever cannot read a sentence hands it on
def plain(text: str, *, reads_pictures: bool = False) -> str:
    """Return the text on one line, without invisible characters, pictures, courtesies and closing full stops.

    With `reads_pictures` a word stands in the place of those that say something.

    Empty for a text that is too long for a command: what is left of a text cut short may mean something else.
    """
    if len(text) > 2 * MAX_LENGTH:
        return ""
    sentence = " ".join(text.split()) if text.isascii() and text.isprintable() else _unified(text, reads_pictures)
    if len(sentence) > MAX_LENGTH:
        return ""
    sentence = sentence.rstrip(_MARKS)
    asks = sentence.endswith("?")
    if asks:
        sentence = sentence.rstrip("?!. ")
    pieces = sentence.split(" ")
    start = 0
    while start < len(pieces) - 1 and pieces[start].rstrip(",!.").lower() in _COURTESY:
        if len(pieces) - start == 2 and pieces[-1].strip("!?.").lower() in _NOBODY:
            break
        start += 1
        if pieces[start].lower() == "to" and pieces[start - 1].lower() == "please" and start < len(pieces) - 1:
            start += 1  # “please to buy”
    sentence = _without_ending(" ".join(pieces[start:]) if start else sentence)
    return f"{sentence}?" if asks and sentence else sentence


def _unified(text: str, reads_pictures: bool) -> str:
    if len(unicodedata.normalize("NFKC", text)) > 2 * MAX_LENGTH:
        return "x" * (MAX_LENGTH + 1)  # one sign may stand for a whole phrase
    said = _PICTURES | _SAID_BY if reads_pictures else _PICTURES
    spoken = "".join(NO_DIGIT if unicodedata.category(each) == "No" else said.get(each, each) for each in text)
    spoken = re.sub(r"\b(\w+)(?: +\1\b)+", r"\1", spoken) if reads_pictures else spoken  # 👛👛 is said once
    return clean(_PICTURE.sub(" ", clean(spoken)).translate(_QUOTES))


def _without_ending(sentence: str) -> str:
    thanked = False
    while True:
        head, _, last = sentence.rpartition(" ")
        word = last.strip(",.!").lower()
        if (head and word in _ENDING) or (word in _K and thanked and head and not head[-1].isdigit()):
            thanked = True
            sentence = head.rstrip(_MARKS)
        elif head and word in _LAST and (found := _PHRASES.search(sentence, max(0, len(sentence) - _PHRASE))):
            sentence = sentence[: found.start()].rstrip(_MARKS)
        else:
            return sentence.rstrip(_MARKS)


# The last words of the phrases above: only behind these is it worth to look for one.
_LAST: Final = words(
    "you much lot bunch advance away once me myself works ok okay possible fine can mind posted chance sec second "
    "minute moment now thanks cap fr sharp on kind obliged do"
)
