"""The rules for a user's own settings. What they name, such as zones and tokens, is not looked up here."""

from __future__ import annotations

import re
from datetime import time
from typing import Final

from bots.language.anycase import AnyCase
from bots.language.coins import CHAIN_INDEXES
from bots.language.intents import Intent
from bots.language.numbers import NUMBER
from bots.language.patterns import CHAIN_NAME, NAME, Entities, Groups, Rule, lowered, named, number, rule
from esther_site.lib.errors import UserError

__all__ = ["HOURS", "PRESETS", "SETTINGS_RULES", "presets_in", "quiet_hours_in"]

# Anything that was probably meant as a time of day: read strictly below, so that a bad one is answered.
_CLOCK = r"(?:midnight|noon|\d[\d:.]{0,7}(?:\s*[ap]\.?m\b\.?)?)"
HOURS = rf"(?:from |between )?(?P<begin>{_CLOCK})(?: ?- ?| to | and | till | until )(?P<end>{_CLOCK})"
_QUIET = r"(?:settings |(?:set |change )?(?:my )?)quiet(?: hours| time)?"
_NEWS = r"(?:orders|trades|money)"
# “No notifications at night”, “don't disturb me between 10pm and 6am”.
_HUSH = (
    r"(?:(?:turn off|switch off|shut off|mute|silence|pause|stop|disable|hold|no|no more)(?: sending)?(?: me)?(?: all)?"
    r"(?: of)?(?: my| the| your)? (?:notifications?|messages|pings|alerts|alarms|news|everything)|"
    r"(?:turn|switch|shut) (?:(?:all|my|the|your) )*(?:notifications?|messages|pings|alerts|alarms|news) off|"
    r"stop (?:bugging|bothering|pinging|messaging|texting|alerting|notifying|waking)(?: me)?|(?:i want to be "
    r"left|leave "
    r"me) alone|(?:do not|don't|dont|never) send(?: me)?(?: any)? (?:messages?|notifications?|alerts?|pings?|news)|"
    r"(?:do not|don't|dont|never) (?:disturb|ping|message|text|notify|wake|buzz|bother)(?: me)?)(?: for me)?"
)
_DEFAULTS = r"(?:(?:set |change |switch )?(?:my |the )?default|(?:set|change|switch)(?: my| the)?)"
_AT_NIGHT = (
    r"(?:at (?:night|nights|bedtime|dinner)|overnight|during (?:the night|dinner|the evening|evenings|sleep)|"
    r"in the (?:evening|evenings|night)|while i(?:'m| am) (?:asleep|sleeping)|while i sleep|when i(?:'m| am) "
    r"(?:asleep|sleeping)|when i sleep|after midnight|every night)"
)
_CHAINS = "|".join(re.escape(each) for each in sorted(CHAIN_INDEXES, key=len, reverse=True) if len(each) > 2)
_NAMED_CURRENCY = rf"(?P<currency>{NAME})"

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


def presets_in(groups: Groups) -> Entities:
    """Read what is to stand on the buttons for buying and selling, as numbers with a space between each two.

    Raises UserError when one of them is no number.
    """
    return {name: _numbers(groups[name]) for name in ("buy_presets", "sell_presets") if name in groups}


def _numbers(text: str) -> str:
    if re.fullmatch(_DEFAULT, text, re.IGNORECASE):
        return "default"
    return " ".join(number(piece) for word in _BETWEEN.sub(" ", text).split() for piece in _pieces(word))


def _pieces(word: str) -> list[str]:
    """Return the numbers in a word: a comma parts them, unless it parts thousands."""
    return [word] if _ONE_NUMBER.fullmatch(word) else [piece for piece in word.split(",") if piece]


def _slippage(groups: Groups) -> Entities:
    return {"slippage": number(groups["slippage"])}


def _no_hours(groups: Groups) -> Entities:
    return {"quiet": "off"}


def _zone(groups: Groups) -> Entities:
    return {"time_zone": groups["zone"].strip()}


def _digest(groups: Groups) -> Entities:
    said = groups.get("digest", "off").lower()
    return {"digest": {"every day": "daily", "every week": "weekly", "none": "off"}.get(said, said)}


def _page(groups: Groups) -> Entities:
    return {"page": next(name for name in _PAGES if name in groups)}


def _asks(groups: Groups) -> Entities:
    return {"asks": next(name for name in _QUESTIONS if name in groups)}


_SET: Final = r"(?:settings |(?:set |change |use )?(?:my |the )?)"
_DEFAULT: Final = r"(?:defaults?|standard|normal|reset)"
_BETWEEN: Final = AnyCase(r"[$%/|;+]|,(?=\s)|\b(?:and|or|dollars?|percent|usd)\b")
_ONE_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|[^,]+")  # what “20,50,250” is not
# Digits first, so that no name is taken for a number; what else is in it is read strictly afterwards.
PRESETS: Final = rf"(?:{_DEFAULT}|[$.]?\d[^\n]{{0,80}})"
_BUY_PRESETS: Final = r"(?:buy(?:ing)?|purchase) (?:presets?|amounts?|buttons?)"
_SELL_PRESETS: Final = r"(?:sell(?:ing)?|sale) (?:presets?|amounts?|shares?|parts?|buttons?)"
_CURRENCY: Final = r"(?:default )?currency"
_PAGES: Final = {
    "trading": r"trading|trades?",
    "messages": r"messages?|notifications?|news",
    "time": r"time|clock",
    "bookkeeping": r"bookkeeping|profits?|accounting",
}
_QUESTIONS: Final = {
    "buy_presets": _BUY_PRESETS,
    "sell_presets": _SELL_PRESETS,
    "slippage": r"slippage",
    "chain": r"(?:default )?chain",
    "currency": _CURRENCY,
    "quiet": r"quiet(?: hours)?",
    "zone": r"time ?zone",
}


