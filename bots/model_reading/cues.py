"""The words by which a sentence itself says whether to buy or to sell, and whether a price is to rise or to fall."""

from __future__ import annotations

import re
from typing import Final

from bots.model_reading.names import Span
from bots.model_reading.schema import Draft

__all__ = ["chain_fault", "direction_fault", "lead_of", "side_fault"]

_SALE: Final = re.compile(
    r"\b(?:sell|dump|ditch|offload|unload|liquidate|exit|shed|unwind|rid of|cash (?:out|in)|get (?:me )?out|pull out)\b"
)
_PURCHASE: Final = re.compile(
    r"\b(?:buy|purchase|grab|acquire|ape|scoop|load up|stack|pick up|accumulate|invest|bag|snag|cop|"
    r"get (?:me |us )?(?!rid\b|out\b|me out\b))"
)
_EXCHANGE: Final = re.compile(
    r"\b(?:swap|convert|exchange|trade|turn|switch|move|rotate|flip|change|bridge|put|shift|roll|throw)\b"
)
_UP: Final = re.compile(
    r"\b(?:above|over|ris\w+|up|climb\w*|higher|gain\w*|jump\w*|pump\w*|exceed\w*|more than|breaks? out|moons?)\b"
)
_DOWN: Final = re.compile(
    r"\b(?:below|under|fall\w*|fell|drop\w*|dip\w*|down|lower|sink\w*|crash\w*|los[es]\w*|less than|dumps|tank\w*)\b"
)
_MEETS: Final = re.compile(r"\b(?:cross\w*|hits?|reach\w*|touch\w*|pass\w*|gets? to|at)\b|@")
_STOP: Final = re.compile(r"\b(?:stop|stoploss|sl|protect\w*|floor)\b")
_TARGET: Final = re.compile(r"\b(?:profits?|tp|targets?)\b")
_TRAIL: Final = re.compile(r"\btrail\w*\b")
_PLACED: Final = re.compile(r"\b(?:limit|at|if|when|once)\b|@")
_REBALANCE: Final = re.compile(r"\b(?:re-?balanc\w*|allocat\w*|split|spread|weights?|mix|distribut\w*)\b")

# What stands between a name and the word that says what becomes of it.
_FILLER: Final = re.compile(
    r"(?:\b(?:my|the|some|of|worth|an?|more|all|half|quarter|third|everything|whole|entire|percent|bucks?|dollars?|usd|\w*\d\w*)|"
    r"[-+$]?[\d.,]+[km]?\s*[%$]?|\$)\s*$"
)
_LAST_WORD: Final = re.compile(r"([^\W\d_]+)\W*$")
_PAID: Final = {"with", "using", "from", "via", "spending", "paying", "against"}
_BOUGHT: Final = {"into", "in", "on", "to"}
_RECEIVED: Final = {"to", "into", "for", "in", "as", "against"}
_SALES: Final = {"sell_token", "set_stop_loss", "set_take_profit", "set_trailing_stop"}


def lead_of(span: Span, text: str) -> str:
    """Return the word before a name, fillers and numbers left out."""
    before = text[: span.start]
    while (shorter := _FILLER.sub("", before)) != before:
        before = shorter
    found = _LAST_WORD.search(before)
    return found[1] if found else ""


def side_fault(draft: Draft, text: str, *, token: Span | None, currency: Span | None) -> str:
    """Say why a text does not bear out who gives what; empty when it does, or when nothing is traded."""
    is_purchase = draft.intent in ("buy_token", "set_limit_buy")
    if not is_purchase and draft.intent not in _SALES:
        return "" if draft.intent != "rebalance" or _REBALANCE.search(text) else "the words do not say to rebalance"
    given, got = lead_of(token, text) if token else "", lead_of(currency, text) if currency else ""
    sale, purchase, exchange = (words.search(text) for words in (_SALE, _PURCHASE, _EXCHANGE))
    if is_purchase:
        said = bool(purchase or (exchange and given in _BOUGHT))
        is_turned = given in _PAID or bool(currency and got not in _PAID | {"for", "in"} and not _pays(draft, given))
        return "the words do not say to buy that" if sale or not said or is_turned else ""
    said = bool(sale or draft.intent != "sell_token" or (exchange and (draft["currency"] or draft["to_chain"])))
    is_turned = given in {"to", "into", "in"} or bool(currency and (given == "for" or got not in _RECEIVED))
    return "the words do not say to sell that" if purchase or not said or is_turned else ""


def chain_fault(draft: Draft, text: str, *, chain: Span | None, to_chain: Span | None) -> str:
    """Say why a text does not bear out where from and where to; empty when it does."""
    source, target = _word_before(chain, text), _word_before(to_chain, text)
    arrives = {"to", "onto", "into", "over"}
    is_turned = source in arrives or target == "from" or (to_chain and not draft["currency"] and target not in arrives)
    return "the words do not say that way between chains" if is_turned else ""


def _word_before(span: Span | None, text: str) -> str:
    found = re.search(r"([^\W\d_]+)\s+(?:the\s+)?$", text[: span.start]) if span else None
    return found[1] if found else ""


def _pays(draft: Draft, lead: str) -> bool:
    """Say whether a currency without a word of its own is what is spent: “put 50 usdc into link”."""
    return bool(draft["spend"]) and lead in _BOUGHT


def direction_fault(draft: Draft, text: str) -> str:
    """Say why a text does not bear out which way a price is to go, or which kind of order it is."""
    up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
    is_borne_out = {"above": up and not down, "below": down and not up, "crosses": bool(_MEETS.search(text))}
    if draft["direction"] and not is_borne_out.get(draft["direction"], False):
        return "the words do not say that direction"
    kinds = {
        "set_stop_loss": bool(_STOP.search(text)) or (down and not up),
        "set_take_profit": bool(_TARGET.search(text)) or (not down and (up or bool(_MEETS.search(text)))),
        "set_limit_buy": bool(_PLACED.search(text)) or up or down,
        "set_trailing_stop": bool(_TRAIL.search(text)),
    }
    is_crossed = (draft.intent == "set_stop_loss" and up and not down and not _STOP.search(text)) or (
        draft.intent == "set_take_profit" and down and not up
    )
    return "" if kinds.get(draft.intent, True) and not is_crossed else "the words do not say that kind of order"
