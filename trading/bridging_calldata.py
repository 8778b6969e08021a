"""What calldata tells a bridge to do: what it takes, what arrives where and for whom, or a refusal to guess.

A function is in the table when all of that stands in its arguments and the bridge is held to it: what is not
delivered in time is given back on the first chain. What was intended is not known here: `bridging_terms` compares.

Across, https://github.com/across-protocol/contracts/blob/master/contracts/SpokePool.sol: the amounts are exact, coins
are told as the wrapped ones and sent along, and a wallet without code gets coins where the wrapped ones are named
(https://docs.across.to/introduction/technical-faq).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from tokens.models import NATIVE_ADDRESS
from trading.abi_layout import NotCanonical, encoding_end
from trading.calldata import UnknownCalldata

__all__ = ["DecodedCrossing", "decode_crossing"]

_MAX_BYTES: Final = 1024
_NOBODY: Final = "0x" + "0" * 40
_TAG: Final = bytes.fromhex("1dc0de")  # Across: behind the arguments, two bytes may say who made the transaction
_TAG_BYTES: Final = 5
_WORD_BYTES: Final = 32


@dataclass(frozen=True, kw_only=True)
class DecodedCrossing:
    """What the bridge would do. Addresses are in lower case; the native coins are 0xeeee…"""

    name: str
    token_in: str
    token_out: str
    units_in: int
    units_out: int  # exactly, or nothing and the tokens come back
    to_chain: int
    receiver: str
    gets_back: str  # who gets what is not delivered


@dataclass(frozen=True)
class _Form:
    """A function of a bridge: its name, and the types of its arguments."""

    name: str
    types: tuple[str, ...]


_NUMBERS: Final = ("uint256", "uint256", "uint256")  # given, arriving, target chain
_TIMES: Final = ("uint32", "uint32", "uint32", "bytes")  # of the quote, until when, exclusive until; a message

# Not in the table, though known: XBridge's bridgeToV2 and swapBridgeToV2 (972250fe, 3d21e25a), where what arrives, and
# how much of it, is told in bytes that each bridge's adaptor reads in its own way, or not at all.
_FORMS: Final[dict[str, _Form]] = {
    "7b939232": _Form("depositV3", ("address",) * 4 + _NUMBERS + ("address",) + _TIMES),
    "ad5425c6": _Form("deposit", ("bytes32",) * 4 + _NUMBERS + ("bytes32",) + _TIMES),
}


def decode_crossing(data: bytes, *, value: int, wrapped_here: str | None, wrapped_there: str | None) -> DecodedCrossing:
    """Read the calldata of a bridge, and the coins that are sent along.

    Coins are known only with the addresses of the wrapped ones of both chains.

    Raises:
        UnknownCalldata: the function is not in the table, or a fact is in doubt.
    """
    form = _FORMS.get(data[:4].hex())
    if form is None:
        raise UnknownCalldata(f"unknown function 0x{data[:4].hex()}")
    if len(data) > _MAX_BYTES:
        raise UnknownCalldata("too much calldata")
    if not wrapped_here or not wrapped_there:
        raise UnknownCalldata("nobody said what the wrapped coins are")
    crossing = _deposit(form.name, _read(form, data), value=value, wrapped=(wrapped_here, wrapped_there))
    if _NOBODY in {crossing.token_in, crossing.token_out} or not crossing.units_in or not crossing.units_out:
        raise UnknownCalldata(f"{form.name}: not a trade of one token for another")
    return crossing


def _read(form: _Form, data: bytes) -> Sequence[Any]:
    from eth_abi.abi import decode
    from eth_abi.exceptions import DecodingError

    try:
        end = 4 + encoding_end(form.types, data[4:])
        arguments = decode(form.types, data[4:end])
    except (NotCanonical, DecodingError) as problem:
        raise UnknownCalldata(f"{form.name}: {type(problem).__name__}") from None
    tail = data[end:]
    if tail and not (len(tail) == _TAG_BYTES and tail.startswith(_TAG)):
        raise UnknownCalldata(f"{form.name}: something behind the arguments")
    return arguments


def _deposit(name: str, arguments: Sequence[Any], *, value: int, wrapped: tuple[str, str]) -> DecodedCrossing:
    gets_back, receiver, given, wanted = (_address(argument) for argument in arguments[:4])
    units_in, units_out, to_chain = arguments[4:7]
    if arguments[-1]:
        raise UnknownCalldata(f"{name}: with a message")  # whoever gets it may do as it likes
    if value and given != wrapped[0].lower():
        raise UnknownCalldata(f"{name}: coins with something else")
    return DecodedCrossing(
        name=name,
        token_in=NATIVE_ADDRESS if value else given,
        token_out=NATIVE_ADDRESS if wanted == wrapped[1].lower() else wanted,
        units_in=units_in,
        units_out=units_out,
        to_chain=to_chain,
        receiver=receiver,
        gets_back=gets_back,
    )


def _address(value: Any) -> str:
    """Return an address that may stand in a whole word, as on chains with longer ones."""
    if isinstance(value, str):
        return value.lower()
    if any(value[: _WORD_BYTES - 20]):
        raise UnknownCalldata("a word that is no address")
    return "0x" + bytes(value[-20:]).hex()
