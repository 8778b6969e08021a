"""The ground that charts are drawn on: a sheet of pixels in one of two themes, and a PNG at the end.

matplotlib is loaded with the first picture. It is not made for threads, so one picture is drawn at a time; and its
figures are full of cycles that live on for a while, so there is one figure, wiped after each picture. Its axes are not
used: they cost more time than the rest of a picture, and leave labels on top of each other.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.font_manager import FontProperties

__all__ = ["DARK", "HEIGHT", "LIGHT", "WIDTH", "Ground", "Point", "Theme", "draw"]

# Telegram shows it about 350 points wide on a phone: a third of this, so that 26 pixels of text are 9 points there.
WIDTH: Final = 1080
HEIGHT: Final = 720
_POINTS_PER_INCH: Final = 72  # at which a point of matplotlib's is a pixel
_COLOURS: Final = 64  # of the finished picture

Point = tuple[int, int]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, kw_only=True)
class Theme:
    """The colours of a picture."""

    ground: str
    grid: str
    text: str
    muted: str
    up: str
    down: str
    order: str
    alert: str
    on_colour: str  # of text on one of the colours


DARK: Final = Theme(
    ground="#0f1720",
    grid="#243140",
    text="#eef3f8",
    muted="#a3b1bf",
    up="#2ec28b",
    down="#ff5c6c",
    order="#f2b63c",
    alert="#79b0ff",
    on_colour="#0f1720",
)
LIGHT: Final = Theme(
    ground="#ffffff",
    grid="#e2e7ed",
    text="#17212c",
    muted="#566372",
    up="#0b8457",
    down="#cc2f45",
    order="#8a5a00",
    alert="#1d5fd0",
    on_colour="#ffffff",
)


class _Sheet(NamedTuple):
    """What is made once: the figure, its canvas, and fonts that come with matplotlib."""

    figure: Any
    canvas: Any
    regular: FontProperties
    bold: FontProperties
    known: frozenset[int]  # the characters that the regular font has


_drawing = threading.Lock()


def draw(theme: Theme, paint: Callable[[Ground], None]) -> bytes:
    """Return what `paint` puts on an empty sheet, as a PNG."""
    with _drawing:
        sheet = _sheet()
        try:
            paint(Ground(sheet, theme))
            return _png(sheet)
        finally:
            sheet.figure.clear()


class Ground:
    """A sheet to draw on, in whole pixels from its lower left corner; what comes later lies on top."""

    def __init__(self, sheet: _Sheet, theme: Theme) -> None:
        self.theme = theme
        self._sheet = sheet
        self._layers = 0
        sheet.figure.set_facecolor(theme.ground)

    def lines(
        self, ends: Iterable[tuple[Point, Point]], *, colour: str, width: int = 1, dashes: tuple[int, int] | None = None
    ) -> None:
        """Draw straight lines."""
        from matplotlib.collections import LineCollection
        from matplotlib.transforms import IdentityTransform

        style: Any = (0, dashes) if dashes else "solid"
        segments: Any = list(ends)
        self._add(
            LineCollection(
                segments,
                colors=colour,
                linewidths=width,
                linestyles=style,
                antialiaseds=False,
                transform=IdentityTransform(),
            )
        )

    def areas(self, corners: Iterable[Sequence[Point]], *, colour: str, edge: str = "none") -> None:
        """Fill polygons; an edge of another colour sets them off from what they lie on."""
        from matplotlib.collections import PolyCollection
        from matplotlib.transforms import IdentityTransform

        polygons: Any = list(corners)
        self._add(
            PolyCollection(
                polygons,
                facecolors=colour,
                edgecolors=edge,
                linewidths=2,
                antialiaseds=edge != "none",
                transform=IdentityTransform(),
            )
        )

    def box(self, left: int, bottom: int, right: int, top: int, *, colour: str) -> None:
        """Fill a rectangle."""
        self.areas([((left, bottom), (right, bottom), (right, top), (left, top))], colour=colour)

    def text(
        self, x: int, y: int, words: str, *, size: int, colour: str, align: Align = "left", is_bold: bool = False
    ) -> int:
        """Write words as they are, in the middle of the height `y`; return how wide they are."""
        from matplotlib.text import Text
        from matplotlib.transforms import IdentityTransform

        shown, font = self._literal(words), self._font(size, is_bold=is_bold)
        self._add(
            Text(
                x,
                y,
                shown,
                fontproperties=font,
                color=colour,
                horizontalalignment=align,
                verticalalignment="center_baseline",
                parse_math=False,
                transform=IdentityTransform(),
            )
        )
        return self.width_of(words, size=size, is_bold=is_bold)

    def width_of(self, words: str, *, size: int, is_bold: bool = False) -> int:
        """Return how wide words are."""
        renderer, font = self._sheet.canvas.get_renderer(), self._font(size, is_bold=is_bold)
        width: int = round(renderer.get_text_width_height_descent(self._literal(words), font, ismath=False)[0])
        return width

    def fitted(self, words: str, *, width: int, size: int, is_bold: bool = False) -> str:
        """Return words cut to a width."""
        if self.width_of(words, size=size, is_bold=is_bold) <= width:
            return words
        while words and self.width_of(f"{words}…", size=size, is_bold=is_bold) > width:
            words = words[:-1]
        return f"{words}…"

    def _font(self, size: int, *, is_bold: bool) -> FontProperties:
        font = (self._sheet.bold if is_bold else self._sheet.regular).copy()
        font.set_size(size)
        return font

    def _literal(self, words: str) -> str:
        """Put a square in place of what the font cannot show, line breaks and marks over other letters included."""
        return "".join(each if ord(each) in self._sheet.known else "□" for each in words)

    def _add(self, artist: Artist) -> None:
        self._layers += 1
        artist.set_zorder(self._layers)
        self._sheet.figure.add_artist(artist)


@lru_cache(maxsize=1)
def _sheet() -> _Sheet:
    from pathlib import Path
    from unicodedata import bidirectional, category

    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties, get_font

    fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"
    regular, bold = fonts / "DejaVuSans.ttf", fonts / "DejaVuSans-Bold.ttf"
    characters = get_font(regular).get_charmap().keys() & get_font(bold).get_charmap().keys()
    backwards = {"R", "AL", "AN"}  # scripts that would turn the words around them
    plain = (
        each for each in characters if category(chr(each))[0] not in "CM" and bidirectional(chr(each)) not in backwards
    )
    figure = Figure(figsize=(WIDTH / _POINTS_PER_INCH, HEIGHT / _POINTS_PER_INCH), dpi=_POINTS_PER_INCH)
    return _Sheet(
        figure, FigureCanvasAgg(figure), FontProperties(fname=regular), FontProperties(fname=bold), frozenset(plain)
    )


def _png(sheet: _Sheet) -> bytes:
    from PIL import Image

    sheet.canvas.draw()
    whole = Image.frombuffer("RGBA", (WIDTH, HEIGHT), sheet.canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
    few = whole.convert("RGB").quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    content = io.BytesIO()
    few.save(content, "PNG")
    return content.getvalue()
