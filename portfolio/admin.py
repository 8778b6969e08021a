"""What was said about portfolios, in the admin site: to look at only."""

from __future__ import annotations

from django.contrib import admin

from esther_site.lib.readonly import ReadOnlyAdmin
from portfolio.models import Insight


@admin.register(Insight)
class InsightAdmin(ReadOnlyAdmin[Insight]):
    """With the prompt and the answer, where a language model was asked, and why its words were not used."""

    list_display = ("created_at", "user", "by_model", "was_asked", "refused_because")
    list_filter = ("by_model", "created_at")
    list_select_related = ("user",)
    search_fields = ("user__username", "user__first_name", "refused_because")
    show_full_result_count = False

    @admin.display(boolean=True, description="model asked")
    def was_asked(self, insight: Insight) -> bool:
        return bool(insight.prompt)
