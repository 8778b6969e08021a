"""The rules for what stands before live trading: the switch, pauses, limits and the second factor."""

from __future__ import annotations

from typing import Final

from bots.language.intents import Intent
from bots.language.numbers import NUMBER
from bots.language.patterns import Entities, Groups, Rule, number, rule

__all__ = ["CODE", "SAFEGUARD_RULES", "code_in"]

CODE: Final = r"(?P<code>[0-9]{3} ?[0-9]{3})"
_DOLLARS: Final = rf"\$?(?P<usd>{NUMBER})(?: ?(?:usd|dollars?))?"
_LIVE: Final = r"live ?trading"
_TRADING: Final = r"(?:(?:my|all) )?(?:live ?)?trading"
_EVERYBODY: Final = r"(?:trading )?(?:for )?(?:everybody|everyone|all users)"
# What is said of an order or an alert is not said of trading; a reason is whatever else stands there.
_REASON: Final = r"(?!(?:\S+ ){0,3}(?:alerts?|orders?)\b)(?:because |reason: ?)?(?P<reason>\S.{0,199})"
_SECOND_FACTOR: Final = r"(?:2fa|second factor|two[- ]factor(?: authentication)?)"


def code_in(groups: Groups) -> Entities:
    """Read the digits of an authenticator app, with or without the space that some show in the middle."""
    return {"code": groups["code"].replace(" ", "")}


def _nothing(groups: Groups) -> Entities:
    return {}


def _reason(groups: Groups) -> Entities:
    return {"reason": groups["reason"].strip()} if "reason" in groups else {}


def _limit(groups: Groups) -> Entities:
    return {"limit": groups["limit"].lower().replace("daily", "day"), "usd": number(groups["usd"])}


def _above(groups: Groups) -> Entities:
    return {"above": number(groups["above"])}


def _off(groups: Groups) -> Entities:
    return {"off": "off"}


SAFEGUARD_RULES: list[Rule] = [
    rule(rf"(?:enable|turn on|activate) {_LIVE}|enable_?live_?trading", Intent.ENABLE_LIVE_TRADING, _nothing),
    rule(
        rf"(?:disable|turn off|deactivate|stop) {_LIVE}|disable_?live_?trading", Intent.DISABLE_LIVE_TRADING, _nothing
    ),
    rule(rf"pause {_EVERYBODY}|pauseall(?:[:,]? {_REASON})?", Intent.PAUSE_EVERYBODY, _reason),
    rule(rf"resume {_EVERYBODY}|resumeall", Intent.RESUME_EVERYBODY, _nothing),
    rule(rf"pause(?: {_TRADING})?|pause {_TRADING}[:,]? {_REASON}|pause {_REASON}", Intent.PAUSE_TRADING, _reason),
    rule(rf"resume(?: {_TRADING})?", Intent.RESUME_TRADING, _nothing),
    rule(r"(?:(?:show|what are) )?(?:my )?(?:spending )?limits\??", Intent.SPENDING_LIMITS, _nothing),
    rule(
        rf"(?:set )?(?:my )?(?:spending )?limits? (?:per |for (?:a |one )?)?(?P<limit>trade|day)(?: to)? {_DOLLARS}",
        Intent.SPENDING_LIMITS,
        _limit,
    ),
    rule(
        rf"set (?:my )?(?P<limit>trade|day|daily) limit(?: to)? {_DOLLARS}",
        Intent.SPENDING_LIMITS,
        _limit,
    ),
    rule(_SECOND_FACTOR, Intent.SECOND_FACTOR, _nothing),
    rule(rf"{_SECOND_FACTOR} {CODE}", Intent.SECOND_FACTOR, code_in),
    rule(rf"{_SECOND_FACTOR} off|turn off (?:my )?{_SECOND_FACTOR}", Intent.SECOND_FACTOR, _off),
    rule(rf"{_SECOND_FACTOR} above \$?(?P<above>{NUMBER})(?: ?(?:usd|dollars?))?", Intent.SECOND_FACTOR, _above),
]
