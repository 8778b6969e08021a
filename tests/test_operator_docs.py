"""What the operator's documents name can be found: settings, commands, addresses, metrics, pages, words, packages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import URLResolver

from bots.language import Intent
from bots.registry import COMMANDS, for_intent
from esther_site import public_urls, urls
from esther_site.lib.latency import REGISTRY
from esther_site.middleware import FOR_MACHINES
from esther_site.theme import UNFOLD
from tests.documents import DOCUMENTS, ROOT, read, settings_documented, settings_read, table_in

OPERATIONS = read("docs/operations.md")
GUIDES = [path for path in DOCUMENTS if path.name in {"getting-started.md", "operations.md", "runbook.md"}]
BOTFATHERS = {"/newbot", "/revoke"}
# What other people's programs say: Telegram's API, and the Bot API's server.
FOREIGN_WORDS = {"terminated by other getUpdates request", "while webhook is active"}
_COMMAND = re.compile(r"`(/[a-z][a-z0-9_]+)(?= [^`]*`|`)")
_PAGE = re.compile(r"Admin → ([A-Z][a-z]+(?: (?:[a-z]+))?)")


def sources() -> str:
    """Return everything that people may read of Esther's, with the breaks of lines and of literals taken out."""
    apps = ("esther_site", "tokens", "trading", "portfolio", "alerts", "bots")
    files = [path for app in apps for kind in ("*.py", "*.html") for path in (ROOT / app).rglob(kind)]
    text = " ".join(path.read_text("utf-8") for path in files if "tests" not in path.parts)
    return re.sub(r'"\s+f?"', "", " ".join(re.sub(r"</?b>", "", text).split()))


