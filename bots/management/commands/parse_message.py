"""Print what Esther understands of a message, as JSON. Without a key for a language model it needs no network."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from bots.language import Intent, as_json, understand
from bots.model_reading import read
from esther_site.lib.errors import UserError


class Command(BaseCommand):
    help = (
        "Prints the understood intent of a message as one JSON object; “-” reads one message a line. With LLM_API_KEY "
        "set, a language model is asked about what the grammar does not understand, and nobody's calls are counted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", help="the message, or - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = sys.stdin if options["text"] == "-" else [options["text"]]
        for line in lines:
            self.stdout.write(json.dumps(_parsed(line.rstrip("\n")), ensure_ascii=False))
            self.stdout.flush()  # whoever asks line by line waits for each answer


def _parsed(text: str) -> dict[str, Any]:
    try:
        understood = understand(text)
    except UserError as error:
        return {"intent": "unknown", "entities": {}, "source": "grammar", "message": error.message}
    if understood.intent == Intent.UNKNOWN and (reading := read(text)):
        understood = reading.understood
    return as_json(understood)
