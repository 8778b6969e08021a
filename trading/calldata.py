"""What a swap's calldata tells OKX's router to do: tokens, amount, minimum and receiver, or a refusal to guess.

A function is in the table when these facts stand in its arguments and the router holds the swap to them, but for three
that leave it to pools what is bought: they are read with what the pools told. It is not known here what was intended:
`screening` compares.

Source of the shapes: https://github.com/okxlabs/DEX-Router-EVM-V1, contracts/8/DexRouter.sol ("v1.0.6-dag")
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from esther_site.lib.errors import UserError
from tokens.models import NATIVE_ADDRESS
from trading.abi_layout import NotCanonical, encoding_end
from trading.calldata_pools import BadWay, Pools, Way, over_v2, over_v3, walked
from trading.calldata_tail import BadTail, Trim, read_tail

__all__ = ["DecodedSwap", "UnknownCalldata", "decode_swap", "way_in"]

_MAX_BYTES: Final = 64 * 1024
_ADDRESS_BITS: Final = 160
_ADDRESS_MASK: Final = 2**_ADDRESS_BITS - 1
_UNWRAP_BIT: Final = 2**255
_AMOUNT_MASK: Final = 2**128 - 1
_NOBODY: Final = "0x" + "0" * 40

_REQUEST: Final = "(uint256,address,uint256,uint256,uint256)"  # from, to, amount, minimum, deadline
_PATH: Final = "(address[],address[],uint256[],bytes[],uint256)"
_QUOTE: Final = "(uint256,address,address,address,uint256,uint256,uint256,uint256,bool,bytes)"


class UnknownCalldata(UserError):
    """Calldata that cannot be read with certainty; `detail` is for the log."""

    def __init__(self, detail: str) -> None:
        super().__init__("Esther cannot read for certain what OKX's transaction would do: ask for a new quote.")
        self.detail = detail


@dataclass(frozen=True, kw_only=True)
class DecodedSwap:
    """What the router would do. Addresses are in lower case; the native coin is 0xeeee…"""

    selector: str
    name: str
    token_in: str
    token_out: str
    units_in: int
    minimum_out: int
    receiver: str | None  # None: whoever sends the transaction
    deadline: int | None  # None: it never lapses
    trim: Trim | None = None


@dataclass(frozen=True)
class _Form:
    """A function of the router, and what its arguments mean."""

    name: str
    types: tuple[str, ...]
    facts: Callable[[tuple[Any, ...]], dict[str, Any]]
    takes_tail: bool = True


def decode_swap(
    data: bytes, *, wrapped_native: str | None = None, pools: Pools | None = None, sends_coins: bool = False
) -> DecodedSwap:
    """Read a swap's calldata.

    Wrapping is known only with the chain's wrapped coin; some swaps only with the tokens of their pools (`way_in`).

    Raises:
        UnknownCalldata: the function is not in the table, or a fact is in doubt.
    """
    form = _form_of(data)
    arguments, trim = _read(form, data)
    facts = _facts(form, arguments)
    if form.name == "swapWrap":
        facts = _named(facts, wrapped_native)
    if "way" in facts:
        try:
            facts = walked(facts, pools or {}, wrapped_native=wrapped_native, sends_coins=sends_coins)
        except BadWay as problem:
            raise UnknownCalldata(f"{form.name}: {problem}") from None
    return _checked(DecodedSwap(selector="0x" + data[:4].hex(), name=form.name, trim=trim, **facts))


def way_in(data: bytes) -> Way | None:
    """Return the pools that alone tell what a swap buys, if they do. Raises UnknownCalldata when they are in doubt."""
    if data[:4].hex() not in _TOLD_BY_POOLS:
        return None
    form = _form_of(data)
    way: Way = _facts(form, _read(form, data)[0])["way"]
    return way


def _facts(form: _Form, arguments: tuple[Any, ...]) -> dict[str, Any]:
    try:
        return form.facts(arguments)
    except BadWay as problem:
        raise UnknownCalldata(f"{form.name}: {problem}") from None


def _form_of(data: bytes) -> _Form:
    form = _FORMS.get(data[:4].hex())
    if form is None:
        raise UnknownCalldata(f"unknown function 0x{data[:4].hex()}")
    if len(data) > _MAX_BYTES:
        raise UnknownCalldata("too much calldata")
    return form


def _read(form: _Form, data: bytes) -> tuple[tuple[Any, ...], Trim | None]:
    """Return the arguments and what stands behind them."""
    from eth_abi.abi import decode
    from eth_abi.exceptions import DecodingError

    try:
        end = 4 + encoding_end(form.types, data[4:])
        arguments = decode(form.types, data[4:end])
        trim = read_tail(data, end=end)
    except (NotCanonical, DecodingError) as problem:
        raise UnknownCalldata(f"{form.name}: {type(problem).__name__}") from None
    except BadTail as problem:
        raise UnknownCalldata(f"{form.name}: {problem} behind the arguments") from None
    if trim and not form.takes_tail:
        raise UnknownCalldata(f"{form.name}: a trim that no minimum holds in check")
    return tuple(arguments), trim


def _checked(swap: DecodedSwap) -> DecodedSwap:
    tokens = {swap.token_in, swap.token_out}
    if _NOBODY in tokens or len(tokens) != 2 or not swap.units_in:
        raise UnknownCalldata(f"{swap.name}: not a swap of one token for another")
    return swap


def _request(request: tuple[Any, ...]) -> dict[str, Any]:
    token_in, token_out, units_in, minimum_out, deadline = request
    if token_in >> _ADDRESS_BITS:
        raise UnknownCalldata("a token with more than an address")
    return {
        "token_in": f"0x{token_in:040x}",
        "token_out": str(token_out).lower(),
        "units_in": units_in,
        "minimum_out": minimum_out,
        "deadline": deadline,
    }


def _receiver(address: Any) -> dict[str, Any]:
    return {"receiver": None if str(address) == _NOBODY else str(address).lower()}


def _routed(facts: dict[str, Any], first_nodes: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Check that every route begins with the token that is sold; the native coin begins as its wrapped one."""
    starts = {f"0x{node[4] & _ADDRESS_MASK:040x}" for node in first_nodes}
    if len(starts) != 1 or (facts["token_in"] != NATIVE_ADDRESS and starts != {facts["token_in"]}):
        raise UnknownCalldata("a route that does not begin with the token that is sold")
    return facts


