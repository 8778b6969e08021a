"""Files sealed with a passphrase, written and read as a stream: whoever changes, cuts or reorders one is found out.

The passphrase becomes a key by scrypt (RFC 7914). The content is cut into pieces of 64 KiB, each sealed with
AES-256-GCM under a nonce of a random prefix, the piece's number and whether it is the last (the STREAM construction of
https://eprint.iacr.org/2015/189.pdf), together with the file's head: magic, 16 bytes of salt, 7 bytes of prefix.
"""

from __future__ import annotations

import io
import secrets
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from esther_site.lib.errors import UserError

__all__ = ["SealedReader", "SealedWriter", "UnreadableFile"]

_MAGIC: Final = b"esther backup 1\n"
_SALT: Final = 16
_PREFIX: Final = 7
_HEAD: Final = len(_MAGIC) + _SALT + _PREFIX
_PIECE: Final = 64 * 1024
_TAG: Final = 16

_NOT_OURS: Final = "This file is no backup of Esther's, or its beginning is missing."
_WRONG_KEY: Final = "The key does not open this file: it was sealed with another one, or its beginning was changed."
_BROKEN: Final = "This file was damaged, changed or cut off: piece {number} of it does not open."


class UnreadableFile(UserError):
    """A file that is not what was written, or that the passphrase does not open."""


class SealedWriter(io.RawIOBase):
    """Seals what is written to it. Only `finish` makes the file whole: one that was not finished is refused."""

    def __init__(self, target: BinaryIO, passphrase: str) -> None:
        super().__init__()
        self._head = _MAGIC + secrets.token_bytes(_SALT + _PREFIX)
        self._pieces = _Pieces(self._head, passphrase)
        self._target = target
        self._waiting = bytearray()
        target.write(self._head)

    def writable(self) -> bool:
        return True

    def write(self, content: object, /) -> int:
        data = memoryview(content).cast("B")  # type: ignore[arg-type]  # whatever has bytes
        self._waiting += data
        while len(self._waiting) > _PIECE:  # one that is exactly full may be the last
            self._put(bytes(self._waiting[:_PIECE]), is_last=False)
            del self._waiting[:_PIECE]
        return len(data)

    def finish(self) -> None:
        """Write what is left, as the last piece."""
        self._put(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        self._target.write(self._pieces.seal(piece, is_last=is_last))


class SealedReader(io.RawIOBase):
    """Gives back what was sealed, piece by piece; none that was touched. Reading raises UnreadableFile."""

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        super().__init__()
        head = source.read(_HEAD)
        if len(head) < _HEAD or not head.startswith(_MAGIC):
            raise UnreadableFile(_NOT_OURS)
        self._pieces = _Pieces(head, passphrase)
        self._source = source
        self._next = source.read(_PIECE + _TAG)
        self._opened = memoryview(b"")
        self._is_over = False

    def readable(self) -> bool:
        return True

    def readinto(self, target: object, /) -> int:
        room = memoryview(target).cast("B")  # type: ignore[arg-type]  # whatever has room for bytes
        while not self._opened and not self._is_over:
            self._open_next()
        given = min(len(room), len(self._opened))
        room[:given] = self._opened[:given]
        self._opened = self._opened[given:]
        return given

    def _open_next(self) -> None:
        piece, self._next = self._next, self._source.read(_PIECE + _TAG)
        self._is_over = not self._next
        self._opened = memoryview(self._pieces.open(piece, is_last=self._is_over))


class _Pieces:
    """Seals or opens the pieces of one file, in their order."""

    def __init__(self, head: bytes, passphrase: str) -> None:
        salt = head[len(_MAGIC) : len(_MAGIC) + _SALT]
        # 32 MiB and about a tenth of a second.
        key = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
        self._cipher = AESGCM(key)
        self._head = head
        self._number = 0

    def seal(self, piece: bytes, *, is_last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(is_last=is_last), piece, self._head)

    def open(self, piece: bytes, *, is_last: bool) -> bytes:
        try:
            return self._cipher.decrypt(self._nonce(is_last=is_last), piece, self._head)
        except InvalidTag:
            sentence = _WRONG_KEY if self._number == 1 else _BROKEN.format(number=self._number)
            raise UnreadableFile(sentence) from None

    def _nonce(self, *, is_last: bool) -> bytes:
        number, self._number = self._number, self._number + 1
        return self._head[-_PREFIX:] + number.to_bytes(4, "big") + bytes([is_last])
