"""The rules for rebalancing: tokens with their parts of the whole, in the ways people list them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final

from bots.language.amounts import SLIPPAGE, WANT
from bots.language.coins import CHAIN_INDEXES, symbol
from bots.language.intents import Intent
from bots.language.numbers import NUMBER
from bots.language.patterns import CHAIN, CHAIN_NAME, NO_NAME, Entities, Groups, Rule, named, number, rule
from esther_site.lib.errors import UserError

__all__ = ["REBALANCE_RULES", "written"]

_OPTION: Final = (
    r"(?!(?:band|tolerance|equal(?:s|ly)?|evenly|weights?|weighted|shares?|parts?|rest|others?|portfolio|wallet|holdings|"
    r"my|bags|me|it)\b)"
)
_NAME: Final = rf"{NO_NAME}{_OPTION}(?=[^\s,;]*[^\W\d_])\$?[^\s,;:=%?]{{1,80}}(?<!\.)"
_PERCENT: Final = rf"{NUMBER}\s*(?:%|percent)?"
_BEFORE: Final = rf"{_NAME}\s*[\s:=]\s*{_PERCENT}"  # ETH 60
_BEHIND: Final = rf"{_PERCENT}\s+(?:of |in )?{_NAME}"  # 60% ETH
_AND: Final = r"(?:\s*[,;/]\s*(?:and )?|\s+and\s+|\s+)"
_SHARES: Final = rf"(?P<shares>{_BEFORE}(?:{_AND}{_BEFORE})*|{_BEHIND}(?:{_AND}{_BEHIND})*)"
_NAMES: Final = rf"(?P<names>{_NAME}(?:{_AND}{_NAME})*)"
_BAND: Final = rf",? (?:with )?(?:an? )?(?:band|tolerance) (?:of )?(?P<band>{NUMBER})\s*%?"
_SELLING: Final = (
    r",? (?:and )?(?:also )?(?P<others>sell (?:all )?(?:the )?(?:rest|others?|everything else|other tokens))"
)
_OPTIONS: Final = rf"(?:(?: and)?(?:{SLIPPAGE}|{_BAND})|{_SELLING}){{0,3}}"
_ANYWHERE: Final = rf"{_OPTIONS}{CHAIN}{_OPTIONS}"
# Without “on” only a chain that is known is one: “rebalance 80 eth 20 usdc idc” names none.
_CHAINS: Final = "|".join(map(re.escape, sorted(CHAIN_INDEXES, key=len, reverse=True)))
_ON: Final = rf"(?: on(?: the)? {CHAIN_NAME}(?: network| chain)?|,?(?: the)? (?P<chain>{_CHAINS})(?: network| chain)?)?"
_BEGIN: Final = (
    rf"{WANT}(?:(?:make |do )?(?:a )?rebalance(?: me| it| am for me| everything)?(?: my)?(?: portfolio| wallet| "
    rf"holdings| bags| bag| stack| assets)?"
    r"|(?:bring|split|turn|set|make|change) my (?:portfolio|holdings|bags|wallet))"
)
_TO: Final = r"(?:\s*[:,]|\s+(?:(?:in)?to|with|at|as|evenly:|equally:|as follow(?:s|ing):?))?\s+"
_EQUALLY: Final = r"(?:(?:equally|evenly|equal weights)(?:[,:]| (?:between|among|in(?:to)?|of|across))?\s+)?"

_EACH_BEFORE: Final = re.compile(rf"({_NAME})\s*[\s:=]\s*({NUMBER})", re.IGNORECASE)
_EACH_BEHIND: Final = re.compile(rf"({NUMBER})\s*(?:%|percent)?\s+(?:of |in )?({_NAME})", re.IGNORECASE)
_EACH_NAME: Final = re.compile(_NAME, re.IGNORECASE)


def _rebalance(groups: Groups) -> Entities:
    """Read the parts as JSON text, `{symbol: percent}`; without percentages the parts are empty, and equal."""
    entities = {name: text for name, text in named(groups).items() if name == "chain"}
    if "shares" in groups:
        entities["allocations"] = written(_shares(groups["shares"]))
    elif "names" in groups:
        entities["allocations"] = written((name, "") for name in _EACH_NAME.findall(_joined(groups["names"])))
    if slippage := groups.get("slippage") or groups.get("slippage_before"):
        entities["slippage"] = number(slippage.rstrip(","))
    if "band" in groups:
        entities["band"] = "0" if re.fullmatch(r"[0.]+", groups["band"]) else number(groups["band"].rstrip(","))
    return entities | ({"sells_others": "1"} if "others" in groups else {})


def _shares(text: str) -> list[tuple[str, str]]:
    if re.match(NUMBER, text, re.IGNORECASE):
        pairs = [(name, percent) for percent, name in _EACH_BEHIND.findall(text)]
    else:
        pairs = _EACH_BEFORE.findall(text)
    return [(name, number(percent.rstrip(",."))) for name, percent in pairs]


def _joined(names: str) -> str:
    return re.sub(r"\band\b", " ", names, flags=re.IGNORECASE)


def written(pairs: Iterable[tuple[str, str]]) -> str:
    """Write the parts down. Raises UserError when a token is named twice."""
    allocations: dict[str, str] = {}
    for said, percent in pairs:
        name = symbol(said)
        if name in allocations:
            raise UserError(f"That names {said[:20]} twice. Say each token once, with all of its part.")
        allocations[name] = percent
    return json.dumps(allocations, ensure_ascii=False)


REBALANCE_RULES: Final[list[Rule]] = [
    rule(
        rf"{_BEGIN}(?: (?:(?:in)?to|with|at|by|in))?(?: equally| evenly| equals? (?:weights?|parts?|shares?))?",
        Intent.REBALANCE,
        _rebalance,
    ),
    rule(rf"{_BEGIN}{_TO}{_SHARES}{_ANYWHERE}", Intent.REBALANCE, _rebalance),
    rule(rf"{_BEGIN}{_TO}{_SHARES}{_OPTIONS}{_ON}", Intent.REBALANCE, _rebalance),
    rule(rf"{_BEGIN}{_TO}{_EQUALLY}{_NAMES}{_ANYWHERE}", Intent.REBALANCE, _rebalance),
]
