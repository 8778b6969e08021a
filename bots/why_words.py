"""An audit entry in plain words: what happened. Its checks are put into words by `bots.why_checks`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from alerts.models import Alert
from bots.templatetags.money import amount, price, usd
from bots.why_checks import checks_told, limits_told
from bots.why_facts import Facts, Pair, number_of, pair_of, short, units_of
from tokens.spoken import clean
from trading.models import AuditEntry, Order, Swap

__all__ = ["Mark", "Step", "step_of"]


@dataclass(frozen=True)
class Mark:
    """One price that was seen, and when."""

    usd: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Step:
    """One entry as it is shown."""

    at: datetime
    actor: str
    words: str
    checks: Sequence[str] = ()
    marks: Sequence[Mark] = ()


def step_of(entry: AuditEntry, subject: Swap | Order | Alert) -> Step:
    """Put an entry into words; of a kind that nobody has words for, its name and reason."""
    facts: Facts = entry.facts
    words = _WORDS.get(entry.kind, _anything)(facts, pair_of(subject))
    if entry.kind not in _WORDS:
        words = entry.kind.replace(".", " ") + words
    return Step(
        at=entry.at,
        actor="" if entry.actor.startswith("user:") else entry.actor.partition(":")[0],
        words=clean(words + _reason(facts)),
        checks=[*checks_told(facts.get("checks") or (), pair_of(subject)), *limits_told(facts)],
        marks=[_mark(seen) for seen in facts.get("passes", ())],
    )


def _mark(seen: Facts) -> Mark:
    return Mark(price(number_of(seen["usd"])), datetime.fromisoformat(seen["at"]))


def _reason(facts: Facts) -> str:
    return f": {facts['reason']}" if facts.get("reason") else ""


def _anything(facts: Facts, pair: Pair) -> str:
    return ""


def _quoted(facts: Facts, pair: Pair) -> str:
    least, most = units_of(facts.get("minimum_out"), pair.bought), units_of(facts.get("maximum_in"), pair.given)
    about = units_of(facts.get("expected_out"), pair.bought)
    return f"Quoted: {units_of(facts.get('units_in'), pair.given)} (at most {most}) for {about}, at least {least}"


def _judged(facts: Facts, pair: Pair) -> str:
    now, least = units_of(facts.get("units_out"), pair.bought), units_of(facts.get("minimum_out"), pair.bought)
    verdict = "within what you agreed to" if facts.get("keeps") else "not within what you agreed to, or blocked"
    return f"Quoted again: {now}, at least {least} was promised; {verdict}"


def _confirmed(facts: Facts, pair: Pair) -> str:
    by = str(facts.get("by", ""))
    return f"Confirmed by {by}" if by.startswith("order") else "Confirmed by you"


def _booked(facts: Facts, pair: Pair) -> str:
    given, bought = units_of(facts.get("units_in"), pair.given), units_of(facts.get("units_out"), pair.bought)
    place = "on paper" if facts.get("is_paper") else "as a dry run, nothing moved"
    return f"Booked {place}: {given} for {bought}, gas {usd(number_of(facts.get('gas_usd')))}"


def _begun(facts: Facts, pair: Pair) -> str:
    return "Live trade allowed to begin"


def _screened(facts: Facts, pair: Pair) -> str:
    return f"Not signed ({facts.get('rule')})"


def _signed(facts: Facts, pair: Pair) -> str:
    kinds = {"faster": " again, with more gas", "cancel": " to take it back"}
    how = kinds.get(str(facts.get("attempt")), "")
    return f"Signed ({facts.get('purpose')}){how}, nonce {facts.get('nonce')}, {short(facts.get('hash'))}"


def _sent(facts: Facts, pair: Pair) -> str:
    way = "OKX's gateway" if facts.get("via") == "gateway" else "the chain's nodes"
    return f"Sent ({facts.get('purpose')}) by {way}"


def _mined(facts: Facts, pair: Pair) -> str:
    return f"Mined ({facts.get('purpose')}) in block {facts.get('block_number')}, not final yet"


def _transaction_ended(facts: Facts, pair: Pair) -> str:
    return f"Final ({facts.get('purpose')}): {facts.get('state')}, block {facts.get('block_number')}"


def _ended(facts: Facts, pair: Pair) -> str:
    received = f", received {units_of(facts['received'], pair.bought)}" if facts.get("received") is not None else ""
    return f"Ended as {facts.get('state')}{received}"


def _revoked(facts: Facts, pair: Pair) -> str:
    return f"The allowance of {short(facts.get('spender'))} is to be taken back"


def _left(facts: Facts, pair: Pair) -> str:
    left = units_of(facts["units"], pair.given) if facts.get("units") is not None else "not known"
    return f"Allowance of {short(facts.get('spender'))} after that: {left}"


def _order_created(facts: Facts, pair: Pair) -> str:
    if facts.get("trail_bps") is not None:
        waits = f"follows the price {amount(Decimal(int(facts['trail_bps'])) / 100)} % below its highest"
    else:
        waits = f"waits for {price(number_of(facts.get('trigger_usd')))} or {facts.get('direction')}"
    return f"Set: {waits}"


def _order_changed(facts: Facts, pair: Pair) -> str:
    if facts.get("trigger_usd") is not None:
        return f"Changed: waits for {price(number_of(facts['trigger_usd']))}"
    if facts.get("trail_bps") is not None:
        return f"Changed: follows at {amount(Decimal(int(facts['trail_bps'])) / 100)} %"
    return f"Changed: {'trades without asking' if facts.get('is_automatic') else 'asks before it trades'}"


def _order_fired(facts: Facts, pair: Pair) -> str:
    words = f"Fired at {price(number_of(facts.get('usd')))}"
    if facts.get("trigger_usd") is not None:
        words += f", which is {facts.get('direction')} {price(number_of(facts['trigger_usd']))}, or equal"
    if facts.get("source"):
        words += f" (source: {facts['source']}"
        words += f"; a quote for its size says {price(number_of(facts.get('quoted_usd')))})"
    return words


def _order_asked(facts: Facts, pair: Pair) -> str:
    return f"Reached at {price(number_of(facts.get('usd')))}, and asked you"


def _order_ended(facts: Facts, pair: Pair) -> str:
    trade = f", trade {facts['swap']}" if facts.get("swap") else ""
    return f"Ended as {facts.get('state')}{trade}"


def _order_cancelled(facts: Facts, pair: Pair) -> str:
    return f"Cancelled, since order {facts['ended_by']} fired" if facts.get("ended_by") else "Cancelled"


def _alert_created(facts: Facts, pair: Pair) -> str:
    if facts.get("percent") is not None:
        return f"Set: a move of {facts['percent']} % within {facts.get('window_minutes')} minutes"
    return f"Set: {facts.get('direction')} {price(number_of(facts.get('threshold')))}"


def _alert_fired(facts: Facts, pair: Pair) -> str:
    seen = price(number_of(facts.get("usd")))
    if facts.get("moved_percent"):
        return (
            f"Fired at {seen}: moved by {facts['moved_percent']} % from {price(number_of(facts.get('reference_usd')))}"
        )
    bound = price(number_of(facts.get("threshold")))
    return f"Fired at {seen}: {facts.get('direction')} {bound}, or equal (source: {facts.get('source')})"


def _said(words: str) -> Callable[[Facts, Pair], str]:
    return lambda facts, pair: words


_WORDS: Final[dict[str, Callable[[Facts, Pair], str]]] = {
    "swap.quoted": _quoted,
    "swap.judged": _judged,
    "swap.confirmed": _confirmed,
    "swap.booked": _booked,
    "swap.failed": _said("Failed"),
    "swap.cancelled": _said("Cancelled"),
    "swap.expired": _said("Expired: nobody confirmed it in time"),
    "swap.replaced": _said("Replaced by a newer quote"),
    "swap.begun": _begun,
    "swap.screened": _screened,
    "swap.withdrawn": _said("You asked to take it back"),
    "swap.ended": _ended,
    "swap.reviewed": _said("An operator decided about it"),
    "allowance.revoked": _revoked,
    "allowance.left": _left,
    "transaction.signed": _signed,
    "transaction.sent": _sent,
    "transaction.mined": _mined,
    "transaction.vanished": _said("Its block was replaced, so it is sent again"),
    "transaction.ended": _transaction_ended,
    "transaction.abandoned": _said("Its signed bytes never left, and are gone"),
    "order.created": _order_created,
    "order.changed": _order_changed,
    "order.fired": _order_fired,
    "order.asked": _order_asked,
    "order.answered": _said("You let it wait"),
    "order.held": _said("Reached, and waits"),
    "order.paused": _said("Paused"),
    "order.resumed": _said("Waits again"),
    "order.cancelled": _order_cancelled,
    "order.expired": _said("Expired"),
    "order.ended": _order_ended,
    "alert.created": _alert_created,
    "alert.changed": _said("Changed"),
    "alert.fired": _alert_fired,
    "alert.paused": _said("Paused"),
    "alert.expired": _said("Expired"),
    "alert.deleted": _said("Deleted"),
}
