"""Purchases, sales and crossings, at once or at a price: clauses in any order, which make up the whole sentence.

`subject` is the token that a condition is about; it has to be the one that is traded. What is `bare` counts without a
token of its own: then the condition has to name it.
"""

from __future__ import annotations

from typing import Final

from bots.language.clauses import Parts, check_once
from bots.language.coins import CHAIN_INDEXES, COINS, symbol
from bots.language.counting import is_counted, settle_count
from bots.language.intents import Intent, Understood
from bots.language.lexer import Sentence
from bots.language.places import PLACES, chain_of, known, places
from bots.language.quantities import Entities, bracket, exact, options, quantity, settle_sign, share_of
from bots.language.trade_clauses import BUYS, FIRST, FIRST_SOLD, OFFER, PURCHASE, PUT, SALE, SELLS, SPENT, TRADE
from bots.language.vocabulary import CLASSES

__all__ = ["bought", "level", "offer", "purchase", "sale", "sold", "token_of"]

_NEED_AMOUNT: Final = frozenset((
    "take", "i'll take", "i will take", "i take", "i'll have", "me want", "me need", "get", "give me", "gimme",
    "i want", "i need",
))  # fmt: skip
# What begins with its verb has nothing before it.
_BUYING: Final = frozenset((CLASSES["buy"], CLASSES["grab"]))
_SELLING: Final = frozenset(CLASSES[name] for name in ("sell", "swap", "bridge", "close"))
_DOLLARS: Final = frozenset(("USDC", "USDT", "DAI"))
_CROSSING: Final = frozenset(("cross", "crosses"))
_LEVEL: Final = ("price", "price_percent", "trail")


def token_of(parts: Parts) -> str | None:
    """Return the token that is traded, None where there is none, or a condition is about another."""
    token, subject = parts.get("token"), parts.get("subject")
    if lead := parts.get("lead"):
        return symbol(lead) if token is None and (subject is None or symbol(subject) == symbol(lead)) else None
    if "bare" in parts and token is not None:
        return None
    if token and subject and symbol(token) != symbol(subject):
        return None
    said = token or subject
    return symbol(said) if said else None


def level(parts: Parts) -> Entities:
    """Read the price to wait for. Raises UserError when it is no number, or two are said."""
    if "price" in parts and "price_percent" in parts:
        parts.setdefault("twice", "price")
    entities = {"price": exact(parts["price"])} if "price" in parts else {}
    if "price_percent" in parts:
        entities["price_percent"] = exact(parts["price_percent"].lstrip("-"))
    return entities


def purchase(sentence: Sentence) -> Understood | None:
    """Understand a purchase, now or at a price; None where the sentence is none, or has words that belong to none."""
    parts: Parts = {}
    start = 0 if sentence.codes[0] in _BUYING else FIRST.read(sentence, 0, parts)
    head = BUYS.match(sentence.codes, start)
    if head is None:
        return None
    verb = str(head.lastgroup)
    if head.end() == len(sentence.codes) and verb == "buy" and not parts:
        return Understood(Intent.BUY_TOKEN)
    if (PUT if verb == "put" else PURCHASE).read(sentence, head.end(), parts) < len(sentence.codes):
        return None
    if parts.pop("whole", None):
        return _paid_with_all(parts)
    if parts.get("way") == "met" and not _CROSSING.isdisjoint(sentence.words):
        parts["way"] = "crosses"
    return bought(parts, verb=verb, word=sentence.words[head.start(verb)])


