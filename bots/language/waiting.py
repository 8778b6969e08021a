"""Prices to wait for, and all else that is said of trades at once and of trades that wait, as clauses.

`price` is a level in USD, `price_percent` one so far from the price now; `way` is the side it is waited for from.
"""

from __future__ import annotations

from typing import Final

from bots.language.clauses import MACROS, Clause

__all__ = ["BRACKETS", "CONDITIONS", "LEADING_CONDITIONS", "LEVELS", "OPTIONS"]

MACROS["IT"] = "(?:it|its|the? price|price MINE? (?P<subject>T) price?|MINE? (?P<subject>T) price?)"
MACROS["IF"] = "(?:if|whenever|should) IT? goes?"
# “If it slips below”, “if eth dumps below”: what else is a verb or a noun is a movement behind its token.
MACROS["FALL"] = "(?:falls|slippage (?=BACK|goes|below|to)|(?<=coin|stable|place|ticker|name|it) sell)"
MACROS["MOVING"] = "(?:goes|moves|is|meets|BACK|to|at|above another|by)"
MACROS["FROM_NOW"] = "(?:(?:from|below|above|of|BACK)? (?:the|its)? market|(?:from|below|above|of) price)?"
MACROS["DOWN"] = (
    "(?:FALL? (?:goes|moves|is|meets|BACK|to|at)* below (?:to|at)? PRICE is?|FALL (?:BACK|goes|at|by)* "
    "(?:to|at|meets) (?:price of?)? PRICE (?:or below)?|(?:is|goes|at|to)* PRICE or below|(?:goes|is|moves)* down "
    "to? PRICE)"
)
MACROS["UP"] = (
    "(?:rises? (?:goes|moves|is|meets|BACK|to|at)* above (?:to|at)? PRICE is?|rises (?:BACK|goes|at|by)* "
    "(?:to|at|meets) (?:price of?)? PRICE (?:or above)?|(?:is|goes|at|to)* PRICE or above|(?:goes|is|moves)* up to? "
    "PRICE)"
)
MACROS["MET"] = "(?:meets|goes|back|to|is|at|moves|worth)+ (?:price of?)? PRICE"
MACROS["IF_MET"] = "(?:IF MET|(?:if|whenever|should) IT (?:price of?)? PRICE)"
MACROS["AWAY"] = "(?P<price_percent>PCT)"
MACROS["BY"] = "(?:by|on)? above? another?"
MACROS["OF_PEAK"] = "(?:from|of|below) (?:the|its|a)? peak"
MACROS["ARTICLE"] = "(?:a|my|the|some)?"
MACROS["SLIPPAGE"] = (
    "(?:(?:with|at|and|keep)* ARTICLE (?:maximum|all)? ARTICLE slippage (?:of|to|at|is|below|colon|all|"
    "maximum)* (?P<slippage>PCT|NUMBER) maximum?"
    "|(?:(?:with|at|and|keep) (?:and|with|keep)* ARTICLE (?:maximum|all|below)?|maximum|all) "
    "(?P<slippage>PCT) (?:all|of|maximum)* slippage|(?P<slippage>PCT) maximum? slippage maximum?)"
)
MACROS["STOPS"] = "(?:stoploss|stop)"
MACROS["TARGETS"] = "(?:target|takeprofit)"
MACROS["STOP_LEVEL"] = (
    "(?:(?P<stop_percent>PCT) (?:(?:below|back|down) market?)?|(?P<stop_price>USD)|(?P<stop_price>NUMBER) stable?)"
)
MACROS["TARGET_LEVEL"] = (
    "(?:(?P<target_percent>PCT) (?:(?:above|back|up) market?)?|(?P<target_price>USD)|(?P<target_price>NUMBER) stable?)"
)
MACROS["IF_IT"] = "(?:if it? is?)"
MACROS["STOP"] = (
    "(?:STOPS price? (?:at|of|to|is|below|IF_IT (?:falls|goes|meets)?)? (?:to|by|at)? "
    "STOP_LEVEL|(?P<stop_percent>PCT) STOPS)"
)
MACROS["TARGET"] = (
    "(?:TARGETS price? (?:at|of|to|is|above|on|IF_IT (?:rises|goes|meets)?)? (?:to|by|at)? "
    "TARGET_LEVEL|(?P<target_percent>PCT) TARGETS)"
)
MACROS["TIED"] = "(?:comma? (?:and|with)|comma) (?:set|ape)? (?:a|my|the)?"

