from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trading.reverts import reason_of

ERROR = bytes.fromhex("08c379a0")


def error(text: bytes) -> bytes:
    padded = text.ljust(-(-len(text) // 32) * 32, b"\x00")
    return ERROR + (32).to_bytes(32) + len(text).to_bytes(32) + padded


@given(st.binary(max_size=300), st.text(max_size=100))
def test_whatever_a_contract_says_is_short_and_plain(output: bytes, message: str) -> None:
    for reason in (reason_of(output, message), reason_of(error(output), message)):
        assert len(reason) <= 120
        assert all(" " <= character <= "~" for character in reason)
        assert not set(reason) & set("<>&")


@pytest.mark.parametrize(
    ("output", "message", "reason"),
    [
        (b"", "", ""),
        (b"", "execution reverted", ""),
        (b"", "execution reverted: Min return not reached", "Min return not reached"),
        (b"", "the node says something else", ""),
        (error(b"Min return not reached"), "execution reverted: x", "Min return not reached"),
        (error(b"<b>send your seed</b>"), "", "bsend your seed/b"),
        (error("\u202eüber".encode()), "", "ber"),
        (error(b"\xff\xfe"), "", ""),
        (ERROR + b"\x00" * 31, "", ""),
        (ERROR + (2**255).to_bytes(32), "", ""),
        (bytes.fromhex("4e487b71") + (0x11).to_bytes(32), "", "panic 0x11"),
        (bytes.fromhex("4e487b71"), "", "error 0x4e487b71"),
        (bytes.fromhex("fb8f41b2") + b"\x00" * 96, "", "error 0xfb8f41b2"),
        (b"\x01", "execution reverted: x", "x"),
    ],
)
def test_a_reason_is_read(output: bytes, message: str, reason: str) -> None:
    assert reason_of(output, message) == reason