def quotations(text: str) -> set[str]:
    """Return what a document says that Esther says: the parts of what stands in quotation marks, in tables."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    quoted = [words for row in rows for words in re.findall(r'"([^"]+)"', re.sub(r"`[^`]*`", "", row))]
    parts = [part.strip(" .") for words in quoted for part in words.split("…")]
    return {part for part in parts if len(part) > 3}


def packages(name: str) -> set[str]:
    """Return the packages that a requirements file asks for by name."""
    lines = [line for line in read(name).splitlines() if line[:1].isalpha()]
    return {re.split(r"[\[=<>]", line)[0] for line in lines}


def addresses() -> set[str]:
    """Return the beginning of every path that is answered in production."""
    patterns = [*urls.urlpatterns, *public_urls.urlpatterns]
    inner = [each for one in patterns if isinstance(one, URLResolver) for each in one.url_patterns]
    public = {str(one.pattern) for one in [*patterns, *inner] if "bots" in getattr(one, "lookup_str", "")}
    own = {str(one.pattern) for one in urls.urlpatterns if str(one.pattern)}
    return {f"/{path.partition('<')[0]}" for path in public | own} | set(FOR_MACHINES) | {"/healthz"}


def test_every_setting_is_in_the_guide_and_no_other() -> None:
    rows = table_in(OPERATIONS, heading="| about | settings |")
    named = {name for row in rows for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", row[1])}
    assert named == settings_documented() == settings_read() | {"PORT", "TEST_DATABASE_URL"}


@pytest.mark.parametrize(
    ("guide", "heading"),
    [("operations", "| command | what it does |"), ("commands", "| command | what it does |")],
)
def test_every_management_command_in_the_guide_exists(guide: str, heading: str) -> None:
    rows = table_in(read(f"docs/{guide}.md"), heading=heading)
    named = [re.sub(r"`(?:python manage\.py )?(\w+).*", r"\1", row[0]) for row in rows]
    assert [name for name in named if name not in get_commands()] == []


def test_every_intent_has_a_command_that_is_documented() -> None:
    without = [intent for intent in Intent if for_intent(intent) is None]
    assert without == [Intent.UNKNOWN]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_chat_command_that_is_named_exists(document: Path) -> None:
    named = set(_COMMAND.findall(document.read_text("utf-8")))
    known = {f"/{name}" for name in COMMANDS} | addresses() | BOTFATHERS
    assert sorted(named - known) == []


def test_every_address_is_in_the_guide_and_no_other() -> None:
    rows = table_in(OPERATIONS, heading="| path | for whom |")
    assert {path for row in rows for path in re.findall(r"`([^`]+)`", row[0])} == {
        path if path in FOR_MACHINES or path in {"/healthz", "/metrics"} else f"{path.rstrip('/')}/"
        for path in addresses()
    }


@pytest.mark.django_db
def test_every_metric_is_in_the_guide_and_no_other() -> None:
    rows = table_in(OPERATIONS, heading="| name | what it counts |")
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row[0])}
    source = read("esther_site/metrics.py") + read("esther_site/lib/latency.py")
    written = set(re.findall(r'_(?:gauge|by)\(\s*"(\w+)"', source)) | set(re.findall(r'"esther_(\w+)"', source))
    told = {metric.name for metric in REGISTRY.collect() if metric.name.startswith("esther_")}
    assert {name.removesuffix("_total") for name in named} == written
    assert told <= {f"esther_{name}" for name in written}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_page_of_the_admin_that_is_named_is_in_its_menu(guide: Path) -> None:
    groups = UNFOLD["SIDEBAR"]["navigation"]
    menu = {item["title"] for group in groups for item in group["items"]}
    named = set(_PAGE.findall(guide.read_text("utf-8")))
    assert [page for page in named if page not in menu and page.split()[0] not in menu] == []


def test_what_the_runbook_quotes_is_what_esther_says() -> None:
    said = sources()
    missing = [words for words in sorted(quotations(read("docs/runbook.md"))) if words not in said]
    assert [words for words in missing if words not in FOREIGN_WORDS] == []


def test_it_would_miss_words_that_nobody_says() -> None:
    row = '| "OKX is busy … said nobody, ever" | `"code"` |'
    assert quotations(row) == {"OKX is busy", "said nobody, ever"}
    assert [words for words in quotations(row) if words not in sources()] == ["said nobody, ever"]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_check_that_is_named_exists(guide: Path) -> None:
    checks = read("esther_site/checks.py") + read("trading/checks.py")
    known = set(re.findall(r'id="(esther\.[EW]\d+)"', checks))
    assert set(re.findall(r"esther\.[EW]\d+", guide.read_text("utf-8"))) <= known


def test_every_secret_can_be_changed_by_the_guide() -> None:
    rows = table_in(OPERATIONS, heading="| secret | how |")
    named = {name for row in rows for name in re.findall(r"`([A-Z][A-Z0-9_]+)", row[0])}
    secrets = {name for name in settings_documented() if re.search(r"(KEY|SECRET|TOKEN|PASSPHRASE|DSN)$", name)}
    assert secrets - named == {"GEMINI_API_KEY"}  # another name of one that is there


@pytest.mark.parametrize(
    ("requirements", "nth"),
    [("requirements.in", 0), ("requirements-scale.in", 1), ("requirements-dev.in", 2)],
    ids=["running", "running large", "developing"],
)
def test_every_dependency_has_a_reason_and_no_other(requirements: str, nth: int) -> None:
    heading = "| package | why it is here |"
    text = heading + read("docs/architecture.md").split(heading)[nth + 1]
    rows = table_in(text, heading=heading)
    assert sorted(name for row in rows for name in row[0].split(", ")) == sorted(packages(requirements))
    assert all(row[1] for row in rows)


@pytest.mark.parametrize("name", ["render.yaml", "render-large.yaml"])
def test_the_blueprint_sets_what_is_read_and_runs_what_exists(name: str) -> None:
    blueprint = read(name)
    keys = set(re.findall(r"- key: (\w+)", blueprint))
    assert keys - settings_documented() == {"PYTHON_VERSION"}
    assert [name for name in re.findall(r"manage\.py (\w+)", blueprint) if name not in get_commands()] == []


def test_the_guide_answers_everything_that_the_blueprint_asks() -> None:
    asked = set(re.findall(r"- key: (\w+)\n +sync: false", read("render.yaml")))
    rows = table_in(read("docs/getting-started.md"), heading="| Render asks for | answer |")
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row[0])} == asked
