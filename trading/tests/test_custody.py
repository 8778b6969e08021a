"""Keys are sealed by the newest ENCRYPTION_KEY, opened by any of them, in one place, and only for their own wallet."""

from __future__ import annotations

import ast
import logging
import traceback
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, MultiFernet
from pytest_django.fixtures import Settings

from esther_site.lib.errors import EstherError, OperatorError, UserError
from trading import custody
from trading.custody import (
    CustodyError,
    is_configured,
    is_newest,
    make_canary,
    new_key,
    opens_canary,
    parse_key,
    reseal,
    seal,
    unseal,
)
from trading.keys import PrivateKey, address_of
from trading.tests.test_keys import CANARY, KNOWN, ORDER, holds_canary

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW, STRANGE = (urlsafe_b64encode(letter * 32).decode() for letter in (b"o", b"n", b"s"))
ADDRESS = address_of(PrivateKey(CANARY))
ANVIL_KEY, ANVIL_ADDRESS = list(KNOWN.items())[1]


@pytest.fixture(autouse=True)
def _sealing(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = OLD


def shown_by(error: BaseException) -> str:
    """Return everything a log or an error page could tell of an error: its frames, their locals, what is behind it."""
    return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format()) + repr(error)


def refusal(act: Callable[[], object], kind: type[EstherError] = CustodyError) -> EstherError:
    with pytest.raises(kind) as caught:
        act()
    return caught.value


# What cannot be opened


