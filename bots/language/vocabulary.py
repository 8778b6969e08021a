"""The words Esther knows, each in one class; the grammar is written over classes, never over words.

A word is in at most one class. What is in none may be the name of a token; what is `everyday` or `barred` never is.
"""

from __future__ import annotations

from typing import Final

from bots.language.everyday import BARRED, EVERYDAY

__all__ = ["CLASSES", "WORDS"]

# Entries are separated by commas; an entry of several words is read as one. The odd spellings of words too short to be
# mended by rule are listed with them.
WORDS: Final[dict[str, str]] = {
    # what to do
    "buy": (
        "buy, buy back, execute a purchase of, execute a buy of, order to buy, an order to buy, market order "
        "to buy, buy order for, buy order of, a purchase, snap up, snatch up, do a buy of, make a buy of, "
        "enter, market buy, long spot, go long spot, kaufe, make purchase, make a purchase, make purchase "
        "of, make a purchase of, buying of, purchase of, buy into, snipe, pick me up, load up, purchase, "
        "acquire, pick up, scoop up, stock up on, load up on"
    ),
    "grab": (
        "take, i'll take, i will take, i take, i'll have, me want, me need, grab, cop, snag, get, get me, "
        "get myself, grab me, give me, gimme, i want, i need, i'd like, i would like, might i have, may i "
        "have, could i have, i wish, scoop"
    ),
    "ape": "send it, ape, full send, send it into, yolo, put, throw, invest, spend, chuck, toss, ape in, drop me",
    "sell": "sell, execute a sale of, execute a sell of, order to sell, an order to sell, market order to sell, "
    "sell order for, sell order of, do a sell of, make a sell of, convert to cash, take me out of, get "
    "me out, exit, exit from, exit out of, part with, let go of, unwind, trim, lighten, reduce, i want "
    "out of, get me tf out of, get tf out of, make a sale of, sale of, offer, sell out of, dispose of, "
    "bail out of, get me out of, get out of, close out, close out of, paper hand, nuke, market sell, "
    "dump, offload, ditch, unload, liquidate, get rid of, cash out, "
    "cash out of, cash in, flog, sell off",
    "swap": (
        "swap, make a swap, make swap, do a swap, make a swap of, do a swap of, make an exchange of, do an "
        "exchange of, convert, exchange, trade, turn, flip, rotate, change"
    ),
    "bridge": "transfer, port, relocate, bridge, move, bring",
    "stoploss": (
        "stop loss, floor, protective stop, hard stop, safety stop, stop sell, stop-sell, sell stop, "
        "sell-stop, stop me out of, stop me out, stop out of, cut my losses on, cut losses on, cut my loss "
        "on, cut my losses in, stop-loss, stoploss, sl, stop losses, stop-losses"
    ),
    "takeprofit": (
        "take profit, lock in gains, lock in my gains, lock in profits, lock in profit, lock in my profits, "
        "lock in the gains, take my profits, take my profit, take some profit, take some profits, take "
        "gains, secure profits, secure profit, bank profits, book profits, book profit, realise profits, "
        "realize profits, target price, sell target, take-profit, takeprofit, take profits, tp, profit target"
    ),
    "stop": "stop",
    "target": "target",
    "trailing": "stop who is trailing, stop that trails, stop which trails, stop trailing, stop trail, trailing stop "
    "sell, trailing sell, ts, trailing, trail, trailing stop, trailing stoploss, trailing stop loss, "
    "trailing stop-loss, "
    "trailing-stop, trailing sl, trailstop, tsl",
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
    "set": "attach, arrange, slap, follow, have, set, set up, add, create, make, place, make me, open",
    "alert": "alert, addalert, price alert, new alert, new price alert, alert for the price",
    "tell": "wake me, wake me up, holler, hmu, scream at me, let me know should, say me, give me a heads-up, "
    "give me a heads up, heads up, give me a nudge, send me a notification, send me a ping, send a "
    "notification, make warning, i want to be told, i want to be notified, i want to be informed, i need "
    "to be informed, i'd like to be told, i want receive message, i want a message, i want to know, make "
    "a noise, tell me, notify me, warn me, ping me, text me, message me, let me know, lmk, remind me, "
    "hit me up, "
    "give me a shout, gimme a shout, give me a ping, gimme a ping, drop me a message, drop me a line, "
    "shout at me, shout, buzz me, alert me, send me an alert, send me a message, inform me, notify, ping",
    "order": "order, orders",
    # how it is asked for
    "want": "i want to, i would like to, i'd like to, id like to, i wanna, i need to, let's, lets, let us, go "
    "ahead and, "
    "wanna, i want you to, i'd love to, please go ahead and, want to, i'd like you to, i would like you "
    "to, may i ask you to, might i ask you to, could i ask you to, can i ask you to, could i trouble you "
    "to, be so kind as to, be so kind to, be so good as to, if you don't mind, if you dont mind, if it "
    "isn't too much trouble, if possible, i like to, i wish to, i want that you, help me, help me to, "
    "i'd appreciate it if you would, i would love to, i should like to, feel free to, make sure to",
    "canyou": "can you, could you, will you, can u, could u, can ya, can you just, could you just, u can, "
    "will ya, would you be so kind to, would you be so kind as to, would you be so good as to, would you "
    "be a dear and, might you, you can, can you please, could you kindly, can we",
    "wouldyou": "would you, would u",
    "please": "please, pls, plz, kindly",
    # what says nothing in a command, wherever it stands
    "filler": "bruh, right, upward, upwards, like, just, quickly, quick, immediately, instantly, straight away, "
    "right away, right now, asap, tf, simply, directly, thx, "
    "thanks, thank you, many thanks, ty, tysm, ok, okay, mate, bro, fam, boss, sir, dude, buddy, abeg, "
    "oga, lah, sha, esther, dear, "
    "for myself, on my behalf, at once, at market price, at the market price, at the current price, at "
    "current price, at the market, "
    "at market, at spot, plain old, this time, at this price, again, terribly, then please, go on and, "
    "right now please, as usual, you know, "
    "this minute, this second, this instant, without delay, if possible, if you can, when you can, for real",
    "me": "me",
    # small words
    "a": "a, an",
    "anything": "something, sth",
    "the": "the",
    "my": "my, mine",
    "some": "some, more, a bit of, a little, a little bit of, some more",
    "it": "it, them, what i hold, what i have, what i own, what i've got, what i have got, what is left",
    "its": "its, it's",
    "of": "of, off",
    "worth": "worth",
    "with": (
        "paid, paid in, paid with, paid from, paying from, pay, pay with, pay in, pay by, pay for it with, "
        "paying by, paying for it with, paid by, funded by, funded with, by paying, and pay with, with help "
        "of, by using, with, w/, using, use, via, paying with, paid with, paying in, paying"
    ),
    "for": "for, against",
    "to": (
        "and leave the proceeds in, leave the proceeds in, keep the proceeds in, and keep the proceeds in, "
        "proceeds in, proceeds to, with proceeds in, to, into, ->, =>, →, onto, over to, across to, to my, "
        "back to, back into, in to"
    ),
    "in": "in",
    "on": "on, upon",
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
    "all": (
        "it all, them all, all of it, all of them, my entire, my full, the entire, the full, every last bit "
        "of, every single, the lot, my whole, completely, wholly, all, everything, max, all of, everything "
        "of, everything i have in, everything i have of, all i have in, all i have of, everything i own in, "
        "entire, whole, full, every bit of, the whole of, 100 percent of, all the"
    ),
    "half": "half, 1 half",
    "quarter": "quarter, 1 quarter",
    "third": "third, 1 third",
    "fraction": (
        "2 thirds, 3 quarters, 1 fifth, a fifth, 2 fifths, 3 fifths, 4 fifths, 1 tenth, a tenth, 3 tenths, 7 "
        "tenths, 9 tenths, 1 eighth, an eighth, 3 eighths, 1 sixth, a sixth"
    ),
    "grand": "grand",
    "cents": "cents, cent",
    "scale": "hundred, thousand, k, million, mil, mill",
    "unit": "m, min, mins, minute, minutes, h, hr, hrs, hour, hours, d, day, days, w, wk, week, weeks, month, months, "
    "y, yr, year, years",
    "next": "next, last, past, the next, the last, the past, period of",
    "price": (
        "trigger, trigger price, level, the level, price level, stop price, limit price, price, the price, "
        "price of, the price of, the value of, value of, its price"
    ),
    "if": "if, when, once, as soon as, in case, the moment, as soon, if and when, only if, only when, "
    "wen, provided, the minute, the second, if ever, whenever the time",
    "should": "should",
    "close": "close, close my, close out of my, liquidate my",
    "whenever": "whenever, every time, everytime, each time, any time, anytime",
    "falls": "go down until, goes down until, falls until, fall until, drops until, drop until, it's down, its "
    "down, it is down, falls, fall, drops, drop, dips, dip, sinks, sink, crashes, crash, tanks, tank, "
    "dumps, declines, slides, "
    "plunges, slips, loses, lose, goes down, go down, come down, comes down, slip, tank, rugs, rug, "
    "slide, plunge, is down, comes down, gets down, corrects, retraces, pulls back, "
    "pull back, plummets, nosedives, decreases, decrease, goes lower, nukes, bleeds",
    "rises": "go up until, goes up until, rises until, rise until, climbs until, it's up, its up, it is up, "
    "rises, rise, climbs, climb, jumps, jump, gains, gain, pumps, pump, goes up, go up, is up, gets up, "
    "rallies, moons, spikes, soars, surges, grows, increases, increase, comes up, appreciates, goes higher",
    "meets": "crosses, cross, hits, hit, reaches, reach, touches, touch, passes, pass, gets to, goes to, comes to, "
    "is at, trades at, htis, arrives at, reahces, equals, get to, go to, moves to",
    "moves": "moves, move by, changes, change by, swings",
    "goes": (
        "arrives, arrive, costs, cost, will cost, is worth, ever, goes, gets, becomes, become, trades, "
        "breaks, comes, go, get above, break, is trading, is trading at, is going, trading, is priced, "
        "stays, closes"
    ),
    "back": "back, down, up",
    "above": "goes higher than, go higher than, gets higher than, is higher than, is more than, above, over, past "
    "the, higher than, more than, >, >=, greater than, exceeds, surpasses, tops, at or above, is at or "
    "above, "
    "higher, north of, back above, upwards of, through, at least, rises past, climbs past, goes past, "
    "gets past, trades past, past, rips past, breaks past, to more than, more high than, more as",
    "below": "goes lower than, go lower than, gets lower than, is lower than, is less than, is cheaper than, is "
    "under, goes beneath, below, to less than, less as, cheaper than, under, lower than, less than, <, "
    "<=, beneath, at or below, is at or below, lower, less, "
    "fewer than, south of, back below, undercuts",
    "better": "better",
    "today": "today",
    "another": "another, a further, further",
    "market": "market, current, now, here, spot, current price, market price, the current price, the market price, "
    "the market, the current market price",
    "peak": "peak, high, highest, top, its high, its peak, its highest, the high, the peak, the top, its top, "
    "highest price, its highest price, the highest price, its highest point, the highest point, all time high, ath",
    "slippage": "slippage, slip",
    "keep": "keep, keeping, allow, allowing, accept, accepting",
    "maximum": (
        "no higher than, no more than, not more than, not higher than, no greater than, don't accept more "
        "than, do not accept more than, dont accept more than, not above, maximum, at most, up to, tolerance"
    ),
    "valid": "valid, good, open for, expires, expiring, ends, expire, lasting, expiry, valid for, good for",
    "unasked": "automatically, auto, without asking, without asking me, without asking first, without asking me first, "
    "without asking again, without asking me again, do not ask, don't ask, dont ask, no need to ask, don't ask me",
    "within": "within, during, in the",
    "note": "note, note:",
    "repeat": "repeat, repeating, repeatedly, and repeat, recurring",
    "portfolio": (
        "portfolio, position, holding, table, holdings, balance, balances, bags, bag, stack, assets, coins, positions"
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
