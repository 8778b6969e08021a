"""The rules for trades from one chain to another.

`chain` is where what is given away is, `to_chain` where what is bought is to arrive. As with every trade, a rule must
match the whole sentence.
"""

from __future__ import annotations

from typing import Final

from bots.language.amounts import (
    AMOUNT,
    BUY,
    CURRENCY,
    DOLLARS,
    OF_MY,
    PART,
    SELL,
    SLIPPAGE,
    SPENDING,
    WANT,
    common,
    quantities,
)
from bots.language.intents import Intent
from bots.language.patterns import (
    FROM_CHAIN,
    NO_NAME,
    TO_CHAIN,
    TO_CHAIN_NAME,
    TOKEN,
    Entities,
    Groups,
    Rule,
    rule,
)

__all__ = ["CROSSING_RULES"]

_COIN: Final = NO_NAME + TOKEN
_GIVEN: Final = rf"(?:{DOLLARS}(?: worth)?(?: of)?(?: my)? |{PART}{OF_MY}|{AMOUNT}(?:of my )?|(?:some |my ))?{_COIN}"
_BOUGHT: Final = rf"(?:{DOLLARS}(?: worth)?(?: of)? |{AMOUNT}(?:of )?|some )?{_COIN}"
_INTO: Final = rf" (?:for|to|into) {CURRENCY}"
_WITH: Final = r" (?:with|using|for) (?:my )?"
_BRIDGE: Final = WANT + r"bridge\s+"
_TAIL: Final = rf"(?:{SLIPPAGE})?"


def _crossing(groups: Groups) -> Entities:
    return common(groups) | quantities(groups)


CROSSING_RULES: list[Rule] = [
    # “swap 100 usdc on arbitrum to eth on base”, “swap 100 usdc to eth on base from arbitrum”
    rule(rf"(?:{SELL}|{_BRIDGE}){_GIVEN}{FROM_CHAIN}{_INTO}{TO_CHAIN}{_TAIL}", Intent.SELL_TOKEN, _crossing),
    rule(rf"(?:{SELL}|{_BRIDGE}){_GIVEN}{_INTO}{TO_CHAIN}{FROM_CHAIN}{_TAIL}", Intent.SELL_TOKEN, _crossing),
    # “bridge 50 usdc to polygon”, “bridge half my eth from base to arbitrum”, “bridge 50 usdc to eth on polygon”
    rule(
        rf"{_BRIDGE}{_GIVEN}(?:{FROM_CHAIN})? (?:to|onto|over to) {TO_CHAIN_NAME}{_TAIL}", Intent.SELL_TOKEN, _crossing
    ),
    rule(rf"{_BRIDGE}{_GIVEN}{_INTO}{TO_CHAIN}{_TAIL}", Intent.SELL_TOKEN, _crossing),
    # “buy $100 of eth on base with usdc on arbitrum”, “buy eth on base with 100 usdc on arbitrum”
    rule(rf"{BUY}{_BOUGHT}{TO_CHAIN}{_WITH}{CURRENCY}{FROM_CHAIN}{_TAIL}", Intent.BUY_TOKEN, _crossing),
    rule(rf"{BUY}{_COIN}{TO_CHAIN}{_WITH}{SPENDING}{FROM_CHAIN}{_TAIL}", Intent.BUY_TOKEN, _crossing),
]