def bought(parts: Parts, *, verb: str = "buy", word: str = "") -> Understood | None:
    """Understand the parts of a purchase. Raises UserError when one is said twice, or a number is none."""
    if ("either" in parts and not settle_count(parts)) or not is_counted(parts) or not settle_sign(parts):
        return None
    is_still = parts.pop("still", None) is not None
    _settle_lead(parts)
    token = token_of(parts)
    asks = {"bare", "chain"} & parts.keys() if verb == "buy" else {"currency"} & parts.keys()
    if token is None and asks and parts.keys() <= {"bare", "usd", "spend", "currency", "amount", "chain"}:
        return Understood(
            Intent.BUY_TOKEN, quantity(parts) | options(parts) | known({"chain": chain_of(parts, "chain")})
        )
    if (
        token is None
        or parts.get("chain", "") in COINS.keys() - CHAIN_INDEXES.keys()
        or _is_turned(parts, token)
        or not _counts_once(parts)
        or (verb == "grab" and not _is_sure(parts, word))
    ):
        return None
    if verb == "put" and parts.get("token") in PLACES:
        return None
    if "dip" in parts and "way" not in parts and not ({"amount", "usd", "spend"} & parts.keys()):
        return None
    sides = bracket(parts)
    if sides is None or parts.get("way") == "peak":
        return None
    check_once(parts)
    near, place = chain_of(parts, "near_chain"), chain_of(parts, "chain")
    chains = {"chain": near or place, "to_chain": place if near and place else ""}
    entities = {"token": token} | quantity(parts) | options(parts) | sides | known(chains) | level(parts)
    check_once(parts)
    if "price" not in entities and "price_percent" not in entities:
        return None if {"span", "automatic"} & parts.keys() else Understood(Intent.BUY_TOKEN, entities)
    if "to_chain" in entities:
        return None
    if parts["way"] in ("below", "above", "crosses") and not is_still:
        entities["direction"] = parts["way"]
    return Understood(Intent.SET_LIMIT_BUY, entities)


def _paid_with_all(parts: Parts) -> Understood | None:
    """Understand “buy eth with all my usdc”, which sells all of it."""
    is_plain = "token" in parts and parts.keys() <= {"token", "currency", "share", "chain", "slippage"}
    return sold(parts | {"token": parts["currency"], "currency": parts["token"]}) if is_plain else None


def _settle_lead(parts: Parts) -> None:
    """Read “bitcoin buy 200 usdc” as what is spent."""
    if {"lead", "token", "amount"} <= parts.keys() and symbol(parts["token"]) in _DOLLARS and "currency" not in parts:
        parts["spend"], parts["currency"] = parts.pop("amount"), parts.pop("token")


def _is_turned(parts: Parts, token: str) -> bool:
    """Say whether it is not clear which token is bought: “buy 20 usdt in link”."""
    return parts.pop("inside", None) is not None and "amount" in parts and token in _DOLLARS


def _counts_once(parts: Parts) -> bool:
    """Say whether at most one thing says how much: “1 eth for 3000 usdc” may be a price, or two amounts."""
    return sum(name in parts for name in ("amount", "fraction", "spend", "usd", "share")) <= 1


def _is_sure(parts: Parts, word: str) -> bool:
    """Say whether a word such as “get” means to buy: people get many things, and from many people."""
    if "currency" in parts and parts["currency"] not in COINS and parts["currency"][0] != "$":
        return False
    if {"amount", "usd", "spend", "fraction"} & parts.keys():
        return parts.get("fraction") not in ("a", "an") or word not in _NEED_AMOUNT
    token = parts.get("token", "")
    return word not in _NEED_AMOUNT and (token in COINS or token.startswith("$"))


def _is_meant(parts: Parts, word: str, verb: str) -> bool:
    """Say whether a word of many uses speaks of a trade: one offers at a price, and moves coins to a chain."""
    if word == "offer":
        return "way" in parts
    place = parts.get("to_chain") or parts.get("far_chain") or parts.get("currency", "")
    return verb != "bridge" or word == "bridge" or place in CHAIN_INDEXES


def _is_thing(parts: Parts) -> bool:
    """Say whether what is sold is a token for sure: a name that nobody knows needs something that is said of tokens."""
    said = parts.get("token") or parts.get("lead") or parts["subject"]
    return (
        said in COINS
        or said[0] == "$"
        or bool(parts.keys() - {"token", "currency", "chain", "from_chain", "to_chain", "bare"})
    )


