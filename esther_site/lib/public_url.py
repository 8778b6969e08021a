"""Whether an address of a setting or a row is one of the public internet, to which secrets may be sent.

It judges what is written, and asks no name server: whoever sets an address, sets whom Esther trusts.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

__all__ = ["fault_of"]

# Names that lead to this machine or to its own network: RFC 6761, RFC 6762, RFC 8375, and what routers and clouds use.
_LOCAL_ENDINGS: Final = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "home.arpa",
)


def fault_of(url: str, *, may_name_user: bool = False) -> str:
    """Say what keeps a URL from being a public https address; empty when nothing does. The URL is not repeated.

    `may_name_user`: a Sentry DSN has its public key where others have a user name.
    """
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return "is no URL"
    if parts.scheme != "https":
        return "is not https"
    if parts.password or (parts.username and not may_name_user):
        return "has a user name or password in it"
    return _fault_of_host(parts)


def _fault_of_host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host:
        return "names no host"
    address = _address(host)
    if address is not None:
        return "" if _is_public(address) else "names a private or local address"
    is_local = "." not in host or any(host == ending or host.endswith(f".{ending}") for ending in _LOCAL_ENDINGS)
    return "names a host of this machine or network" if is_local else ""


def _address(host: str) -> IPv4Address | IPv6Address | None:
    """Read an address in any of the forms that systems take for one, such as 127.1, 0x7f000001 and 2130706433."""
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeEncodeError):
        return None


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (inner is None or inner.is_global)