def _dag(request: Any, paths: Any, receiver: Any = _NOBODY) -> dict[str, Any]:
    return _routed(_request(request), list(paths[:1])) | _receiver(receiver)


def _smart(request: Any, batches: Any, receiver: Any = _NOBODY) -> dict[str, Any]:
    if not all(batches):
        raise UnknownCalldata("a batch without a route")
    return _routed(_request(request), [batch[0] for batch in batches]) | _receiver(receiver)


def _pools(request: Any, pools: Any, receiver: Any) -> dict[str, Any]:
    if not pools:
        raise UnknownCalldata("a swap without pools")
    return _request(request) | _receiver(receiver)


def _wrap(rawdata: int) -> dict[str, Any]:
    """Read the one word of swapWrap: the highest bit says which way, the lower half how much, one for one."""
    units = rawdata & _AMOUNT_MASK
    if rawdata & ~(_UNWRAP_BIT | _AMOUNT_MASK):
        raise UnknownCalldata("swapWrap with bits of unknown meaning")
    pair = ("", NATIVE_ADDRESS) if rawdata & _UNWRAP_BIT else (NATIVE_ADDRESS, "")
    return {"token_in": pair[0], "token_out": pair[1], "units_in": units, "minimum_out": units} | {
        "receiver": None,
        "deadline": None,
    }


def _named(facts: dict[str, Any], wrapped_native: str | None) -> dict[str, Any]:
    if not wrapped_native:
        raise UnknownCalldata("swapWrap, and nobody said what the wrapped coin is")
    return {name: wrapped_native.lower() if value == "" else value for name, value in facts.items()}


def _wrap_request(receiver: Any, request: Any) -> dict[str, Any]:
    """Read a wrap with a request: the router turns coins one for one and looks at no minimum."""
    facts = _request(request)
    if NATIVE_ADDRESS not in {facts["token_in"], facts["token_out"]}:
        raise UnknownCalldata("a wrap without the native coin")
    return facts | {"minimum_out": facts["units_in"]} | _receiver(receiver)


_TOLD_BY_POOLS: Final = frozenset({"9871efa4", "08298b5a", "0d5f0e3b"})
# Not in the table, though known: smartSwapByInvest…, which sells what the router holds; claimTokens.
_FORMS: Final[dict[str, _Form]] = {
    "f2c42696": _Form("dagSwapByOrderId", ("uint256", _REQUEST, _PATH + "[]"), lambda a: _dag(a[1], a[2])),
    "0c307f76": _Form("dagSwapTo", ("uint256", "address", _REQUEST, _PATH + "[]"), lambda a: _dag(a[2], a[3], a[1])),
    "b80c2f09": _Form(
        "smartSwapByOrderId",
        ("uint256", _REQUEST, "uint256[]", _PATH + "[][]", _QUOTE + "[]"),
        lambda a: _smart(a[1], a[3]),
    ),
    "03b87e5f": _Form(
        "smartSwapTo",
        ("uint256", "address", _REQUEST, "uint256[]", _PATH + "[][]", _QUOTE + "[]"),
        lambda a: _smart(a[2], a[4], a[1]),
    ),
    "b8815477": _Form(
        "unxswapToWithBaseRequest",
        ("uint256", "address", _REQUEST, "bytes32[]"),
        lambda a: _pools(a[2], a[3], a[1]),
    ),
    "44014e98": _Form(
        "uniswapV3SwapToWithBaseRequest",
        ("uint256", "address", _REQUEST, "uint256[]"),
        lambda a: _pools(a[2], a[3], a[1]),
    ),
    "9871efa4": _Form("unxswapByOrderId", ("uint256", "uint256", "uint256", "bytes32[]"), lambda a: over_v2(*a)),
    "08298b5a": _Form(
        "unxswapTo",
        ("uint256", "uint256", "uint256", "address", "bytes32[]"),
        lambda a: over_v2(a[0], a[1], a[2], a[4]) | _receiver(a[3]),
    ),
    "0d5f0e3b": _Form("uniswapV3SwapTo", ("uint256", "uint256", "uint256", "uint256[]"), lambda a: over_v3(*a)),
    "01617fab": _Form("swapWrap", ("uint256", "uint256"), lambda a: _wrap(a[1]), takes_tail=False),
    "98d2ac62": _Form(
        "swapWrapToWithBaseRequest",
        ("uint256", "address", _REQUEST),
        lambda a: _wrap_request(a[1], a[2]),
        takes_tail=False,
    ),
}
