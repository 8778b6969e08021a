"""A private key in memory: checked, named by its address, and never shown. Storing it is `custody`'s business.

Only `custody`, `signing` and `exporting` may look inside; a test holds everybody else to that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NoReturn

__all__ = ["KEY_BYTES", "PrivateKey", "address_of", "is_key"]

KEY_BYTES: Final = 32
# The order of secp256k1's group: https://www.secg.org/sec2-v2.pdf, section 2.4.1.
_ORDER: Final = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


class PrivateKey:
    """A private key that no repr, format, pickle, copy or debugger's list of attributes gives away.

    Python cannot wipe memory, and whoever runs code in the process can call `reveal`: this guards against accidents.
    """

    __slots__ = ("_reveal",)
    _reveal: Callable[[], bytes]

    def __init__(self, secret: bytes) -> None:
        if not is_key(secret):
            del secret  # a traceback may show what this frame holds
            raise ValueError("These bytes are no private key.")
        self._reveal = lambda: secret

    def reveal(self) -> bytes:
        """Return the 32 bytes: for `custody`, `signing` and `exporting` only, and for one call."""
        return self._reveal()

    def __repr__(self) -> str:
        return "PrivateKey(hidden)"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("A private key is neither copied nor pickled.")


def is_key(secret: bytes) -> bool:
    """Tell whether the bytes are a number that secp256k1 has a public key for."""
    return len(secret) == KEY_BYTES and 0 < int.from_bytes(secret) < _ORDER


def address_of(key: PrivateKey) -> str:
    """Return the checksummed address of a key."""
    from eth_keys.datatypes import PrivateKey as Key

    return str(Key(key.reveal()).public_key.to_checksum_address())
