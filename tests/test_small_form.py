"""Without REDIS_URL there is one process, and it neither has nor asks for anything of Redis and Celery."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents import ROOT, read
from tests.serving import environment

# Runs before Esther does, where the packages of requirements-scale.txt are installed for the tests: nobody finds them.
_HIDE = """
import sys
FOREIGN = {"redis", "celery", "kombu", "amqp", "billiard", "vine"}
asked = set()

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in FOREIGN:
            frame = sys._getframe(1)
            while frame.f_globals.get("__name__", "").startswith("importlib"):
                frame = frame.f_back
            asked.add(frame.f_globals["__name__"].partition(".")[0])
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Hidden())
"""
_SERVE = """
import django, json
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from bots.models import InboxUpdate
import esther_site.wsgi, bots.runtime, bots.client, bots.notifier, alerts.delivery, alerts.monitor, portfolio.sync
from esther_site.lib.okx import market_client
call_command("migrate", verbosity=0)
market_client().pace.wait()
bots.client.make_bot()
person = {"id": 7, "is_bot": False, "first_name": "Ada"}
message = {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}, "from": person, "text": "/start"}
secret = {"X-Telegram-Bot-Api-Secret-Token": settings.WEBHOOK_SECRET}
update = json.dumps({"update_id": 1, "message": message})
answer = Client(SERVER_NAME="localhost").post("/webhook", update, "application/json", headers=secret)
health = Client().get("/healthz").content.decode()
loaded = sorted(FOREIGN & {name.partition(".")[0] for name in sys.modules})
print(json.dumps([answer.status_code, InboxUpdate.objects.count(), health, loaded, sorted(asked)]))
"""


def test_the_packages_of_the_large_form_are_not_among_those_of_the_small() -> None:
    names = {line.partition("==")[0] for line in read("requirements.txt").splitlines() if line[:1].isalpha()}
    assert not names & {"redis", "celery", "kombu", "billiard"}


def test_what_both_forms_need_is_the_same_version_in_both() -> None:
    def pins(name: str) -> dict[str, str]:
        lines = [line.split()[0] for line in read(name).splitlines() if line[:1].isalpha()]
        return dict(line.split("==") for line in lines)

    small, large = pins("requirements.txt"), pins("requirements-scale.txt")
    assert {name: large[name] for name in small.keys() & large.keys()} == {
        name: small[name] for name in small.keys() & large.keys()
    }


@pytest.mark.slow
@pytest.mark.home
def test_it_serves_a_webhook_where_they_are_not_installed(tmp_path: Path) -> None:
    development = {"DEBUG": "True", "SANDBOX": "True", "SANDBOX_STATE": str(tmp_path)}
    env = environment("sqlite://:memory:", DJANGO_SETTINGS_MODULE="esther_site.settings", **development)
    program = [sys.executable, "-W", "ignore", "-c", _HIDE + _SERVE]
    done = subprocess.run(program, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    status, updates, health, loaded, asked = json.loads(done.stdout.splitlines()[-1])
    assert (status, updates, health, loaded) == (200, 1, "ok", [])
    assert asked == ["pybreaker"]  # asks whether there is a Redis to know of; nothing of Esther's own does
