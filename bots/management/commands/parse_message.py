"""Print what Esther understands of a message, as JSON. It needs no network."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from bots.language import understand
from esther_site.lib.errors import UserError


class Command(BaseCommand):
    help = "Prints the understood intent of a message as one JSON object; “-” reads one message a line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", help="the message, or - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = sys.stdin if options["text"] == "-" else [options["text"]]
        for line in lines:
            self.stdout.write(json.dumps(_parsed(line.rstrip("\n")), ensure_ascii=False))


def _parsed(text: str) -> dict[str, Any]:
    try:
        understood = understand(text)
    except UserError as error:
        return {"intent": "unknown", "entities": {}, "source": "grammar", "message": error.message}
    return {"intent": understood.intent, "entities": understood.entities, "source": understood.source}
