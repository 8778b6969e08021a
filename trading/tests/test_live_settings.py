"""The settings of live trading are read from the environment, whatever else it holds."""

from __future__ import annotations

import pytest

from esther_site.tests.test_settings import read_settings


def test_nothing_is_sealed_and_no_node_is_named_unless_somebody_says_so() -> None:
    process = read_settings("print(repr(settings.ENCRYPTION_KEY), settings.RPC_URLS)")
    assert process.stdout == "'' {}\n", process.stderr


def test_a_node_is_named_by_the_index_of_its_chain() -> None:
    variables = {"RPC_URL_1": "https://a.example", "RPC_URL_8453": "https://b.example", "RPC_URL_56": ""}
    process = read_settings("print(settings.RPC_URLS)", **variables, RPC_URL_BASE="https://c.example", RPC_URL_="x")
    assert process.stdout == "{1: 'https://a.example', 8453: 'https://b.example'}\n", process.stderr


def test_several_nodes_of_a_chain_are_named_with_commas() -> None:
    process = read_settings("print(settings.RPC_URLS)", RPC_URL_1="https://a.example, https://b.example")
    assert process.stdout == "{1: 'https://a.example, https://b.example'}\n", process.stderr


@pytest.mark.parametrize(
    ("variables", "read"),
    [
        ({}, "rpc True"),
        ({"BROADCAST": ""}, "rpc True"),
        ({"BROADCAST": " OKX ", "BROADCAST_MEV_PROTECTION": "False"}, "okx False"),
    ],
    ids=str,
)
def test_transactions_leave_over_the_nodes_unless_somebody_says_so(variables: dict[str, str], read: str) -> None:
    process = read_settings("print(settings.BROADCAST, settings.BROADCAST_MEV_PROTECTION)", **variables)
    assert process.stdout == f"{read}\n", process.stderr


def test_a_node_is_not_named_in_the_log_while_debugging() -> None:
    code = "print(settings.LOGGING['loggers']['urllib3'])"
    assert read_settings(code, LOG_LEVEL="DEBUG").stdout == "{'level': 'WARNING'}\n"
