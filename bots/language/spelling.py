"""How people write words in a hurry: slips, abbreviations, and numbers in words."""

from __future__ import annotations

import re
from typing import Final

from bots.language.figures import in_one_piece
from bots.language.respelling import respelt

__all__ = ["NUMBER_WORDS", "SHORT", "spelt"]

# Words that are too short to be mended by rule, since so many others are near them, and abbreviations.
_SPELLINGS: Final = {
    "buy": "bu byu uby buyy buuy bbuy bvuy vuy buu bjy ubuy",
    "sell": "sel slel selll sll seel esll",
    "swap": "swpa swp swapp wsap",
    "bridge": "brdg",
    "set": "ste sett",
    "stop": "sotp stpo stp",
    "stop loss": "stoplos sto-ploss s/l",
    "take profit": "t/p tprofit",
    "trailing stop": "trail-stop trailstop",
    "limit": "lmt limt",
    "trailing": "traling tralig trailng trailin trailling tralling trialing trailign",
    "profit": "porfit proift profti proft prfit",
    "take": "tkae tak tke taek",
    "stop-loss": "sotp-loss stpo-loss stp-loss sto-loss stop-los",
    "hits": "htis hitss",
    "want": "watn wnat wnt wan whant",
    "need": "ned nede neeed",
    "give": "giv gie giev",
    "tell": "tel tlel",
    "sold": "slod",
    "wants": "wnats",
    "half": "haf hlf hlaf",
    "with": "wi wit wth wiht wtih witth w",
    "before": "befor befoer befroe",
    "when": "wen whn wehn",
    "once": "onec",
    "if": "fi iff",
    "of": "fo",
    "the": "hte",
    "into": "in2",
    "them": "em",
    "and": "adn nad",
    "my": "ym",
    "to": "ot",
    "for": "fro fr",
    "from": "frmo frm",
    "loss": "los lsos",
    "eth": "eht teh etth ethh",
    "ethereum": "ethirium etherium etherum etheruem",
    "btc": "bct",
    "usdc": "udsc usdcc uscd ussdc",
    "usdt": "udst ustd",
    "link": "lnik lnk",
    "show": "shwo shw",
    "at": "ta",
    "all": "al",
    "you": "u yu yuo yoy",
    "are": "r",
    "what": "wat waht wut wht",
    "what is": "wats wuts",
    "how": "hw",
    "today": "2day tday 2dy",
    "tomorrow": "2moro tmrw tmr",
    "please": "abeg plase pleas plez plox",
    "let me": "lemme",
    "week": "wekk weke",
    "month": "mnth",
    "have": "hav hv",
    "can": "cna",
    "market": "mkt",
    "price": "px",
    "chart": "cht",
    "rebalance": "rebal",
    "portfolio": "pf ptf portf",
    "performance": "perf",
    "balance": "bal",
    "history": "hist",
    "transaction": "tx txn",
    "transactions": "txs txns",
    "cancel": "cxl cncl",
    "order": "ord",
    "orders": "ords",
    "delete": "del rm",
    "alerts": "alrts",
    "wallet": "wllt wlt",
    "wallets": "wllts wlts",
    "default": "def dflt",
    "settings": "cfg prefs config settngs",
    "commands": "cmds",
    "help": "halp hlep",
    "hello": "helo heyy heyyy hellooo",
    "message": "msg",
    "weeks": "wks",
    "days": "dys",
    "position": "pos",
    "list": "ls lsit",
    "good for": "gtd",
    "it's": "itss",
    "doing": "doin",
    "sitting": "sittin",
    "change": "chng",
    "slippage": "slipp",
    "dollars": "dolars dolar dolers dollers dollas dollarz doller dollar's bcks buks buxx bux",
    "alert": "aler alret alrt alet",
    "goes": "gos",
    "quarter": "qurter quater quartr quarer",
    "now": "nw rn noww nowww noe",
}
SHORT: Final[dict[str, str]] = {short: word for word, spelt in _SPELLINGS.items() for short in spelt.split()}
_CHUNK: Final = re.compile(r"[a-z0-9/'-]+")

_ONES: Final = {
    word: count
    for count, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS: Final = {
    word: 10 * count
    for count, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES: Final = {"hundred": 100, "thousand": 1000, "grand": 1000, "million": 1_000_000}
NUMBER_WORDS: Final = _ONES | _TENS
_WORD: Final = "|".join([*_ONES, *_TENS, "hundred", "thousand", "million"])
# Several words that are one number; a single one is read by the lexer.
_SPOKEN: Final = re.compile(
    rf"\b(?:(?:{_WORD})(?:(?:[ -]|,? and )(?:{_WORD}))+|(?:{_WORD})(?= (?:point|and a half)\b)|"
    rf"(?:{_WORD})(?= (?:days?|weeks?|months?|hours?|years?|percent|%)(?:\W|$)))"
    rf"(?: point(?: (?:{'|'.join(_ONES)}))+)?(?: and a half(?! \w+ing))?\b"
)


def spelt(sentence: str) -> str:
    """Return a sentence in small letters with its abbreviations written out and its numbers in digits.

    “Two hundred and fifty” is 250, “zero point five” 0.5, “two and a half” 2.5; a single word such as “five” stays.
    """
    sentence = respelt(sentence)
    chunks = sentence.split()
    if not SHORT.keys().isdisjoint(chunks):
        sentence = _CHUNK.sub(lambda found: SHORT.get(found[0], found[0]), sentence)
    sentence = in_one_piece(sentence)
    if "grand" in chunks:
        sentence = sentence.replace("a grand", "1 grand")
    if not NUMBER_WORDS.keys().isdisjoint(chunks) or not NUMBER_WORDS.keys().isdisjoint(_tied(chunks)):
        sentence = _SPOKEN.sub(_digits, sentence)
    return sentence


def _tied(chunks: list[str]) -> list[str]:
    """Return the first halves of words tied by a hyphen, such as “ninety-five”."""
    return [chunk.partition("-")[0] for chunk in chunks if "-" in chunk]


def _digits(found: re.Match[str]) -> str:
    text, _, behind = found[0].partition(" point")
    half = text.endswith("and a half") or behind.endswith("and a half")
    words = re.findall(rf"\b(?:{_WORD})\b", text.removesuffix("and a half"))
    whole = _whole(words)
    if whole is None:
        return found[0]
    decimals = "".join(str(_ONES[word]) for word in behind.removesuffix("and a half").split())
    return f"{whole}.5" if half and not decimals else f"{whole}.{decimals}" if decimals else str(whole)


def _whole(words: list[str]) -> int | None:
    """Add number words up; None where they are no one number, such as “two three”."""
    total = group = 0
    last = 10**9
    for word in words:
        if word == "hundred":
            group, last = max(group, 1) * 100, 100
        elif word in _SCALES:
            total, group, last = total + max(group, 1) * _SCALES[word], 0, 10**9
        else:
            count = NUMBER_WORDS[word]
            if count >= last or (group and last < 100 and not (last >= 20 and count < 10)):
                return None
            group, last = group + count, count
    return total + group
