"""Several words that are one in a bag, endings that are a word, and what pictures say."""

from __future__ import annotations

from typing import Final

__all__ = ["JOINED", "PICTURES", "SHORTER"]

SHORTER: Final = {"s": "", "d": "would", "ve": "have", "m": "am", "re": "are", "ll": "will"}

_PHRASES: Final = {
    "stoplosses": "stop losses, stop-losses, stoplosses, stop orders, stops",
    "stoploss": "stop loss, stop-loss, sl, stop order",
    "takeprofits": "take profits, take-profits, tps",
    "takeprofit": "take profit, take-profit, tp",
    "trailing": "trailing stops, trailing stoploss, trailing stop loss, trailing stop, trailing-stop, tsl",
    "limits": "limit buys, limit orders, limits buys",
    "limit": "limit buy, limit order, limit-buy",
    "remove": (
        "get rid of, call off, called off, take down, take away, take off, take out, throw out, throw away, "
        "do away with"
    ),
    "unneeded": (
        "i no longer need, i no longer want, no longer need, no longer want, i don't need, i dont need, i do "
        "not need, don't need, dont need, no need for, i don't want, i dont want, i do not want, i not need, "
        "i not want, not needed, no longer needed, no longer required"
    ),
    "my": "ma",
    "afternoon": "arvo",
    "alert me": (
        "sing out, make noise, make a noise, give us a shout, give me a shout, give us a bell, give me a bell, "
        "give us a buzz, give me a buzz"
    ),
    "mine": "in my name",
    "you": "ya, ye, yous, yall",
    "how did": "how'd, howd",
    "what did": "what'd",
    "anymore": "any more, any longer",
    "what": "what is, what are, whats, wetin be, wetin, wat, wot, wots, wuts, wut, waht, what's",
    "how": "how is, how are, hows, how's",
    "off": (
        "turn of, switch of, turn off, switch off, turning off, switching off, shut off, power off, switch out, "
        "shut down"
    ),
    "be off": "turned off, switched off",
    "enable": "turn on, switch on, turning on, switching on, power on",
    "be enable": "turned on, switched on",
    "unalert": "stop alerting, stop telling, stop notifying, stop pinging, stop warning, stop watching, "
    "stop messaging, stop texting, stop buzzing, stop bothering, stop bugging, shut up",
    "nevermind": "don't bother, dont bother, do not bother, never mind, nevermind, nvm, nm",
    "now": (
        "nowadays, from now on, with immediate effect, effective immediately, going forward, from here on, from today, "
        "henceforth, for now, so far, until now, till "
        "now, up to now, right now, at the moment, at present, these days, as of now, for the moment, rn, atm"
    ),
    "please": (
        "pretty please, "
        "how nice if you could, it would be nice if you could, would be great if you could, so kind as to, so good as "
        "to, so kind to, do me a favour and, do me a favor and, go ahead and, if "
        "you don't mind, if you dont mind, if possible, if you can, if you could, if it is possible, when you "
        "can, how about, with a private key, with private key, with my private key, from a seed phrase, "
        "with my seed phrase, trouble you to, trouble you for, bother you for, bother you to, ask you to, ask you "
        "for, be a "
        "dear and, be an angel and"
    ),
    "show": (
        "can i see, could i see, may i see, "
        "take a squiz at, take a gander at, read out, pull up, bring up, look over, look at, look into, "
        "have a look at, take a look at, check out, go through, go over, run through, "
        "i should be most interested to hear, i should be interested to hear, i would be interested to see"
    ),
    "trading": "changing hands, change hands, going for, go for, goes for",
    "create": "set me up with, spin up, set up, setup, whip up",
    "timezone": "time zone",
    "chart": "grafik, grafico, graphique, diagramm",
    "settings": "einstellungen, ajustes",
    "networth": "net worth",
    "log": "log book",
    "trade": "buy and sell",
    "howmuch": "how much",
    "orders": "on the books",
    "secondthoughts": "second thoughts, second thought",
    "are": "r",
    "tell me": "i forgot",
    "watch": "keep an eye on, keep your eye on",
    "nope": "no no",
    "performance last week": "weekly performance",
    "performance last month": "monthly performance",
    "performance last year": "yearly performance, annual performance",
    "performance today": "daily performance",
    "warnings": "red flags, red flag",
    "leave": "get me out of, take me out of, get out of, get me off, take me off",
    "hello": "hllo, g'day, 'ello, top of the morning",
    "help": "a hand, the ropes, walk me through this, walk me through it, walk me through",
    "confused": "no idea, no clue, don't get it, dont get it, do not get it, i don't understand, i dont understand, "
    "i do not understand",
    "cost": "set me back, the damage",
    "tell": "i was wondering, i am wondering, i'm wondering, i wonder, just wondering, wondering",
    "pnl": "p&l, p & l, p/l",
    "doing": "getting on, holding up, coming along, getting along",
    "opinion": "your take, your view, your read",
    "wallet": (
        "metamask, meta mask, trezor, trust wallet, phantom wallet, rabby, coinbase wallet, rainbow wallet, hardware "
        "wallet, ledger wallet"
    ),
    "breakdown": "break down",
    "unalert alerts": "no more alerts, no more alarms",
    "add wallet": "hook up my ledger, add my ledger, connect my ledger, link my ledger, import my ledger",
    "changedmind": "changed my mind",
    "let": "let us",
    "headsup": "heads up, heads-up",
    "lmk": "let me know",
    "when": "as soon as",
    "above": "more than, higher than",
    "below": "less than, lower than",
}
# What stands for one word, longer than it or said in another language.
JOINED: Final = {said: word for word, phrases in _PHRASES.items() for said in phrases.split(", ")}
_PICTURES: Final = {
    "history": "🧾📜🕘🕑🗒",
    "portfolio": "💼👜🎒",
    "wallets": "👛",
    "insights": "💡🧠",
    "settings": "⚙🔧🛠",
    "delete": "🗑🧹🔪🔕🔇",
    "help": "🆘ℹ",
    "?": "❓❔",
    "default": "⭐🌟🏆",
    "enable": "🟢✅▶",
    "off": "🛑🔴⏹⏸",
    "add": "➕🆕",
    "list": "📋📃📝",
    "chart": "📈📉📊",
    "show": "👀🔍🔎",
    "hello": "👋🙋",
    "cancel": "❌🚫✖",
    "alerts": "🔔⏰🚨",
    "price": "🏷💲",
}
# What a picture says where it stands for a word.
PICTURES: Final = {picture: word for word, pictures in _PICTURES.items() for picture in pictures}
