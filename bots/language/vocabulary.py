"""The words Esther knows, each in one class; the grammar is written over classes, never over words.

A word is in at most one class. What is in none may be the name of a token; what is `everyday` or `barred` never is.
"""

from __future__ import annotations

from typing import Final

from bots.language.everyday import BARRED, EVERYDAY
from bots.language.holdings import ALL
from bots.language.movements import FALLS, RISES
from bots.language.phrases import FILLERS, TELLS
from bots.language.verbs import VERBS

__all__ = ["CLASSES", "WORDS"]

# Entries are separated by commas; an entry of several words is read as one. The odd spellings of words too short to be
# mended by rule are listed with them.
WORDS: Final[dict[str, str]] = {
    # what to do
    "buy": VERBS["buy"],
    "grab": VERBS["grab"],
    "ape": VERBS["ape"],
    "sell": VERBS["sell"],
    "swap": (
        "swap, wee swap, small swap, little swap, gimme a swap, give me a swap, make a swap, make swap, do a swap, "
        "make a swap of, do a swap of, make an exchange of, trade in, do an exchange of, convert, exchange, trade, "
        "turn, flip, rotate, change"
    ),
    "bridge": (
        "cross chain, cross-chain, crosschain, transfer by bridge, transfer via bridge, bridge over, send over "
        "the bridge, move over, transfer, port, relocate, bridge, move, bring"
    ),
    "stoploss": (
        "stop loss, floor, protective stop, hard stop, safety stop, stop sell, stop-sell, sell stop, "
        "sell-stop, stop me out of, stop me out, stop out of, cut my losses on, cut losses on, cut my loss "
        "on, cut my losses in, stop-loss, stoploss, sl, stop losses, stop-losses"
    ),
    "takeprofit": (
        "take my gains, take the gains, take my profits on, take the profit, take the profit on, take the profits, "
        "take the profits on, take profit, lock in gains, lock in my gains, lock in profits, lock in profit, lock "
        "in my profits, lock in the gains, take my profits, take my profit, take some profit, take some profits, "
        "take gains, secure profits, secure profit, bank profits, book profits, book profit, realise profits, "
        "realize profits, target price, sell target, take-profit, takeprofit, take profits, tp, profit target"
    ),
    "stop": "stop",
    "target": "target",
    "trailing": "stop who is trailing, stop that trails, stop which trails, stop trailing, stop trail, trailing stop "
    "sell, trailing sell, ts, trailing, trail, trailing stop, trailing stoploss, trailing stop loss, "
    "trailing stop-loss, "
    "trailing-stop, trailing sl, trailstop, tsl, trailing stop order, trailing stops",
    "limit": "limit, bid, a bid, limit order:, limit:",
    "oco": "oco, bracket",
    "protect": "protect",
    "breakout": "breakout, stop buy, stop-buy, buy stop, buy-stop, breakout buy",
    "rebalance": (
        "rebalance, split up, shift my portfolio, between, rebalance me, do a rebalance, make a rebalance, "
        "rebalance everything, reallocate, re-allocate, allocate, rebalancing, split, restructure, rebalance "
        "it"
    ),
    "evenly": "evenly, equally, equal weights, equal parts, in equal parts, equal weight",
    "band": "band, tolerance band, drift",
    "rest": (
        "sell the rest, sell rest, sell the others, sell others, sell everything else, sell all the rest, "
        "and sell the rest, sell the other tokens"
    ),
    "set": "stick, pop, bung, attach, arrange, slap, follow, have, set, set up, "
    "add, create, make, place, make me, open",
    "alert": "alert, addalert, price alert, new alert, new price alert, alert for the price",
    "tell": ", ".join(TELLS),
    "order": "order, orders",
    # how it is asked for
    "want": (
        "need urgently, need urgently to, urgently need to, urgently need, need u to, need you to, i need u to, i "
        "need you to, i instruct you to, i hereby instruct you to, i request you to, i hereby request you to, i "
        "order you to, i hereby authorise you to, i authorise you to, i ask you to, i would ask you to, i would "
        "like that you, i'd like that you, i wish that you, i would wish that you, assist to, assist me to, assist "
        "me in, help to, i would want to, i am interested to, i'm interested to, i want to, i would like to, i'd "
        "like to, id like to, i wanna, i need to, let's, lets, let us, go ahead and, wanna, i want you to, i'd love "
        "to, please go ahead and, want to, i'd like you to, i would like you to, may i ask you to, might i ask you "
        "to, could i ask you to, can i ask you to, could i trouble you to, be so kind as to, be so kind to, be so "
        "good as to, if you don't mind, if you dont mind, if it isn't too much trouble, if possible, i like to, i "
        "wish to, i want that you, help me, help me to, i'd appreciate it if you would, i would love to, i should "
        "like to, feel free to, make sure to"
    ),
    "canyou": "can you, could you, will you, can u, could u, can ya, can you just, could you just, u can, "
    "will ya, would you be so kind to, would you be so kind as to, would you be so good as to, would you "
    "be a dear and, might you, you can, can you please, could you kindly, can we",
    "wouldyou": "would you, would u",
    "please": "please, pls, plz, kindly",
    # what says nothing in a command, wherever it stands
    "filler": ", ".join(FILLERS),
    "me": "me",
    # small words
    "a": "a, an",
    "anything": "something, sth",
    "the": "the",
    "my": "my, mine, our, ours",
    "some": "some, sum, more, a bit of, a little, a little bit of, some more",
    "it": "it, them, what i hold, what i have, what i own, what i've got, what i have got, what is left",
    "its": "its, it's",
    "that": "this, that, these, those",
    "of": "of, off",
    "worth": "worth, in value of, in the value of, for the value of, to the value of, of value",
    "with": (
        "take it from, take it out of, take the money from, take the money out of, taking it from, i pay it with, "
        "i pay them with, "
        "i pay with, i will pay with, i pay in, i pay from, pay from, paying out of, paid out of, pay out of, paying "
        "with my, with the help of, by means of, "
        "wih, wiht, wtih, paid, paid in, paid with, paid from, paying from, pay, pay with, pay in, pay by, pay for "
        "it with, "
        "paying by, paying for it with, paid by, funded by, funded with, by paying, and pay with, with help "
        "of, by using, with, w/, using, use, via, paying with, paid with, paying in, paying"
    ),
    "for": "for, against, vs, versus",
    "to": (
        "and leave the proceeds in, leave the proceeds in, keep the proceeds in, and keep the proceeds in, "
        "proceeds in, proceeds to, with proceeds in, to, into, ->, =>, →, onto, over to, across to, to my, "
        "back to, back into, in to"
    ),
    "in": "in",
    "on": "on, upon, over on, over at",
    "at": "at, @",
    "then": "then",
    "from": "from, out of",
    "by": "by",
    "and": "and, &, plus",
    "or": "or",
    "is": "is, are",
    "slash": "/",
    "comma": ",, ;, ., !, -",
    "colon": ":",
    "question": "?",
    "network": "network, chain, smart chain, mainnet network",
    "percent": "%, percent, pct, per cent",
    "dollars": "$, usd, dollar, dollars, bucks, buck, us dollars",
    "pieces": "pieces, piece, pcs, units, unit, tokens, token",
    "all": ALL,
    "half": "half, 1 half",
    "quarter": "quarter, 1 quarter",
    "third": "third, 1 third",
    "fraction": (
        "fifth, sixth, eighth, 2 thirds, 3 quarters, 1 fifth, a fifth, 2 fifths, 3 fifths, 4 fifths, 1 tenth, a "
        "tenth, 3 tenths, 7 tenths, 9 tenths, 1 eighth, an eighth, 3 eighths, 1 sixth, a sixth"
    ),
    "grand": "grand",
    "cents": "cents, cent",
    "scale": "hundred, thousand, k, million, mil, mill",
    "unit": "m, min, mins, minute, minutes, h, hr, hrs, hour, hours, d, day, days, w, wk, week, weeks, month, months, "
    "y, yr, year, years",
    "next": "next, last, past, the next, the last, the past, period of",
    "price": (
        "trigger, trigger price, level, the level, price level, stop price, limit price, price, the price, "
        "price of, the price of, the value of, value of, its price, the course, the course of, the rate, the kurs"
    ),
    "if": "if, when, once, as soon as, in case, the moment, as soon, if and when, only if, only when, "
    "wen, provided, the minute, the second, if ever, whenever the time",
    "should": "should",
    "close": "close, close my, close out, close out of, close out of my, liquidate my",
    "whenever": "whenever, every time, everytime, each time, any time, anytime",
    "falls": FALLS,
    "rises": RISES,
    "meets": "arrives in, arrive in, is arriving at, is arriving to, arriving to, arriving at, arrives to, arrive to, "
    "arrive at, is reaching, "
    "is hitting, is touching, crosses, cross, hits, hit, sees, see, tags, taps, prints, reaches, reach, touches, "
    "touch, passes, pass, gets to, goes "
    "to, comes to, "
    "is at, trades at, htis, arrives at, reahces, equals, get to, go to, moves to",
    "moves": "moves, move by, changes, change by, swings",
    "goes": (
        "arrives, arrive, costs, cost, will cost, is worth, ever, goes, gets, becomes, become, trades, "
        "breaks, comes, go, get above, break, is trading, is trading at, is going, trading, is priced, "
        "stays, closes"
    ),
    "back": "back",
    "down": "down",
    "up": "up",
    "above": "goes higher than, go higher than, gets higher than, is higher than, is more than, above, over, past the, "
    "higher than, more than, >, >=, greater than, exceeds, surpasses, tops, at or above, is at or "
    "above, "
    "higher, north of, back above, upwards of, through, at least, rises past, climbs past, goes past, "
    "gets past, trades past, past, rips past, breaks past, to more than, more high than, more as",
    "below": "goes lower than, go lower than, gets lower than, is lower than, is less than, is cheaper than, is "
    "under, goes beneath, below, to less than, less as, cheaper than, under, lower than, less than, <, "
    "<=, beneath, at or below, is at or below, lower, less, "
    "fewer than, south of, back below, undercuts",
    "better": "better",
    "behind": (
        "behind, away, apart, behind the price, away from the price, behind price, behind it, trail behind, under it"
    ),
    "distance": "distance, trail distance, trailing distance, trail amount, gap, offset, callback, callback rate, a "
    "distance, a gap, margin, follow distance",
    "today": "today",
    "another": "another, a further, further",
    "market": "where it is now, where it is, where it trades now, where it stands, where it stands now, where we are, "
    "where we are now, where it trades, the price now, the current level, the current quote, "
    "today's price, actual price, the actual price, current level, market, current, now, here, spot, current price, "
    "market price, the current price, "
    "the market price, the market, the current market price",
    "peak": "peak, high, highest, top, its high, its peak, its highest, the high, the peak, the top, its top, "
    "highest price, its highest price, the highest price, its highest point, the highest point, all time high, ath",
    "slippage": "slippage, slip",
    "keep": "keep, keeping, allow, allowing, accept, accepting",
    "maximum": (
        "no higher than, no more than, not more than, not higher than, no greater than, don't accept more "
        "than, do not accept more than, dont accept more than, not above, maximum, at most, up to, tolerance"
    ),
    "valid": "the order is good, the order is valid, order is good, order is valid, order valid, order good, the order "
    "lasts, it is good, it is valid, it's good, it's valid, which lasts, with validity of, with a validity of, exp, "
    "exp:, validity, keep the order, keep the order open, keep this open, leave the order open, valid, good, open "
    "for, expires, expiring, ends, expire, lasting, expiry, valid for, good for, that expires, which expires, and "
    "expires, that is valid, which is valid, expires after, expiring after, that expires after, lasts, that lasts, "
    "it expires, keep it open, keep it, keep open, leave it open, leave it, active, valid until, stays open",
    "unasked": "automatically, auto, without asking, without asking me, without asking first, without asking me first, "
    "without asking again, without asking me again, do not ask, don't ask, dont ask, no need to ask, don't ask me",
    "within": "within, during, in the",
    "note": "note, note:",
    "repeat": "repeat, repeating, repeatedly, and repeat, recurring",
    "portfolio": (
        "the book, my book, the whole book, my whole book, "
        "portfolio, position, holding, table, holdings, balance, balances, bags, bag, stuff, stack, assets, coins, "
        "positions"
    ),
    # never part of a command to trade
    "barred": BARRED,
    # words that are no names, and of no use to the grammar
    "everyday": EVERYDAY,
}

# The classes that the lexer makes itself, of what is not in the table.
_MADE: Final = (
    "NUM",
    "MEGA",
    "USD",
    "PCT",
    "SPAN",
    "coin",
    "stable",
    "place",
    "chain",
    "name",
    "ticker",
    "address",
    "other",
)

# Every class is one character, so that a sentence is a short text that regular expressions match.
CLASSES: Final[dict[str, str]] = {name: chr(0xE000 + number) for number, name in enumerate((*WORDS, *_MADE))}
