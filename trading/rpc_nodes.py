"""All the nodes of a chain, where its operator names several: the first is read from, all of them are told and asked.

What follows from their answers, and from their disagreeing, is decided by the callers.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from tokens.models import Chain
from trading.rpc import RpcClient, RpcRefused, RpcUnavailable, WrongChain, client_of, node_urls

__all__ = ["answers_of", "nodes_of"]

logger = logging.getLogger(__name__)

_T = TypeVar("_T")


def nodes_of(chain: Chain) -> list[RpcClient]:
    """Return the clients of a chain's nodes, the first one first, without those that have never answered.

    Raises:
        RpcUnavailable: none ever answered.
        WrongChain: none speaks for this chain.
    """
    nodes, failures = [], []
    for place in range(len(node_urls(chain))):
        try:
            nodes.append(client_of(chain, place=place))
        except (RpcUnavailable, WrongChain) as failure:
            logger.warning("node %d of chain %d is left out: %s", place + 1, chain.index, type(failure).__name__)
            failures.append(failure)
    if not nodes:
        raise failures[0]
    return nodes


def answers_of(nodes: Sequence[RpcClient], ask: Callable[[RpcClient], _T]) -> Iterator[tuple[RpcClient, _T]]:
    """Yield what each node answers, one after the other; one that gives no answer has no say.

    Raises:
        RpcError: none gave an answer.
    """
    failures: list[RpcUnavailable | RpcRefused] = []
    for node in nodes:
        try:
            answer = ask(node)
        except (RpcUnavailable, RpcRefused) as failure:
            failures.append(failure)
        else:
            yield node, answer
    if len(failures) == len(nodes):
        raise failures[0]
