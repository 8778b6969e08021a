"""Where Esther calls: only the modules that are named here, and only addresses that settings or seeds give."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_architecture import ROOT, imported_names, modules

PACKAGES = ("esther_site", "tokens", "trading", "portfolio", "alerts", "bots")
CLIENTS = {
    "requests",
    "httpx",
    "aiohttp",
    "urllib.request",
    "http.client",
    "websockets",
    "smtplib",
    "ftplib",
    "telnetlib",
}

# Who may open a connection, to what settings or a chain's row name.
CALLERS = {
    "bots/notifier.py",
    "bots/telegram_http.py",
    "esther_site/lib/llm.py",
    "esther_site/lib/okx.py",
    "esther_site/lib/okx_envelope.py",
    "trading/rpc_wire.py",
}
# Addresses in the code that are called, or may be: defaults of settings, and what is seeded.
GIVEN = {"esther_site/settings.py", "tokens/seeds.py"}
_URL = re.compile(r"https?://[\w.-]+\.[a-z]{2,}")


def texts(source: str) -> Iterator[str]:
    """Yield every text of a module that is no documentation."""
    tree = ast.parse(source)
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def callers() -> set[str]:
    found = {name_of(path): set(imported_names(path.read_text("utf-8"))) for path in modules(*PACKAGES)}
    return {
        name
        for name, imported in found.items()
        if any(each == client or each.startswith(f"{client}.") for each in imported for client in CLIENTS)
    }


def test_nobody_else_opens_a_connection() -> None:
    assert callers() - CALLERS == set()


def test_everybody_who_may_does() -> None:
    assert CALLERS - callers() == set()


def test_no_other_address_stands_in_the_code() -> None:
    found = {
        name_of(path): urls
        for path in modules(*PACKAGES)
        if name_of(path) not in GIVEN
        and (urls := [url for text in texts(path.read_text("utf-8")) for url in _URL.findall(text)])
    }
    assert found == SHOWN


# Links and policies that are shown to people and browsers, and that nobody here calls.
SHOWN = {"bots/import_guard.py": ["https://web.telegram.org"]}


@pytest.mark.parametrize("source", ['x = "https://evil.example/steal"', 'call(f"http://evil.example/{x}")'])
def test_it_would_see_an_address(source: str) -> None:
    assert [url for text in texts(source) for url in _URL.findall(text)]


def test_documentation_is_no_address() -> None:
    assert not list(texts('"""See https://docs.example."""'))
