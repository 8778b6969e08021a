"""Whether the address of a Redis may be used: in the clear only inside a private network."""

from __future__ import annotations

from urllib.parse import urlsplit

from esther_site.lib.public_url import fault_of

__all__ = ["fault_of_redis"]


def fault_of_redis(url: str, *, may_be_public: bool = False) -> str:
    """Return what is wrong with an address, as the end of a sentence; empty for a good one. It names no secret."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return "is no URL"
    if parts.scheme not in ("redis", "rediss") or not parts.hostname:
        return "is no address of a Redis"
    if parts.scheme == "redis" and not may_be_public and _is_public(parts.hostname):
        return "would send everything, its password included, in the clear over the internet"
    return ""


def _is_public(host: str) -> bool:
    return not fault_of(f"https://[{host}]" if ":" in host else f"https://{host}")
