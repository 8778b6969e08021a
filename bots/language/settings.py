"""The rules for a user's own settings: slippage, chain, and how and when news arrives. Zones are not looked up here."""

from __future__ import annotations

import re
from datetime import time

from bots.language.intents import Intent
from bots.language.numbers import NUMBER
from bots.language.patterns import CHAIN_NAME, Entities, Groups, Rule, lowered, named, number, rule
from esther_site.lib.errors import UserError

__all__ = ["HOURS", "SETTINGS_RULES", "quiet_hours_in"]

# Anything that was probably meant as a time of day: read strictly below, so that a bad one is answered.
_CLOCK = r"(?:midnight|noon|\d[\d:.]{0,7}(?:\s*[ap]\.?m\b\.?)?)"
HOURS = rf"(?:from )?(?P<begin>{_CLOCK})(?: ?- ?| to | till | until )(?P<end>{_CLOCK})"
_QUIET = r"(?:settings |(?:set |change )?(?:my )?)quiet(?: hours)?"
_NEWS = r"(?:orders|trades|money)"

_TWELVE = re.compile(r"(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9]))?\s*([ap])\.?m\.?")
_TWENTY_FOUR = re.compile(r"(2[0-3]|[01]?[0-9])(?:[:.]([0-5][0-9]))?")
_WORDS = {"midnight": "00:00", "noon": "12:00", "24": "00:00", "24:00": "00:00"}


def quiet_hours_in(groups: Groups) -> Entities:
    """Read two times of day, such as 22:00 and 7am. Raises UserError when one is none, or could be two."""
    begin, end = groups["begin"].lower(), groups["end"].lower()
    if _lacks_half(begin, beside=end) or _lacks_half(end, beside=begin):
        raise UserError("Say am or pm for both times, or write them like 22:00-07:00.")
    return {"quiet_from": f"{_time(begin):%H:%M}", "quiet_until": f"{_time(end):%H:%M}"}


def _lacks_half(text: str, *, beside: str) -> bool:
    """Say whether a time may be in the morning or in the evening, where the other one says which it is."""
    return bool(_TWELVE.fullmatch(beside) and re.fullmatch(r"(?:1[0-2]|[1-9])(?:\D\d\d)?", text))


def _time(text: str) -> time:
    if match := _TWELVE.fullmatch(text):
        return time(int(match[1]) % 12 + (12 if match[3] == "p" else 0), int(match[2] or 0))
    if match := _TWENTY_FOUR.fullmatch(_WORDS.get(text, text)):
        return time(int(match[1]), int(match[2] or 0))
    raise UserError(f"I cannot read “{text}” as a time of day. Write it like 22:00 or 10pm.")


def _settings(groups: Groups) -> Entities:
    return {"slippage": number(groups["slippage"])} if "slippage" in groups else {}


def _no_hours(groups: Groups) -> Entities:
    return {"quiet": "off"}


def _zone(groups: Groups) -> Entities:
    return {"time_zone": groups["zone"].strip()}


SETTINGS_RULES: list[Rule] = [
    rule(rf"(?:set )?(?:my )?settings?(?: slippage (?:to )?(?P<slippage>{NUMBER})\s*%?)?", Intent.SETTINGS, _settings),
    rule(rf"set (?:my )?slippage (?:to )?(?P<slippage>{NUMBER})\s*%?", Intent.SETTINGS, _settings),
    rule(rf"settings chain {CHAIN_NAME}", Intent.SETTINGS, named),
    rule(
        r"(?:settings |(?:set |change |use )?(?:my |the )?)(?:cost basis|tax)(?: method)?(?: to| is)? "
        r"(?P<cost_basis>fifo|lifo|hifo)",
        Intent.SETTINGS,
        lowered,
    ),
    rule(r"settings alerts (?P<alert_level>on|silent|off)", Intent.SETTINGS, lowered),
    rule(rf"settings {_NEWS} (?P<money_level>on|silent|off)", Intent.SETTINGS, lowered),
    rule(rf"settings quiet {_NEWS} (?P<quiet_money>on|off)", Intent.SETTINGS, lowered),
    rule(rf"{_QUIET}(?: are| to)? {HOURS}", Intent.SETTINGS, quiet_hours_in),
    rule(rf"{_QUIET} (?:off|none)|(?:turn off|no|stop|end)(?: my| the)? quiet hours", Intent.SETTINGS, _no_hours),
    rule(
        r"(?:settings |(?:set |change )?(?:my )?)time ?zone(?: to| is)? (?P<zone>[\w/+:-][\w/+:. -]{0,59})",
        Intent.SETTINGS,
        _zone,
    ),
]
