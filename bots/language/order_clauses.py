"""What is said of stops, targets, trailing stops, limits and pairs by their names, as clauses."""

from __future__ import annotations

from typing import Final

from bots.language.clauses import MACROS, Clause, Clauses, pattern
from bots.language.trade_clauses import FRAME
from bots.language.waiting import BRACKETS, CONDITIONS, LEADING_CONDITIONS, LEVELS, OPTIONS

__all__ = [
    "BOTH",
    "FIRST",
    "LIMITS",
    "LIMIT_BUY",
    "LIMIT_SELL",
    "NAMED",
    "PAIRS",
    "PAIR_WORDS",
    "STOPPING",
    "TAKING",
    "TRAILS",
    "TRAIL_WORDS",
]

MACROS["NEW"] = f"{FRAME} (?:(?:set|ape|grab|keep) (?:me|BACK|in|please)* )? with? ARTICLE"
MACROS["ON"] = "(?:for|to sell|of|to|in)"
MACROS["PLACE"] = "comma? on MINE? (?P<on>chain|T) (?:network|portfolio)?"
_PAID_TO: Final = (
    Clause("(?:for|to|in) MINE? (?P<currency>coin|stable|ticker|address)"),
    Clause("PLACE"),
)
_COUNTED: Final = (
    Clause("(?:ON|on)? MINE? SHARE of? MINE? TOKEN portfolio?"),
    Clause("comma? (?:on|for)? SHARE of? MINE? portfolio"),
    Clause("(?:ON|on)? DOLLARS worth? of? MINE? TOKEN", counted="1"),
    Clause("(?:ON|on) MINE? AMOUNT of? MINE? TOKEN", counted="1"),
    Clause("AMOUNT (?:of MINE?)? TOKEN", counted="1", loose="1"),
    Clause("(?:ON|below|above)? MINE? TOKEN portfolio?"),
    Clause("(?:on|for) (?:SHARE|AMOUNT) of it"),
    Clause("comma? (?:on|for) SHARE of? it?"),
    Clause("comma? with? (?P<share>all|half)"),
    Clause("(?<=NUM|USD|stable) (?P<share>PCT)"),
    Clause("(?P<amount>NUM) (?=at)", counted="1"),
)
_KNOWN: Final = "(?P<token>coin|stable|place|ticker|address)"
FIRST: Final = Clauses(
    *LEADING_CONDITIONS,
    Clause("FRAME (?:set|ape|grab) (?=(?:ON|on)? (?:PCT|all|half|a? (?:quarter|third)|fraction|NUMBER|MINE|T) )"),
    Clause("(?:ON|on)? the? SHARE of? MINE? TOKEN portfolio?"),
    Clause(f"(?:ON|on)? AMOUNT of? MINE? {_KNOWN}", counted="1", loose="1"),
    Clause(f"(?:ON|on)? MINE? {_KNOWN} portfolio? colon?"),
    Clause("PLACE"),
)
_STOP_WORDS: Final = (
    Clause(
        "comma? (?:at|to|of|by|if it? (?:falls|goes) (?:to|by)?)? AWAY (?:(?:below|back|down) (?:market|price)?)?",
        way="below",
    ),
    Clause("comma? (?:at|to|of|by|in|below|price|if) a? price? (?:at|is|of|colon)? PRICE (?:or below)?", way="below"),
    Clause("comma? on (?:the? price of?)? PRICE", way="below"),
    Clause("PRICE", bare="1", way="below"),
)
_TARGET_WORDS: Final = (
    Clause("comma? (?:at|to|of|by|with)? AWAY (?:(?:above|back|up) (?:market|price)?)?", way="above"),
    Clause(
        "comma? (?:at|to|of|by|in|above|price|if) a? price? (?:at|is|of|colon)? PRICE (?:or (?:above|better))?",
        way="above",
    ),
    Clause("comma? on (?:the? price of?)? PRICE", way="above"),
    Clause("PRICE", bare="1", way="above"),
)
STOPPING: Final = Clauses(Clause("(?:TIED|and) TARGET"), *CONDITIONS, *_COUNTED, *_STOP_WORDS, *_PAID_TO, *OPTIONS)
TAKING: Final = Clauses(Clause("(?:TIED|and) STOP"), *CONDITIONS, *_COUNTED, *_TARGET_WORDS, *_PAID_TO, *OPTIONS)
NAMED: Final = pattern(
    "NEW (?:(?P<price_percent>PCT) (?:below|above)?)? (?:(?P<stop>stoploss|stop)|(?P<target>takeprofit|target)) order?"
)
TRAILS: Final = pattern("NEW (?P<trail>PCT)? trailing stop? (?:loss)? order?".replace("(?:loss)?", "stoploss?"))
TRAIL_WORDS: Final = Clauses(
    Clause("(?:ON|on) (?:SHARE (?:of|from)?)? MINE? TOKEN portfolio"),
    Clause("(?:ON|on)? SHARE from MINE? TOKEN"),
    Clause("(?:ON|on)? (?:DOLLARS worth? of?|SHARE of|MINE? (?P<share>all|half)) MINE? TOKEN portfolio?"),
    Clause(
        "comma? (?:and|set)* trailing? (?:of|by|at|with|to|in|from)? ARTICLE distance? (?:of|at|is|colon)? "
        "(?P<trail>PCT) "
        "(?:(?:below|BACK|from|of) (?:the|its)? (?:peak|market|price)?|trailing|stop|behind|distance|market)*"
    ),
    Clause("comma? (?:on|for)? SHARE of? MINE? portfolio"),
    Clause("comma? (?:on|for) the? SHARE of? (?:it|MINE)?"),
    Clause("(?<=comma) SHARE of it"),
    Clause("(?:ON|on)? MINE? AMOUNT (?:of MINE?)? TOKEN"),
    Clause("ON? MINE? TOKEN portfolio?"),
    Clause("at MINE? (?P<token>coin|stable|place|ticker) portfolio?"),
    *_PAID_TO,
    *OPTIONS,
)
LIMITS: Final = pattern(
    "NEW order? (?:buy|(?P<sells>sell))? (?:limit|(?P<breakout>breakout)) order? (?:colon|comma)? (?:to|for)? "
    "(?:(?P<buy>buy)|(?P<sell>sell))? order? (?:for|on|of)? colon?"
)
_LIMIT_LEVELS: Final = (Clause("comma? CHAIN"), *CONDITIONS, *LEVELS, Clause("PRICE", loose="1", way="at"), *OPTIONS)
LIMIT_BUY: Final = Clauses(
    *BRACKETS,
    Clause("DOLLARS worth? of? TOKEN", counted="1"),
    Clause(
        "AMOUNT of? (?P<token>coin|stable|place|ticker) PRICE (?=comma|with|on|valid|for TIME|stoploss|takeprofit|"
        "stop|target|slippage|$)",
        ticket="1",
        way="at",
    ),
    Clause("AMOUNT of? TOKEN", counted="1"),
    Clause("(?P<token>T) (?P<spend>NUMBER) (?P<currency>stable)", counted="1"),
    Clause("PRICE for (?P<amount>NUMBER) of? TOKEN", counted="1", way="at"),
    Clause("(?:some|the)? TOKEN"),
    Clause("AMOUNT (?=(?:comma|at|below|if|price) )", counted="1"),
    Clause("with MINE? (?P<spend>NUMBER) CURRENCY", paid="1"),
    Clause("with MINE? DOLLARS", paid="1"),
    Clause("with MINE? CURRENCY"),
    Clause("(?<=comma) (?P<spend>NUMBER) (?P<currency>stable)", paid="1"),
    Clause("(?<=comma) (?P<amount>NUMBER) pieces"),
    *_LIMIT_LEVELS,
)
LIMIT_SELL: Final = Clauses(
    Clause("DOLLARS worth? of? MINE? TOKEN", counted="1"),
    Clause("SHARE of? MINE? TOKEN", counted="1"),
    Clause(
        "AMOUNT of? (?P<token>coin|stable|place|ticker) PRICE (?=comma|on|valid|slippage|$)",
        ticket="1",
        way="at",
    ),
    Clause("AMOUNT of? MINE? TOKEN", counted="1"),
    Clause("MINE? TOKEN"),
    Clause("(?:for|to) CURRENCY"),
    *_LIMIT_LEVELS,
)
PAIRS: Final = pattern("NEW (?:oco order?|protect)")
PAIR_WORDS: Final = Clauses(
    Clause("(?:TIED|ARTICLE) STOP"),
    Clause("(?:TIED|ARTICLE) TARGET"),
    Clause("(?:ON|on)? (?:DOLLARS worth? of?|SHARE of? MINE?|AMOUNT of?) MINE? TOKEN colon?"),
    Clause("(?:ON|on)? MINE? TOKEN portfolio? colon?"),
    Clause("(?:on|for)? SHARE (?:of? (?:it|MINE (?P<subject>T)))?"),
    Clause("AMOUNT (?P<subject>T)?"),
    *_PAID_TO,
    *OPTIONS,
)
BOTH: Final = pattern("NEW (?=(?:STOP|TARGET) (?:TIED|ARTICLE) (?:STOP|TARGET))")
