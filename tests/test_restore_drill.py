"""The restore drill: a desk somebody lived at is backed up, lost, and restored elsewhere; and nothing is sent twice."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tests.counterparts import Counterparts
from tests.fresh_database import fresh_database
from tests.serving import Environment, environment, manage, shell

pytestmark = [pytest.mark.slow, pytest.mark.production]

KEY = "a-passphrase-for-drills-only"

# Somebody who lives at the desk, an operator, and what was on its way when the backup was made.
LIVE = """
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from alerts.models import Notification, Watch
from bots.models import InboxUpdate
from trading.models import Swap, User, Wallet
from trading.users import Newcomer, activate, meet

call_command("seed_demo", days=8, verbosity=0)
now = timezone.now()
alice = User.objects.get(telegram_id=1001)
olga, _ = meet(Newcomer(telegram_id=9001, first_name="Olga", username="olga"))
Wallet.objects.create(owner=alice, name="Hot", kind="hot", address="0x" + "ab" * 20, sealed_key="sealed")
Watch.objects.create(started_at=now - timedelta(hours=9), last_beat_at=now - timedelta(hours=2))
for number, state in enumerate(["queued"] * 5 + ["sending"] * 3 + ["sent"] * 4):
    Notification.objects.create(dedupe_key=f"drill:{number}", user=alice, template="paused_for_all", importance=0,
        data={"is_over": "", "reason": "", "at": now.isoformat()}, state=state, not_before=now, created_at=now,
        lease_until=now if state == "sending" else None, sent_at=now if state == "sent" else None)
for number in range(3):
    InboxUpdate.objects.create(update_id=number, chat_id=1001, payload='{"update_id": %d}' % number,
        received_at=now, lease_until=now)
quote = Swap.objects.filter(user=alice).first()
quote.pk, quote.handle, quote.state, quote.expires_at = None, "aaaaaaaaaa", "quoted", now + timedelta(minutes=1)
quote.save()
"""

# Every row of a database, table by table.
ROWS = """
import json
from esther_site.backup import kept_models
from esther_site.table_rows import read
print(json.dumps({model._meta.label: list(read(model)) for model in kept_models()}))
"""

# What the restored desk does of its own accord: a pass of the monitor, and the deliverer until there is nothing left.
WORK = """
import json
from alerts.delivery import Deliverer
from alerts.models import Notification, Watch
from alerts.monitor import Monitor
Monitor(interval_seconds=60).tick()
deliverer = Deliverer()
while deliverer.tick():
    pass
told = Notification.objects.exclude(dedupe_key__startswith="drill:").filter(state="sent")
print(json.dumps({
    "stretches": Watch.objects.count(),
    "new": sorted(told.values_list("template", flat=True)),
    "old": sorted(Notification.objects.filter(dedupe_key__startswith="drill:").values_list("state", flat=True)),
}))
"""

# Changed on purpose by a restore; everything else comes back to the letter.
SETTLED = {"alerts.Notification", "bots.InboxUpdate", "trading.Swap", "trading.Order", "trading.Pause"}


def rows(env: Environment) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = json.loads(shell(env, ROWS))
    return found


def desk(url: str, folder: Path, world: Counterparts, **more: str) -> Environment:
    return environment(
        url,
        DEBUG="True",
        SANDBOX="True",
        SANDBOX_STATE=str(folder / "chats"),
        SECRET_KEY="a-secret-key-for-tests-only-0123456789-abcdefghij",
        TELEGRAM_BOT_TOKEN="42:drill",
        TELEGRAM_API_BASE_URL=world.url,
        OKX_BASE_URL=world.url,
        OKX_MARKET_BASE_URL=world.url,
        OKX_REQUESTS_PER_SECOND="100",
        BACKUP_KEY=KEY,
        LOG_LEVEL="ERROR",
        **more,
    )


def prepare(env: Environment) -> None:
    manage(env, "migrate", "-v0")
    manage(env, "seed_tokens", "-v0")


@pytest.mark.parametrize("onto", ["the same kind", "sqlite"])
def test_a_desk_comes_back_and_sends_nothing_twice(tmp_path: Path, onto: str) -> None:
    file = tmp_path / "esther.backup"
    with (
        Counterparts() as world,
        fresh_database(tmp_path) as lost,
        fresh_database(tmp_path, kind="sqlite" if onto == "sqlite" else "") as new,
    ):
        before = desk(lost, tmp_path, world)
        prepare(before)
        shell(before, LIVE)
        lived = rows(before)
        manage(before, "backup", str(file))

        after = desk(new, tmp_path, world)
        prepare(after)
        manage(after, "restore", str(file))
        restored = rows(after)
        done = json.loads(shell(after, WORK))
        time.sleep(0.5)

        assert done["old"] == ["dead"] * 8 + ["sent"] * 4
        assert "asleep" in done["new"]  # what is told now was never told before
        assert len(world.replies) == len(done["new"])
        assert done["stretches"] == 2  # the one of before, and after a gap the new one
        assert {label: len(found) for label, found in restored.items() if label not in ("trading.Pause",)} == {
            label: len(found) + (label == "trading.AuditEntry")  # that it was restored
            for label, found in lived.items()
            if label != "trading.Pause"
        }
        same = {label for label in lived if label not in SETTLED | {"trading.AuditEntry"}}
        assert {label: restored[label] for label in same} == {label: lived[label] for label in same}
        assert restored["trading.AuditEntry"][:-1] == lived["trading.AuditEntry"]
        assert len(lived["portfolio.SnapshotLine"]) > 10