# Where a sentence begins with its condition, which is in a clause of its own.
LEADING_CONDITIONS: Final = (
    Clause("IF falls BY (?P<trail>PCT) OF_PEAK comma? then?", way="peak"),
    Clause("IF DOWN comma? then?", way="below"),
    Clause("IF FALL BY AWAY FROM_NOW comma? then?", way="below"),
    Clause("IF is? AWAY below FROM_NOW comma? then?", way="below"),
    Clause("IF UP comma? then?", way="above"),
    Clause("IF rises BY AWAY FROM_NOW comma? then?", way="above"),
    Clause("IF is? AWAY above FROM_NOW comma? then?", way="above"),
    Clause("IF_MET comma? then?", way="met"),
    Clause(
        (
            "(?:price MINE?)? (?P<subject>coin|stable|place|ticker) FALL? (?:goes|BACK|to)* below PRICE "
            "(?:question|colon|comma|to|and|then)*"
        ),
        way="below",
    ),
    Clause(
        (
            "(?:price MINE?)? (?P<subject>coin|stable|place|ticker) rises? (?:goes|BACK|to)* above PRICE "
            "(?:question|colon|comma|to|and|then)*"
        ),
        way="above",
    ),
    Clause("(?P<subject>coin|stable|place|ticker) falls (?:BACK|to|at|by)* PRICE (?:comma|to|and|then)*", way="below"),
    Clause("(?P<subject>coin|stable|place|ticker) rises (?:BACK|to|at|by)* PRICE (?:comma|to|and|then)*", way="above"),
    Clause(
        "(?:price MINE?)? (?P<subject>coin|stable|place|ticker) meets PRICE (?:question|comma|to|and|then)*", way="met"
    ),
    Clause("(?:at|by) (?:price of?)? PRICE comma?", way="at"),
)
CONDITIONS: Final = (
    Clause("comma? IF falls BY (?P<trail>PCT) OF_PEAK", way="peak"),
    Clause("comma? IF DOWN", way="below"),
    Clause("comma? IF FALL BY AWAY FROM_NOW", way="below"),
    Clause("comma? IF is? AWAY below FROM_NOW", way="below"),
    Clause("comma? IF UP", way="above"),
    Clause("comma? IF rises BY AWAY FROM_NOW", way="above"),
    Clause("comma? IF is? AWAY above FROM_NOW", way="above"),
    Clause("comma? IF_MET", way="met"),
)
LEVELS: Final = (
    Clause("on (?:a|the) FALL (?:to|below|at|of|by)* PRICE", way="below"),
    Clause("on (?:a|the) (?:rises|breakout) (?:to|above|at|of)* PRICE", way="above"),
    Clause("on (?:a|the) (?:AWAY FALL|FALL (?:of|by)? AWAY) FROM_NOW", way="below"),
    Clause(
        "(?:comma|and)* (?:at|for|to)? (?:below PRICE|PRICE or below)",
        way="below",
    ),
    # no movement, but where the price is to be
    Clause("(?:comma|and)* (?:at|for|to)? AWAY (?:below|back|down) (?:market|price)?", way="below", still="1"),
    Clause(
        "(?:comma|and)* (?:at|for|to)? (?:above PRICE|PRICE or above|AWAY (?:above|up) (?:market|price)?)", way="above"
    ),
    Clause(
        "(?:at|by|on)? a? (?:price (?:of|at|is|to|colon)*)? (?<=at|price|of|is|to|by) PRICE (?:or better)?", way="at"
    ),
    Clause("at PRICE (?:or better)?", way="at"),
    Clause("at (?P<signed>PCT)", way="signed"),
)
OPTIONS: Final = (
    Clause("comma? SLIPPAGE"),
    Clause("comma? and? (?:valid? (?:for|within)|valid in?) next? (?P<span>TIME)"),
    Clause("comma? and? unasked", automatic="yes"),
    Clause("comma? (?:today|please|market|for me|of me)"),
    Clause("comma? (?P<chain>chain)"),
)
BRACKETS: Final = (
    Clause("TIED STOP"),
    Clause("(?:comma? and|comma)? protect it with a? STOP"),
    Clause("TIED TARGET"),
    Clause("stoploss (?:at|of|to)? STOP_LEVEL"),
    Clause("takeprofit (?:at|of|to)? TARGET_LEVEL"),
    Clause("comma? stoploss at? STOP_LEVEL TIED? takeprofit at? TARGET_LEVEL"),
    Clause("(?<=comma) STOP comma? TARGET"),
    Clause("(?<=comma) TARGET comma? STOP"),
)
