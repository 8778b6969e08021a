"""What a run has proved, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Figures"]


@dataclass
class Figures:
    """Counted as the tests go, and printed at the end."""

    people: int = 0
    swaps_done: int = 0
    crossings: int = 0
    orders: int = 0
    kills: int = 0
    longest_after_kill: float = 0
    takeovers: int = 0
    longest_takeover: float = 0
    lies: int = 0
    signatures_for_lies: int = 0
    balances_compared: int = 0
    requests_searched: int = 0
    rows_searched: int = 0
    log_lines_searched: int = 0
    secrets: int = 0
    secrets_found: int = 0

    def note_takeover(self, seconds: float) -> None:
        """Count a trade that a restarted process took up with nothing but time passing."""
        self.takeovers += 1
        self.longest_takeover = max(seconds, self.longest_takeover)

    def lines(self) -> list[str]:
        return [
            f"people with a wallet of their own   {self.people}",
            f"swaps mined and told to the unit    {self.swaps_done}",
            f"trades between chains, both compared {self.crossings}",
            f"orders that traded by themselves    {self.orders}",
            f"times killed on the way             {self.kills}",
            f"longest from a kill to its end      {self.longest_after_kill:.1f} s",
            f"taken up with no help but time      {self.takeovers}",
            f"longest of these from the restart   {self.longest_takeover:.1f} s",
            f"tampered answers                    {self.lies}",
            f"signatures for tampered answers     {self.signatures_for_lies}",
            f"balances equal on chain and books   {self.balances_compared}",
            f"secrets looked for                  {self.secrets}",
            f"  in requests to others             {self.requests_searched}",
            f"  in rows of the database           {self.rows_searched}",
            f"  in lines of the log               {self.log_lines_searched}",
            f"  found                             {self.secrets_found}",
        ]
