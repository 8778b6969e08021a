"""What people ask of Esther that no command of hers does, or that only wants a word in return: known by its words.

It answers, and does nothing. The words of each answer are in `beyond.html`.
"""

from __future__ import annotations

import re
from typing import Final

from tokens.spoken import fold

__all__ = ["beyond"]

_MOST: Final = 300  # characters of a question; more is a story
_SAID: Final = {
    "thanks": (
        (
            r"^(?:(?:ok|okay|great|cool|perfect|nice|lovely|super|many|well)[ ,!.]*)*"
            r"(?:thanks|thank you|thank u|thx|ty|tysm|cheers|danke|merci|gracias|obrigad[oa]|grazie|спасибо)"
            r"(?:[ ,]+(?:a lot|so much|very much|a bunch|again|for everything|for the help|esther|mate|bro|dear))*\W*$"
        ),
    ),
    "sending": (
        (
            r"\b(?:send|transfer|withdraw\w*|pay ?out|wire|gift|donate)\b.*"
            r"(?:0x[0-9a-f]{6}|\.eth\b|\b(?:address|wallet|bank|account|exchange|binance|coinbase|metamask|ledger|friend|"
            r"wife|husband|mom|mum|dad|brother|sister|him|her|them|money|funds|coins|tokens|btc|eth|usdc|usdt|\d)\b)"
        ),
        r"\bwithdraw\w*\b",
        r"\bget (?:my|the) (?:money|coins|funds) out\b",
    ),
    "depositing": (
        r"\b(?:deposit\w*|top up|add (?:money|funds)|put money in)\b",
        r"\bfund (?:my|the|this) (?:wallet|account)\b",
    ),
    "credit": (
        r"\b(?:leverage\w*|futures?|perps?|perpetuals?|margin|short(?:ing|s)?|liquidation price)\b",
        r"\b(?:call|put) options?\b",
        r"\blong\b.*\b\d+ ?x\b|\b\d+ ?x long\b",
    ),
    "earning": (
        r"\b(?:stak(?:e|es|ing)|lend(?:ing)?|borrow(?:ing)?|farm(?:ing)?|yield|apy)\b",
        r"\b(?:mint(?:ing)?|nfts?|airdrops?|mining)\b",
    ),
    "repeating": (
        r"\b(?:dca|recurring|dollar cost averag\w*|auto[- ]?(?:buy|invest))\b",
        r"\b(?:buy|sell|swap|invest|put)\b.*\b(?:daily|weekly|monthly)\b",
        r"\b(?:buy|sell|swap|invest|put)\b.*\b(?:every|each) (?:day|week|month|hour|morning|friday|monday|payday)\b",
    ),
    "undoing": (
        r"\b(?:undo|reverse|revert|roll back|refund)\b.*\b(?:trades?|swaps?|purchases?|sales?|order|that|it|last)\b",
        r"\bmoney back\b",
    ),
    "cash": (
        r"[€£¥₹]",
        r"\b(?:eur|euros?|gbp|pounds?|yen|(?:credit|debit|bank) card|paypal|apple pay|bank transfer|fiat)\b",
    ),
    "safety": (
        r"\b(?:is|are) (?:my|the) (?:keys?|money|coins?|funds?|wallets?) safe\b",
        r"\b(?:can|do|could|will) you (?:steal|see my key|rug|run away)\b",
        r"\bare you (?:a )?(?:safe|scam|legit|trustworthy)\b|\bcan i trust\b",
        r"\b(?:where (?:is|are)|who (?:has|holds|keeps)) my keys?\b",
    ),
    "fees": (
        r"\b(?:your|esther's|the bot's) (?:fees?|commission|cut)\b",
        r"\bhow much do you (?:charge|take|cost)\b|\bare you free\b",
        r"\bwhat (?:do you charge|fees? do (?:you|i))\b",
        r"\bdo you (?:charge|take) (?:a |any )?(?:fees?|commission|money)\b",
    ),
}
_ABOUT: Final = {about: re.compile("|".join(said)) for about, said in _SAID.items()}


def beyond(text: str) -> str:
    """Return what a text is about; empty for anything else."""
    words = fold(text)
    if len(words) > _MOST or words.startswith("/"):
        return ""
    return next((about for about, said in _ABOUT.items() if said.search(words)), "")
