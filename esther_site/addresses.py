"""Where a request really comes from, and who of those may be shown the admin. Anything doubtful is nobody."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

__all__ = ["Address", "Network", "client_address", "client_ip", "is_within", "parse_network"]

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_MAX_HEADER_CHARACTERS = 1000


def client_address(request: HttpRequest) -> Address | None:
    """Return the address of the client, or None where it cannot be known for certain.

    Each trusted proxy appends the address it was called from to X-Forwarded-For, so that with N of them the client
    is the Nth entry from the right, and an honest header has exactly N entries. A longer one holds something the
    client wrote, or a proxy nobody told us about: with any proxy in front, REMOTE_ADDR is that proxy, not the client.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR")
    if forwarded is None:
        return None if settings.TRUSTED_PROXY_COUNT else _parse_address(request.META.get("REMOTE_ADDR", ""))
    if len(forwarded) > _MAX_HEADER_CHARACTERS:
        return None
    entries = forwarded.split(",")
    if len(entries) != settings.TRUSTED_PROXY_COUNT:
        return None
    addresses = [_parse_address(entry.strip(" \t")) for entry in entries]
    return None if None in addresses else addresses[0]


def client_ip(request: HttpRequest) -> str | None:
    """Return the client's address as text, for django-axes; None where it is not known for certain."""
    address = client_address(request)
    return None if address is None else str(address)


def parse_network(text: str) -> Network:
    """Read one allow-list entry, such as 203.0.113.7 or 2001:db8::/32. Raises ValueError."""
    return ip_network(text.strip())


def is_within(address: Address | None, networks: Iterable[Network]) -> bool:
    """Tell whether the address is known and in one of the networks."""
    return address is not None and any(address in network for network in networks)


def _parse_address(text: str) -> Address | None:
    if "%" in text:  # a zone id says which cable, not who
        return None
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
