from __future__ import annotations

import pytest

from trading.calldata_tail import BadTail, Trim, read_tail

KEEPER = "0x" + "fa" * 20
SINGLE, DUAL = "777777771111", "777777772222"
BODY = b"\x00" * 32


def word(flag: str, middle: int, last: int | str) -> bytes:
    number = int(last, 16) if isinstance(last, str) else last
    return bytes.fromhex(flag) + middle.to_bytes(6) + number.to_bytes(20)


def read(*words: bytes) -> Trim | None:
    return read_tail(BODY + b"".join(words), end=len(BODY))


def refused(*words: bytes) -> str:
    with pytest.raises(BadTail) as caught:
        read(*words)
    return str(caught.value)


@pytest.mark.parametrize("flag", ["3ca20afc2aaa", "3ca20afc2bbb", "22220afc2aaa", "22220afc2bbb"])
def test_it_refuses_every_commission(flag: str) -> None:
    token, commission = word("8" + "0" * 11, 0, "ee" * 20), word(flag, 5_000_000, KEEPER)
    assert refused(token, commission) == "a commission"
    assert refused(commission, token, commission) == "a commission"
    assert refused(word(SINGLE, 0, 5), word(SINGLE, 100, KEEPER), token, commission) == "a commission"


@pytest.mark.parametrize("flag", [SINGLE, DUAL, "3ca20afc2aaa", "3ca20afc2bbb", "22220afc2aaa", "22220afc2bbb"])
def test_it_refuses_an_argument_that_the_router_would_take_for_a_tail(flag: str) -> None:
    data = BODY + word(flag, 1, KEEPER)
    with pytest.raises(BadTail, match="in the shape of a tail"):
        read_tail(data, end=len(data))


@pytest.mark.parametrize(
    "words",
    [
        (word(SINGLE, 100, KEEPER),),
        (word(DUAL, 0, 5), word(DUAL, 100, KEEPER)),
        (word(SINGLE, 0, 1), word(SINGLE, 0, 5), word(SINGLE, 100, KEEPER)),
        (word(DUAL, 0, 5), word(SINGLE, 100, KEEPER)),
        (word(SINGLE, 0, 5), word(DUAL, 100, KEEPER)),
        (bytes(32), word(SINGLE, 100, KEEPER)),
        (word(DUAL, 1, KEEPER), word(SINGLE, 0, 5), word(DUAL, 100, KEEPER)),
        (word(SINGLE, 0, 5), word(SINGLE, 100, KEEPER), bytes(32)),
        (bytes(32),),
        (b"\xff" * 32,) * 4,
    ],
)
def test_it_refuses_words_it_does_not_know(words: tuple[bytes, ...]) -> None:
    assert refused(*words) == "words of unknown meaning"


@pytest.mark.parametrize("size", [1, 31, 33, 63])
def test_it_refuses_loose_bytes(size: int) -> None:
    assert refused(b"\x00" * size) == "loose bytes"


@pytest.mark.parametrize("middle", [1, 0x800000000001, 0x400000000000, 2**48 - 1])
def test_it_refuses_an_expected_amount_with_more_than_that(middle: int) -> None:
    assert refused(word(SINGLE, middle, 5), word(SINGLE, 100, KEEPER)) == "an amount of unknown meaning"


def test_it_refuses_a_trim_beyond_what_the_router_allows() -> None:
    assert "beyond" in refused(word(SINGLE, 0, 5), word(SINGLE, 101, KEEPER))
    assert "beyond" in refused(word(DUAL, 1001, KEEPER), word(DUAL, 0, 5), word(DUAL, 100, KEEPER))


def test_nothing_behind_the_arguments_is_nothing() -> None:
    assert read_tail(BODY, end=len(BODY)) is None


@pytest.mark.parametrize("middle", [0, 0x800000000000])
def test_a_trim_is_read(middle: int) -> None:
    assert read(word(SINGLE, middle, 999_701), word(SINGLE, 100, KEEPER)) == Trim(999_701, 100, KEEPER)


def test_a_shared_trim_is_read() -> None:
    words = (word(DUAL, 1000, "0x" + "cc" * 20), word(DUAL, 0, 7), word(DUAL, 50, KEEPER))
    assert read(*words) == Trim(7, 50, KEEPER)
