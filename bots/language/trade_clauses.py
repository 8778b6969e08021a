"""What is said of purchases and sales, as clauses: how much, of what, paid with what, where, and when."""

from __future__ import annotations

from typing import Final

from bots.language.clauses import MACROS, Clause, Clauses, pattern
from bots.language.waiting import BRACKETS, CONDITIONS, LEADING_CONDITIONS, LEVELS, OPTIONS

__all__ = ["BUYS", "FIRST", "FIRST_SOLD", "FRAME", "OFFER", "PURCHASE", "PUT", "SALE", "SELLS", "SPENT", "TRADE"]

FRAME: Final = "(?:want|please to?|canyou|wouldyou|me|comma|then|(?<=.) to|grab to? (?=buy|sell|swap|bridge|set))*"
MACROS["FRACTION"] = (
    "(?:(?P<fraction>half) a|a? (?P<fraction>quarter|fraction) of a|(?P<fraction>a)) "
    "(?P<token>coin|stable|place|ticker)"
)
MACROS["FRAME"] = FRAME
MACROS["NEAR"] = "(?:on|from) the? (?P<near_chain>C) network?"
MACROS["SPENDING"] = "(?P<spend>NUMBER) of? MINE? CURRENCY"

_LEADING: Final = (
    *LEADING_CONDITIONS,
    Clause("SLIPPAGE"),
    Clause("valid? (?:for|in) next? (?P<span>TIME)"),
    Clause("on the? (?P<chain>chain|place|coin) network? comma?"),
    Clause("(?P<chain>chain) network? (?:colon|comma)"),
    Clause("(?:within|in the) (?P<chain>chain|place) network? comma?"),
    Clause("in (?P<chain>chain) network? comma?"),
)
MACROS["LEAD"] = "(?P<lead>coin|stable|place|ticker|address) comma? colon?"
FIRST: Final = Clauses(
    *_LEADING,
    Clause("(?:with|for) MINE? (?:DOLLARS|SPENDING|CURRENCY) (?:NEAR|CHAIN)? (?:comma|to)?"),
    Clause("(?P<spend>NUMBER) (?P<currency>stable) (?=FRAME buy)"),
    Clause("ape MINE? (?:DOLLARS|SPENDING) (?=to buy)"),
    Clause("DOLLARS worth? of? LEAD CHAIN?"),
    Clause("AMOUNT of? LEAD CHAIN?"),
    Clause("LEAD AMOUNT (?=comma? (?:want|please)* buy)"),
    Clause("(?:for|on)? MINE? LEAD CHAIN?"),
    Clause("market? order colon?"),
)
FIRST_SOLD: Final = Clauses(
    *_LEADING,
    Clause("DOLLARS worth? of? MINE? LEAD CHAIN?"),
    Clause("(?:MINE|of)* SHARE of? MINE? LEAD portfolio? CHAIN? comma?"),
    Clause("AMOUNT of? MINE? LEAD CHAIN?"),
    Clause("LEAD (?:AMOUNT|SHARE|DOLLARS) (?=comma? (?:want|please)* sell)"),
    Clause("(?:from|of)? MINE? LEAD portfolio? CHAIN? comma?"),
    Clause("MINE portfolio in LEAD"),
)
_PAID: Final = (
    Clause("comma? (?:with|from|for) (?:SHARE (?:of MINE?|MINE)|(?P<share>all)) CURRENCY portfolio?", whole="1"),
    Clause("comma? (?:with|from|for) MINE? (?P<currency>coin|stable) in (?P<chain>chain|place|coin) network?"),
    Clause("(?:in the?|within) (?P<chain>place) network?"),
    Clause("(?:with|for|worth|by) MINE? DOLLARS worth?"),
    Clause("(?:SPENDING|DOLLARS) worth (?=comma|if|on|at|below|$)"),
    Clause("(?:with|for) MINE? SPENDING NEAR"),
    Clause("and? (?:with|for|by|on) (?:maximum|all)? MINE? SPENDING"),
    Clause("(?:colon|(?<=coin|stable|place|ticker) of) SPENDING"),
    Clause("comma? (?:with|from|for|in) some? MINE? CURRENCY NEAR"),
    Clause("comma? from the? (?P<near_chain>chain|place) network?"),
    Clause("comma? (?:with|from|by) some? MINE? CURRENCY portfolio?"),
    Clause("comma? for some? MINE? (?P<currency>coin|stable|place|ticker|address) portfolio?"),
    Clause("comma? in some? MINE? CURRENCY portfolio?", inside="1"),
    Clause("from the? (?P<near_chain>chain) network?"),
    Clause("and? with (?:for it)? (?:in|with) CURRENCY"),
    Clause("and? with (?:in|with) SPENDING"),
    Clause("(?<=comma) (?:(?P<spend>NUMBER) (?P<currency>stable)|DOLLARS) (?=comma|$)"),
)
_LATER: Final = (
    Clause("comma? CHAIN"),
    Clause("(?<=comma) (?P<chain>chain|place) network"),
    Clause("comma? (?:on|the)* network (?:is|colon)? (?P<chain>chain|place)"),
    *CONDITIONS,
    *LEVELS,
    *OPTIONS,
)
_BOUGHT: Final = (
    Clause("(?P<spend>NUMBER) (?P<currency>stable) worth? of it", bare="1"),
    Clause("(?:a|some)? DOLLARS worth? (?:of|in)? (?:some|the|my)? TOKEN"),
    Clause("(?P<spend>NUMBER) CURRENCY (?:worth of?|of) (?:some|MINE)? TOKEN"),
    Clause("FRACTION"),
    Clause("AMOUNT of? TOKEN (?P<currency>stable) (?P<chain>chain|place)?"),
    Clause("(?P<token>T) (?P<either>NUMBER) (?P<currency>stable) (?P<chain>chain|place)?"),
    Clause("(?P<token>coin) (?P<count>NUM) (?=comma|with|for|on|if|$)"),
    Clause("(?:another|the|that) AMOUNT of? some? TOKEN"),
    Clause("(?P<token>T) DOLLARS"),
    Clause("(?P<amount>NUMBER) pieces"),
    Clause("AMOUNT of? TOKEN (?P<chain>chain|place)"),
    Clause("AMOUNT of? some? TOKEN"),
    Clause("of? (?:some|the)* TOKEN colon?"),
    Clause("the falls (?:on|in|of|for)? TOKEN", dip="1"),
    Clause("the falls colon (?=NUMBER|USD)", dip="1"),
    Clause("anything", bare="1"),
    Clause("DOLLARS (?:worth? of? it)?", bare="1"),
    Clause("AMOUNT (?=at PRICE)"),
    Clause("AMOUNT (?:of it)?", bare="1"),
    Clause("some? of? it", bare="1"),
    Clause("some (?=with|for|on|at|$)", bare="1"),
)
PURCHASE: Final = Clauses(*BRACKETS, *_LATER, *_PAID, *_BOUGHT)
PUT: Final = Clauses(
    Clause("MINE? DOLLARS worth? (?:to|in|on|at|of) buy? some? TOKEN"),
    Clause("SPENDING (?:worth? of|to|in|on|at) buy? some? TOKEN"),
    Clause("to (?:DOLLARS|SPENDING) worth? of? some? TOKEN"),
    Clause("(?:to|in) some? TOKEN"),
    Clause("(?P<token>coin|stable|place|ticker) (?:DOLLARS|SPENDING)"),
    *BRACKETS,
    *_LATER,
    *_PAID,
)
_SOLD: Final = (
    Clause("AMOUNT TOKEN (?P<from_chain>chain|place) (?=to the? (?:chain|place))"),
    Clause("(?P<token>coin|stable) (?P<count>NUM) (?=comma|with|for|on|if|to|$)"),
    Clause("FRACTION"),
    Clause("DOLLARS worth? of? MINE? TOKEN"),
    Clause("AMOUNT? TOKEN slash? CURRENCY (?P<chain>chain|place)?", pair="1"),
    Clause("(?P<amount>NUMBER) pieces"),
    Clause("MINE? SHARE (?:of|from)? MINE? portfolio (?:in|of) TOKEN"),
    Clause("MINE? SHARE (?:of|from)? (?:MINE|me)? TOKEN portfolio?"),
    Clause("MINE? AMOUNT (?:of MINE?)? TOKEN"),
    Clause("(?:some|MINE|of)* TOKEN portfolio?"),
    Clause("MINE? portfolio (?:in|of) TOKEN"),
    Clause("(?<=comma) (?P<share>all)"),
    Clause("DOLLARS (?:worth? of? it)?", bare="1"),
    Clause("by? MINE? SHARE of? MINE? (?:it|portfolio)?"),
    Clause("AMOUNT (?:of it)?", bare="1"),
    Clause("some? of? MINE? (?:it|portfolio)", bare="1"),
)
_INTO: Final = (
    Clause("comma? (?:for|to) MINE? (?P<currency>coin|stable) in (?P<chain>chain|place) network?"),
    Clause("comma? (?:for|to|in) some? MINE? CURRENCY on the? (?P<far_chain>C) network?"),
    Clause("on (?P<currency>stable)"),
    Clause("(?:comma|and)* grab (?P<currency>stable)"),
    Clause("(?<=comma) (?P<currency>stable)"),
    Clause("to the? (?P<to_chain>chain|coin|name) network"),
    Clause("to the? (?P<to_chain>chain)"),
    Clause("comma? (?:for|to) some? MINE? CURRENCY"),
    Clause("comma? in some? MINE? (?P<currency>coin|stable|place|ticker|address)"),
    Clause("from the? (?P<from_chain>chain|place|coin) network?"),
)
SALE: Final = Clauses(*_INTO, *_LATER, *_SOLD)

BUYS: Final = pattern(f"{FRAME} (?:(?P<buy>buy)|(?P<grab>grab)|(?P<put>ape)) (?:me|please|colon)*")
SELLS: Final = pattern(
    f"{FRAME} (?:(?P<sell>sell)|(?P<swap>swap)|(?P<bridge>bridge)|(?P<close>close)) (?:from? me|please|colon)*"
)
OFFER: Final = pattern("(?=(?:DOLLARS worth? of|SPENDING worth? of) T)")
TRADE: Final = pattern("(?=(?:AMOUNT|MINE? SHARE of? MINE?) T to T)")
SPENT: Final = pattern("(?=(?:DOLLARS|NUMBER stable) to T)")
