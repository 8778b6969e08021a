from __future__ import annotations

import pytest
from django.test import Client

from alerts.models import Alert, Notification, PricePeak, Watch
from alerts.tests.desk import NOW, usd, waiting
from esther_site.tests.operators import make_operator, signed_in
from tokens.models import Token
from trading.models import User


@pytest.fixture
def operator(alice: User, eth: Token, client: Client) -> Client:
    waiting(alice, eth, "above", "5000")
    Notification.objects.create(dedupe_key="alert:1", user=alice, template="x", not_before=NOW, created_at=NOW)
    Watch.objects.create(started_at=NOW, last_beat_at=NOW)
    PricePeak.objects.create(token=eth, usd=usd("5000"), observed_at=NOW)
    return signed_in(make_operator(), client)


@pytest.mark.parametrize("model", ["alert", "notification", "watch", "pricepeak"])
@pytest.mark.parametrize("page", ["add/", "1/delete/"])
def test_nothing_is_made_or_deleted_there(operator: Client, model: str, page: str) -> None:
    assert operator.get(f"/admin/alerts/{model}/{page}").status_code in (302, 403)


@pytest.mark.parametrize("model", [Alert, Notification, Watch, PricePeak])
def test_everything_can_be_looked_at(operator: Client, model: type[Alert | Notification | Watch | PricePeak]) -> None:
    name = model.__name__.lower()
    row = model.objects.get()
    for page in ("", "?q=alice", f"{row.pk}/change/"):
        assert operator.get(f"/admin/alerts/{name}/{page}", follow=True).status_code == 200
    assert b'name="_save"' not in operator.get(f"/admin/alerts/{name}/{row.pk}/change/").content
