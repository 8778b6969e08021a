"""Admin pages to look at: what the services wrote is changed by services alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.admin import ShowFacets
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from esther_site.lib.long_lists import LongListPaginator

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
else:
    from unfold.admin import ModelAdmin  # the same, themed, and without types

__all__ = ["EstherAdmin", "LongListAdmin", "ReadOnlyAdmin"]

M = TypeVar("M", bound=Model)
_MOST_PEOPLE = 50  # that a search for a name takes into account


class EstherAdmin(ModelAdmin[M]):
    """What all pages have in common: rows are counted no further than somebody would turn pages."""

    paginator = LongListPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER  # they would count the whole table once for every choice
    list_max_show_all = 0
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False


class ReadOnlyAdmin(EstherAdmin[M]):
    """Lists and shows rows; nothing can be added, changed or deleted."""

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False


class LongListAdmin(ReadOnlyAdmin[M]):
    """A table that may have a million rows: newest first, no other order, and searched by what has an index.

    `search_fields` are compared as a whole; what none of them is may be a name or the Telegram id in `person`.
    """

    ordering = ("-pk",)
    sortable_by = ()
    person = "user"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[M], search_term: str
    ) -> tuple[QuerySet[M], bool]:
        """Return what has exactly this in a searched column, or else what belongs to people of that name."""
        term = search_term.strip()
        if not term:
            return queryset, False
        for name in self.get_search_fields(request):
            exact = _exactly(queryset, name, term)
            if exact.exists():
                return exact, False
        return (
            queryset.filter(**{f"{self.person}__in": self._people(term)}) if self.person else queryset.none()
        ), False

    def _people(self, term: str) -> list[Any]:
        people: QuerySet[Any] = get_user_model().objects.all()
        if term.isdecimal():
            return list(people.filter(telegram_id=int(term)).values_list("pk", flat=True))
        begins = Q(username__istartswith=term) | Q(first_name__istartswith=term)
        return list(people.filter(begins).values_list("pk", flat=True)[:_MOST_PEOPLE])


def _exactly(rows: QuerySet[M], name: str, term: str) -> QuerySet[M]:
    """Return the rows with this in a column; none where the column cannot hold it, such as a name in a number."""
    try:
        return rows.filter(**{f"{name}__exact": term})
    except (ValueError, ValidationError):
        return rows.none()
