"""What the settings ask for when it is not said: the choices on the buttons, and how an answer may be typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bots.language import Wants
from bots.settings_buttons import SLIPPAGE_PRESETS
from tokens.catalogue import catalogue
from trading.currencies import offered_currencies
from trading.models import User

__all__ = ["QUESTIONS", "Question"]

Options = list[tuple[str, dict[str, str]]]

_DEFAULT: Final = "↩ Default"
_QUIET: Final[Options] = [
    (f"{begin}–{end}", {"quiet_from": begin, "quiet_until": end})
    for begin, end in (("22:00", "07:00"), ("23:00", "08:00"))
]
_NO_QUIET: Final = ("No quiet hours", {"quiet": "off"})
_ZONES: Final[Options] = [
    (place.replace("_", " "), {"time_zone": f"{region}/{place}"})
    for region, place in (
        ("Europe", "London"),
        ("Europe", "Berlin"),
        ("America", "New_York"),
        ("America", "Los_Angeles"),
        ("Asia", "Singapore"),
        ("Asia", "Tokyo"),
    )
]
_BUY: Final = ("20 50 100", "50 100 500", "100 500 1000")
_SELL: Final = ("10 25 50 100", "25 50 100", "33 66 100")


@dataclass(frozen=True, kw_only=True)
class Question:
    """A page on which it is asked, its template, and the answers that are offered."""

    page: str
    template: str
    wants: Wants
    options: Callable[[User], Options]


def _chains(user: User) -> Options:
    return [(chain.name, {"chain": str(chain.index)}) for chain in catalogue().chains.values()]


def _currencies(user: User) -> Options:
    return [(symbol, {"currency": symbol}) for symbol in offered_currencies(user)]


def _slippages(user: User) -> Options:
    return [(f"{percent} %", {"slippage": percent}) for percent in SLIPPAGE_PRESETS]


def _dollars(user: User) -> Options:
    offered = [(" ".join(f"${each}" for each in text.split()), {"buy_presets": text}) for text in _BUY]
    return [*offered, (_DEFAULT, {"buy_presets": "default"})]


def _parts(user: User) -> Options:
    offered = [(" ".join(f"{each} %" for each in text.split()), {"sell_presets": text}) for text in _SELL]
    return [*offered, (_DEFAULT, {"sell_presets": "default"})]


QUESTIONS: Final = {
    "slippage": Question(page="trading", template="settings_slippage", wants=Wants.SLIPPAGE, options=_slippages),
    "chain": Question(page="trading", template="settings_chain", wants=Wants.CHAIN, options=_chains),
    "currency": Question(page="trading", template="settings_currency", wants=Wants.CURRENCY, options=_currencies),
    "buy_presets": Question(page="trading", template="settings_buy_presets", wants=Wants.BUY_PRESETS, options=_dollars),
    "sell_presets": Question(
        page="trading", template="settings_sell_presets", wants=Wants.SELL_PRESETS, options=_parts
    ),
    "quiet": Question(
        page="time", template="settings_quiet", wants=Wants.QUIET_HOURS, options=lambda user: [*_QUIET, _NO_QUIET]
    ),
    "zone": Question(page="time", template="settings_zone", wants=Wants.TIME_ZONE, options=lambda user: _ZONES),
}
