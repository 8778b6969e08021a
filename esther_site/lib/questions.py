"""Filters of admin lists that ask what an operator asks: "unknown for more than 5 minutes", not "state equals"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

__all__ = ["Question", "asking"]


@dataclass(frozen=True)
class Question:
    """A choice of the filter: its name in the address, its words, and which rows it means at a moment."""

    name: str
    words: str
    rows: Callable[[datetime], Q]


def asking(*questions: Question) -> type[SimpleListFilter]:
    """Return a filter with these questions, `?ask=<name>`."""

    class Asking(_Asking):
        choices_of: ClassVar = {question.name: question for question in questions}

    return Asking


class _Asking(SimpleListFilter):
    title = "what to look at"
    parameter_name = "ask"
    choices_of: ClassVar[dict[str, Question]] = {}

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [(question.name, question.words) for question in self.choices_of.values()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        question = self.choices_of.get(self.value() or "")
        return queryset.filter(question.rows(timezone.now())) if question else queryset
