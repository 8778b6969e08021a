"""The rules for a portfolio: all of it, on one chain, in one wallet, in parts, or as a picture."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from bots.language.coins import CHAIN_INDEXES, COINS
from bots.language.intents import Intent
from bots.language.patterns import ASK, CHAIN_NAME, Entities, Groups, Rule, named, rule

__all__ = ["PORTFOLIO_RULES"]

_WORD: Final = r"(?:portfolio|balances?|holdings|positions|bags|assets|stack)"
_COINS: Final = r"(?:coins|tokens|assets|crypto|money|bags|positions|holdings|stuff|funds|cash)"
_MINE: Final = (
    rf"(?:{ASK}(?:(?:what is|what's|whats|what are|what do i have|how is|what) ?)?)?(?:in )?(?:me )?(?:all )?(?:of "
    rf")?(?:my |the )?(?:current |full |whole |total )?"
    rf"(?P<place>(?:paper|real|live) )?{_WORD}"
)
_ON: Final = rf"(?: (?:on|over)(?: the)? {CHAIN_NAME}(?: network| chain)?)"
# Words that ask for something else about a portfolio.
_OTHERS: Final = (
    r"(?!(?:value|worth|performance|doing|history|insights?|advice|export|rebalance|risk|diversification|below|above|"
    r"change|changes|today|up|down|gains?|profit|pnl|returns?|growth|is|was|has|at|in|by|on|over|chart|picture|allocation)\b)"
)
_NAME: Final = rf"{_OTHERS}(?P<place>[\w.'-]{{1,40}}(?: [\w.'-]{{1,40}}){{0,2}}?)"

# Names that mean a chain and no coin: “base balance”, “bnb chain balance”; “arbitrum balance” may be either.
_CHAINS: Final = "|".join(
    re.escape(name) for name in sorted(CHAIN_INDEXES, key=len, reverse=True) if name not in COINS and len(name) > 2
)


def _read(groups: Groups, **more: str) -> Entities:
    places = {"place": groups["place"].strip().lower()} if "place" in groups else {}
    return named(groups) | places | more


_wallets, _chains, _picture = (partial(_read, view=view) for view in ("wallets", "chains", "picture"))

PORTFOLIO_RULES: Final[list[Rule]] = [
    rule(
        rf"{_MINE}(?: right now| now| today| look like| overview| summary| value| worth)?\??"
        rf"|{ASK}(?:what|which)(?: {_COINS})? (?:do i|i|have i got|am i|i'm)(?: currently)? ?(?:own|have|hold|"
        rf"holding|owning|got)?"
        r"(?: right now| now| in here| here| at present| in total| in my (?:wallets?|portfolio|account))?\??"
        rf"|{ASK}(?:an? )?overview of (?:everything|all) i (?:own|have|hold)|what(?:'s| is|s) in (?:the|my) (?:bag|"
        rf"bags|account|stack|wallet)\??|how much (?:money )?is in my account\??"
        rf"|what {_COINS} i am (?:owning|having|holding)(?: now)?\??|how much (?:{_COINS} )?(?:do i (?:have|own|"
        rf"hold)|have i got|am i worth|is my {_WORD} worth|is my stuff worth|is in my {_WORD})"
        r"(?: in total| altogether| right now| now| left| in here| here)?\??"
        rf"|what(?:'s| is| are) my {_WORD} (?:worth|now)\??|what(?:'s| is) (?:my )?(?:net worth|total(?: value| "
        rf"balance)?|in my wallets?|my stuff worth)\??"
        rf"|{ASK}(?:my )?(?:stuff|coins|tokens|net worth|money|funds)\??",
        Intent.SHOW_PORTFOLIO,
        _read,
    ),
    rule(rf"{_MINE}{_ON}\??|what do i (?:own|have|hold){_ON}\??", Intent.SHOW_PORTFOLIO, _read),
    rule(
        rf"{ASK}(?:my |the )?(?P<chain>{_CHAINS})(?: network| chain| wallet)? {_WORD}(?: please)?\??",
        Intent.SHOW_PORTFOLIO,
        _read,
    ),
    rule(rf"{_MINE} (?:by|per|of each|for each) wallets?\??", Intent.SHOW_PORTFOLIO, _wallets),
    rule(rf"{_MINE} (?:by|per|of each|for each|across) (?:chain|network)s?\??", Intent.SHOW_PORTFOLIO, _chains),
    rule(
        rf"{_MINE} (?:picture|pie|allocation|as a picture)\??|(?:show |show me )?(?:my |the )?allocation\??",
        Intent.SHOW_PORTFOLIO,
        _picture,
    ),
    rule(rf"portfolio (?:(?:of|in|for) )?(?:my )?{_NAME}(?: wallet)?", Intent.SHOW_PORTFOLIO, _read),
]
