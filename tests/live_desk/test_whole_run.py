"""After all the others: the books balance on every chain, and no secret has left the place where it is kept."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

import pyotp
import pytest
from cryptography.fernet import Fernet

from tests.live_desk.books import expected_balance
from tests.live_desk.desk import BASE, ETHEREUM, NODE_KEY, SECRETS, Desk
from tests.live_desk.person import trader
from tests.live_desk.proxies import Request

pytestmark = [pytest.mark.slow, pytest.mark.chain, pytest.mark.desk]

SYMBOLS = {ETHEREUM: ("ETH", "USDC", "USDT", "DAI"), BASE: ("ETH", "USDC", "DAI")}
SEED = re.compile(r"\b[A-Z2-7]{32}\b")


def test_every_balance_is_what_the_books_say(desk: Desk) -> None:
    if not desk.people:
        pytest.skip("nobody has traded at this desk: run the whole folder")
    for person in desk.people:
        for chain, symbols in SYMBOLS.items():
            for symbol in symbols:
                expected = expected_balance(person, symbol, chain=chain)
                assert person.holds(symbol, chain=chain) == expected, (person.id, chain, symbol)
                desk.figures.balances_compared += 1


def test_nothing_is_under_way_any_more(desk: Desk) -> None:
    open_rows = "SELECT count(*) FROM trading_transaction WHERE state IN ('signed', 'sent', 'mined')"
    open_swaps = (
        "SELECT count(*) FROM trading_swap WHERE mode = 'live' AND begin_before IS NOT NULL AND finished_at IS NULL"
    )
    assert (desk.database.value(open_rows), desk.database.value(open_swaps)) == (0, 0)


def test_no_secret_is_where_it_does_not_belong(desk: Desk) -> None:
    seed = an_authenticator_app(desk)
    secrets = {**SECRETS, "ENCRYPTION_KEY": desk.encryption_key, "the nodes' key": NODE_KEY, "a seed": seed} | dict(
        keys(desk)
    )
    found = [f"{name} in the log" for name in among(secrets, desk.log.read_text("utf-8"))]
    for table, row in desk.database.everything():
        found += [f"{name} in {table}" for name in among(secrets, row)]
        desk.figures.rows_searched += 1
    for whom, requests in said(desk).items():
        for text in requests:
            found += [f"{name} to {whom}" for name in among(secrets, text)]
            desk.figures.requests_searched += 1
    found.remove("a seed to Telegram")  # once, in the picture's words, for its owner
    desk.figures.log_lines_searched = desk.log.read_text("utf-8").count("\n")
    desk.figures.secrets, desk.figures.secrets_found = len(secrets), len(found)
    assert found == []
    assert desk.figures.log_lines_searched


def an_authenticator_app(desk: Desk) -> str:
    """Let somebody set up a second factor, and return its secret."""
    person = trader(desk, "Kim")
    person.says("/2fa")
    (seed,) = SEED.findall(person.sees("Scan this")["text"])
    person.says(pyotp.TOTP(seed).now())
    person.sees("Your second factor is on")
    return str(seed)


def keys(desk: Desk) -> Iterator[tuple[str, str]]:
    """Return every wallet's private key as it could be written down."""
    for number, sealed in desk.database.rows("SELECT id, sealed_key FROM trading_wallet WHERE sealed_key <> ''"):
        key = Fernet(desk.encryption_key).decrypt(sealed.encode())
        yield f"key {number}", key.hex()
        yield f"key {number} in base64", base64.b64encode(key).decode().rstrip("=")
        yield f"key {number} as a number", str(int.from_bytes(key))


def among(secrets: dict[str, str], text: str) -> list[str]:
    folded = text.lower()
    return [name for name, secret in secrets.items() if secret.lower() in folded]


def said(desk: Desk) -> dict[str, list[str]]:
    """Return all that Esther has said to the others, but for what each must know of her."""
    token, passphrase = SECRETS["TELEGRAM_BOT_TOKEN"], "ok-access-passphrase"
    to_telegram = [request for request in desk.telegram.requests if not request.path.endswith("/setWebhook")]
    return {
        "Telegram": [_text(request).replace(f"/bot{token}/", "/") for request in to_telegram],
        "OKX": [_text(request, without=passphrase) for request in desk.okx.requests],
        "the nodes": [
            _text(request).replace(f"/{NODE_KEY}", "/") for node in desk.nodes.values() for request in node.requests
        ],
    }


def _text(request: Request, *, without: str = "") -> str:
    headers = [f"{name}: {value}" for name, value in request.headers.items() if name != without]
    return "\n".join([request.path, *headers, request.body.decode("utf-8", "replace")])
