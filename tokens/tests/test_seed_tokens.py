from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
import responses
from django.conf import settings
from django.core.management import CommandError, call_command

from tokens.models import NATIVE_ADDRESS, Chain, Token

pytestmark = pytest.mark.django_db

ALL_TOKENS_URL = f"{settings.OKX_BASE_URL}/api/v6/dex/aggregator/all-tokens"
SEEDED = 65
PEPE = "0x6982508145454ce325ddbe47a25d4ec3d2311933"
USDC_ON_BASE = "0x833589fcd6edb6e08f4c7c32d4f71b54bda02913"


def seed(*arguments: str) -> str:
    output = StringIO()
    call_command("seed_tokens", *arguments, stdout=output)
    return output.getvalue()


def row(address: str = PEPE, **changes: Any) -> dict[str, Any]:
    return {
        "decimals": "18",
        "tokenContractAddress": address,
        "tokenLogoUrl": "",
        "tokenName": "Pepe",
        "tokenSymbol": "PEPE",
    } | changes


def list_on_base(wire: responses.RequestsMock, *rows: Any) -> None:
    wire.get(ALL_TOKENS_URL, json={"code": "0", "data": list(rows), "msg": ""})


def test_it_refuses_a_chain_it_does_not_know() -> None:
    with pytest.raises(CommandError, match=r"There is no chain 5: choose one of 1 \(Ethereum\)"):
        seed("--chain", "5")

    assert Chain.objects.count() == 0


def test_nothing_is_written_when_okx_fails_halfway(wire: responses.RequestsMock) -> None:
    wire.get(ALL_TOKENS_URL, json={"code": "0", "data": [row()], "msg": ""})
    wire.get(ALL_TOKENS_URL, status=503)

    with pytest.raises(CommandError, match=r"Nothing was changed\.$"):
        seed("--from-okx")

    assert (Chain.objects.count(), Token.objects.count()) == (0, 0)


def test_it_seeds_every_chain_and_token() -> None:
    assert seed() == f"Chains: 8. Tokens: {SEEDED} added, 0 changed, 0 unchanged.\n"
    assert Token.objects.filter(verified=True, source="seed").count() == SEEDED
    assert Chain.objects.get(index=1).spender == "0x40aa958dd87fc8305b97f2ba922cddca374bcd7f"
    assert Token.objects.filter(is_native=True, address=NATIVE_ADDRESS).count() == 8


def test_it_can_be_repeated() -> None:
    seed()

    assert seed() == f"Chains: 8. Tokens: 0 added, 0 changed, {SEEDED} unchanged.\n"


def test_it_mends_what_was_changed_and_keeps_a_switched_off_chain_off() -> None:
    seed()
    Token.objects.filter(address=USDC_ON_BASE).update(decimals=18)
    Chain.objects.filter(index=8453).update(is_active=False)

    assert seed("--chain", "8453") == "Chains: 1. Tokens: 0 added, 1 changed, 5 unchanged.\n"
    assert Token.objects.get(address=USDC_ON_BASE).decimals == 6
    assert not Chain.objects.get(index=8453).is_active


def test_a_token_that_is_vouched_for_no_longer_loses_its_mark() -> None:
    seed("--chain", "8453")
    Token.objects.create(chain_id=8453, address=PEPE, symbol="PEPE", decimals=18, source="seed", verified=True)

    seed("--chain", "8453")

    assert not Token.objects.get(address=PEPE).verified


def test_okxs_tokens_are_added_unverified(wire: responses.RequestsMock) -> None:
    list_on_base(wire, row(), row("0x" + "1" * 40, tokenSymbol="USDC", tokenName="Copy"))

    assert seed("--chain", "8453", "--from-okx") == "Chains: 1. Tokens: 8 added, 0 changed, 0 unchanged.\n"

    pepe = Token.objects.get(address=PEPE)
    assert (pepe.symbol, pepe.name, pepe.decimals, pepe.source) == ("PEPE", "Pepe", 18, "okx")
    assert not Token.objects.filter(source="okx", verified=True).exists()


def test_seeded_tokens_stay_as_they_are(wire: responses.RequestsMock) -> None:
    list_on_base(wire, row(USDC_ON_BASE.upper().replace("0X", "0x"), tokenSymbol="FAKE", decimals="2"))

    seed("--chain", "8453", "--from-okx")

    usdc = Token.objects.get(address=USDC_ON_BASE)
    assert (usdc.symbol, usdc.decimals, usdc.verified) == ("USDC", 6, True)


def test_a_renamed_token_is_changed_but_its_decimals_never_are(wire: responses.RequestsMock) -> None:
    Chain.objects.create(index=8453, name="Base")
    Token.objects.create(chain_id=8453, address=PEPE, symbol="OLD", decimals=18, source="user")
    list_on_base(wire, row(decimals="9"))

    assert "6 added, 1 changed" in seed("--chain", "8453", "--from-okx")
    assert list(Token.objects.filter(address=PEPE).values_list("symbol", "decimals")) == [("PEPE", 18)]


def test_malformed_rows_are_left_out_and_counted(wire: responses.RequestsMock) -> None:
    list_on_base(
        wire,
        row(),
        row("0x1"),
        row("0x" + "2" * 40, decimals="many"),
        row("0x" + "3" * 40, decimals="37"),
        row("0x" + "4" * 40, tokenSymbol="\u200b"),
        row("0x" + "5" * 40, tokenSymbol=None),
    )

    output = seed("--chain", "8453", "--from-okx")

    assert "7 added" in output
    assert "5 rows of OKX's lists made no sense and were left out." in output


def test_a_list_of_thousands_is_stored_in_a_few_queries(
    wire: responses.RequestsMock, django_assert_max_num_queries: Any
) -> None:
    list_on_base(wire, *(row(f"0x{number:040x}", tokenSymbol=f"T{number}") for number in range(1, 3001)))

    with django_assert_max_num_queries(60):
        seed("--chain", "8453", "--from-okx")

    assert Token.objects.count() == 3006
