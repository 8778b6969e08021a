"""One kind of transaction is signed, by libsecp256k1, to the very bytes that other implementations make."""

from __future__ import annotations

import logging
import subprocess
import sys
from dataclasses import FrozenInstanceError, replace
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trading import signing
from trading.keys import PrivateKey
from trading.signing import SignedTransaction, SigningError, UnsignedTransaction, address_of, backend_name, sign
from trading.tests.signed_elsewhere import VECTORS
from trading.tests.test_custody import refusal, shown_by
from trading.tests.test_keys import CANARY, holds_canary

PLAIN = UnsignedTransaction(
    chain_id=1,
    nonce=7,
    to="0x8feAB81D36E7576107D5dE0758c1b839Be31B4F6",
    value=0,
    data=bytes.fromhex("f2c42696"),
    gas=300_000,
    max_fee_per_gas=2 * 10**9,
    max_priority_fee_per_gas=10**9,
)


def unsigned(fields: dict[str, Any]) -> UnsignedTransaction:
    """Return a transaction of a vector's fields, with zeros for those it leaves out."""
    from eth_utils.address import to_checksum_address

    defaults: dict[str, Any] = {"nonce": 0, "value": 0, "data": "", "max_priority_fee_per_gas": 0}
    given = defaults | fields
    given |= {"to": to_checksum_address(given["to"]), "data": bytes.fromhex(given["data"])}
    return UnsignedTransaction(**given)


# What is refused


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((name, bad) for name in signing._BOUNDS for bad in (-1, 2**256, True, 1.0, "1", None)),
        ("chain_id", 0),
        ("chain_id", 2**64),
        ("nonce", 2**64 - 1),
        ("gas", 20_999),
        ("gas", 2**64),
        ("max_fee_per_gas", 0),
        ("max_priority_fee_per_gas", 2 * 10**9 + 1),
        ("to", ""),
        ("to", None),
        ("to", PLAIN.to.lower()),
        ("to", PLAIN.to[:-1]),
        ("to", PLAIN.to.swapcase()),
        ("to", "esther.eth"),
        ("data", "0xf2c42696"),
        ("data", bytearray(4)),
        ("data", None),
        ("data", bytes(128 * 1024 + 1)),
    ],
)
def test_it_refuses_a_field_that_is_out_of_range(field: str, value: Any) -> None:
    with pytest.raises(ValueError, match=field):
        replace(PLAIN, **{field: value})


def test_a_transaction_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        PLAIN.value = 1  # type: ignore[misc]


def test_it_refuses_to_sign_without_libsecp256k1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "backend_name", lambda: "NativeECCBackend")
    assert "coincurve" in refusal(lambda: sign(PrivateKey(CANARY), PLAIN), SigningError).message


def test_it_refuses_bytes_that_say_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    other = sign(PrivateKey(CANARY), replace(PLAIN, value=1))
    monkeypatch.setattr(signing, "_signed", lambda key, fields: other)
    refusal(lambda: sign(PrivateKey(CANARY), PLAIN), SigningError)


def test_it_refuses_bytes_that_another_key_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    other = sign(PrivateKey(b"\x01" * 32), PLAIN)
    monkeypatch.setattr(signing, "_signed", lambda key, fields: other)
    refusal(lambda: sign(PrivateKey(CANARY), PLAIN), SigningError)


def test_a_failure_inside_the_library_shows_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(fields: dict[str, Any], key: bytes) -> None:
        raise ValueError(f"bad key {key.hex()}")

    monkeypatch.setattr(signing._account(), "sign_transaction", fails)
    key = PrivateKey(CANARY)
    error = refusal(lambda: sign(key, PLAIN), SigningError)
    assert (error.__cause__, error.__context__) == (None, None)
    assert not holds_canary(shown_by(error))


# What is signed


@pytest.mark.parametrize("name", VECTORS)
def test_the_bytes_are_those_of_other_implementations(name: str) -> None:
    secret, fields, raw = VECTORS[name]
    assert sign(PrivateKey(bytes.fromhex(secret)), unsigned(fields)).raw.hex() == raw


@pytest.mark.parametrize("name", VECTORS)
def test_the_hash_is_that_of_the_bytes(name: str) -> None:
    from eth_utils.crypto import keccak

    secret, fields, raw = VECTORS[name]
    signed = sign(PrivateKey(bytes.fromhex(secret)), unsigned(fields))
    assert signed.hash == "0x" + keccak(bytes.fromhex(raw)).hex()


def test_signing_twice_gives_the_same_bytes() -> None:
    assert sign(PrivateKey(CANARY), PLAIN) == sign(PrivateKey(CANARY), PLAIN)


@given(
    nonce=st.integers(0, 2**64 - 2),
    value=st.integers(0, 2**256 - 1),
    gas=st.integers(21_000, 2**64 - 1),
    fee=st.integers(1, 2**256 - 1),
    data=st.binary(max_size=200),
    secret=st.integers(1, 2**255).map(lambda number: number.to_bytes(32)),
)
@settings(max_examples=50, deadline=None)
def test_whatever_is_in_range_is_signed_as_the_native_backend_does(
    nonce: int, value: int, gas: int, fee: int, data: bytes, secret: bytes
) -> None:
    """The pure Python backend knows nothing of libsecp256k1: it must come to the same signature."""
    from eth_keys.backends.native.main import NativeECCBackend
    from eth_keys.datatypes import PrivateKey as Key
    from eth_utils.crypto import keccak

    rlp = import_module("rlp")  # it comes without types
    transaction = replace(
        PLAIN, nonce=nonce, value=value, gas=gas, max_fee_per_gas=fee, max_priority_fee_per_gas=fee // 2, data=data
    )
    to = bytes.fromhex(PLAIN.to[2:])
    fields: list[Any] = [1, nonce, fee // 2, fee, gas, to, value, data, []]
    native = NativeECCBackend()
    signature = native.ecdsa_sign(keccak(b"\x02" + rlp.encode(fields)), Key(secret))
    expected = b"\x02" + rlp.encode([*fields, signature.v, signature.r, signature.s])
    assert sign(PrivateKey(secret), transaction).raw == expected


def test_coincurve_signs() -> None:
    assert backend_name() == "CoinCurveECCBackend"


def test_signing_leaves_the_recursion_limit_alone() -> None:
    program = (
        "import sys; from trading import keys, signing; limit = sys.getrecursionlimit(); "
        f"signing.sign(keys.PrivateKey(bytes([1]) * 32), signing.UnsignedTransaction(chain_id=1, nonce=0, value=0, "
        f"to={PLAIN.to!r}, data=b'', gas=21000, max_fee_per_gas=1, max_priority_fee_per_gas=0)); "
        "print('py_ecc' in sys.modules, sys.getrecursionlimit() - limit)"
    )
    process = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert process.stdout == "True 0\n", process.stderr


def test_the_most_it_can_cost_is_gas_times_fee() -> None:
    assert PLAIN.fee_cap == 300_000 * 2 * 10**9


def test_signed_bytes_and_calldata_are_not_printed() -> None:
    signed = sign(PrivateKey(CANARY), PLAIN)
    assert repr(signed) == f"SignedTransaction(hash='{signed.hash}')"
    assert "f2c42696" not in repr(PLAIN) + repr(signed)
    assert isinstance(signed, SignedTransaction)


def test_signing_logs_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    sign(PrivateKey(CANARY), PLAIN)
    address_of(PrivateKey(CANARY))
    assert caplog.records == []
