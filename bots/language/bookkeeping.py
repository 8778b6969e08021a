"""The rules for what trading gained, how value is spread, and files of it all. A gain in them orders nothing."""

from __future__ import annotations

from typing import Final

from bots.language.intents import Intent
from bots.language.patterns import CHAIN, NO_NAME, TOKEN, Entities, Groups, Rule, rule

__all__ = ["BOOKKEEPING_RULES"]

_COIN: Final = NO_NAME + TOKEN
_ASK: Final = r"(?:(?:what is|what's|what are|what was|what were|show|show me|how is|how are|tell me) )?"
_KIND: Final = r"(?:(?:realised|realized|unrealised|unrealized|total|overall|open|trading|capital) )?"
_GAINS: Final = r"(?:profits?|gains?|pnl|p&l|p/l|profits? (?:and|&|or) loss(?:es)?|gains? (?:and|&|or) loss(?:es)?)"
_ON: Final = rf" (?:on|of|from|for|in|with)(?: my| the)? {_COIN}{CHAIN}"
_DID: Final = r"(?:have i|did i|do i|am i)"
_MADE: Final = r"(?:made|make|earned|earn|gained|gain|lost|lose|up|down)"
_FILES: Final = {
    "trades": r"(?:(?:trades?|trading|transactions?|swaps?|orders?) (?:history|log|records?|list)|trades?|history|"
    r"transactions?|swaps)",
    "orders": r"orders?",
    "alerts": r"alerts?",
    "snapshots": r"(?:daily )?snapshots?",
    "holdings": r"(?:holdings|balances|portfolio|positions)",
    "lots": r"(?:tax )?lots?|taxes|tax|cost basis|gains|disposals",
    "koinly": r"(?:for )?koinly(?: csv| file)?",
    "all": r"everything|all|data|it all|all my data",
}
_WHAT: Final = "|".join(f"(?P<{name}>{words})" for name, words in _FILES.items())
_EXPORT: Final = (
    r"(?:export|download)(?: me)?(?: an?| the)?(?: (?:full|complete))?(?: (?:record|list|copy|log|file|history|csv)s? "
    r"(?:of|with))?(?: all)?(?: of)?(?: my| the)?"
)
_AS: Final = r"(?: (?:as|in|to|into)(?: an?)? (?:csv|spreadsheet|excel|files?)(?: files?)?)?"
_FOR: Final = r"(?: for (?:my |the )?(?:tax(?:es)?(?: return)?|accountant|records))?"
_YEAR_END: Final = (
    r"(?:(?:balances?|holdings|portfolio) )?(?:of |at |on |for |from )?(?:the )?"
    r"(?:end of |year[- ]end |31(?:st)? (?:of )?dec(?:ember)? |dec(?:ember)? 31(?:st)?,? )?(?P<year>20\d\d)"
)


def _export(groups: Groups) -> Entities:
    return {"export": next(name for name in _FILES if name in groups)}


def _year(groups: Groups) -> Entities:
    return {"year": groups["year"]}


BOOKKEEPING_RULES: Final[list[Rule]] = [
    rule(rf"{_ASK}(?:my |the )?{_KIND}{_GAINS}(?:{_ON})?(?: so far)?\??", Intent.SHOW_PROFIT),
    rule(rf"profit {_COIN}{CHAIN}", Intent.SHOW_PROFIT),
    rule(
        rf"(?:what|how much) did i pay for(?: my| the)? {_COIN}{CHAIN}\??"
        rf"|{_ASK}my (?:average |avg )?(?:cost|cost basis|entry|entry price|purchase price|buy price|break[- ]?even)"
        rf"(?: price)?(?: (?:of|for|on|in)(?: my| the)? {_COIN}{CHAIN})?\??"
        rf"|{_ASK}(?:the )?average price (?:of|for|on) my {_COIN}{CHAIN}\??"
        rf"|{_ASK}(?:the )?average (?:cost|entry|entry price|cost basis)(?: (?:of|for|on|in)(?: my| the)?)? "
        rf"{_COIN}{CHAIN}\??|cost basis (?:of|for|on|in)(?: my| the)? {_COIN}{CHAIN}\??",
        Intent.SHOW_PROFIT,
    ),
    rule(rf"{_ASK}my {_KIND}{_COIN} {_GAINS}\??", Intent.SHOW_PROFIT),
    rule(
        rf"how much (?:profit |money )?{_DID} {_MADE}(?:{_ON})?(?: so far)?\??|am i (?:in profit|up or down)\??",
        Intent.SHOW_PROFIT,
    ),
    rule(
        rf"{_ASK}(?:my |the )?(?:portfolio )?(?:diversification|concentration)(?: index)?\??|"
        r"how (?:well )?(?:diversified|concentrated|spread(?: out)?) (?:am i|is my (?:portfolio|money))\??|"
        r"am i (?:well )?diversified\??",
        Intent.SHOW_DIVERSIFICATION,
    ),
    rule(r"export|export csv|download csv", Intent.EXPORT_DATA),
    rule(rf"{_EXPORT} (?:{_WHAT}){_AS}{_FOR}", Intent.EXPORT_DATA, _export),
    rule(
        rf"(?:i (?:need|want)|give me|send me|make|make me|get me|create) (?:an?|the)"
        rf" (?:csv|spreadsheet|excel)(?: file)?"
        rf" (?:of|with) (?:all )?(?:of )?(?:my |the )?(?:{_WHAT}){_FOR}",
        Intent.EXPORT_DATA,
        _export,
    ),
    rule(rf"{_EXPORT} {_YEAR_END}{_AS}{_FOR}", Intent.EXPORT_DATA, _year),
]
