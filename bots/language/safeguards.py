"""The rules for what stands before live trading: the switch, pauses, limits and the second factor."""

from __future__ import annotations

from typing import Final

from bots.language.intents import Intent
from bots.language.numbers import NUMBER
from bots.language.patterns import Entities, Groups, Rule, number, rule

__all__ = ["CODE", "SAFEGUARD_RULES", "code_in"]

CODE: Final = r"(?P<code>[0-9]{3} ?[0-9]{3})"
_DOLLARS: Final = rf"\$?(?P<usd>{NUMBER})(?: ?(?:usd|dollars?))?"
_LIVE: Final = r"live[ -]?trad(?:ing|es)"
_WANT: Final = r"(?:(?:can|could) you (?:please )?|i (?:want|would like) to |i'd like to |let's )?"
# “Actually no, …”: it takes back what was said before, not what comes.
_CHANGES_MIND: Final = r"(?:(?:(?:oh|actually|wait|ok|okay|well|hmm),? )+no,? )?"
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
    rule(
        rf"{_WANT}(?:(?:enable|turn on|activate|start|switch on|switch to|go to) (?:the )?{_LIVE}|(?:turn|switch) "
        rf"{_LIVE} on|go live)"
        r"|enable_?live_?trading",
        Intent.ENABLE_LIVE_TRADING,
        _nothing,
    ),
    rule(
        rf"{_WANT}(?:(?:disable|turn off|deactivate|stop|switch off|end) (?:the )?{_LIVE}|(?:turn|switch) {_LIVE} "
        rf"off|stop trading live|"
        r"(?:put|set|take|get|bring|move)(?: me| it| us)? back (?:to|on|onto|in|into) (?:paper|practice|demo)"
        r"(?: trading| mode| money)?|pull the plug on (?:the |my )?(?:live|real) trading|"
        r"trade with (?:fake|paper|play|pretend|practice) money|"
        rf"{_CHANGES_MIND}(?:close|shut(?: down| off)?|wind down) (?:(?:the|my) )?(?:live|real)[ -]?(?:trading|mode)|"
        rf"{_CHANGES_MIND}(?:shut|turn|switch|flick|flip|wind|power|take|bring|close|knock|put) (?:(?:the|my) )?"
        r"(?:live|real)[ -]?(?:trading|mode) (?:down|off))(?: (?:again|now|please|"
        r"(?:for )?(?:now|today|tonight|the day|the night|the weekend)))*"
        r"|disable_?live_?trading",
        Intent.DISABLE_LIVE_TRADING,
        _nothing,
    ),
    rule(
        r"(?:turn on|enable|activate|switch on|start) (?:real|live)(?: trading| mode)?|(?:turn |switch |put "
        r")?live(?: trading| mode)? on"
        r"|(?:i want to )?trade live(?: now| from now on)?|live trading (?:please )?(?:to )?(?:activate|enable)|on "
        r"(?:the )?live trading",
        Intent.ENABLE_LIVE_TRADING,
        _nothing,
    ),
    rule(
        r"(?:turn off|disable|deactivate|switch off|stop|end|kill|quit) (?:real|live)(?: trading| mode)?|(?:turn |"
        r"switch )?live(?: trading| mode)? off"
        r"(?: again)?|(?:go |switch |get )?back to paper(?: trading)?|no (?:more )?"
        r"(?:live|real) (?:trading|trades|money)(?: (?:(?:for|4) now|today))?|off "
        r"(?:the )?live trading|live trading (?:please )?(?:to )?(?:deactivate|disable|stop)",
        Intent.DISABLE_LIVE_TRADING,
        _nothing,
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
