"""Which addresses of settings are public: every way to write a private one is known."""

from __future__ import annotations

import pytest

from esther_site.lib.public_url import fault_of

LOCAL_NAMES = ["localhost", "LOCALHOST", "localhost.", "a.localhost", "redis", "db.internal", "nas.lan", "x.local"]
PRIVATE = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "[::1]",
    "[::]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fd00::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:169.254.169.254]",
    "[2002:7f00:0001::]",
]


@pytest.mark.parametrize("url", ["http://web3.okx.com", "ftp://web3.okx.com", "//web3.okx.com", "web3.okx.com", ""])
def test_only_https_will_do(url: str) -> None:
    assert fault_of(url) == "is not https"


@pytest.mark.parametrize("host", PRIVATE)
def test_a_private_address_is_known_however_it_is_written(host: str) -> None:
    assert fault_of(f"https://{host}/path") == "names a private or local address"
    assert fault_of(f"https://{host}:8443") == "names a private or local address"


@pytest.mark.parametrize("host", LOCAL_NAMES)
def test_a_name_of_this_machine_or_network_is_known(host: str) -> None:
    assert fault_of(f"https://{host}/") == "names a host of this machine or network"


@pytest.mark.parametrize("url", ["https://me:secret@node.example.com", "https://me@node.example.com"])
def test_credentials_are_refused_and_not_repeated(url: str) -> None:
    assert fault_of(url) == "has a user name or password in it"


@pytest.mark.parametrize("url", ["https://", "https:///path", "https://:443"])
def test_a_url_without_a_host_is_none(url: str) -> None:
    assert fault_of(url) == "names no host"


@pytest.mark.parametrize("url", ["https://[::1", "https://host:notaport"])
def test_what_cannot_be_read_is_no_url(url: str) -> None:
    assert fault_of(url) == "is no URL"


def test_a_public_key_may_stand_where_that_is_meant_but_no_password() -> None:
    assert fault_of("https://key@o1.ingest.sentry.io/2", may_name_user=True) == ""
    assert fault_of("https://key:secret@o1.ingest.sentry.io/2", may_name_user=True) != ""


@pytest.mark.parametrize(
    "url",
    [
        "https://web3.okx.com",
        "https://api.telegram.org",
        "https://8.8.8.8/x",
        "https://[2606:4700::1111]:443/",
        "https://generativelanguage.googleapis.com/v1beta/openai",
        "https://mainnet.base.org",
        "https://localhost.example.com",
    ],
)
def test_public_addresses_are_let_through(url: str) -> None:
    assert fault_of(url) == ""
