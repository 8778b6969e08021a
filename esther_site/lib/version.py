"""Which Esther this is."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from django.conf import settings

__all__ = ["esther_version"]


@lru_cache(maxsize=1)
def esther_version() -> str:
    """Return the version of this checkout, and the commit where the host tells it, such as `0.1.0 (1a2b3c4)`."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]
    commit = f" ({settings.RENDER_GIT_COMMIT[:7]})" if settings.RENDER_GIT_COMMIT else ""
    return f"{project['version']}{commit}"
