"""Reading the documents: their code, tables, anchors and examples, and what they name that does not exist."""

from __future__ import annotations

import ast
import pkgutil
import re
from pathlib import Path

from django.core.management import get_commands

__all__ = [
    "DOCUMENTS",
    "ROOT",
    "anchors_in",
    "examples_of",
    "gone",
    "make_targets",
    "read",
    "settings_documented",
    "settings_read",
    "table_in",
]

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])

_READER = re.compile(r"_first|_decimal|env\.\w+|os\.environ\.get")
_BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"(?<![\w/.<:-])[\w.-]+(?:/[\w.-]+)+/?(?![\w<*])")
_FILE = re.compile(r"(?<![\w/.<-])[\w.-]+\.(?:py|toml|yaml)\b")
_PACKAGES = "esther_site|tokens|trading|portfolio|alerts|bots|sandbox|tests"
_MODULE = re.compile(rf"(?<![\w/.-])(?:{_PACKAGES})(?:\.[a-z_]\w*)+(?![\w/])")
_NODE = re.compile(r"RPC_URL_\d+")  # a family of settings: one for each chain
_SETTING = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w-])")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def settings_read() -> set[str]:
    """Return every environment variable that the settings read, found in their source."""
    tree = ast.parse(read("esther_site/settings.py"))
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and _READER.fullmatch(ast.unparse(node.func))
    ]
    words = [argument.value for call in calls for argument in call.args if isinstance(argument, ast.Constant)]
    return {word for word in words if isinstance(word, str) and re.fullmatch(r"[A-Z][A-Z0-9_]+", word)}


def settings_documented() -> set[str]:
    return set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", read(".env.example"), re.MULTILINE))


def make_targets() -> list[str]:
    (targets,) = re.findall(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)
    return str(targets).split()


def anchors_in(document: Path) -> set[str]:
    """Return the anchors of a document's headings, in GitHub's spelling."""
    headings = re.findall(r"^#+ (.*)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def table_in(text: str, *, heading: str) -> list[list[str]]:
    """Return the cells of the rows of the table whose heading row begins like this."""
    lines = text[text.index(heading) :].splitlines()[2:]
    end = next(number for number, line in enumerate(lines) if not line.startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[:end]]


def examples_of(command: str) -> list[str]:
    """Return the examples in the section of a chat command."""
    section = read("docs/commands.md").split(f"\n## /{command}\n")[1].split("\n## ")[0]
    (block,) = _BLOCK.findall(section)
    return str(block).splitlines()


def gone(text: str) -> list[str]:
    """Return what a document names as code and what does not exist: files, modules, verbs, commands and settings."""
    code = _code_in(text)
    paths = [path for path in _PATH.findall(code) if (ROOT / path.split("/")[0]).is_dir()]
    return [
        *(path for path in paths if not (ROOT / path).exists()),
        *(name for name in _FILE.findall(code) if not (ROOT / name).exists() and not list(ROOT.glob(f"[a-z]*/{name}"))),
        *(name for name in _MODULE.findall(code) if not _resolves(name)),
        *(verb for verb in re.findall(r"(?<![\w-])make ([a-z]\w*)", code) if verb not in make_targets()),
        *(name for name in re.findall(r"manage\.py ([a-z]\w*)", code) if name not in get_commands()),
        *(name for name in _SETTING.findall(code) if name not in settings_documented() and not _NODE.fullmatch(name)),
    ]


def _code_in(text: str) -> str:
    return "\n".join([*_BLOCK.findall(text), *re.findall(r"`([^`\n]+)`", _BLOCK.sub("", text))])


def _resolves(name: str) -> bool:
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True
