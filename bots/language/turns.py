"""Turns of phrase: the words that each can begin with, how it is said, and the plain command that it is.

What comes out has to pass the gate and the clauses by itself; so does every word that a turn leaves where it stood.
"""

from __future__ import annotations

from typing import Final

__all__ = ["BUY", "COIN", "MORE", "MUCH", "PAID", "SOFT", "TURNS", "WITH_IT"]

SOFT: Final = r"(?:(?:please|pls|just|so|then|now|and|you|can you|could you|go ahead and|esther),? )*"
MUCH: Final = (
    r"(?:[$€]?[\d.,]*\d[km]?|half an?|an?|some|another [\d.,]+[km]?|another half an?|"
    r"\d[\d.,]*[km]? (?:usd|dollars|bucks|usdc|usdt|dai)"
    r"(?: worth)? of)"
)
PAID: Final = r"(?:\$[\d.,]*\d[km]?|[\d.,]*\d[km]? ?\$?[a-z0-9]{2,42})"
COIN: Final = r"\$?[a-z0-9]{2,42}"
_THING: Final = rf"(?P<thing>(?:{MUCH} )?(?:of )?(?:my )?{COIN})"
_BAG: Final = r"(?:positions?|bags?|stack|pile|holdings?|portfolio|stash|collection|investments?)"
BUY: Final = r"(?:buy|get|grab|purchase|pick up)"
_SELL: Final = r"(?:sell|dump|liquidate|exit|close|offload|unload|get rid of|ditch)"
_ALL_OF_IT: Final = r"(?:it all|them all|all of (?:it|them)|the lot|the whole thing|everything|all|it|them)"
MORE: Final = r"(?P<more>(?:,? (?!all\b|of it).*)?)"
_NEW: Final = r"(?: me)?(?: an?)?(?: new| small| little| long| spot| quick| simple| market)*"
WITH_IT: Final = r"(?: (?:with|using) (?:it|that|them))?"
_SELLING: Final = "sell dump liquidate exit close offload unload get ditch"
_PLACING: Final = "place make put do execute submit enter give"
_OPENING: Final = "open start build enter take"

