"""Well-known chains of OKX that Esther does not trade on: their index, name and spoken names.

They are known so that a sentence may name them and the answer can say so. A chain that gets a row of its own is traded
on all the same: rows are looked at first. The indexes are OKX's own.
"""

from __future__ import annotations

from typing import Final

__all__ = ["FOREIGN_CHAINS", "foreign_name"]

# The name first, then how else people say it.
FOREIGN_CHAINS: Final[dict[int, tuple[str, ...]]] = {
    59144: ("Linea",),
    534352: ("Scroll",),
    324: ("zkSync Era", "zksync", "zk sync", "zk sync era"),
    501: ("Solana", "sol", "sol chain"),
    195: ("Tron", "trc20"),
    5000: ("Mantle",),
    81457: ("Blast",),
    100: ("Gnosis", "gnosis chain"),
    146: ("Sonic",),
    169: ("Manta", "manta pacific"),
    1088: ("Metis",),
    34443: ("Mode",),
    1101: ("Polygon zkEVM", "zkevm"),
    250: ("Fantom", "fantom opera", "ftm"),
    130: ("Unichain",),
    80094: ("Berachain", "bera", "bera chain"),
    204: ("opBNB", "op bnb"),
    42220: ("Celo",),
    4200: ("Merlin", "merlin chain"),
    7777777: ("Zora",),
    784: ("Sui",),
    607: ("TON", "toncoin"),
    637: ("Aptos",),
}
_NAMES: Final = {said.casefold(): names[0] for index, names in FOREIGN_CHAINS.items() for said in (*names, str(index))}


def foreign_name(text: str) -> str:
    """Return the name of a chain that Esther does not trade on, by its index or a spoken name; empty for any other."""
    return _NAMES.get(text.casefold(), "")
