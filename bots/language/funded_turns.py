"""Turns of phrase in which it is told first what there is to spend, or to move. See `turns`."""

from __future__ import annotations

from typing import Final

from bots.language.turns import BUY, COIN, MORE, MUCH, PAID, SOFT, WITH_IT

__all__ = ["FUNDED_TURNS"]

FUNDED_TURNS: Final[tuple[tuple[str, str, str], ...]] = (
    (  # “I've got 300 usdc doing nothing, buy btc with it if it drops to 87500”
        "i i've ive # got have there's",
        (
            rf"(?:(?:i|i've|ive|there's)? ?(?:have|got|have got|got me)? ?)(?P<paid>{PAID})(?: (?:doing nothing|"
            rf"lying around|"
            rf"sitting (?:here|around|idle)|idle|left|left over|here|to spend|to spare|to burn|ready|free|"
            rf"spare))+[,:;.-]* "
            rf"{SOFT}{BUY}(?: me)? (?P<thing>{COIN}){WITH_IT}{MORE}"
        ),
        r"buy \g<thing> with \g<paid>\g<more>",
    ),
    (  # “add 10 uni, pay dai”
        "add",
        (
            rf"add (?P<thing>{MUCH} {COIN}),? (?:and )?(?:pay|paid|paying|use|using)(?: with| in| by)? "
            rf"(?P<paid>{COIN}){MORE}"
        ),
        r"buy \g<thing> with \g<paid>\g<more>",
    ),
    (  # “I need my 90 usdc bridged to scroll”
        "i we need want",
        (
            rf"(?:(?:i|we) )?(?:need|want|would like) my (?P<thing>(?:{MUCH} )?{COIN}) (?P<verb>bridge|swap|convert|"
            rf"exchange)(?:p?ed|d) (?P<more>(?:to|into|for) .+)"
        ),
        r"\g<verb> \g<thing> \g<more>",
    ),
    (  # “zap 150 usdc from arb over to base”
        "zap sling shove hop port shift",
        rf"\w+ (?P<thing>{MUCH} {COIN}) (?:from|off) (?P<near>[a-z]+) (?:over )?(?:to|into) (?P<far>[a-z]+)",
        r"bridge \g<thing> from \g<near> to \g<far>",
    ),
)
