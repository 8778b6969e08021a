"""What tidies the desk, in any words and any order: orders, alerts and wallets that go, wallets, the live switch.

These change something, so that here not one word may be said that could be doubt, denial, a report or a question.
"""

from __future__ import annotations

from typing import Final

from bots.language.bag_words import (
    ADDS,
    ALERT_NOUNS,
    COURTESY,
    DEFAULT_VERBS,
    DEFAULTS,
    LIVE_OFF,
    LIVE_ON,
    LIVE_WORDS,
    ORDER_KINDS,
    ORDER_NOUNS,
    REMOVES,
    WALLET_NOUNS,
    words,
)
from bots.language.bags import Bag
from bots.language.intents import Intent, Understood

__all__ = ["keep"]

_Words = frozenset[str]

_LIKES: Final = ("like", "love", "appreciate", "be", "want", "wish")
_NUMBERED: Final = frozenset(("number", "no", "id", "nr"))
_EVERY: Final = words("all every everything each")
_WISHES: Final = words("want like need wanna wish love please unneeded appreciate")
_ORDERS: Final = (
    REMOVES
    | ORDER_NOUNS
    | COURTESY
    | _EVERY
    | _NUMBERED
    | words("open pending active running sell buy longer waiting outstanding live current existing is take off")
)
_ALERTS: Final = (
    REMOVES
    | ALERT_NOUNS
    | COURTESY
    | _EVERY
    | _NUMBERED
    | words("off disable mute silence unalert price longer active running deactivate quiet turn switch put set is take")
)
_DELETES: Final = REMOVES | WALLET_NOUNS | COURTESY | _NUMBERED | words("named called name longer")
_ADDS: Final = ADDS | WALLET_NOUNS | COURTESY | words("named called name as get give hot existing old own")
_DEFAULT: Final = (
    DEFAULTS | DEFAULT_VERBS | WALLET_NOUNS | COURTESY | _NUMBERED | words("named called by for every trades it must")
)
_LIVE: Final = LIVE_WORDS | LIVE_ON | COURTESY | words("switch turn go going")
_NOT_LIVE: Final = (
    LIVE_WORDS | LIVE_OFF | COURTESY | words("switch turn go going return put again anymore only use mode")
)
_OFF_VERBS: Final = words("off disable mute silence unalert deactivate quiet")
_OWNED: Final = words("have has got set placed made created put opened own added up open running earlier before now")
_CREATES: Final = words("create creating make making generate generating open opening build start")
_IMPORTS: Final = words("import importing")
_PRONOUNS: Final = words("a an the my it all am me that this your our in is on of")


def keep(bag: Bag) -> Understood | None:
    """Return what a bag asks to be changed; None where it is nothing of that, or is not said plainly."""
    _leave_out_clause(bag)
    said = bag.said
    if not _asks_plainly(said, bag) or bag.spans or bag.percents or len(bag.coins) > 1 or len(bag.chains) > 1:
        return None
    if "wallet" in said or "purse" in said:
        return _wallet(said, bag)
    if said & ALERT_NOUNS or "unalert" in said:
        return _alert(said, bag)
    if said & ORDER_NOUNS:
        return _order(said, bag)
    if (
        len(bag.numbers) == 1
        and not bag.names
        and not bag.coins
        and "cancel" in said
        and said <= COURTESY | {"cancel", "number"}
    ):
        return Understood(Intent.CANCEL_ORDER, {"id": bag.numbers[0]})
    if "cancel" in said and said & _EVERY and "open" in said and said <= COURTESY | _EVERY | {"open", "cancel"}:
        return Understood(Intent.CANCEL_ORDER, {"all": "true"})
    return _live(said, bag)


def _leave_out_clause(bag: Bag) -> None:
    """Leave out “that I have set”, “I placed” behind what is to go: which of them is meant is no other wish."""
    words = bag.words
    if "i" not in words or words[0] == "i" or not REMOVES & set(words[: words.index("i")]):
        return
    place = words.index("i")
    behind = next((end for end in range(place + 1, len(words)) if words[end] not in _OWNED), len(words))
    start = place - 1 if words[place - 1] in ("that", "which") else place
    if behind > place + 1:
        bag.words = words[:start] + words[behind:]


def _asks_plainly(said: _Words, bag: Bag) -> bool:
    """Say whether it is a request: no question but “can you”, and of oneself only what one wishes."""
    if "i" in said and any(
        _is_mused(*three) for three in zip(bag.words, bag.words[1:], [*bag.words[2:], ""], strict=False)
    ):
        return False
    if said & {"can", "could", "would", "will"} and not said & {"you", "u"} and not ("would" in said and "i" in said):
        return False
    if (
        bag.asks
        and not (said & {"you", "u"} and said & {"can", "could", "would", "will", "might", "may"})
        and not ("please" in said and said & {"might", "may", "could"})
    ):
        return False
    return "i" not in said or bool(said & _WISHES)


def _is_mused(first: str, second: str, third: str) -> bool:
    """Say whether it is not asked for: “should I …”, “I would …”, but “I would like …”."""
    if (first, second) == ("should", "i"):
        return True
    return first == "i" and second in ("should", "would") and third not in _LIKES


