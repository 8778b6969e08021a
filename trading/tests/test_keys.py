"""A private key is one that the curve has, is known by the right address, and is seen by nobody."""

from __future__ import annotations

import copy
import inspect
import io
import json
import logging
import pickle
import pprint
import traceback
from collections.abc import Callable
from string import Template

import pytest

from trading.keys import PrivateKey, address_of, is_key

ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
CANARY = bytes.fromhex("c0ffee") * 10 + b"\x01\x02"
# Each with its address: EIP-155's example, the first of anvil's and hardhat's accounts, and the generator's own.
KNOWN = {
    "46" * 32: "0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F",
    "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80": "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
    "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
    "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318": "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23",
    f"{1:064x}": "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf",
    f"{ORDER - 1:064x}": "0x80C0dbf239224071c59dD8970ab9d542E3414aB2",
}
SHOWN: list[Callable[[PrivateKey], str]] = [
    repr,
    str,
    lambda key: f"{key}",
    lambda key: f"{key!r:>40}",
    "{}".format,
    "%s".__mod__,
    "%r".__mod__,
    lambda key: Template("$key").substitute(key=key),
    pprint.pformat,
    lambda key: repr([key, {"key": key}]),
    lambda key: json.dumps(key, default=str),
    lambda key: repr(dir(key)) + repr(inspect.getmembers(key)),
]


def holds_canary(text: str | bytes) -> bool:
    """Tell whether the key is in a text in any of the spellings it could have."""
    raw = text.encode() if isinstance(text, str) else text
    spellings = [CANARY, CANARY.hex().encode(), repr(CANARY)[2:-1].encode(), str(int.from_bytes(CANARY)).encode()]
    return any(spelling.lower() in raw.lower() for spelling in spellings)


@pytest.mark.parametrize("number", [0, ORDER, ORDER + 1, 2**256 - 1])
def test_it_refuses_a_number_outside_the_curve(number: int) -> None:
    assert not is_key(number.to_bytes(32))
    with pytest.raises(ValueError, match="no private key"):
        PrivateKey(number.to_bytes(32))


@pytest.mark.parametrize("size", [0, 1, 31, 33, 64])
def test_it_refuses_bytes_of_another_size(size: int) -> None:
    with pytest.raises(ValueError, match="no private key"):
        PrivateKey(b"\x01" * size)


@pytest.mark.parametrize(("secret", "address"), KNOWN.items())
def test_a_key_has_the_address_everybody_else_derives(secret: str, address: str) -> None:
    assert address_of(PrivateKey(bytes.fromhex(secret))) == address


def test_the_search_for_the_key_would_find_it() -> None:
    assert holds_canary(CANARY.hex())
    assert holds_canary(f"key={CANARY!r}")
    assert holds_canary(pickle.dumps(CANARY))
    assert not holds_canary("PrivateKey(hidden)")


@pytest.mark.parametrize("shown", SHOWN)
def test_no_way_of_printing_it_shows_it(shown: Callable[[PrivateKey], str]) -> None:
    assert not holds_canary(shown(PrivateKey(CANARY)))


@pytest.mark.parametrize(
    "copied", [pickle.dumps, copy.copy, copy.deepcopy, lambda key: pickle.dumps([key], protocol=0)]
)
def test_it_is_neither_copied_nor_pickled(copied: Callable[[PrivateKey], object]) -> None:
    with pytest.raises(TypeError, match="neither copied nor pickled") as caught:
        copied(PrivateKey(CANARY))
    assert not holds_canary(str(caught.value))


def test_two_keys_are_not_compared_by_what_they_are() -> None:
    assert PrivateKey(CANARY) != PrivateKey(CANARY)


def test_it_takes_no_other_attributes() -> None:
    key = PrivateKey(CANARY)
    assert not hasattr(key, "__dict__")
    with pytest.raises(AttributeError):
        key.note = "later"  # type: ignore[attr-defined]


def test_a_log_line_does_not_show_it() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("test_keys")
    logger.addHandler(handler)
    logger.warning("key %s, %r", PrivateKey(CANARY), [PrivateKey(CANARY)])
    logger.removeHandler(handler)
    assert stream.getvalue() == "key PrivateKey(hidden), [PrivateKey(hidden)]\n"


def test_a_traceback_with_all_its_locals_does_not_show_it() -> None:
    def fails(key: PrivateKey) -> None:
        address = address_of(key)
        raise RuntimeError(address)

    try:
        fails(PrivateKey(bytes(CANARY)))
    except RuntimeError as error:
        shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert "PrivateKey(hidden)" in shown
    assert not holds_canary(shown)


def test_a_refused_key_is_not_in_the_traceback() -> None:
    too_long = CANARY + b"\x00"
    holder = [too_long]
    del too_long
    try:
        PrivateKey(holder.pop())
    except ValueError as error:
        frames = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert not holds_canary("".join(frames.format()))
