"""`manage.py clear_db`: what it refuses, that nothing is ever half done, and what is left afterwards."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from pytest_django.fixtures import Settings

from esther_site import clearing
from esther_site.clearing import database_name
from esther_site.tables import all_models
from tokens.models import Chain, Token
from trading import audit
from trading.audit_kinds import AuditKind
from trading.models import AuditEntry, SecondFactor, User, Wallet
from trading.users import Newcomer, activate, meet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _desk(seeded: None, settings: Settings) -> None:
    """An operator and a guest, each with a paper wallet, and a token that somebody brought."""
    for telegram_id, name in ((9001, "Olga"), (1001, "Alice")):
        user, _ = meet(Newcomer(telegram_id=telegram_id, first_name=name, username=name.lower()))
        activate(user)
    Token.objects.create(chain_id=1, address="0x" + "ab" * 20, symbol="WHIM", decimals=18, source=Token.Source.USER)
    settings.DEBUG = True


class Terminal(io.StringIO):
    """A keyboard at which somebody has typed this."""

    def isatty(self) -> bool:
        return True


def clear(*options: str, typed: str | None = None, monkeypatch: pytest.MonkeyPatch | None = None) -> str:
    if monkeypatch is not None:
        monkeypatch.setattr("sys.stdin", io.StringIO("") if typed is None else Terminal(typed))
    out = io.StringIO()
    call_command("clear_db", *options, stdout=out)
    return out.getvalue()


def rows() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in all_models()}


def give_key(name: str = "Hot") -> None:
    owner = User.objects.get(telegram_id=1001)
    Wallet.objects.create(owner=owner, name=name, kind=Wallet.Kind.HOT, address=f"0x{len(name):040x}", sealed_key="x")


def test_with_debug_off_it_wants_to_hear_that_production_is_meant(settings: Settings) -> None:
    before = rows()
    settings.DEBUG = False
    with pytest.raises(CommandError, match=r"Say --production if you mean it\. Nothing was changed\."):
        clear("--yes")
    assert rows() == before
    clear("--yes", "--production")
    assert rows() != before


def test_it_refuses_while_a_wallet_has_its_key_here() -> None:
    give_key()
    before = rows()
    with pytest.raises(CommandError, match=r"^1 wallet has its key in this database.*--including-wallets"):
        clear("--yes")
    assert rows() == before
    clear("--yes", "--including-wallets")
    assert not Wallet.objects.exclude(sealed_key="").exists()


def test_neither_word_stands_for_the_other(settings: Settings) -> None:
    give_key()
    settings.DEBUG = False
    for said in ("--production", "--including-wallets"):
        with pytest.raises(CommandError, match="Nothing was changed"):
            clear("--yes", said)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("something else\n", "That is not the database's name. Nothing was changed."),
        ("yes\n", "That is not the database's name. Nothing was changed."),
        ("\n", "That is not the database's name. Nothing was changed."),
        ("", "Nothing was typed. Nothing was changed."),
        (None, "Nobody is there to ask: a script says --yes. Nothing was changed."),
    ],
    ids=["another name", "yes", "an empty line", "the end of the input", "a pipe"],
)
def test_without_the_database_name_nothing_happens(
    typed: str | None, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows()
    with pytest.raises(CommandError) as refused:
        clear(typed=typed, monkeypatch=monkeypatch)
    assert str(refused.value) == sentence
    assert rows() == before


def test_ctrl_c_at_the_question_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows()
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", _interrupt)
    with pytest.raises(CommandError, match=r"^Stopped\. Nothing was changed\.$") as stopped:
        clear()
    assert stopped.value.returncode == 130
    assert rows() == before


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, DatabaseError("locked")], ids=["ctrl-c", "a refusal"])
def test_what_stops_it_half_way_takes_everything_back(trouble: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows()
    monkeypatch.setattr(clearing, "store_seeds", lambda _: _raise(trouble))
    with pytest.raises(CommandError, match="Nothing was changed"):
        clear("--yes")
    assert rows() == before


def test_it_lists_what_goes_and_what_stays() -> None:
    listed = clear("--yes")
    assert f"From the database {database_name()}" in listed
    assert "           1  users   1 of staff stay" in listed
    assert "           2  wallets" in listed
    assert "Chains and tokens go, too, and are seeded anew. Staff accounts stay" in listed


def test_the_typed_name_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    clear(typed=f"{database_name()}\n", monkeypatch=monkeypatch)
    assert not User.objects.filter(telegram_id=1001).exists()


def test_the_operator_stays_and_begins_anew() -> None:
    operator = User.objects.get(telegram_id=9001)
    User.objects.filter(pk=operator.pk).update(default_chain=8453, live_trading_enabled=True, password="kept")
    for user in User.objects.all():
        SecondFactor.objects.create(user=user, sealed_secret="sealed", created_at=user.date_joined)
    clear("--yes")
    stayed = User.objects.get()
    assert (stayed.pk, stayed.password, stayed.is_staff) == (operator.pk, "kept", True)
    assert (stayed.default_chain, stayed.live_trading_enabled) == (None, False)
    assert SecondFactor.objects.get().user == stayed
    wallet = Wallet.objects.get()
    assert (stayed.default_wallet, wallet.kind, wallet.pk) == (wallet, Wallet.Kind.PAPER, 1)
    assert wallet.paper_balances.count() == 1


def test_the_operator_goes_where_that_is_said() -> None:
    assert "Staff accounts stay" not in clear("--yes", "--including-staff")
    assert not User.objects.exists()


def test_chains_and_tokens_are_those_of_the_first_day_and_numbers_begin_at_one() -> None:
    chains, seeds = Chain.objects.count(), Token.objects.filter(source=Token.Source.SEED).count()
    clear("--yes", "--including-staff")
    assert (Chain.objects.count(), Token.objects.count()) == (chains, seeds)
    assert Token.objects.order_by("pk").values_list("pk", flat=True)[0] == 1
    user, _ = meet(Newcomer(telegram_id=5, first_name="Eve", username="eve"))
    assert user.pk == 1


def test_every_other_table_is_empty() -> None:
    clear("--yes", "--including-staff")
    left = {label for label, count in rows().items() if count}
    first_day = {"tokens.Chain", "tokens.Token", "contenttypes.ContentType", "auth.Permission"}
    assert left == {*first_day, "trading.AuditEntry"}


def test_the_audit_trail_begins_anew_and_says_so() -> None:
    audit.record(AuditKind.ADMIN_ACTION, subject="user:1", actor=audit.SYSTEM)
    clear("--yes")
    began, cleared = AuditEntry.objects.order_by("pk")
    assert (began.kind, began.facts["entries"] > 0) == (AuditKind.AUDIT_BEGAN_ANEW, True)
    assert (cleared.kind, cleared.facts["command"]) == (AuditKind.OPERATOR_COMMAND, "clear_db")


def test_it_may_be_done_twice() -> None:
    clear("--yes", "--including-staff")
    assert "0  users" not in clear("--yes", "--including-staff")


def _interrupt(_: str) -> str:
    raise KeyboardInterrupt


def _raise(trouble: Any) -> None:
    raise trouble
