"""What a proof says: its lines, and which promises it found broken."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Report"]


@dataclass
class Report:
    """Lines to print, and a sentence for each promise that was not kept."""

    lines: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def say(self, line: str, *, kept: bool = True) -> None:
        """Add a line; one that tells of a broken promise counts as broken."""
        self.lines.append(line)
        if not kept:
            self.broken.append(line.strip())
