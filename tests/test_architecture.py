"""The shape of the house: who may import whom, what money is made of, what is loaded, how long a module may be."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("esther_site", "tokens", "trading", "portfolio", "alerts", "bots")
MONEY_APPS = ("tokens", "trading", "portfolio", "alerts")
PRIVATE_MODULES = {"admin", "views", "apps", "tests", "migrations", "management"}
HEAVY = ("matplotlib", "numpy", "pandas", "eth_account", "web3", "sandbox", "playwright", "pytest")
MAX_LINES = 400

# Modules where a float is no money, each with what it is.
FLOATS_ALLOWED = {"alerts/monitor.py": "seconds between two passes"}


def modules(*packages: str) -> list[Path]:
    """Return the paths of the packages' modules, without their tests and migrations."""
    paths = [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]
    return [path for path in paths if not {"tests", "migrations"} & set(path.relative_to(ROOT).parts)]


def imported_names(source: str) -> Iterator[str]:
    """Yield the dotted name of everything a module imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def trespasses(source: str, *, app: str) -> list[str]:
    """Return what a module of `app` imports out of the private parts of other apps."""
    foreign = [name for name in imported_names(source) if name.split(".")[0] in set(APPS) - {app}]
    return [name for name in foreign if PRIVATE_MODULES & set(name.split(".")) or "._" in name]


def floats(source: str) -> list[int]:
    """Return the lines where a float is made or stored."""
    nodes = ast.walk(ast.parse(source))
    names = ((node, node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")) for node in nodes)
    return [node.lineno for node, name in names if name in {"float", "FloatField"} and isinstance(node, ast.expr)]


def run(program: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_contracts_of_the_import_linter_hold() -> None:
    linter = run("from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))")
    assert linter.returncode == 0, linter.stdout
    assert "2 kept, 0 broken" in linter.stdout


@pytest.mark.parametrize("app", APPS)
def test_nobody_reaches_into_the_private_parts_of_another_app(app: str) -> None:
    found = {str(path.relative_to(ROOT)): trespasses(path.read_text("utf-8"), app=app) for path in modules(app)}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "line",
    [
        "from trading.admin import SwapAdmin",
        "import trading.views",
        "from trading.swaps import _book",
        "import trading._x",
    ],
)
def test_it_would_see_somebody_reach_in(line: str) -> None:
    assert len(trespasses(line, app="bots")) == 1
    assert trespasses(line, app="trading") == []


@pytest.mark.parametrize("app", MONEY_APPS)
def test_money_is_never_a_float(app: str) -> None:
    found = {str(path.relative_to(ROOT)): floats(path.read_text("utf-8")) for path in modules(app)}
    assert {path: lines for path, lines in found.items() if lines and path not in FLOATS_ALLOWED} == {}


@pytest.mark.parametrize("line", ["x = float(y)", "price = models.FloatField()", "def f(price: float) -> None: ..."])
def test_it_would_see_a_float(line: str) -> None:
    assert floats(line) == [1]


def test_every_exception_for_floats_is_still_needed() -> None:
    assert [path for path in FLOATS_ALLOWED if not floats((ROOT / path).read_text("utf-8"))] == []


def test_nobody_imports_the_sandbox() -> None:
    users = {path.name: list(imported_names(path.read_text("utf-8"))) for path in [*modules(*APPS), ROOT / "manage.py"]}
    assert [path for path, names in users.items() if any(name.split(".")[0] == "sandbox" for name in names)] == []


def test_the_sandbox_is_no_app_and_refuses_production() -> None:
    program = "from django.conf import settings; print('sandbox' in settings.INSTALLED_APPS, settings.SANDBOX)"
    development = run(program, DJANGO_SETTINGS_MODULE="esther_site.settings")
    production = run(program, DJANGO_SETTINGS_MODULE="esther_site.settings", DEBUG="False")
    assert development.stdout == "False True\n", development.stderr
    assert "SANDBOX is for development" in production.stderr


def test_production_has_no_address_of_the_sandbox() -> None:
    program = "import django; django.setup(); from esther_site import urls; print(urls.urlpatterns)"
    production = run(program, DJANGO_SETTINGS_MODULE="esther_site.settings", DEBUG="False", SANDBOX="False")
    assert production.returncode == 0, production.stderr
    assert "bots.page_urls" in production.stdout
    assert "sandbox" not in production.stdout


def test_nothing_heavy_is_loaded_before_it_is_used() -> None:
    program = (
        f"import sys, esther_site.wsgi, esther_site.urls; print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    serving = run(program, DEBUG="False", SANDBOX="False")
    assert serving.stdout == "[]\n", serving.stderr


@pytest.mark.parametrize("package", [*APPS, "sandbox"])
def test_no_module_is_longer_than_a_reader_can_hold(package: str) -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in modules(package)}
    assert {path: length for path, length in lengths.items() if length > MAX_LINES} == {}
