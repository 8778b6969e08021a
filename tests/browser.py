"""A real Chromium for tests, where there is one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest
from playwright.sync_api import Page, sync_playwright

__all__ = ["browser_test", "opened_page"]

T = TypeVar("T", bound=Callable[..., object])

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_REFUSED = "Failed to load resource: the server responded with a status of 4"
# Without these it looks for its maker's servers, which a test machine does not reach.
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def browser_test(test: T) -> T:
    """Mark a test that drives Chromium; it is skipped where there is none."""
    needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: install chromium to run this")
    return pytest.mark.browser(needs_chromium(test))  # type: ignore[no-any-return]


@contextmanager
def opened_page(url: str, *, width: int = 1000, height: int = 900, refusals: bool = False) -> Iterator[Page]:
    """Open an address in a fresh browser; any error on the page fails the test.

    With `refusals` the server may refuse requests, which the browser calls errors.
    """
    problems: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        try:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: problems.append(str(error)))
            page.goto(url)
            yield page
        finally:
            browser.close()
    assert [text for text in problems if not (refusals and text.startswith(_REFUSED))] == []
