"""The documents name every command, setting, endpoint and error there is, and nothing that is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands

from bots import dialogs, gate, inbox
from bots.language import understand
from bots.registry import COMMANDS
from esther_site.lib import okx, okx_guards
from esther_site.lib.errors import EstherError, OperatorError, TemporaryError, UserError
from esther_site.lib.okx_errors import _MEANINGS, refusal
from tests.documents import (
    DOCUMENTS,
    ROOT,
    anchors_in,
    examples_of,
    gone,
    make_targets,
    read,
    settings_documented,
    settings_read,
    table_in,
)
from tokens import price_feed
from tokens.seeds import CHAINS, ChainSeed
from trading.models import Swap
from trading.swaps import QUOTE_TTL

COMMAND_GUIDE = read("docs/commands.md")
OKX_GUIDE = read("docs/okx_dex_api_integration.md")
APPS = ("tokens", "trading", "portfolio", "alerts", "bots")
# Read outside the settings: by gunicorn.conf.py and by tests/postgres.py.
ELSEWHERE = {"PORT", "TEST_DATABASE_URL"}


def own_management_commands() -> list[str]:
    ours = {config.name for config in apps.get_app_configs() if (ROOT / config.name).is_dir()}
    return sorted(name for name, app in get_commands().items() if app in ours)


def test_every_setting_that_is_read_is_in_the_example() -> None:
    assert settings_read() - settings_documented() == set()


def test_the_example_has_no_setting_that_nobody_reads() -> None:
    assert settings_documented() - settings_read() == ELSEWHERE


def test_it_sees_the_settings_however_they_are_read() -> None:
    assert {"DEBUG", "ENV_FILE", "DRY_RUN_MODE", "OK_ACCESS_PROJECT", "MAX_SLIPPAGE_PERCENT"} <= settings_read()


def test_every_setting_in_the_example_is_explained() -> None:
    lines = read(".env.example").splitlines()
    numbers = [number for number, line in enumerate(lines) if re.match(r"#?[A-Z][A-Z0-9_]+=", line)]
    bare = [lines[number] for number in numbers if not lines[number - 1].startswith("#")]
    assert bare == []


@pytest.mark.parametrize("guide", ["docs/operations.md", "docs/commands.md"])
def test_every_management_command_is_in_the_guide(guide: str) -> None:
    named = set(re.findall(r"^\| `(?:python manage\.py )?(\w+)", read(guide), re.MULTILINE))
    assert [name for name in own_management_commands() if name not in named] == []


def test_every_make_target_is_in_the_help() -> None:
    makefile = read("Makefile")
    targets = [target for target in make_targets() if target != "help"]
    assert [target for target in targets if f'"make {target} ' not in makefile] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    links = [*re.findall(r"\]\(([^)\s]+)", text), *re.findall(r'src="([^"]+)"', text)]
    for link in links:
        name, _, anchor = link.partition("#")
        if "://" not in link:
            target = document.parent / name if name else document
            assert target.exists(), link
            assert not anchor or anchor in anchors_in(target), link


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_names_nothing_that_is_gone(document: Path) -> None:
    assert gone(document.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "name", ["bots/gone.py", "bots.gone", "trading.swaps.gone", "make gone", "manage.py gone", "GONE_AWAY", "gone.py"]
)
def test_it_would_see_what_is_gone(name: str) -> None:
    assert gone(f"See `{name}`.") == [name.split()[-1]]
    assert gone(f"```\n{name}\n```\n") == [name.split()[-1]]


def test_every_chat_command_has_a_section_and_no_other_has() -> None:
    assert sorted(re.findall(r"^## /(\w+)$", COMMAND_GUIDE, re.MULTILINE)) == sorted(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_example_of_a_chat_command_means_that_command(name: str) -> None:
    understood = {example: understand(example.removeprefix("/")).intent for example in examples_of(name)}
    assert understood == dict.fromkeys(understood, COMMANDS[name].intent)
    assert [example for example in COMMANDS[name].examples if example not in understood] == []


def test_the_guide_lists_the_chains_with_the_names_people_use() -> None:
    rows = table_in(COMMAND_GUIDE, heading="| chain | index | also called |")
    assert rows == [[chain.name, str(chain.index), ", ".join(chain.aliases)] for chain in CHAINS]


def test_the_readme_names_every_chain() -> None:
    readme = read("README.md")
    assert [chain.name for chain in CHAINS if chain.name not in readme] == []


def test_the_documented_endpoints_are_those_that_are_asked() -> None:
    source = "".join(path.read_text("utf-8") for app in APPS for path in (ROOT / app).glob("*.py"))
    asked = {(verb.upper(), path) for verb, path in re.findall(r'\.(get|post)(?:_once)?\(\s*"(/api/[^"]+)"', source)}
    assert set(re.findall(r"^\| `(GET|POST) (/api/\S+)`", OKX_GUIDE, re.MULTILINE)) == asked


def test_the_documented_errors_are_those_that_are_told() -> None:
    rows = table_in(OKX_GUIDE, heading="| code | who | tries | what the user reads |")
    documented = {code: cells[1:] for cells in rows for code in re.findall(r"`(\d+)`", cells[0])}
    assert documented == {code: described(code) for code in _MEANINGS}


def described(code: str) -> list[str]:
    error = refusal(code)
    kinds: dict[type[EstherError], str] = {UserError: "user", OperatorError: "operator", TemporaryError: "time"}
    (who,) = (word for kind, word in kinds.items() if isinstance(error, kind))
    return [who, str(error.attempts), error.message.replace(code, "…")]


def test_the_documented_names_of_each_chain_are_those_that_are_seeded() -> None:
    rows = table_in(OKX_GUIDE, heading="| chain | `chainIndex` | exactOut |")
    names = [(seeded(chain, name) or "–") for chain in CHAINS for name in ("USDT", "ETH", "BTC")]
    assert [cell for row in rows for cell in row[4:]] == names
    facts = [(chain.name, str(chain.index), "yes" if chain.supports_exact_out else "no") for chain in CHAINS]
    assert [tuple(row[:3]) for row in rows] == facts
    decimals = [str(token.decimals) for chain in CHAINS for token in chain.tokens if token.symbol == "USDC"]
    assert [row[3] for row in rows] == decimals


def seeded(chain: ChainSeed, name: str) -> str | None:
    """Return the symbol of the token that is meant by a name: that with this symbol, else that with this alias."""
    by_alias = [token.symbol for token in chain.tokens if name in token.aliases]
    return name if name in {token.symbol for token in chain.tokens} else next(iter(by_alias), None)


def test_the_diagram_of_a_trade_has_every_state() -> None:
    guide = read("docs/how-it-works.md")
    arrows = re.findall(r"^ +(\S+) --> ([^:\s]+)", guide, re.MULTILINE)
    assert {state for arrow in arrows for state in arrow} - {"[*]"} == set(Swap.State.values)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("how-it-works", f"expires after {QUOTE_TTL.seconds} seconds"),
        ("how-it-works", f"{gate.UPDATES_PER_MINUTE} updates a minute"),
        ("how-it-works", f"a lease of {inbox.LEASE.seconds} seconds"),
        ("how-it-works", f"deleted after {inbox.KEPT_FOR.days * 24} hours"),
        ("how-it-works", f"more than {settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024} KiB"),
        ("commands", f"open for {dialogs.TTL.seconds // 60} minutes"),
        ("okx_dex_api_integration", f"at most {price_feed.MAX_BATCH} objects"),
        (
            "okx_dex_api_integration",
            f"{okx.CONNECT_TIMEOUT_SECS} seconds to connect, {okx.READ_TIMEOUT_SECS} to answer",
        ),
        ("okx_dex_api_integration", f"longer than {okx_guards.MAX_WAIT_SECS:.0f} seconds"),
        ("okx_dex_api_integration", f"obeyed up to {okx.MAX_RETRY_AFTER_SECS:.0f} seconds"),
    ],
)
def test_the_numbers_in_the_documents_are_those_of_the_code(document: str, words: str) -> None:
    text = read(f"docs/{document}.md")
    assert words in " ".join(text.split())