def _either(words: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{each})" for name, each in words.items())


SETTINGS_RULES: list[Rule] = [
    rule(
        (
            r"(?:(?:set|show|show me|open|change|adjust|edit|where are) )?(?:my |the )?(?:settings?|preferences|"
            r"configurations?|options|prefs)\??|change (?:my |the )?(?:language|notifications?)"
        ),
        Intent.SETTINGS,
    ),
    rule(rf"settings (?:{_either(_PAGES)})", Intent.SETTINGS, _page),
    rule(rf"(?:settings|(?:change|edit|update)(?: my| the)?) (?:{_either(_QUESTIONS)})", Intent.SETTINGS, _asks),
    rule(rf"(?:set )?(?:my )?settings? slippage (?:to )?(?P<slippage>{NUMBER})\s*%?", Intent.SETTINGS, _slippage),
    rule(
        (
            rf"(?:(?:set|change|make|put|use)(?: my| the)?(?: default| max| maximum)* |my )?(?:max )?slippage "
            rf"(?:tolerance )?(?:to |at |"
            rf"should be |is |of )?(?P<slippage>{NUMBER})\s*%?"
        ),
        Intent.SETTINGS,
        _slippage,
    ),
    rule(rf"{_SET}{_BUY_PRESETS}(?: to| are)? (?P<buy_presets>{PRESETS})", Intent.SETTINGS, presets_in),
    rule(rf"{_SET}{_SELL_PRESETS}(?: to| are)? (?P<sell_presets>{PRESETS})", Intent.SETTINGS, presets_in),
    rule(rf"settings (?:default )?chain (?:to )?{CHAIN_NAME}", Intent.SETTINGS, named),
    rule(rf"{_DEFAULTS} (?:chain|network) (?:to|is) {CHAIN_NAME}", Intent.SETTINGS, named),
    rule(rf"settings {_CURRENCY} (?:to )?{_NAMED_CURRENCY}", Intent.SETTINGS, named),
    rule(rf"{_DEFAULTS} currency (?:to|is) {_NAMED_CURRENCY}", Intent.SETTINGS, named),
    rule(
        rf"{_SET}(?:cost basis|tax)(?: method)?(?: to| is)? (?P<cost_basis>fifo|lifo|hifo)",
        Intent.SETTINGS,
        lowered,
    ),
    rule(r"settings alerts (?P<alert_level>on|silent|off)", Intent.SETTINGS, lowered),
    rule(rf"settings {_NEWS} (?P<money_level>on|silent|off)", Intent.SETTINGS, lowered),
    rule(r"settings (?:news|digest news) (?P<news_level>on|silent|off)", Intent.SETTINGS, lowered),
    rule(r"settings digest (?P<news_level>on|silent)", Intent.SETTINGS, lowered),
    rule(rf"{_SET}digest(?: to| is)? (?P<digest>off|none|daily|weekly|every day|every week)", Intent.SETTINGS, _digest),
    rule(
        r"(?:(?:i want|give me|send me|turn on) )?(?:a |the |my )?(?P<digest>daily|weekly) (?:digest|summary)",
        Intent.SETTINGS,
        _digest,
    ),
    rule(r"(?:send me )?(?:a |the )?(?:digest|summary) (?P<digest>every day|every week)", Intent.SETTINGS, _digest),
    rule(
        r"(?:turn off|no|stop|end)(?: more)?(?: sending)?(?: me)?(?: my| the)?(?: daily| weekly)? digests?",
        Intent.SETTINGS,
        _digest,
    ),
    rule(rf"settings quiet {_NEWS} (?P<quiet_money>on|off)", Intent.SETTINGS, lowered),
    rule(rf"{_HUSH}(?: {_AT_NIGHT})?,? {HOURS}", Intent.SETTINGS, quiet_hours_in),
    rule(
        rf"{_HUSH} {_AT_NIGHT}|(?:(?:turn|switch) on|enable|start|activate)(?: my| the)? quiet hours",
        Intent.SETTINGS,
        lambda _groups: {"asks": "quiet"},
    ),
    rule(
        rf"(?:use|set|trade on) (?P<chain>{_CHAINS})(?: chain| network)? (?:by|as(?: my| the)?) default"
        rf"(?: chain| network)?",
        Intent.SETTINGS,
        named,
    ),
    rule(rf"{_QUIET}(?: are| to)? {HOURS}", Intent.SETTINGS, quiet_hours_in),
    rule(rf"{_QUIET} (?:off|none)|(?:turn off|no|stop|end)(?: my| the)? quiet hours", Intent.SETTINGS, _no_hours),
    rule(
        r"(?:settings |(?:set |change )?(?:my )?)time ?zone(?: to| is)? (?P<zone>[\w/+:-][\w/+:. -]{0,59})",
        Intent.SETTINGS,
        _zone,
    ),
]
