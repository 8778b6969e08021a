from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.messages import MAX_LENGTH, render, split, without_markup

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "bots"
BROKEN_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#x27|#39);)")


class TagCounter(HTMLParser):
    """Reads markup as Telegram does: every tag that opens must close, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.is_sound = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.is_sound = self.is_sound and bool(self.open) and self.open.pop() == tag


def is_sound(text: str) -> bool:
    parser = TagCounter()
    parser.feed(text)
    parser.close()
    return parser.is_sound and not parser.open and not BROKEN_ENTITY.search(text)


def test_one_huge_line_is_cut_without_its_markup() -> None:
    parts = split("<b>" + "a &amp; b " * 2000 + "</b>")

    assert all(len(part) <= MAX_LENGTH and is_sound(part) for part in parts)
    assert without_markup("".join(parts)) == "a & b " * 2000


@pytest.mark.parametrize("sign", ["&", "<", ">", "&lt;", "é", "🚀"])
@pytest.mark.parametrize("length", [1000, 4095, 4096, 4097, 20_000])
def test_no_entity_is_ever_cut(sign: str, length: int) -> None:
    parts = split(html.escape(sign * length, quote=False))

    assert all(len(part) <= MAX_LENGTH and is_sound(part) for part in parts)
    assert "".join(map(without_markup, parts)) == sign * length


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Zl", "Zp", "Cc"]), max_size=3000), max_size=6))
def test_every_character_arrives(lines: list[str]) -> None:
    text = "\n".join(f"<b>{html.escape(line)}</b>" for line in lines)
    parts = split(text)

    assert all(0 < len(part) <= MAX_LENGTH for part in parts)
    assert all(map(is_sound, parts))
    assert "".join("".join(map(without_markup, parts)).split("\n")) == "".join(lines)


def test_it_is_cut_between_lines_where_it_can_be() -> None:
    lines = [f"<b>line {number}</b>" for number in range(600)]
    parts = split("\n".join(lines))

    assert len(parts) == 3
    assert "\n".join(parts).split("\n") == lines


@pytest.mark.parametrize("text", ["", "\n", "\n\n  \n"])
def test_nothing_is_sent_as_nothing(text: str) -> None:
    assert split(text) == []


def test_a_short_message_stays_whole() -> None:
    assert split("a\n\nb") == ["a\n\nb"]
    assert split("x" * MAX_LENGTH) == ["x" * MAX_LENGTH]


def test_what_a_user_wrote_never_becomes_markup() -> None:
    text = render("error", {"message": "<b>x</b> & <br>"})

    assert (text, without_markup(text)) == ("&lt;b&gt;x&lt;/b&gt; &amp; &lt;br&gt;", "<b>x</b> & <br>")


def test_empty_lines_are_dropped_and_br_is_one() -> None:
    newcomer = SimpleNamespace(first_name="", telegram_id=5)

    assert render("newcomer", {"newcomer": newcomer}) == (
        "<b>Somebody</b> would like to use Esther.\nTelegram id <code>5</code>"
    )
    assert "\n\n" in render("start", {"user": newcomer})
    assert "<br>" not in render("start", {"user": newcomer})
    assert "\n\n\n" not in render("help", {"commands": []})


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.stem)
def test_in_every_template_tags_close_on_the_line_they_open(path: Path) -> None:
    source = re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text())

    assert [line for line in source.splitlines() if line.strip() != "<br>" and not is_sound(line)] == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.stem)
def test_no_template_switches_escaping_off(path: Path) -> None:
    assert not re.search(r"\|\s*safe\b|autoescape|mark_safe", path.read_text())


def test_no_line_ends_between_a_number_and_its_percent_sign() -> None:
    text = render("swap_failed", {"message": "Slippage is 0.5 % here, and % alone, and 5 %."})

    assert "0.5\N{NO-BREAK SPACE}% here, and % alone, and 5\N{NO-BREAK SPACE}%." in text
