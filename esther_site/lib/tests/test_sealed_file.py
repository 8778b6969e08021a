"""Sealed files: what was touched in any way is refused, and what was not comes back."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esther_site.lib.sealed_file import SealedReader, SealedWriter, UnreadableFile

KEY = "correct horse battery staple"
HEAD = 39
PIECE = 64 * 1024 + 16


def sealed(content: bytes, *, key: str = KEY, finish: bool = True) -> bytes:
    target = io.BytesIO()
    writer = SealedWriter(target, key)
    for start in range(0, len(content), 50_000):
        writer.write(content[start : start + 50_000])
    if finish:
        writer.finish()
    return target.getvalue()


def opened(content: bytes, *, key: str = KEY) -> bytes:
    return SealedReader(io.BytesIO(content), key).readall() or b""


CONTENT = bytes(range(256)) * 1_000  # four pieces
SEALED = sealed(CONTENT)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(UnreadableFile, match="The key does not open this file"):
        opened(SEALED, key=KEY + "!")


@pytest.mark.parametrize("content", [b"", b"x", b"esther backup 1\n", b"PK\x03\x04" + bytes(100)])
def test_another_file_is_named_as_such(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="is no backup of Esther's"):
        opened(content)


@pytest.mark.parametrize(
    "length", [HEAD, HEAD + 5, HEAD + PIECE, HEAD + PIECE + 100, HEAD + 2 * PIECE, len(SEALED) - 1]
)
def test_a_file_that_is_cut_off_is_refused_also_between_two_pieces(length: int) -> None:
    with pytest.raises(UnreadableFile):
        opened(SEALED[:length])


def test_more_at_the_end_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        opened(SEALED + b"more")


def test_pieces_in_another_order_are_refused() -> None:
    head, first, second, rest = (
        SEALED[:HEAD],
        SEALED[HEAD : HEAD + PIECE],
        SEALED[HEAD + PIECE : HEAD + 2 * PIECE],
        SEALED[HEAD + 2 * PIECE :],
    )
    for pieces in ((second, first, rest), (first, first, rest), (first, rest), (first, second, second, rest)):
        with pytest.raises(UnreadableFile):
            opened(head + b"".join(pieces))


def test_a_piece_of_another_file_with_the_same_key_is_refused() -> None:
    other = sealed(CONTENT)
    with pytest.raises(UnreadableFile, match="piece 2"):
        opened(SEALED[: HEAD + PIECE] + other[HEAD + PIECE :])


def test_what_was_not_finished_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        opened(sealed(CONTENT, finish=False))


@settings(max_examples=15, deadline=None)
@given(st.integers(min_value=0, max_value=len(SEALED) - 1), st.integers(min_value=0, max_value=7))
def test_a_single_changed_bit_anywhere_is_refused(position: int, bit: int) -> None:
    changed = bytearray(SEALED)
    changed[position] ^= 1 << bit
    with pytest.raises(UnreadableFile):
        opened(bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
def test_what_was_sealed_comes_back(length: int) -> None:
    content = CONTENT[:length]
    assert opened(sealed(content)) == content


def test_two_files_of_the_same_content_have_nothing_in_common_but_the_magic() -> None:
    other = sealed(CONTENT)
    assert other[:16] == SEALED[:16]
    assert other[16:] != SEALED[16:]
    assert not any(SEALED[start : start + 16] in other for start in range(16, 2_000, 16))
