"""The rules for what contracts may still take of one's wallets. Whatever is said of it, it is only shown."""

from __future__ import annotations

import re
from typing import Final

from bots.language.coins import COINS
from bots.language.intents import Intent
from bots.language.patterns import ASK, Rule, rule

__all__ = ["ALLOWANCE_RULES"]

_COIN: Final = "|".join(map(re.escape, COINS))
_ALLOWED: Final = (
    rf"(?:(?:{_COIN}) )?"
    r"(?:token |standing |open |active |current )?(?:allowances?|approvals?|spending permissions?)"
)
_MY: Final = r"(?:all )?(?:of )?(?:my |the )?(?:wallet'?s? |wallets'? )?"
_THINGS: Final = rf"(?:{_COIN}|tokens?|coins?|funds|money|crypto|wallets?|stuff|assets)"
_WHO: Final = r"(?:who|who all|who else|what contracts?|which contracts?|what spenders?|which spenders?)"
_MAY: Final = r"(?:(?:still )?(?:can|could|may|might)|(?:is|are) (?:still )?(?:able|allowed) to)"
_TAKE: Final = r"(?:still )?(?:spend|take|move|touch|use|access|drain|withdraw)"
_TAKE_BACK: Final = r"(?:revoke|take back|withdraw|cancel|remove|clear|reset|undo|get rid of)"

ALLOWANCE_RULES: Final[list[Rule]] = [
    rule(
        rf"{ASK}(?:me )?{_MY}{_ALLOWED}(?: list| again| please| of (?:my|all) {_THINGS})?\??|"
        rf"(?:check|review|see|manage) {_MY}{_ALLOWED}",
        Intent.SHOW_ALLOWANCES,
    ),
    rule(
        rf"(?:what|which|how many) {_ALLOWED} (?:do i have|have i (?:got|given|made|left)|did i (?:give|make|leave)|"
        rf"are (?:there|standing|open|left|active|still (?:there|standing|open|active))|stand|are still standing)"
        r"(?: (?:now|open|left|still|standing|active|here))?\??|"
        rf"(?:what|where) (?:are|is) {_MY}{_ALLOWED}\??|(?:do i have|are there|have i(?: got)?) (?:any )?{_ALLOWED}"
        r"(?: (?:open|left|standing|active|still open))?\??",
        Intent.SHOW_ALLOWANCES,
    ),
    rule(
        rf"{_WHO} {_MAY} {_TAKE} {_MY}{_THINGS}(?: (?:now|right now|still))?\??|"
        rf"{_WHO} (?:has|have) (?:access to|permission to (?:spend|take|move)) {_MY}{_THINGS}\??|"
        rf"what (?:can|may) (?:the )?contracts (?:still )?(?:take|spend)(?: (?:of|from) {_MY}{_THINGS})?\??",
        Intent.SHOW_ALLOWANCES,
    ),
    rule(rf"(?:i want to |i need to |let me )?{_TAKE_BACK} {_MY}(?:old )?{_ALLOWED}", Intent.SHOW_ALLOWANCES),
]
