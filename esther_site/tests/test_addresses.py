"""The client's address: believed only where nobody but a trusted proxy can have written it."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from esther_site.addresses import client_address, is_within, parse_network


def request_from(remote: str, forwarded: str | None = None) -> HttpRequest:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)


@pytest.mark.parametrize(
    "forwarded",
    [
        None,
        "",
        " ",
        ",",
        "127.0.0.1, 203.0.113.9",
        "203.0.113.9, 203.0.113.9",
        "203.0.113.9,",
        "unknown",
        "_hidden",
        "203.0.113.9:443",
        "[2001:db8::1]",
        "[2001:db8::1]:443",
        "fe80::1%eth0",
        "203.0.113.9/32",
        "203.0.113",
        "0203.0.113.9",
        "3405803785",
        "२०३.0.113.9",
        "203.0.113.9\u00a0",
        "203.0.113.9" + " " * 1000,
        ", ".join(["203.0.113.9"] * 21),
    ],
)
def test_it_does_not_know_who_sent_a_doubtful_header(settings: Settings, forwarded: str | None) -> None:
    settings.TRUSTED_PROXY_COUNT = 1
    assert client_address(request_from("10.0.0.1", forwarded)) is None


@pytest.mark.parametrize("forwarded", ["127.0.0.1", "", "203.0.113.9, 127.0.0.1"])
def test_it_knows_nobody_behind_a_proxy_it_was_not_told_about(settings: Settings, forwarded: str) -> None:
    settings.TRUSTED_PROXY_COUNT = 0
    assert client_address(request_from("127.0.0.1", forwarded)) is None


@pytest.mark.parametrize("forwarded", ["203.0.113.9", "1.1.1.1, 203.0.113.9, 10.0.0.7", "203.0.113.9, garbage"])
def test_it_wants_exactly_one_address_from_each_of_two_proxies(settings: Settings, forwarded: str) -> None:
    settings.TRUSTED_PROXY_COUNT = 2
    assert client_address(request_from("10.0.0.1", forwarded)) is None


@pytest.mark.parametrize("remote", ["", "unix:", "localhost"])
def test_it_knows_nobody_without_a_peer_address(settings: Settings, remote: str) -> None:
    settings.TRUSTED_PROXY_COUNT = 0
    assert client_address(request_from(remote)) is None


def test_it_takes_the_peer_when_there_is_no_proxy(settings: Settings) -> None:
    settings.TRUSTED_PROXY_COUNT = 0
    assert client_address(request_from("203.0.113.9")) == ip_address("203.0.113.9")


@pytest.mark.parametrize(
    ("count", "forwarded", "address"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        (1, " 2001:DB8::1\t", "2001:db8::1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9, 10.0.0.7", "203.0.113.9"),
        (3, "203.0.113.9,10.0.0.7 , ::1", "203.0.113.9"),
    ],
)
def test_it_counts_the_trusted_proxies_from_the_right(
    settings: Settings, count: int, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXY_COUNT = count
    assert client_address(request_from("10.0.0.1", forwarded)) == ip_address(address)


@pytest.mark.parametrize("entry", ["", "everyone", "203.0.113.7/24", "203.0.113.0/33", "203.0.113.7-9", "*"])
def test_it_refuses_what_is_no_network(entry: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words are Python's
        parse_network(entry)


def test_nobody_is_within_any_network() -> None:
    assert not is_within(None, [parse_network("0.0.0.0/0"), parse_network("::/0")])


@pytest.mark.parametrize(
    ("address", "inside"),
    [("203.0.113.7", True), ("203.0.113.255", True), ("203.0.114.0", False), ("2001:db8::9", True), ("::1", False)],
)
def test_it_compares_with_networks_of_both_kinds(address: str, inside: bool) -> None:
    networks = [parse_network(" 203.0.113.0/24 "), parse_network("2001:db8::/32")]
    assert is_within(ip_address(address), networks) is inside
