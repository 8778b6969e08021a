"""`python -m tests.bench.delivery`: 10,000 alerts to 500 chats, against a Telegram that now and then asks to wait."""

from __future__ import annotations

import os

from tests.postgres import temporary_server
from tests.serving import environment

CHATS, ALERTS = 500, 10_000
REFUSE_EVERY = 40


def main() -> None:
    with temporary_server(durable=True) as database_url:
        os.environ.update(
            environment(
                database_url,
                SECRET_KEY="a-secret-key-for-measurements-only-0123456789-abcdefghij",
                TELEGRAM_BOT_TOKEN="42:bench",
                DJANGO_SETTINGS_MODULE="esther_site.settings",
                LOG_LEVEL="WARNING",
            )
        )
        print("\n".join(delivering()), flush=True)


def delivering() -> list[str]:
    """Fill the outbox, empty it, and say how long that took beside what the pace allows."""
    import django

    django.setup()

    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from alerts import delivery
    from alerts.pacing import MESSAGES_PER_SECOND
    from tests.alerts_at_once import deliver, one_pass
    from tests.busy_telegram import BusyTelegram

    delivery.START_DELAY_SECONDS = 0
    call_command("migrate", verbosity=0)
    handles = one_pass(chats=CHATS, alerts=ALERTS)
    with BusyTelegram(refuse_every=REFUSE_EVERY) as telegram:
        settings.TELEGRAM_API_BASE_URL = telegram.url
        seconds = deliver(telegram, expected=len(handles))
    connections.close_all()
    allowed = telegram.calls / MESSAGES_PER_SECOND
    doubled = len(telegram.arrived) - len(set(telegram.arrived))
    return [
        f"delivery  {ALERTS} alerts to {CHATS} chats: {seconds:.1f} s, of them {allowed:.1f} s for the pace",
        f"          missing {len(handles - set(telegram.arrived))}, doubled {doubled}, refused {telegram.refused},",
        f"          sent before the wait was over {telegram.early}",
    ]


if __name__ == "__main__":
    main()
