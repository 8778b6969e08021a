from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import RequestFactory

from tokens.models import Chain, Price, Token
from trading.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Chain, Token, Price])
def test_not_even_a_superuser_may_add_or_delete(rf: RequestFactory, model: type) -> None:
    request = rf.get("/")
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    page = admin.site.get_model_admin(model)

    assert (page.has_add_permission(request), page.has_delete_permission(request)) == (False, False)