def sale(sentence: Sentence) -> Understood | None:
    """Understand a sale, now or at a price, also to another chain; None as for a purchase."""
    parts: Parts = {}
    start = 0 if sentence.codes[0] in _SELLING else FIRST_SOLD.read(sentence, 0, parts)
    head = SELLS.match(sentence.codes, start)
    if head is None:
        return None
    if head.end() == len(sentence.codes) and not parts and head.lastgroup != "close":
        return Understood(Intent.SELL_TOKEN)
    if SALE.read(sentence, head.end(), parts) < len(sentence.codes):
        return None
    if parts.pop("pair", None) and head.lastgroup != "swap":
        return None
    if not _is_meant(parts, sentence.words[head.start(str(head.lastgroup))], str(head.lastgroup)):
        return None
    if head.lastgroup == "close" and "way" not in parts and not ({"amount", "share", "usd", "fraction"} & parts.keys()):
        parts["share"] = "all"
    return sold(parts, verb=str(head.lastgroup))


def sold(parts: Parts, *, verb: str = "sell") -> Understood | None:
    """Understand the parts of a sale. Raises UserError when one is said twice, or a number is none."""
    if parts.keys() == {"share"} and verb != "bridge":
        return Understood(Intent.SELL_TOKEN, {"percent": share_of(parts["share"])})
    token = token_of(parts)
    if verb == "swap" and parts.keys() == {"currency"}:
        return Understood(Intent.SELL_TOKEN, options(parts))
    if (
        verb == "swap"
        and token is None
        and "usd" in parts
        and parts.keys() <= {"usd", "bare", "currency", "chain", "slippage"}
    ):
        return bought(
            {("token" if name == "currency" else name): text for name, text in parts.items() if name != "bare"}
        )
    if (
        token is None
        or not settle_sign(parts)
        or not is_counted(parts)
        or not _counts_once(parts)
        or not _is_thing(parts)
    ):
        return None
    chains = places(parts, verb)
    if chains is None:
        return None
    check_once(parts)
    entities = {"token": token} | quantity(parts) | options(parts) | known(chains) | level(parts)
    check_once(parts)
    if not any(name in parts for name in _LEVEL):
        return None if {"span", "automatic"} & parts.keys() else Understood(Intent.SELL_TOKEN, entities)
    if "to_chain" in entities or verb == "bridge":
        return None
    return _waiting_sale(parts, entities)


def _waiting_sale(parts: Parts, entities: Entities) -> Understood | None:
    match parts["way"]:
        case "peak" if "price" not in parts and "price_percent" not in parts:
            if "percent" in entities:
                entities["share"] = entities.pop("percent")
            return Understood(Intent.SET_TRAILING_STOP, entities | {"percent": exact(parts["trail"])})
        case "below":
            return Understood(Intent.SET_STOP_LOSS, entities)
        case "met":
            return Understood(Intent.SET_TAKE_PROFIT, entities | {"direction": "crosses"})
        case "above" | "at":
            return Understood(Intent.SET_TAKE_PROFIT, entities)
    return None


def offer(sentence: Sentence) -> Understood | None:
    """Understand a trade without a verb: “$100 of eth”, “0.5 eth to usdc”; None for anything else."""
    parts: Parts = {}
    if OFFER.match(sentence.codes) and PURCHASE.read(sentence, 0, parts) == len(sentence.codes):
        return bought(parts)
    if SPENT.match(sentence.codes) and "into" in sentence.words and PUT.read(sentence, 0, parts) == len(sentence.codes):
        return bought(parts)
    parts.clear()
    if TRADE.match(sentence.codes) and SALE.read(sentence, 0, parts) == len(sentence.codes):
        return sold(parts, verb="swap")
    return None
