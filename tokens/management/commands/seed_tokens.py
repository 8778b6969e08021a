"""The `seed_tokens` command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from tqdm import tqdm

from esther_site.lib.errors import EstherError
from tokens.seeding import Listing, Tally, fetch_listing, store_listing, store_seeds
from tokens.seeds import CHAINS, ChainSeed

_Item = TypeVar("_Item")


class Command(BaseCommand):
    help = "Store the chains and tokens Esther knows, and with --from-okx every token OKX lists. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--chain", type=int, metavar="N", help="only the chain with this index, such as 8453")
        parser.add_argument("--from-okx", action="store_true", help="add the tokens OKX lists, as unverified")

    def handle(self, *args: Any, **options: Any) -> None:
        seeds = _chosen(options["chain"])
        listings = self._fetch(seeds) if options["from_okx"] else []
        with transaction.atomic():
            tally = store_seeds(seeds)
            for listing in self._progress(listings, "Storing"):
                tally += store_listing(listing)
        if options["verbosity"]:
            self._report(seeds, listings, tally)

    def _fetch(self, seeds: Sequence[ChainSeed]) -> list[Listing]:
        """Ask OKX about all chains before anything is stored."""
        try:
            return [fetch_listing(seed.index) for seed in self._progress(seeds, "Asking OKX")]
        except EstherError as error:
            raise CommandError(f"{error.message} Nothing was changed.") from error

    def _progress(self, items: Sequence[_Item], what: str) -> Iterable[_Item]:
        """Show a bar while going through the items, unless nobody is watching."""
        return tqdm(items, desc=what, unit="chain", disable=None)

    def _report(self, seeds: Sequence[ChainSeed], listings: Sequence[Listing], tally: Tally) -> None:
        self.stdout.write(f"Chains: {len(seeds)}. Tokens: {tally}.")
        malformed = sum(listing.malformed for listing in listings)
        if malformed:
            self.stdout.write(f"{malformed} rows of OKX's lists made no sense and were left out.")


def _chosen(index: int | None) -> tuple[ChainSeed, ...]:
    seeds = tuple(seed for seed in CHAINS if index in {None, seed.index})
    if not seeds:
        known = ", ".join(f"{seed.index} ({seed.name})" for seed in CHAINS)
        raise CommandError(f"There is no chain {index}: choose one of {known}.")
    return seeds
