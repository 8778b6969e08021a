"""Private keys at rest: sealed with ENCRYPTION_KEY, which nobody else reads, and unsealed in one place.

ENCRYPTION_KEY is one or more Fernet keys, newest first, comma separated: the first seals, any of them opens. Where the
sealed text is kept, and what is signed with the key, is not decided here.

https://cryptography.io/en/latest/fernet/
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from esther_site.lib.errors import OperatorError, UserError
from trading.keys import KEY_BYTES, PrivateKey, address_of, is_key

__all__ = [
    "CustodyError",
    "PrivateKey",
    "faults",
    "is_configured",
    "is_newest",
    "make_canary",
    "new_key",
    "open_bytes",
    "open_text",
    "opens_canary",
    "parse_key",
    "reseal",
    "seal",
    "seal_bytes",
    "seal_text",
    "unseal",
]

_NO_KEY: Final = b"no key: "  # before whatever else is sealed, so that no way but `unseal` leads to a key
_CANARY: Final = b"Esther can open what she sealed."
_HEX_KEY: Final = re.compile(r"(?:0x)?([0-9a-f]{64})", re.IGNORECASE | re.ASCII)
_MAC_BYTES: Final = 32

_NOT_SET: Final = "ENCRYPTION_KEY is not set, so Esther keeps no keys: set it and restart."
_MALFORMED: Final = "ENCRYPTION_KEY number {number} is no Fernet key: it must be 44 characters of URL-safe base64."
_CANNOT_OPEN: Final = "A wallet's key cannot be opened: put the ENCRYPTION_KEY that sealed it back, and restart."
_CANNOT_OPEN_BYTES: Final = "What was sealed cannot be opened: put the ENCRYPTION_KEY that sealed it back, and restart."
_WRONG_WALLET: Final = "A sealed key belongs to another wallet than the one it is stored with: nothing is signed."
_NOT_A_KEY: Final = "This is no private key: give 64 hexadecimal digits, with or without 0x in front."


class CustodyError(OperatorError):
    """A key cannot be sealed or opened."""


def seal(key: PrivateKey | bytes) -> str:
    """Encrypt a private key with the newest ENCRYPTION_KEY.

    Raises:
        CustodyError: ENCRYPTION_KEY is missing or malformed.
    """
    secret = key if isinstance(key, PrivateKey) else PrivateKey(key)
    return _fernets()[0].encrypt(secret.reveal()).decode()


def unseal(sealed: str, *, address: str) -> PrivateKey:
    """Decrypt the private key of the wallet at `address`: the one way to a key.

    Fernet binds a text to no row, so that a text moved to another row would open there too: hence the address.

    Raises:
        CustodyError: no ENCRYPTION_KEY opens it, or it is another wallet's.
    """
    secret = _opened(sealed)
    key = PrivateKey(secret) if secret is not None and is_key(secret) else None
    del secret
    if key is None:
        raise CustodyError(_CANNOT_OPEN)
    if address_of(key).lower() != address.lower():
        raise CustodyError(_WRONG_WALLET)
    return key


def reseal(sealed: str, *, address: str) -> str:
    """Encrypt the same key anew with the newest ENCRYPTION_KEY, and make sure that it opens; raises like `unseal`."""
    fresh = seal(unseal(sealed, address=address))
    unseal(fresh, address=address)
    if not is_newest(fresh):
        raise CustodyError(_CANNOT_OPEN)
    return fresh


def is_newest(sealed: str) -> bool:
    """Tell whether the newest ENCRYPTION_KEY sealed it, by its signature: nothing is decrypted."""
    newest = _entries()[:1]
    if not newest or not _fernets():
        return False
    try:
        token = base64.b64decode(sealed, altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return False
    signing_key = base64.urlsafe_b64decode(newest[0])[:16]  # https://github.com/fernet/spec/blob/master/Spec.md
    expected = hmac.digest(signing_key, token[:-_MAC_BYTES], hashlib.sha256)
    return hmac.compare_digest(expected, token[-_MAC_BYTES:])


def new_key() -> PrivateKey:
    """Make a private key from the system's randomness."""
    secret = secrets.token_bytes(KEY_BYTES)
    return PrivateKey(secret) if is_key(secret) else new_key()


def parse_key(text: str) -> PrivateKey:
    """Read a private key that is to be imported.

    Raises:
        UserError: it is not 32 bytes of hex, or outside the curve's range; the text is not repeated.
    """
    match = _HEX_KEY.fullmatch(text.strip())
    secret = bytes.fromhex(match[1]) if match else b""
    del text, match
    key = PrivateKey(secret) if is_key(secret) else None
    del secret
    if key is None:
        raise UserError(_NOT_A_KEY)
    return key


def seal_bytes(content: bytes) -> str:
    """Encrypt what is no key, such as signed bytes that wait to be sent. Raises CustodyError like `seal`."""
    return _fernets()[0].encrypt(_NO_KEY + content).decode()


def open_bytes(sealed: str) -> bytes:
    """Decrypt what `seal_bytes` made. Raises CustodyError for anything else, a key above all."""
    content = _opened(sealed)
    if content is None or not content.startswith(_NO_KEY):
        del content
        raise CustodyError(_CANNOT_OPEN_BYTES)
    return content.removeprefix(_NO_KEY)


def seal_text(text: str, *, belongs_to: str) -> str:
    """Encrypt a text, such as a second factor's secret, together with what it belongs to; raises like `seal`."""
    return seal_bytes(_label(belongs_to) + text.encode())


def open_text(sealed: str, *, belongs_to: str) -> str:
    """Decrypt what `seal_text` made for the same row. Raises CustodyError for anything else, a key above all."""
    content, label = open_bytes(sealed), _label(belongs_to)
    if not content.startswith(label):
        del content
        raise CustodyError(_CANNOT_OPEN_BYTES)
    return content.removeprefix(label).decode()


def make_canary() -> str:
    """Seal a known text: as long as it opens, the wallets' keys of the same time do."""
    return _fernets()[0].encrypt(_CANARY).decode()


def opens_canary(sealed: str) -> bool:
    """Tell whether ENCRYPTION_KEY still opens a canary; no, too, when it is missing or malformed."""
    return is_configured() and _opened(sealed) == _CANARY


def is_configured() -> bool:
    """Tell whether keys can be kept at all."""
    return bool(_entries()) and not faults()


def faults() -> list[str]:
    """Say what is wrong with ENCRYPTION_KEY; an unset one is not wrong."""
    entries = enumerate(_entries(), start=1)
    return [_MALFORMED.format(number=number) for number, entry in entries if _fernet(entry) is None]


def _label(belongs_to: str) -> bytes:
    """Name what a text belongs to. With it what is sealed is longer than a key, so that none is taken for one."""
    return f"a text that belongs to {belongs_to}\0".encode()


def _opened(sealed: str) -> bytes | None:
    """Decrypt: nobody else in Esther does."""
    try:
        return MultiFernet(_fernets()).decrypt(sealed.encode())
    except InvalidToken:
        return None


def _fernets() -> list[Fernet]:
    fernets = [_fernet(entry) for entry in _entries()]
    good = [fernet for fernet in fernets if fernet is not None]
    if not fernets or len(good) != len(fernets):
        raise CustodyError((faults() or [_NOT_SET])[0])
    return good


def _fernet(entry: str) -> Fernet | None:
    """Return nothing instead of raising: the error's traceback would hold the key."""
    try:
        return Fernet(entry.encode())
    except ValueError:
        return None


def _entries() -> list[str]:
    return [entry for part in settings.ENCRYPTION_KEY.split(",") if (entry := part.strip())]
