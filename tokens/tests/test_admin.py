from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import RequestFactory

from tokens.models import Chain, Price, Token

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Chain, Token, Price])
def test_not_even_a_superuser_may_add_or_delete(rf: RequestFactory, model: type) -> None:
    request = rf.get("/")
    request.user = get_user_model()(is_superuser=True, is_staff=True, is_active=True)
    page: admin.ModelAdmin[Any] = admin.site.get_model_admin(model)

    assert (page.has_add_permission(request), page.has_delete_permission(request)) == (False, False)
