"""What a card says of standing allowances, and the buttons under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bots.callbacks import button, keyboard
from bots.templatetags.money import called_short
from tokens.models import Chain
from tokens.spoken import short_address
from trading.allowances import Allowance, Look, What
from trading.wallet_names import checksummed

__all__ = ["MOST_SHOWN", "Line", "Spender", "back_button", "lines_of", "list_buttons", "spender_on"]

MOST_SHOWN: Final = 8  # one message holds so many, whatever they are called


@dataclass(frozen=True)
class Spender:
    """A contract as it is shown: a few letters, and the explorer's page of it where there is one."""

    address: str
    link: str

    @property
    def short(self) -> str:
        return short_address(self.address)


@dataclass(frozen=True)
class Line:
    """An allowance in the list; `number` is 0 where it is the only one."""

    number: int
    allowance: Allowance
    spender: Spender


def spender_on(chain: Chain, address: str) -> Spender:
    """Return how a contract on a chain is shown."""
    written = checksummed(address)
    return Spender(written, f"{chain.explorer}/address/{written}" if chain.explorer else "")


def lines_of(look: Look) -> list[Line]:
    """Return the allowances that are shown, numbered where there are several."""
    shown = look.standing[:MOST_SHOWN]
    numbers = range(1, len(shown) + 1) if len(look.standing) > 1 else [0]
    return [
        Line(number, each, spender_on(each.swap.chain, each.standing.spender))
        for number, each in zip(numbers, shown, strict=False)
    ]


def list_buttons(look: Look, lines: list[Line]) -> InlineKeyboardMarkup | None:
    """Return a button for each allowance that can be taken back now, and those that ask again or further."""
    rows = [[_take_back(line)] for line in lines if line.allowance.what == What.TAKE_BACK]
    again = button("🔄 Ask again", "allowances", *([look.newer] if look.newer else []))
    older = button("Older ▶", "allowances", look.seen)
    return keyboard(*rows, [again, older] if look.seen < look.in_all else [again] if look.has_traded else [])


def back_button() -> InlineKeyboardButton:
    """Return the way to the list."""
    return button("◀ All allowances", "allowances")


def _take_back(line: Line) -> InlineKeyboardButton:
    swap, number = line.allowance.swap, f"{line.number}. " if line.number else ""
    label = f"{number}Take back {called_short(swap.token_in)} on {swap.chain.name}"
    return button(label, "allowance", swap.handle, line.allowance.standing.spender.removeprefix("0x"))
