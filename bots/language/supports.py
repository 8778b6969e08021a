"""Trades asked for with a noun: “make sell of 2 eth”, “please do trailing stop for btc with 4%”.

The verb that carries the noun is left out; what comes out has to pass the gate and the clauses by itself.
"""

from __future__ import annotations

from typing import Final

from bots.language.anycase import AnyCase

__all__ = ["supported"]

_SOFT: Final = r"(?:can you |could you |please |pls |kindly |now |just |quickly |me |for me |for us |us |to me )*"
_VERBS: Final = (
    r"(?:do|make|put|place|set|set up|setup|open|create|fire off|fire|throw in|throw|execute|run|process|perform|"
    r"carry out|"
    r"effect|effectuate|realize|realise|arrange|organize|prepare|submit|enter|give|get|start|need|want|i need|i want|"
    r"i'd like|i would like|launch|stick|slap|pop|bung|whack|initiate|activate|add|complete|conduct|implement|"
    r"register|apply|install|book)"
)
_ARTICLE: Final = r"(?:an? |the |one |my |some |new |quick |small |little |simple |market |spot )*"
_NOUNS: Final = {
    "buy": r"(?:buy|buying|purchase|purchasing|acquisition|buy order|purchase order|order to buy|order for buying)",
    "sell": r"(?:sell|selling|sale|sell order|sale order|order to sell|order for selling)",
    "swap": r"(?:swap|swapping|exchange|exchanging|conversion|convert|converting|change|trade)",
    "bridge": r"(?:bridge|bridging|bridge transfer|transfer|cross chain|cross-chain)",
    "trailing stop": r"(?:trailing stop(?: loss)?(?: order)?|trailing|trailing order)",
    "stop loss": r"(?:stop[- ]?loss(?: order)?|stop order|sl|stop(?= (?:on|for|at) ))",
    "take profit": r"(?:take[- ]?profit(?: order)?|profit take|tp)",
    "limit buy": r"(?:limit buy(?: order)?|buy limit(?: order)?|limit order (?:to|for) buy(?:ing)?)",
    "cancel": r"(?:cancel|canceling|cancelling|cancellation|canceled|cancelled)",
    "delete": r"(?:delete|deleting|deletion|remove|removal|removing)",
    "rebalance": r"(?:rebalance|rebalancing)",
}
_OF: Final = r"(?: of| for me| please| now| from(?= (?:[\d$]|my |all |half )))*"
_SAID: Final = [
    (AnyCase(rf"{_SOFT}{_VERBS} {_SOFT}{_ARTICLE}{noun}{_OF} (?P<more>.+)"), verb) for verb, noun in _NOUNS.items()
]
_STARTS: Final = AnyCase(rf"{_SOFT}{_VERBS} ")
# “the live trading to be enabled”
_SWITCHED: Final = AnyCase(
    rf"{_SOFT}{_VERBS} {_SOFT}(?:the |my )?(?P<what>live (?:trading|mode)|real trading) (?:to )?(?:be |become |go )*"
    r"(?P<how>enabled|on|active|activated|working|disabled|off|inactive|deactivated|stopped)",
)
_OFF: Final = frozenset(("disabled", "off", "inactive", "deactivated", "stopped"))


def supported(sentence: str) -> str:
    """Return a sentence with a plain verb in the place of a noun with its own; empty for any other."""
    if not _STARTS.match(sentence) or sentence.endswith("?"):
        return ""
    if switched := _SWITCHED.fullmatch(sentence):
        return f"{'disable' if switched['how'].lower() in _OFF else 'enable'} {switched['what']}"
    for said, verb in _SAID:
        if found := said.fullmatch(sentence):
            return f"{verb} {found['more']}"
    return ""