def _handle(bag: Bag) -> str | None:
    """Return what an order, alert or wallet is called, a number or an unknown word; empty for none, None for two."""
    said = [*bag.numbers, *bag.names]
    if len(said) == 2 and said[-1] in bag.names and bag.numbers == ["1"]:  # “make wallet degen the main 1”
        said = bag.names
    return None if len(said) > 1 else said[0] if said else ""


def _order(said: _Words, bag: Bag) -> Understood | None:
    handle = _handle(bag)
    if handle is None or not said <= _ORDERS or not (said & REMOVES or {"take", "off"} <= said):
        return None
    if (bag.names and (not handle.isalnum() or bag.coins)) or not _names_side(bag):
        return None
    entities = {"id": handle} if handle else {}
    if bag.coins:
        entities["token"] = bag.coins[0]
    if bag.chains:
        entities["chain"] = bag.chains[0]
    kinds = {ORDER_KINDS[word] for word in said & ORDER_KINDS.keys()}
    if len(kinds) > 1 or ("unneeded" in said and said & {"a", "an"}):  # “I don't want a stop loss”: there is none
        return None
    if kinds and not handle:
        entities["kind"] = kinds.pop()
    if not entities and (said & _EVERY or "orders" in said):
        entities["all"] = "true"
    return Understood(Intent.CANCEL_ORDER, entities)


def _names_side(bag: Bag) -> bool:
    """Say whether “buy” and “sell” are only said of an order, such as “my buy order”."""
    order = [text for _, text in bag.order]
    return all(
        text not in ("buy", "sell") or (order[place + 1 : place + 2] or [""])[0] in ORDER_NOUNS
        for place, text in enumerate(order)
    )


def _alert(said: _Words, bag: Bag) -> Understood | None:
    handle = _handle(bag)
    if handle is None or not said <= _ALERTS or not said & (REMOVES | _OFF_VERBS):
        return None
    if bag.names or (handle and bag.coins):
        return None
    entities = {"id": handle} if handle else {}
    if bag.coins:
        entities["token"] = bag.coins[0]
    if bag.chains:
        entities["chain"] = bag.chains[0]
    return Understood(Intent.DELETE_ALERT, entities)


def _wallet(said: _Words, bag: Bag) -> Understood | None:
    if said <= _DELETES and said & REMOVES and not said & {"default", "main"}:
        return _named_wallet(Intent.DELETE_WALLET, bag)
    if said <= _DEFAULT and (
        said & (DEFAULTS - {"first"}) or said & {"use", "using", "switch", "run", "everything", "trade"}
    ):
        found = _named_wallet(Intent.SET_DEFAULT_WALLET, bag)
        return found if found and (found.entities or said & {"default", "main"}) else None
    if said <= _ADDS and said & (ADDS | {"set"}) and not bag.numbers and not bag.coins:
        how = {"how": "create"} if said & _CREATES else {"how": "import"} if said & _IMPORTS else {}
        if len(bag.names) > 1 or (bag.names and not said & {"named", "called", "name", "as"}):
            return None
        return Understood(Intent.ADD_WALLET, how | ({"name": bag.names[0]} if bag.names else {}))
    return None


def _named_wallet(intent: Intent, bag: Bag) -> Understood | None:
    """Read which wallet: a number, an unknown word, or else a word of ours right behind “wallet”."""
    handle = _handle(bag)
    if handle is None or bag.chains:
        return None
    handle = handle.removeprefix("#")
    order = [(kind, text) for kind, text in bag.order if text not in _PRONOUNS]
    place = next(number for number, (_, text) in enumerate(order) if text in ("wallet", "purse"))
    behind = order[place + 1 : place + 2]
    if not handle and bag.coins:
        handle = bag.coins[0].lower()
    elif (
        not handle
        and behind
        and behind[0][1] in ("main", "first", "primary")
        and (len({text for _, text in order} & DEFAULTS) > 1)
    ):
        handle = behind[0][1]
    return Understood(intent, {"wallet": handle} if handle else {})


def _live(said: _Words, bag: Bag) -> Understood | None:
    if bag.names or bag.coins or bag.chains or [number for number in bag.numbers if number not in ("2", "4")]:
        return None
    named = "live" in said or bool("real" in said and said & {"trading", "trade", "mode", "money", "funds"})
    if said <= _NOT_LIVE and (
        (named and said & (LIVE_OFF - {"paper", "back"}))
        or (
            "paper" in said
            and (said & {"back", "switch", "return", "only", "go", "put", "use"} or said <= {"paper", "mode", "please"})
        )
    ):
        return Understood(Intent.DISABLE_LIVE_TRADING)
    if named and said <= _LIVE and "if" not in said and _turns_on(said, bag):
        return Understood(Intent.ENABLE_LIVE_TRADING)
    return None


def _turns_on(said: _Words, bag: Bag) -> bool:
    """Say whether live trading is to be on: a verb that says so, or “on” where it stands for one."""
    if said & {"enable", "enabling", "activate", "activating", "start", "starting", "begin"}:
        return True
    wished = bool(said & {"want", "wanna", "like", "let", "need", "please", "time"})
    if {"go", "live"} <= said and (wished or len(said) <= 3):
        return True
    if {"trade", "live"} <= said and said & {"want", "wanna", "like", "let"}:
        return True
    if {"switch", "to"} <= said:
        return True
    words = [
        word for word in bag.words if word not in ("please", "abeg", "now", "me", "for", "the", "it", "bro", "fam")
    ]
    return bool(words) and "on" in (words[0], words[-1])