# The words that each can begin with; how it is said; the command.
TURNS: Final[tuple[tuple[str, str, str], ...]] = (
    (  # “I need 0.3 eth in my wallet, so buy it with usdc”
        "i we me",
        (
            rf"(?:i|we|me) (?:need|want|would like|'d like|could use|wanna have|want to have) {_THING}"
            rf"(?: in my wallet)?[,;.]? {SOFT}{BUY}(?: (?:it|them|that|this|some))?(?: for me)?{MORE}"
        ),
        r"buy \g<thing>\g<more>",
    ),
    (  # “I want out of my arb, sell it all”
        "i i'm im we done tired sick out fed bored over finished",
        (
            rf"(?:(?:i|we|i'm|im)(?: want|'d like|need| am)? ?)?(?:to get |getting |to be )?(?:"
            rf"out of|done with|tired of|sick of|bored of|over|finished with|fed up with) (?:my )?(?P<coin>{COIN})"
            rf"(?: {_BAG})?[,;.]? {SOFT}{_SELL} {_ALL_OF_IT}{MORE}"
        ),
        r"sell all my \g<coin>\g<more>",
    ),
    (  # “take 80 usdt from my balance and buy uni with it”
        "take use grab spend",
        (
            rf"(?:take|use|grab|spend) (?:my )?(?P<paid>{PAID})(?: (?:from|of|out of) my (?:wallet|balance|account|"
            rf"{_BAG}))?,? "
            rf"(?:and|to) {SOFT}{BUY}(?: me)? (?P<thing>.+?){WITH_IT}(?P<more>(?: on .*)?)"
        ),
        r"buy \g<thing> with \g<paid>\g<more>",
    ),
    (
        "take use grab",
        (
            rf"(?:take|use|grab) (?P<paid>half|all|a quarter|\d+ ?%) (?:of )?my (?P<coin>{COIN}) (?:and|to) {BUY} "
            rf"(?P<thing>{COIN}){WITH_IT}{MORE}"
        ),
        r"swap \g<paid> of my \g<coin> to \g<thing>\g<more>",
    ),
    (
        "pay",
        rf"pay (?P<paid>{PAID}) (?:for|to (?:buy|get|have)) (?P<thing>{COIN}){MORE}",
        r"buy \g<thing> with \g<paid>\g<more>",
    ),
    (  # “open a $200 position in eth”, “open a 2 eth position”, “open a position in link with 300 usdc”
        _OPENING,
        rf"\w+{_NEW} (?P<paid>\$[\d.,]*\d[km]?) (?:long )?position (?:in|on|of) (?P<thing>{COIN}){MORE}",
        r"buy \g<paid> of \g<thing>\g<more>",
    ),
    (
        _OPENING,
        rf"\w+{_NEW} (?P<paid>[\d.,]*\d[km]?) (?P<coin>{COIN}) (?:long )?position{MORE}",
        r"buy \g<paid> \g<coin>\g<more>",
    ),
    (
        _OPENING,
        rf"\w+{_NEW} position (?:in|on|of) (?P<thing>{COIN})(?P<more> (?:with|for|of|worth) [\d$].*)",
        r"buy \g<thing>\g<more>",
    ),
    (  # “add 5 link to my position”
        "add throw put",
        (
            rf"(?:add|throw in|put)(?: me)? (?P<thing>{MUCH}(?: more)?(?: of)? {COIN})(?: more)? (?:to|in|into|"
            rf"on top of|onto) (?:my|the) (?:{COIN} )?{_BAG}{MORE}"
        ),
        r"buy \g<thing>\g<more>",
    ),
    (
        "fill top pad grow increase",
        (
            rf"(?:fill|top up|pad|grow|increase) my (?:{COIN} )?{_BAG} (?:with|by|w) (?P<thing>{MUCH}(?: of)? "
            rf"{COIN}){MORE}"
        ),
        r"buy \g<thing>\g<more>",
    ),
    (
        "top",
        rf"top up (?:on )?(?P<thing>{COIN}) (?:with|by) (?P<paid>{PAID}){MORE}",
        r"buy \g<thing> with \g<paid>\g<more>",
    ),
    (  # “place a market order for 2 eth”, “make a sale of 5 uni”
        _PLACING,
        rf"(?!put on)\w+(?: in)?{_NEW} (?:buy |purchase )?order (?:for|of|to (?:buy|purchase|get)) (?P<thing>.+)",
        r"buy \g<thing>",
    ),
    (
        _PLACING,
        rf"\w+(?: in)?{_NEW} (?P<verb>buy|sell|purchase|swap)(?: order)? (?:for|of|on|to (?:buy|sell)) (?P<thing>.+)",
        r"\g<verb> \g<thing>",
    ),
    (  # “put a buy order in for uni at 5.8”, “set buy order 1000 arb at .31”
        f"{_PLACING} set",
        rf"\w+(?: in)?{_NEW} (?P<verb>buy|sell|purchase) order(?: in)?(?: for| of| on)? (?P<thing>.+)",
        r"\g<verb> \g<thing>",
    ),
    (_PLACING, rf"\w+(?: in)?{_NEW} (?:sell |sale )?order to (?:sell|dump) (?P<thing>.+)", r"sell \g<thing>"),
    (_PLACING, r"\w+(?: me)? (?:an? |the )?(?:sale|selling) (?:of|for) (?P<thing>.+)", r"sell \g<thing>"),
    (_PLACING, r"\w+(?: me)? (?:an? |the )?(?:buying|purchase) (?:of|for) (?P<thing>.+)", r"buy \g<thing>"),
    (
        "place make do execute",
        r"\w+(?: me)? (?:an? |the )?(?:exchange|exchanging|conversion|swapping|trade) (?:of |from )?(?P<thing>.+)",
        r"swap \g<thing>",
    ),
    (  # “exit my link position and give me usdc”
        _SELLING,
        (
            rf"{_SELL} (?P<thing>.+?)(?:,| and|, and|(?= (?:change|convert) to)) {SOFT}(?:make it|(?:change|convert|"
            rf"swap|exchange)(?: it| them)? (?:in)?to|give me(?: back)?|get|receive|return|put "
            rf"(?:it |the "
            rf"money )?(?:all "
            rf")?in|get me|"
            rf"take|move (?:it|everything|the money) (?:in)?to|turn it into|keep (?:it|the money) in|go (?:in)?to|park "
            rf"(?:it )?in) "
            rf"(?:the |me )?(?P<paid>{COIN})(?: for it| instead)?"
        ),
        r"exit \g<thing> for \g<paid>",
    ),
    (  # “sell whatever eth I have left”
        _SELLING,
        (
            rf"{_SELL} (?:whatever|any|all the|what|all|every) (?P<coin>{COIN})(?: that)? (?:i (?:have|hold|own|got|"
            rf"still have)|i've got|"
            rf"(?:is|i have) left|remains|there is)(?: left| now| still| in my wallet)*{MORE}"
        ),
        r"sell all my \g<coin>\g<more>",
    ),
    (
        _SELLING,
        (
            rf"{_SELL} (?:all|everything|what|whatever)(?: that)? (?:i (?:have|hold|own|got|still have)(?: left| "
            rf"invested)?|"
            rf"i've got) (?:in|of|on) (?P<coin>{COIN}){MORE}"
        ),
        r"sell all my \g<coin>\g<more>",
    ),
    (
        _SELLING,
        rf"{_SELL} (?:all|everything)(?: that is| i have)? in (?:my )?(?P<coin>{COIN})(?: position| bag)?{MORE}",
        r"sell all my \g<coin>\g<more>",
    ),
    (
        _SELLING,
        (
            rf"{_SELL} (?:out )?(?:of )?my (?:entire |whole |full )?(?:position|bag|holding|stack) (?:in|of) "
            rf"(?P<coin>{COIN}){MORE}"
        ),
        r"sell all my \g<coin>\g<more>",
    ),
    (
        _SELLING,
        rf"{_SELL} (?:off )?(?:the )?(?:rest|remainder) of (?:my |the )?(?P<thing>.+)",
        r"sell all my \g<thing>",
    ),
    (
        "want need",
        rf"(?:want|need) (?:all (?:of )?)?my (?P<coin>{COIN}) (?:sold|gone|liquidated){MORE}",
        r"sell my \g<coin>\g<more>",
    ),
    (  # “300 usdc -> eth swap”
        "#",
        r"(?P<thing>[\d$][^?]*?),? (?P<verb>swap|buy|sell|convert|exchange|bridge)(?: it| them| this)?",
        r"\g<verb> \g<thing>",
    ),
    (  # “4 eth limit buy 1950”
        "#",
        rf"(?P<thing>{MUCH} {COIN}),? (?P<verb>limit buy|buy limit|stop loss|take profit)(?P<more> .*)",
        r"\g<verb> \g<thing>\g<more>",
    ),
    (  # “let my eth ride but trail it 8%”
        "let leave",
        rf"(?:let|leave) my (?P<coin>{COIN}) (?:ride|run)(?:,| but| and|, but) {SOFT}trail (?:it|them){MORE}",
        r"trail my \g<coin>\g<more>",
    ),
    (
        "have let set make put",
        r"\w+ (?:an? )?stop(?: loss)? (?:to )?(?:trail|follow) (?P<thing>.+)",
        r"trail \g<thing>",
    ),
    ("sell", r"sell out (?P<thing>(?:all|half|my|everything|\d).*)", r"sell \g<thing>"),
    (  # “chuck a quarter of my doge into usdc”
        "chuck put throw toss move zap sling shove turn shift stick park",
        (
            rf"\w+ (?P<share>half|all|everything|a quarter|a third|\d[\d.,]* ?%)(?: of)? my (?P<coin>{COIN}) (?:in)?"
            rf"(?:to)? (?P<paid>{COIN}){MORE}"
        ),
        r"swap \g<share> of my \g<coin> to \g<paid>\g<more>",
    ),
    (
        "use",
        rf"use (?:my )?(?P<paid>{PAID}) (?:for|on) (?P<thing>{COIN}){MORE}",
        r"buy \g<thing> with \g<paid>\g<more>",
    ),
    (
        "make turn change bring get shift set",
        r"\w+ my (?:portfolio|holdings|wallet|bags?|stuff|coins) (?:to |into |be )?(?P<thing>\d.* \d.*)",
        r"rebalance \g<thing>",
    ),
    (
        "take",
        rf"take (?P<thing>.+?) off the table(?:,| and|, and) (?:give me|get me|make it|into) (?P<paid>{COIN}){MORE}",
        r"sell \g<thing> for \g<paid>\g<more>",
    ),
    ("take", rf"take (?P<thing>.+?) off the table{MORE}", r"sell \g<thing>\g<more>"),
    (  # “buy the dip for me, 0.3 eth if it falls under 1750”
        "buy catch",
        r"(?:buy|catch) the (?:dip|crash|low|lows)(?: for me| please| while i(?:'m| am)? [a-z]+)*[,:;] (?P<thing>.+)",
        r"buy \g<thing>",
    ),
    (  # “wait for arb to fall below 0.4 then get 500”
        "wait",
        (
            r"wait (?:for|until|till) (?P<name>.+?) (?:to )?(?P<when>fall|drop|dip|rise|climb|go|get|hit|reach)s? "
            r"(?P<level>[^,]+?)"
            rf"(?:,? (?:and )?then|, and| and|,) (?P<thing>(?:{BUY}|{_SELL}|swap|tell|alert|ping)\b.+)"
        ),
        r"\g<thing> if \g<name> \g<when> \g<level>",
    ),
)
