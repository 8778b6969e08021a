"""Keccak-256 as Ethereum uses it (hashlib's SHA-3 pads differently), for transaction hashes and checksums."""

from __future__ import annotations

_RATE = 136
_MASK = (1 << 64) - 1


def _round_constants() -> list[int]:
    constants, register = [], 1
    for _ in range(24):
        constant = 0
        for power in range(7):
            if register & 1:
                constant |= 1 << ((1 << power) - 1)
            register = (register << 1) ^ (0x171 if register & 0x80 else 0)
        constants.append(constant)
    return constants


_ROUND_CONSTANTS = _round_constants()


def _rotated(lane: int, bits: int) -> int:
    bits %= 64
    return ((lane << bits) | (lane >> (64 - bits))) & _MASK


def _permuted(lanes: list[int]) -> list[int]:
    """Apply Keccak-f[1600] to 25 lanes; lane (x, y) is at x + 5y."""
    for constant in _ROUND_CONSTANTS:
        columns = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        parity = [columns[x - 1] ^ _rotated(columns[(x + 1) % 5], 1) for x in range(5)]
        lanes = [lane ^ parity[i % 5] for i, lane in enumerate(lanes)]
        x, y, moving = 1, 0, lanes[1]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            moving, lanes[x + 5 * y] = lanes[x + 5 * y], _rotated(moving, (step + 1) * (step + 2) // 2)
        lanes = [
            lanes[i] ^ (~lanes[(i + 1) % 5 + i // 5 * 5] & lanes[(i + 2) % 5 + i // 5 * 5] & _MASK) for i in range(25)
        ]
        lanes[0] ^= constant
    return lanes


def keccak256(message: bytes) -> bytes:
    """Return the 32-byte Keccak-256 digest (https://keccak.team/keccak_specs_summary.html)."""
    padded = bytearray(message + b"\x01")
    padded.extend(bytes(-len(padded) % _RATE))
    padded[-1] |= 0x80
    lanes = [0] * 25
    for start in range(0, len(padded), _RATE):
        for i in range(_RATE // 8):
            lanes[i] ^= int.from_bytes(padded[start + 8 * i : start + 8 * i + 8], "little")
        lanes = _permuted(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def checksummed(address: str) -> str:
    """Return an address in its mixed-case form (https://eips.ethereum.org/EIPS/eip-55)."""
    letters = address.removeprefix("0x").lower()
    digest = keccak256(letters.encode()).hex()
    return "0x" + "".join(
        letter.upper() if int(nibble, 16) >= 8 else letter for letter, nibble in zip(letters, digest, strict=False)
    )
