"""What people say for buying and selling, from plain to slang. Each is one class of words."""

from __future__ import annotations

from typing import Final

__all__ = ["VERBS"]

VERBS: Final = {
    "buy": (
        "buy only, "
        "biy, bui, vuy, nuy, smash buy, smash buy on, hit buy on, buy, buy back, execute a purchase of, execute a "
        "buy of, order to buy, "
        "an order to buy, market order to "
        "buy, buy order for, buy order of, a purchase, snap up, snatch up, do a buy of, make a buy of, enter, "
        "market buy, long spot, go long spot, kaufe, make purchase, make a purchase, make purchase of, make a "
        "purchase of, buying of, purchase of, buy into, snipe, pick me up, scoop me up, snap me up, snatch me up, "
        "load up, purchase, acquire, pick up, "
        "scoop up, stock up on, load up on"
    ),
    "grab": (
        "i fancy, order me, grab me up, stack me, stack me up with, catch me, cop me, snag me, let me have, take, "
        "i'll take, i will "
        "take, i take, i'll have, me want, me "
        "need, grab, cop, snag, get, get "
        "me, get "
        "myself, grab me, give me, gimme, bag me, hook me up with, score me, nab me, nab, fetch me, land me, sort "
        "me out with, treat me to, i want, i need, i'd like, i would like, might i have, may i have, could i "
        "have, i wish, scoop"
    ),
    "ape": (
        "degen, degen in, yeet, sling, slam, lob, dunk, pour, shove, full port, fullport, zap, send it, ape, full "
        "send, send it "
        "into, yolo, put, throw, invest, spend, chuck, toss, ape in, drop me"
    ),
    "sell": (
        "sell only, cash me out of, get me out of my, cut, bail me out of, bail on, bail from, sell, execute a sale "
        "of, execute a sell of, order to sell, an order to sell, market order to sell, sell order for, sell order "
        "of, do a sell of, make a sell of, convert to cash, take me out of, get me out, exit, exit from, exit out "
        "of, part with, let go of, unwind, trim, lighten, reduce, i want out of, get me tf out of, get tf out of, "
        "make a sale of, sale of, make sell of, make sell, make sale of, make sale, do sell, do sell of, offer, "
        "sell out of, dispose of, bail out of, get me out of, get out of, paper hand, nuke, market sell, dump, "
        "offload, ditch, unload, liquidate, get rid of, cash out, cash out of, cash in, flog, sell off, sell away, "
        "throw out, cash-out"
    ),
}
