"""Why a contract refused, in its own words: decoded, shortened, and harmless to show.

https://docs.soliditylang.org/en/latest/control-structures.html#panic-via-assert-and-error-via-require
"""

from __future__ import annotations

from typing import Final

__all__ = ["reason_of"]

_ERROR: Final = bytes.fromhex("08c379a0")  # Error(string)
_PANIC: Final = bytes.fromhex("4e487b71")  # Panic(uint256)
_MAX_CHARACTERS: Final = 120
_MAX_BYTES: Final = 4096
_PREFIX: Final = "execution reverted"


def reason_of(output: bytes, message: str = "") -> str:
    """Return the reason in the bytes a call gave back, else what the node adds to its message, else nothing."""
    selector, body = output[:4], output[4:_MAX_BYTES]
    if selector == _ERROR:
        return _harmless(_text(body))
    if selector == _PANIC and len(body) == 32:
        return f"panic 0x{int.from_bytes(body):02x}"
    if len(selector) == 4:
        return f"error 0x{selector.hex()}"
    after = message.partition(_PREFIX)[2] if _PREFIX in message else ""
    return _harmless(after.lstrip(": "))


def _text(body: bytes) -> str:
    """Read the one string in the bytes; nothing when there is none."""
    from eth_abi.abi import decode
    from eth_abi.exceptions import DecodingError

    try:
        (text,) = decode(["string"], body)
    except (DecodingError, OverflowError, UnicodeDecodeError):
        return ""
    return str(text)


def _harmless(text: str) -> str:
    """Keep plain characters only: a contract may say anything, markup and invisible letters included."""
    plain = "".join(character for character in text if " " <= character <= "~" and character not in "<>&")
    return plain[:_MAX_CHARACTERS].strip()
