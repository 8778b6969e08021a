from __future__ import annotations

import pytest

from sandbox.telegram.errors import BotApiError
from sandbox.telegram.markup import FormattedText, parse_html


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>unclosed", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<script>x</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("é <path>", 'Unsupported start tag "path" at byte offset 3'),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("over</b>", "Unexpected end tag at byte offset 4"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_it_refuses_broken_html_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(BotApiError) as refusal:
        parse_html(source)

    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("AT&T", "AT&T"),
        ("a &lt;b&gt; &amp;&quot; &#39;&#x27;", "a <b> &\" ''"),
        ("&nbsp; &ltd; &#0;", "&nbsp; &ltd; &#0;"),
        ("2 > 1", "2 > 1"),
    ],
)
def test_it_decodes_the_four_named_characters_and_numbers_only(source: str, text: str) -> None:
    assert parse_html(source) == FormattedText(text)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<B>x</B>", "bold"),
        ("<em>x</em>", "italic"),
        ("<u>x</u>", "underline"),
        ("<del>x</del>", "strikethrough"),
        ("<code>x</code>", "code"),
        ("<pre>x</pre>", "pre"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ("<b>x</>", "bold"),
    ],
)
def test_every_tag_becomes_its_entity(source: str, kind: str) -> None:
    assert parse_html(source) == FormattedText("x", [{"type": kind, "offset": 0, "length": 1}])


def test_offsets_count_utf16_units_and_outer_entities_come_first() -> None:
    formatted = parse_html("🚀 <b>up <i>2 %</i></b>")

    assert formatted == FormattedText(
        "🚀 up 2 %",
        [{"type": "bold", "offset": 3, "length": 6}, {"type": "italic", "offset": 6, "length": 3}],
    )


def test_a_link_keeps_its_address_and_a_strange_one_is_only_text() -> None:
    good = parse_html("<a href='https://example.com/?a=1&amp;b=2'>go</a>")

    assert good.entities == [{"type": "text_link", "offset": 0, "length": 2, "url": "https://example.com/?a=1&b=2"}]
    assert parse_html('<a href="javascript:alert(1)">go</a>') == FormattedText("go")


def test_code_in_pre_is_one_block_with_a_language() -> None:
    formatted = parse_html('<pre><code class="language-python">x = 1</code></pre>')

    assert formatted.entities == [{"type": "pre", "offset": 0, "length": 5, "language": "python"}]
