"""How names that nobody vouches for look in a text: as they are, and as nothing that can be pressed."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_QUOTED = re.compile("“([^“”]*)”")


@register.filter
def unlinked(line: str) -> SafeString:
    """Escape a line, and set what it quotes as code: Telegram makes no link, mention or command of that."""
    return mark_safe(_QUOTED.sub(r"“<code>\1</code>”", conditional_escape(line)))  # noqa: S308 - escaped before
