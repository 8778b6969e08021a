"""What people put at the edges of a command and that says nothing: “sell 2 eth ez”, “vale, sell 2 eth”.

Between the parts of a command nothing is left out. At its edges only sighs and forms of address are, and a word that
nobody knows, where it can be no name of a token and no slip of a denial.
"""

from __future__ import annotations

import re
from typing import Final

from bots.language.bag_words import words
from bots.language.coins import CHAIN_INDEXES, COINS
from bots.language.cold_words import ACTS, DENIALS, DOUBTFUL, HOT, TIMES, WAYS
from bots.language.denials import is_near_denial
from bots.language.lexer import Sentence
from bots.language.vocabulary import CLASSES

__all__ = ["trimmed"]

_MOST: Final = 4  # words at each edge, at most
_SAID: Final = words(
    "bot admin desk team there fr frfr ngl tbh ez easy babe baby bby hun hon honey darling sweetie sweetheart love "
    "luv king queen chief champ legend homie fren ser sers anon dawg brother bruv bruh blud cuh mane man girl gurl "
    "guys folks pal amigo amiga friend hermano compadre habibi yaar bhai ji na la leh lor hor ah eh oi oya o jor "
    "jare biko wallahi inshallah pronto subito rapido schnell vite asap stat chop sharp sharply swiftly promptly "
    "speedily urgently urgent nao now rn thx tnx tks thankyou merci gracias danke arigato obrigado spasibo grazie "
    "cheers ta lfg lfgo letsgo lezgo idc gogo gogogo gogogogo po opo wagmi gm yolo woo woohoo yay yeehaw boom bam "
    "haha hehe please pls plz plss xx xo k kk yeah yep yes sure ok okie okay fine cool only first real quick "
    "quickly fast thanks thank ty tysm mate bro fam boss sir dude buddy esther dear abeg sha lah hey hi hello yo so "
    "well right alright then oh um uh hmm ugh phew damn dang wow vale abi bale dale alors also bon gut na wallah "
    "yalla aight ight bet word alr hiya sis fellas team good great nice perfect lovely kindly just indeed simply "
    "instead directly immediately instantly today lets let's go gooo goo"
)
_LEADS: Final = words("and so also but then")
# A word in this manner says how much, how fast or when: it is not left out.
_NEVER: Final = (
    HOT
    | DOUBTFUL
    | ACTS
    | WAYS
    | DENIALS
    | TIMES
    | words(
        "am pm oclock clock gmt utc est cet apiece per each max min minimum maximum total combined worth half "
        "other both"
    )
)
_COMMA: Final = CLASSES["comma"]
_NAME: Final = CLASSES["name"]
_COUNTED: Final = frozenset(
    CLASSES[name] for name in ("NUM", "MEGA", "USD", "PCT", "SPAN", "chain", "portfolio", "me", "please", "filler")
)
_LETTERS: Final = re.compile(r"([a-z])\1+")
_SHORT: Final = 5


def trimmed(sentence: Sentence) -> Sentence | None:
    """Return a sentence without what says nothing at its edges; None where there is nothing of that."""
    codes, said = sentence.codes, sentence.words
    start, end = 0, len(codes)
    while start < min(_MOST, end - 2) and _leads(codes, said, start):
        start += 1
    while end > max(start + 2, len(codes) - 2 * _MOST) and _trails(codes, said, end - 1):
        end -= 1
    return Sentence(codes[start:end], said[start:end]) if end - start < len(codes) else None


def _leads(codes: str, said: list[str], place: int) -> bool:
    if codes[place] == _COMMA:
        return True
    word = said[place]
    return (
        word in _LEADS
        or _says_nothing(word)
        or (codes[place] == _NAME and codes[place + 1] == _COMMA and len(word) <= _SHORT and _is_strange(word))
    )


def _trails(codes: str, said: list[str], place: int) -> bool:
    if codes[place] == _COMMA or _says_nothing(said[place]):
        return True
    return codes[place] == _NAME and codes[place - 1] in _COUNTED and _is_strange(said[place])


def _says_nothing(word: str) -> bool:
    """Say whether a word is in the list, also with a letter drawn out, as in “plsss”."""
    return word in _SAID or (_LETTERS.sub(r"\1", word) in _SAID and word not in COINS)


def _is_strange(word: str) -> bool:
    """Say whether a word is none that could matter: no name that is known, and no slip of a denial."""
    if not word.isalpha() or word.endswith("ly") or word in COINS or word in CHAIN_INDEXES:
        return False
    return word not in _NEVER and not is_near_denial(word)
