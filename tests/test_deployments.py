"""The files that deploy the large form: they cannot be run here, but what they name must exist."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from tests.documents import ROOT, read, settings_documented

COMPOSE: dict[str, Any] = yaml.safe_load(read("compose.yaml"))
BLUEPRINT: dict[str, Any] = yaml.safe_load(read("render-large.yaml"))
OWN = ("migrate", "web", "worker", "monitor")
QUEUES = "prices,settle,deliver,sync,snapshot"
SECRETS = re.compile(r"(KEY|SECRET|TOKEN|PASSPHRASE|PASSWORD)$")


def settings_of(service: dict[str, Any]) -> dict[str, Any]:
    """Return what a service of the blueprint is told, by name."""
    return {each["key"]: each for each in service["envVars"]}


def commands() -> list[str]:
    """Return everything that the files run of Esther's."""
    composed = [COMPOSE["services"][name]["command"] for name in OWN]
    built = [
        service[step] for service in services() for step in ("preDeployCommand", "startCommand") if step in service
    ]
    return composed + built


def services() -> list[dict[str, Any]]:
    return [service for service in BLUEPRINT["services"] if service["type"] != "keyvalue"]


def test_what_is_set_is_what_esther_reads() -> None:
    composed = {name for own in OWN for name in COMPOSE["services"][own]["environment"]}
    built = {name for service in services() for name in settings_of(service)}
    assert (composed | built) - settings_documented() == {"PYTHON_VERSION"}


def test_what_is_run_exists() -> None:
    known = {"manage.py", "gunicorn", "celery"}
    programs = {re.split(r"\s+", part.strip())[0] for command in commands() for part in _parts(command)}
    assert programs <= known | {"python"}
    named = {name for command in commands() for name in re.findall(r"manage\.py (\w+)", command)}
    assert named == {"migrate", "seed_tokens", "monitor"}
    assert named <= set(get_commands())


@pytest.mark.parametrize("start", [COMPOSE["services"]["worker"]["command"], services()[1]["startCommand"]])
def test_workers_take_from_every_queue(start: str) -> None:
    words = start.split()
    assert words[words.index("-Q") + 1] == QUEUES
    assert (ROOT / f"{words[words.index('-A') + 1].replace('.', '/')}.py").exists()


def test_no_secret_stands_in_them() -> None:
    settings = [pair for own in OWN for pair in COMPOSE["services"][own]["environment"].items()]
    settings += list(COMPOSE["services"]["postgres"]["environment"].items())
    assert [name for name, value in settings if SECRETS.search(name) and not str(value).startswith("${")] == []
    told = [setting for service in services() for setting in settings_of(service).items()]
    assert [name for name, setting in told if SECRETS.search(name) and "value" in setting] == []


def test_every_process_of_the_blueprint_knows_the_same_secrets_and_the_same_servers() -> None:
    web, *others = services()
    for other in others:
        told = settings_of(other)
        for name, setting in told.items():
            source = setting.get("fromService", {})
            assert source.get("envVarKey", name) == name
            assert "envVarKey" not in source or (source["name"] == web["name"] and name in settings_of(web))
        assert {"SECRET_KEY", "TELEGRAM_BOT_TOKEN", "ENCRYPTION_KEY", "DATABASE_URL", "REDIS_URL"} <= set(told)


def test_web_processes_run_no_monitor_and_several_of_each_kind_run() -> None:
    assert all(settings_of(service)["RUN_MONITOR"]["value"] == "False" for service in services())
    assert all(service["numInstances"] >= 2 for service in services())
    assert all(COMPOSE["services"][name]["environment"]["RUN_MONITOR"] == "False" for name in OWN)
    assert all(COMPOSE["services"][name]["deploy"]["replicas"] >= 2 for name in ("web", "worker", "monitor"))


def test_the_database_is_migrated_past_the_pool_before_anybody_serves() -> None:
    migrate = COMPOSE["services"]["migrate"]
    assert "@postgres:" in migrate["environment"]["DATABASE_URL"]
    for name in ("web", "worker", "monitor"):
        service = COMPOSE["services"][name]
        assert service["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
        assert "@pgbouncer:" in service["environment"]["DATABASE_URL"]


def test_a_full_redis_never_throws_a_task_away() -> None:
    (store,) = (service for service in BLUEPRINT["services"] if service["type"] == "keyvalue")
    assert store["maxmemoryPolicy"] == "volatile-lru"
    assert "--maxmemory-policy volatile-lru" in COMPOSE["services"]["redis"]["command"]


def test_the_image_holds_pinned_packages_and_no_secret_and_runs_as_nobody_special() -> None:
    lines = read("Dockerfile").splitlines()
    assert "--require-hashes" in read("Dockerfile")
    assert lines.index("USER esther") > lines.index("COPY . .")
    assert {".env", ".secret_key", ".git", "sandbox", "*.sqlite3*"} <= set(read(".dockerignore").splitlines())


def _parts(command: str) -> list[str]:
    inner = re.sub(r'^sh -c "(.*)"$', r"\1", command.strip())
    return inner.split("&&")
