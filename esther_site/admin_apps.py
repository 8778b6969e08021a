"""The admin as an app: Django's own, with Esther's site in place of the usual one."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class EstherAdminConfig(AdminConfig):
    default_site = "esther_site.admin_site.EstherAdminSite"

    def ready(self) -> None:
        super().ready()
        from django.contrib import admin
        from django.contrib.auth.models import Group

        admin.site.unregister(Group)  # nobody has rights by a group here
