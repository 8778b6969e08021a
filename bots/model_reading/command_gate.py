"""Whether a sentence may be a command to trade at all: present, positive, said by the person themself, and only one.

Wide on purpose: what it refuses is answered with examples, and can be said more plainly.
"""

from __future__ import annotations

import re
from typing import Final

from bots.language import is_unmeant

__all__ = ["may_command"]

_POLITE: Final = re.compile(
    r"^(?:(?:hey|hi|hello|ok|okay|please|pls|esther)[,!]?\s+)*"
    r"(?:(?:can|could|would|will) (?:you|u)(?: please| pls| kindly)?\s+|"
    r"(?:i want|i would like|i'd like|i need|i wanna|let's|let us|help me)(?: you)?(?: to)?\s+)"
)
_QUESTION: Final = re.compile(
    r"^(?:should|shall|what\w*|why|how\w*|when|where|which|who\w*|whose|is|are|am|does|do|did|was|were|can|could|may|"
    r"might|would|will|has|have|had|isn't|aren't|if)\b|\?\s*\w"
)
_DENIAL: Final = re.compile(
    r"n't\b|\b(?:not|never|no|none|nothing|nobody|neither|nor|cannot|dont|doesnt|didnt|wont|cant|shouldnt|wouldnt|"
    r"unless|instead|rather|avoid|without|refuse\w*|hate|against|wrong|mistake|undo|cancel\w*|forget|"
    r"stop (?:buying|selling|trading|it|that|this|the|my|all|me)|quit|enough|afraid|scared|worried)\b"
)
_TOLD: Final = re.compile(
    r"\b(?:bought|sold|swapped|traded|dumped|grabbed|had|was|were|been|did|got|gone|went|made|paid|lost|yesterday|ago|"
    r"already|earlier|last|previously|used to|said|says|say|saying|told|tells|telling|wrote|writes|heard|hear|reads?|"
    r"according|everyone|everybody|anyone|anybody|someone|somebody|people|they|them|he|she|his|her|their|friends?|"
    r"wife|husband|brother|sister|boss|mother|father|mom|dad|guy|analysts?|experts?|articles?|news|tweets?|tweeted|"
    r"posts?|posted|forward\w*|quote[sd]?|whales?|influencers?|twitter|reddit|telegram|youtube)\b"
)
_SOME_DAY: Final = re.compile(
    r"\b(?:tomorrow|tonight|later|soon|someday|eventually|one day|next|might|may|maybe|perhaps|possibly|probably|"
    r"think\w*|thought|consider\w*|wonder\w*|plan\w*|tempted|curious|going to|gonna|about to|will|i'll|ill|i'd|"
    r"wish\w*|hope\w*|hoping|suppose\w*|imagine|hypothetical\w*|what if|would|could|should|test\w*|example|pretend\w*|"
    r"noon|midnight|morning|evening|afternoon|weekend|daily|weekly|monthly|every|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b"
)
_PASTED: Final = re.compile(
    r"[\"“”„«»‹›`<>{}\[\]|\\]|(?<!\w)'|'(?!\w)|:\s|\n|"
    r"\b(?:ignore|disregard|previous|instructions?|prompt|system|assistant|developer|overrid\w+|admin\w*|operator|"
    r"jailbreak|act as|you are|execute|confirm\w*|automatically|json|intent)\b"
)
_SALE: Final = re.compile(r"\b(?:sell|dump|ditch|offload|unload|liquidate|exit|short)\b|\brid of\b|\bcash out\b")
_PURCHASE: Final = re.compile(r"\b(?:buy|purchase|grab|ape|acquire|scoop)\b")
_CONDITION: Final = re.compile(r"\b(?:if|when\w*|once|until|till|while|after|before|as soon as|in case)\b")


def may_command(text: str, *, may_wait: bool = False) -> bool:
    """Say whether a text may be somebody's command to trade now; with `may_wait` it may name a condition."""
    if is_unmeant(text):
        return False
    sentence = re.sub(r"[‘’]", "'", text.strip().lower())
    rest, politely = _POLITE.subn("", sentence)
    if "?" in (rest.rstrip(" ?!.") if politely else rest) or _QUESTION.search(rest):
        return False
    if any(words.search(rest) for words in (_DENIAL, _TOLD, _SOME_DAY, _PASTED)):
        return False
    if _SALE.search(rest) and _PURCHASE.search(rest):
        return False
    return may_wait or not _CONDITION.search(rest)
