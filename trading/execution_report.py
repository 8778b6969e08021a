"""What became of a trade's promise: how much more or less it brought than its card said, and why.

All parts of a difference are counted in base units of the side that the trade left open, and above zero is good for
the user: what was bought, or of an exact purchase what was paid. Nothing is asked of anybody and nothing is stored.

* promised: the card's amount, at the amount of the other side that was really carried out;
* price move: the last quote before the trade, less what was promised;
* tax: what is missing against that quote, as far as the tokens' own tax explains it; a quote that counts the tax in
  already leaves nothing to explain;
* slippage: all else that arrived, or was paid, against that quote;
* gas, in USD only: what the card said, less what was paid.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

from tokens.models import Token
from trading.models import Execution, Swap

__all__ = ["MICRO_USD", "Parts", "TradeExecution", "execution_of", "is_simulated"]

MICRO_USD: Final = Decimal("0.000001")  # to which every part is rounded, before anything is added up
_ROOMY: Final = Context(prec=80)  # a token may claim any price
_HUNDRED: Final = 100
_TAX_SCALE: Final = 10**4  # of `Execution.tax_percent`


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Why a trade brought another amount than was promised, in base units; they add up to the whole difference."""

    price_move: int
    slippage: int
    tax: int

    @property
    def total(self) -> int:
        return self.price_move + self.slippage + self.tax


@dataclass(frozen=True, kw_only=True)
class TradeExecution:
    """A trade beside its promise; `None` is what nobody knows any more.

    `promised` and `got` are base units of `token`: of what was bought, or of an exact purchase of what was paid.
    """

    swap: Swap
    token: Token
    promised: int
    got: int
    parts: Parts | None
    unit_usd: Decimal | None  # what one base unit was worth in the trade
    gas_promised_usd: Decimal | None
    gas_paid_usd: Decimal | None

    @property
    def is_paid_side(self) -> bool:
        """Whether `token` is what was paid, so that less is better."""
        return self.token.pk == self.swap.token_in_id

    @property
    def difference(self) -> int:
        """How many base units better it went than was promised."""
        return self.promised - self.got if self.is_paid_side else self.got - self.promised

    @property
    def percent(self) -> Decimal | None:
        """The difference in percent of the promise."""
        return Decimal(self.difference * _HUNDRED) / self.promised if self.promised else None

    @property
    def price_move_usd(self) -> Decimal | None:
        return None if self.parts is None else self._usd(self.parts.price_move)

    @property
    def slippage_usd(self) -> Decimal | None:
        return None if self.parts is None else self._usd(self.parts.slippage)

    @property
    def tax_usd(self) -> Decimal | None:
        return None if self.parts is None else self._usd(self.parts.tax)

    @property
    def gas_usd(self) -> Decimal | None:
        """By how much the gas was cheaper than the card said."""
        if self.gas_promised_usd is None or self.gas_paid_usd is None:
            return None
        return _rounded(self.gas_promised_usd) - _rounded(self.gas_paid_usd)

    @property
    def difference_usd(self) -> Decimal | None:
        """The difference without the gas: the parts added up where they are known."""
        if self.parts is None or self.unit_usd is None:
            return self._usd(self.difference)
        return sum((self._worth(part) for part in _each(self.parts)), Decimal(0))

    @property
    def total_usd(self) -> Decimal | None:
        """The difference with that of the gas, where the gas is known; None without a value."""
        difference = self.difference_usd
        return None if difference is None else difference + (self.gas_usd or 0)

    @property
    def worth_usd(self) -> Decimal | None:
        return self._usd(self.got)

    def _usd(self, units: int) -> Decimal | None:
        return None if self.unit_usd is None else self._worth(units)

    def _worth(self, units: int) -> Decimal:
        return _rounded(units * (self.unit_usd or Decimal(0)))


def is_simulated(swap: Swap) -> bool:
    """Tell whether a trade was only simulated: on paper, or as a rehearsal of a wallet with a key."""
    return swap.mode == Swap.Mode.DRY_RUN


def execution_of(swap: Swap) -> TradeExecution | None:
    """Return a trade that is over beside its promise; None where it brought nothing, or what it promised is gone."""
    kept: Execution | None = getattr(swap, "execution", None)
    received = _received(swap, kept)
    if received is None or swap.state not in (Swap.State.BOOKED, Swap.State.DONE):
        return None
    is_paid_side = swap.exact == Swap.Exact.OUT
    if is_paid_side and kept is None:
        return None  # booking wrote what was paid over what the card had said
    promised_in = kept.promised_units_in if kept else swap.units_in
    got = swap.units_in if is_paid_side else received
    quoted = _quoted(swap, kept, received)
    if is_paid_side:
        promised = -(-promised_in * received // swap.expected_units_out)
        last = None if quoted is None else -(-quoted[0] * received // quoted[1])
    else:
        promised = swap.expected_units_out * swap.units_in // promised_in
        last = None if quoted is None else quoted[1] * swap.units_in // quoted[0]
    return TradeExecution(
        swap=swap,
        token=swap.token_in if is_paid_side else swap.token_out,
        promised=promised,
        got=got,
        parts=None if last is None else _split(promised, last, got, tax=kept, is_paid_side=is_paid_side),
        unit_usd=swap.value_usd / got if swap.value_usd is not None and got else None,
        gas_promised_usd=kept.promised_gas_usd if kept else None,
        gas_paid_usd=_gas_paid(swap, kept),
    )


def _received(swap: Swap, kept: Execution | None) -> int | None:
    """Return what came out; of a rehearsal, which moves nothing, what would have."""
    if swap.received_units_out is None and is_simulated(swap) and kept is not None:
        return kept.quoted_units_out
    return swap.received_units_out


def _quoted(swap: Swap, kept: Execution | None, received: int) -> tuple[int, int] | None:
    """Return the last quote's amounts in and out. What is simulated is booked at just that."""
    if kept is not None:
        return kept.quoted_units_in, kept.quoted_units_out
    return (swap.units_in, received) if is_simulated(swap) else None


def _split(promised: int, last: int, got: int, *, tax: Execution | None, is_paid_side: bool) -> Parts:
    sign = -1 if is_paid_side else 1
    after = sign * (got - last)
    taxed = last * int((tax.tax_percent if tax else 0) * _TAX_SCALE) // (_HUNDRED * _TAX_SCALE)
    missing = -min(taxed, max(0, -after))
    return Parts(price_move=sign * (last - promised), slippage=after - missing, tax=missing)


def _gas_paid(swap: Swap, kept: Execution | None) -> Decimal | None:
    """Return what the gas cost; None where the coin had no price, and the card's estimate was left standing."""
    is_estimate = kept is not None and swap.gas_usd == kept.promised_gas_usd and not is_simulated(swap)
    return None if is_estimate and swap.gas_usd else swap.gas_usd


def _each(parts: Parts) -> tuple[int, int, int]:
    return parts.price_move, parts.slippage, parts.tax


def _rounded(usd: Decimal) -> Decimal:
    return usd.quantize(MICRO_USD, ROUND_HALF_EVEN, _ROOMY)
