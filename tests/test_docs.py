"""The documents name every setting and command there is, and none that is gone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
# Read outside the settings: by gunicorn.conf.py and by tests/postgres.py.
ELSEWHERE = {"PORT", "TEST_DATABASE_URL"}
READER = re.compile(r"_first|_decimal|env\.\w+|os\.environ\.get")


def settings_read() -> set[str]:
    """Return every environment variable that the settings read, found in their source."""
    tree = ast.parse((ROOT / "esther_site/settings.py").read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and READER.fullmatch(ast.unparse(node.func))]
    words = [argument.value for call in calls for argument in call.args if isinstance(argument, ast.Constant)]
    return {word for word in words if isinstance(word, str) and re.fullmatch(r"[A-Z][A-Z0-9_]+", word)}


def settings_documented() -> set[str]:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    return {match.group(1) for line in lines if (match := re.match(r"#?([A-Z][A-Z0-9_]+)=", line))}


def commands() -> list[str]:
    ours = {config.name for config in apps.get_app_configs() if (ROOT / config.name).is_dir()}
    return sorted(name for name, app in get_commands().items() if app in ours)


def test_every_setting_that_is_read_is_in_the_example() -> None:
    assert settings_read() - settings_documented() == set()


def test_the_example_has_no_setting_that_nobody_reads() -> None:
    assert settings_documented() - settings_read() == ELSEWHERE


def test_it_sees_the_settings_however_they_are_read() -> None:
    assert {"DEBUG", "ENV_FILE", "DRY_RUN_MODE", "OK_ACCESS_PROJECT", "MAX_SLIPPAGE_PERCENT"} <= settings_read()


def test_every_setting_in_the_example_is_explained() -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    settings = [number for number, line in enumerate(lines) if re.match(r"#?[A-Z][A-Z0-9_]+=", line)]
    bare = [lines[number] for number in settings if not lines[number - 1].startswith("#")]
    assert bare == []


def test_every_command_is_in_the_operations_guide() -> None:
    guide = (ROOT / "docs/operations.md").read_text("utf-8")
    assert [name for name in commands() if f"`{name}" not in guide] == []


@pytest.mark.parametrize(
    "document", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md")), ids=lambda path: path.name
)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text("utf-8"))
    files = [link for link in links if "://" not in link]
    assert [link for link in files if not (document.parent / link).exists()] == []


def test_every_make_target_is_in_the_help() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (targets,) = re.findall(r"^\.PHONY: help (.*)$", makefile, re.MULTILINE)
    assert [target for target in targets.split() if f'"make {target} ' not in makefile] == []
