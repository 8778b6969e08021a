"""The rules for a portfolio: all of it, on one chain, in one wallet, in parts, or as a picture."""

from __future__ import annotations

from functools import partial
from typing import Final

from bots.language.intents import Intent
from bots.language.patterns import CHAIN_NAME, Entities, Groups, Rule, named, rule

__all__ = ["PORTFOLIO_RULES"]

_WORD: Final = r"(?:portfolio|balances?|holdings|positions)"
_MINE: Final = (
    r"(?:(?:show|show me|what is|what's|what do i have|how is) ?)?(?:in )?(?:my |the )?"
    rf"(?P<place>(?:paper|real|live) )?{_WORD}"
)
_ON: Final = rf"(?: (?:on|over)(?: the)? {CHAIN_NAME}(?: network| chain)?)"
# Words that ask for something else about a portfolio.
_OTHERS: Final = (
    r"(?!(?:value|worth|performance|doing|history|insights?|advice|export|rebalance|risk|diversification|below|above|"
    r"is|was|has|at|in|by|on|over|chart|picture|allocation)\b)"
)
_NAME: Final = rf"{_OTHERS}(?P<place>[\w.'-]{{1,40}}(?: [\w.'-]{{1,40}}){{0,2}}?)"


def _read(groups: Groups, **more: str) -> Entities:
    places = {"place": groups["place"].strip().lower()} if "place" in groups else {}
    return named(groups) | places | more


_wallets, _chains, _picture = (partial(_read, view=view) for view in ("wallets", "chains", "picture"))

PORTFOLIO_RULES: Final[list[Rule]] = [
    rule(rf"{_MINE}\??|what do i (?:own|have|hold)\??", Intent.SHOW_PORTFOLIO, _read),
    rule(rf"{_MINE}{_ON}\??|what do i (?:own|have|hold){_ON}\??", Intent.SHOW_PORTFOLIO, _read),
    rule(rf"{_MINE} (?:by|per|of each|for each) wallets?\??", Intent.SHOW_PORTFOLIO, _wallets),
    rule(rf"{_MINE} (?:by|per|of each|for each|across) (?:chain|network)s?\??", Intent.SHOW_PORTFOLIO, _chains),
    rule(
        rf"{_MINE} (?:picture|pie|allocation|as a picture)\??|(?:show |show me )?(?:my |the )?allocation\??",
        Intent.SHOW_PORTFOLIO,
        _picture,
    ),
    rule(rf"portfolio (?:(?:of|in|for) )?(?:my )?{_NAME}(?: wallet)?", Intent.SHOW_PORTFOLIO, _read),
]
