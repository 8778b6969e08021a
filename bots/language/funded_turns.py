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
    (  # “my usdt is just lying around, so buy me 0.02 btc with it”
        "my",
        (
            rf"my (?P<paid>{COIN}) (?:is |are |just |only |still )*(?:doing nothing|lying (?:around|idle)|sitting "
            rf"(?:here|there|around|idle)|idle|collecting dust|burning a hole in my pocket)[,;.:]* {SOFT}{BUY}(?: me)? "
            rf"(?P<thing>.+?) (?:with|using) (?:it|that|them){MORE}"
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
        "zap sling shove hop port shift take get send push slide pull carry",
        (
            rf"\w+ (?P<thing>(?:my )?(?:{MUCH} )?{COIN}) (?:from|off) (?P<near>[a-z]+) (?:over )?(?:to|into) "
            rf"(?P<far>[a-z]+)"
        ),
        r"bridge \g<thing> from \g<near> to \g<far>",
    ),
    (  # “take 300 usdc and swap it to eth”
        "take",
        (
            rf"take (?:my )?(?P<thing>{PAID}),? (?:and|then) (?:swap|convert|exchange|change|make|turn) (?:it|them)(?: "
            rf"all)?"
            rf"(?: in)?(?: ?to)? (?P<paid>{COIN}){MORE}"
        ),
        r"swap \g<thing> to \g<paid>\g<more>",
    ),
    (  # “pop 40 usdc into aave”
        "pop stick bung slide plonk slip",
        rf"\w+ (?P<paid>{PAID}) (?:in|into|on|onto|at) (?:some )?(?P<thing>{COIN}){MORE}",
        r"buy \g<thing> with \g<paid>\g<more>",
    ),
    (  # “cash my sol out”
        "cash",
        rf"cash (?P<thing>(?:all |half )?(?:of )?my {COIN}) out{MORE}",
        r"sell \g<thing>\g<more>",
    ),
    (  # “add to my eth bag, 100 usdc”
        "add",
        rf"add to my (?P<thing>{COIN}) (?:bag|position|stack|holdings),? (?:with |for )?(?P<paid>{PAID}){MORE}",
        r"buy \g<thing> with \g<paid>\g<more>",
    ),
    (  # “follow eth with a stop 5% behind”
        "follow let",
        (
            rf"(?:follow|let) (?:my )?(?P<thing>{COIN}) (?:run |ride |up )?with (?:an? )?(?:trailing )?(?:stop "
            rf")?(?:loss )?"
            r"(?:of )?"
            rf"(?P<trail>[\d.]+ ?%)(?: trailing| trail| stop| loss| behind| below)*{MORE}"
        ),
        r"trail \g<thing> \g<trail>\g<more>",
    ),
)
