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
    ORDER_KINDS,
    ORDER_NOUNS,
    REMOVES,
    WALLET_NOUNS,
    words,
)
from bots.language.bags import Bag
from bots.language.free_words import TIMES
from bots.language.intents import Intent, Understood
from bots.language.live_switch import live_switch
from bots.language.plain_wishes import asks_plainly, leave_out_clause, take_as_wish

__all__ = ["keep"]

_Words = frozenset[str]

_IDS: Final = ("order", "number", "no", "id", "nr", "alert")
_NUMBERED: Final = frozenset(("number", "no", "id", "nr"))
_EVERY: Final = words("all every everything each")
_ORDERS: Final = (
    REMOVES
    | ORDER_NOUNS
    | COURTESY
    | _EVERY
    | _NUMBERED
    | words(
        "book books last latest newest previous open pending active running sell buy longer waiting outstanding "
        "live current "
        "existing is take off"
    )
)
_ALERTS: Final = (
    REMOVES
    | ALERT_NOUNS
    | COURTESY
    | _EVERY
    | _NUMBERED
    | words(
        "already off disable mute silence unalert price longer active running deactivate quiet turn switch put "
        "set is take"
    )
)
_DELETES: Final = REMOVES | WALLET_NOUNS | COURTESY | _NUMBERED | words("named called name longer here")
_ADDS: Final = ADDS | WALLET_NOUNS | COURTESY | words("named called name as get give hot existing old own")
_DEFAULT: Final = (
    DEFAULTS
    | DEFAULT_VERBS
    | WALLET_NOUNS
    | COURTESY
    | _NUMBERED
    | words("named called by for every trades it must always")
)
_OFF_VERBS: Final = words("off disable mute silence unalert deactivate quiet")
_CREATES: Final = words("create creating make making generate generating open opening build start")
_IMPORTS: Final = words("import importing")
_PRONOUNS: Final = words("a an the my it all am me that this your our in is on of")


def keep(bag: Bag) -> Understood | None:
    """Return what a bag asks to be changed; None where it is nothing of that, or is not said plainly."""
    leave_out_clause(bag)
    take_as_wish(bag)
    said = bag.said
    if not asks_plainly(said, bag) or bag.spans or bag.percents or len(bag.coins) > 1 or len(bag.chains) > 1:
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
    return live_switch(said, bag)


def _handle(bag: Bag) -> str | None:
    """Return what an order, alert or wallet is called, a number or an unknown word; empty for none, None for two."""
    said = [*(each.rstrip(".") for each in bag.numbers), *bag.names]
    if (
        len(said) == 2 and said[-1] in bag.names and bag.numbers == ["1"] and bag.said & DEFAULTS
    ):  # “make wallet degen the main 1”
        said = bag.names
    return None if len(said) > 1 or not TIMES.isdisjoint(said) else said[0] if said else ""


def _order(said: _Words, bag: Bag) -> Understood | None:
    handle = _handle(bag)
    if handle is None or not said <= _ORDERS or not (said & REMOVES or {"take", "off"} <= said):
        return None
    if (bag.names and not _names_order(handle, bag)) or not _names_side(bag):
        return None
    entities = {"id": handle} if handle else {}
    if bag.coins:
        entities["token"] = bag.coins[0]
    if bag.chains:
        entities["chain"] = bag.chains[0]
    kinds = {ORDER_KINDS[word] for word in said & ORDER_KINDS.keys()}
    if len(kinds) > 1 or ("unneeded" in said and said & {"a", "an"}):  # “I don't want a stop loss”: there is none
        return None
    if kinds and handle and said & {"forget", "wait"} and said.isdisjoint(("order", "orders")):
        return None  # “stop loss eth 2100 … actually forget it”
    if kinds and not handle:
        entities["kind"] = kinds.pop()
    if not entities and (said & _EVERY or "orders" in said):
        entities["all"] = "true"
    return Understood(Intent.CANCEL_ORDER, entities)


def _names_order(handle: str, bag: Bag) -> bool:
    """Say whether a word that is not known is the id of an order: it stands right behind “order”."""
    order = [text for _, text in bag.order]
    behind = order[max(order.index(handle) - 1, 0)] if handle in order else ""
    return handle.isalnum() and not bag.coins and behind in _IDS and order[0] != handle


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


def _is_near(handle: str, place: int, order: list[str]) -> bool:
    """Say whether a name stands beside “wallet”, or where names are given."""
    at = next((number for number, text in enumerate(order) if text.removeprefix("#") == handle), -1)
    return abs(at - place) == 1 or (at > 0 and order[at - 1] in ("called", "named", "name", "use", "make", "to"))


def _named_wallet(intent: Intent, bag: Bag) -> Understood | None:
    """Read which wallet: a number, an unknown word, or else a word of ours right behind “wallet”."""
    handle = _handle(bag)
    if handle is None or bag.chains:
        return None
    handle = handle.removeprefix("#")
    order = [(kind, text) for kind, text in bag.order if text not in _PRONOUNS]
    place = next(number for number, (_, text) in enumerate(order) if text in ("wallet", "purse"))
    behind = order[place + 1 : place + 2]
    if bag.names and not _is_near(handle, place, [text for _, text in order]):
        return None
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
