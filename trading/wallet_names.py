"""What a wallet may be called, and what is an address. It stores nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count
from typing import Final

from esther_site.lib.errors import UserError
from esther_site.lib.redaction import REMOVED
from tokens.spoken import clean, fold
from trading.models import Wallet

__all__ = ["checksummed", "free_name", "read_address", "read_name"]

LONGEST_NAME: Final = 40
_ADDRESS: Final = re.compile(r"0x[0-9a-f]{40}", re.IGNORECASE | re.ASCII)
_LIKE_AN_ADDRESS: Final = re.compile(r"0x[0-9a-f]{3}", re.IGNORECASE | re.ASCII)
_STEMS: Final = {Wallet.Kind.HOT: "Wallet", Wallet.Kind.WATCH: "Watched", Wallet.Kind.PAPER: "Paper"}


def read_name(text: str, *, others: Sequence[Wallet]) -> str:
    """Return a name as it is stored. Raises UserError when it is none, or one of the user's others has it."""
    name = clean(text)
    if not 1 <= len(name) <= LONGEST_NAME or REMOVED in name:
        raise UserError(f"The name of a wallet has 1 to {LONGEST_NAME} characters.")
    if _LIKE_AN_ADDRESS.search(name):
        raise UserError("The name of a wallet must not look like an address: it could be taken for where it is.")
    if fold(name) in {fold(other.name) for other in others}:
        raise UserError(f"You have a wallet called “{name}” already. Choose another name.")
    return name


def free_name(kind: Wallet.Kind, *, others: Sequence[Wallet]) -> str:
    """Return the first of Wallet 1, Wallet 2, … that is free."""
    taken = {fold(other.name) for other in others}
    return next(name for number in count(1) if fold(name := f"{_STEMS[kind]} {number}") not in taken)


def read_address(text: str) -> str:
    """Return an address in lower case. Raises UserError when it is none, or was mistyped.

    Capital letters in an address are its checksum: https://eips.ethereum.org/EIPS/eip-55
    """
    address = clean(text)
    if not _ADDRESS.fullmatch(address) or int(address, 16) == 0:
        raise UserError("This is no address: it is 0x and 40 hexadecimal digits.")
    digits = address[2:]
    if digits != digits.lower() and digits != digits.upper() and address[2:] != checksummed(address)[2:]:
        raise UserError("A letter of this address is wrong: its capitals do not fit. Copy it again.")
    return address.lower()


def checksummed(address: str) -> str:
    """Return an address as wallets show it; an empty one stays empty."""
    from eth_utils.address import to_checksum_address

    return str(to_checksum_address(address)) if address else ""