def test_it_refuses_to_seal_without_a_key(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = ""
    assert refusal(lambda: seal(CANARY)).message.startswith("ENCRYPTION_KEY is not set")
    assert not is_configured()


@pytest.mark.parametrize(
    "bad", ["no-such-key", "ü" * 44, STRANGE[:-1], f"{OLD},no-such-key", f"no-such-key,{OLD}", "=" * 44]
)
def test_it_refuses_an_encryption_key_that_is_none(settings: Settings, bad: str) -> None:
    sealed = seal(CANARY)
    settings.ENCRYPTION_KEY = bad
    number = 2 if bad.startswith(OLD) else 1
    error = refusal(lambda: unseal(sealed, address=ADDRESS))
    assert error.message.startswith(f"ENCRYPTION_KEY number {number} is no Fernet key")
    assert bad not in shown_by(error)
    assert not is_configured()


def test_a_comma_too_many_is_no_other_key(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = f" {OLD}, ,"
    assert is_configured()


@pytest.mark.parametrize(
    "sealed",
    ["", "x", "gAAAAA", "ü", Fernet(STRANGE).encrypt(CANARY).decode()],
    ids=["nothing", "a letter", "a beginning", "no ASCII", "by a stranger's key"],
)
def test_it_refuses_what_no_key_sealed(sealed: str) -> None:
    error = refusal(lambda: unseal(sealed, address=ADDRESS))
    assert isinstance(error, OperatorError)
    assert error.message.startswith("A wallet's key cannot be opened")


def test_it_refuses_a_text_that_was_changed() -> None:
    sealed = seal(CANARY)
    changed = sealed[:40] + ("A" if sealed[40] != "A" else "B") + sealed[41:]
    refusal(lambda: unseal(changed, address=ADDRESS))


def test_it_refuses_the_key_of_another_wallet() -> None:
    error = refusal(lambda: unseal(seal(CANARY), address=ANVIL_ADDRESS))
    assert "belongs to another wallet" in error.message
    assert not holds_canary(shown_by(error))


@pytest.mark.parametrize("content", [b"", CANARY[:31], CANARY + b"\x00", bytes(32), ORDER.to_bytes(32)])
def test_it_refuses_sealed_bytes_that_are_no_key(content: bytes) -> None:
    sealed = Fernet(OLD).encrypt(content).decode()
    error = refusal(lambda: unseal(sealed, address=ADDRESS))
    assert not holds_canary(shown_by(error))


def test_it_refuses_the_canary_for_a_key() -> None:
    canary = make_canary()
    refusal(lambda: unseal(canary, address=ADDRESS))


def test_no_other_error_stands_behind_a_refusal() -> None:
    for error in (refusal(lambda: unseal("x", address=ADDRESS)), refusal(lambda: parse_key("x"), UserError)):
        assert (error.__cause__, error.__context__) == (None, None)


# What can


def test_what_is_sealed_opens_for_its_wallet() -> None:
    assert unseal(seal(CANARY), address=ADDRESS).reveal() == CANARY
    assert unseal(seal(PrivateKey(CANARY)), address=ADDRESS.lower()).reveal() == CANARY


def test_the_sealed_text_does_not_show_the_key_and_is_never_the_same() -> None:
    first, second = seal(CANARY), seal(CANARY)
    assert first != second
    assert not holds_canary(first)


def test_an_older_key_still_opens(settings: Settings) -> None:
    sealed = seal(CANARY)
    settings.ENCRYPTION_KEY = f"{NEW}, {OLD}"
    assert unseal(sealed, address=ADDRESS).reveal() == CANARY


def test_the_newest_key_seals(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = f"{NEW},{OLD}"
    assert Fernet(NEW).decrypt(seal(CANARY).encode()) == CANARY


# Rotation


def test_a_rotated_text_opens_with_the_new_key_alone(settings: Settings) -> None:
    sealed = seal(CANARY)
    settings.ENCRYPTION_KEY = f"{NEW},{OLD}"
    fresh = reseal(sealed, address=ADDRESS)
    assert (is_newest(sealed), is_newest(fresh)) == (False, True)
    settings.ENCRYPTION_KEY = NEW
    assert unseal(fresh, address=ADDRESS).reveal() == CANARY
    refusal(lambda: unseal(sealed, address=ADDRESS))


def test_rotation_refuses_a_row_with_another_wallets_key(settings: Settings) -> None:
    sealed = seal(CANARY)
    settings.ENCRYPTION_KEY = f"{NEW},{OLD}"
    refusal(lambda: reseal(sealed, address=ANVIL_ADDRESS))


def test_rotation_believes_only_what_opens_and_is_the_newest(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = seal(CANARY)
    settings.ENCRYPTION_KEY = f"{NEW},{OLD}"
    others = Fernet(NEW).encrypt(bytes.fromhex(ANVIL_KEY)).decode()
    for badly_sealed in (sealed, others, "nonsense"):
        monkeypatch.setattr(custody, "seal", lambda key, text=badly_sealed: text)
        refusal(lambda: reseal(sealed, address=ADDRESS))


@pytest.mark.parametrize("sealed", ["", "ü", "not base64 at all", "gAAAAABm", "A" * 140])
def test_nonsense_is_not_sealed_by_the_newest(sealed: str) -> None:
    assert not is_newest(sealed)


def test_without_a_key_nothing_is_the_newest(settings: Settings) -> None:
    sealed = seal(CANARY)
    settings.ENCRYPTION_KEY = ""
    assert not is_newest(sealed)


def test_telling_the_newest_decrypts_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = seal(CANARY)
    monkeypatch.setattr(Fernet, "decrypt", None)
    monkeypatch.setattr(MultiFernet, "decrypt", None)
    assert is_newest(sealed)


# The canary


def test_the_canary_opens_as_long_as_one_key_stays(settings: Settings) -> None:
    canary = make_canary()
    settings.ENCRYPTION_KEY = f"{NEW},{OLD}"
    assert opens_canary(canary)


@pytest.mark.parametrize("wrong", ["", NEW, "nonsense", f"{NEW},nonsense"])
def test_the_canary_stays_shut_with_a_wrong_key(settings: Settings, wrong: str) -> None:
    canary = make_canary()
    settings.ENCRYPTION_KEY = wrong
    assert not opens_canary(canary)


def test_a_wallets_key_is_no_canary() -> None:
    assert not opens_canary(seal(CANARY))


# New and imported keys


def test_a_new_key_is_a_new_key() -> None:
    addresses = {address_of(new_key()) for _ in range(20)}
    assert len(addresses) == 20


def test_a_number_outside_the_curve_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: Iterator[bytes] = iter([bytes(32), ORDER.to_bytes(32), CANARY])
    monkeypatch.setattr("secrets.token_bytes", lambda size: next(drawn))
    assert address_of(new_key()) == ADDRESS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0x",
        "0x" + "0" * 64,
        f"{ORDER:064x}",
        f"0x{ORDER + 1:064x}",
        "f" * 64,
        CANARY.hex()[:-1],
        CANARY.hex() + "0",
        "0x0x" + CANARY.hex(),
        "g" * 64,
        "４" * 64,  # digits, but not of hex
        " ".join([CANARY.hex()[:32], CANARY.hex()[32:]]),
        "test test test test test test test test test test test junk",
    ],
)
def test_it_refuses_an_import_that_is_no_key(text: str) -> None:
    error = refusal(lambda: parse_key(text), UserError)
    assert error.message == "This is no private key: give 64 hexadecimal digits, with or without 0x in front."


def test_a_mistyped_key_is_nowhere_in_the_error() -> None:
    typed = [CANARY.hex() + "0"]
    error = refusal(lambda: parse_key(typed.pop()), UserError)
    assert CANARY.hex() not in shown_by(error)


@pytest.mark.parametrize("spelling", ["{}", "0x{}", "0X{}", "  {}\n"])
def test_it_reads_a_key_however_it_is_spelled(spelling: str) -> None:
    assert address_of(parse_key(spelling.format(ANVIL_KEY))) == ANVIL_ADDRESS
    assert address_of(parse_key(spelling.format(ANVIL_KEY.upper()))) == ANVIL_ADDRESS


# One door


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    unseal(reseal(seal(parse_key(CANARY.hex())), address=ADDRESS), address=ADDRESS)
    refusal(lambda: unseal(seal(CANARY), address=ANVIL_ADDRESS))
    assert not holds_canary(caplog.text)


def calls_of(name: str) -> set[str]:
    """Return the modules of the project that call a method or read an attribute of this name, tests aside."""
    found = set()
    for path in ROOT.glob("[a-z]*/**/*.py"):
        if {"tests", "node_modules"} & set(path.relative_to(ROOT).parts):
            continue
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        if any(isinstance(node, ast.Attribute) and node.attr == name for node in nodes):
            found.add(str(path.relative_to(ROOT)))
    return found


@pytest.mark.parametrize(
    ("name", "doors"),
    [
        ("ENCRYPTION_KEY", {"trading/custody.py"}),
        # The other two open backups and the admin's authenticator keys, with secrets of their own.
        ("decrypt", {"trading/custody.py", "esther_site/lib/sealed_file.py", "esther_site/sealing.py"}),
        ("reveal", {"trading/custody.py", "trading/exporting.py", "trading/keys.py", "trading/signing.py"}),
    ],
)
def test_only_these_modules_come_near_a_key(name: str, doors: set[str]) -> None:
    assert calls_of(name) == doors


def test_keys_are_decrypted_in_one_function() -> None:
    source = Path(custody.__file__).read_text("utf-8")
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    assert [function.name for function in functions if ".decrypt(" in ast.unparse(function)] == ["_opened"]
    assert [function.name for function in functions if "_opened(" in ast.unparse(function)] == [
        "unseal",
        "open_bytes",  # opens nothing that is a key
        "opens_canary",
        "_opened",
    ]
