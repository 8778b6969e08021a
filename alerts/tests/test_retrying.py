from __future__ import annotations

import pytest

from alerts.models import Notification
from alerts.retrying import retry_delivery
from alerts.tests.desk import NOW
from esther_site.lib.errors import UserError
from trading.models import User

State = Notification.State


def given_up(user: User, state: str = State.DEAD) -> Notification:
    return Notification.objects.create(
        dedupe_key="n", user=user, template="x", state=state, attempts=8, not_before=NOW, created_at=NOW, error="gone"
    )


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING, State.SENT])
def test_what_was_not_given_up_is_not_queued_twice(alice: User, state: str) -> None:
    row = given_up(alice, state)
    with pytest.raises(UserError, match="not given up"):
        retry_delivery(row)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (state, 8)


def test_who_blocked_the_bot_is_left_alone(alice: User) -> None:
    alice.is_unreachable = True
    with pytest.raises(UserError, match="blocked the bot"):
        retry_delivery(given_up(alice))


def test_what_was_given_up_is_tried_from_the_beginning(alice: User) -> None:
    row = given_up(alice)
    retry_delivery(row)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.lease_until) == (State.QUEUED, 0, None)
