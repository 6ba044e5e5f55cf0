"""Charts as pictures to print: SVG and PNG with finding, measure, source line and address inside.

vl-convert draws them without a browser and without the network. A chart that the page shows with Plotly has a still twin
in Altair in ``dashboard/charts/``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import vl_convert

from dashboard.charts.palette import Palette, wrapped
from dashboard.language import language

WIDTH = 960  # pixels of the picture at scale 1
SCALE = 2.0  # a PNG has twice as many each way, sharp in print
# Letters of Hangul come from the font that ships with the app: no machine need have one.
vl_convert.register_font_directory(str(Path(__file__).resolve().parent / "static/fonts"))
_MARGIN, _SERIF, _SANS = (
    28,
    "Georgia, 'Liberation Serif', Pretendard, serif",
    "'Source Sans 3', 'Liberation Sans', Arial, Pretendard, sans-serif",
)


@dataclass(frozen=True)
class Caption:
    """The words of a picture: what is seen, what is measured with the filter and n, whose data, and where the chart stands."""

    finding: str
    measure: str
    source: str
    address: str


def to_svg(chart: Any, caption: Caption, colours: Palette) -> str:
    """An Altair chart with its words around it as one SVG document."""
    spec = _fixed(chart.to_dict(), WIDTH - 2 * _MARGIN)
    # The page's own font is not there. In the next of its list ▲ is lacking, and a line with it would be set in any font that has it, bold italics.
    spec["config"]["font"] = _SANS
    drawn = vl_convert.vegalite_to_svg(json.dumps(spec))
    width, height = (
        float(size) for size in re.findall(r'<svg[^>]*?\swidth="([\d.]+)"[^>]*?\sheight="([\d.]+)"', drawn)[0]
    )
    inner = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>", "", drawn)
    lines: list[str] = []
    y = float(_MARGIN)

    def write(text: str, size: int, colour: str, *, font: str = _SANS, weight: int = 400) -> None:
        nonlocal y
        for line in wrapped(text, int((WIDTH - 2 * _MARGIN) / (size * 0.5))):
            y += size * 1.3
            lines.append(
                f'<text x="{_MARGIN}" y="{y:.0f}" font-family="{font}" font-size="{size}" font-weight="{weight}" fill="{colour}">{escape(line)}</text>'
            )

    write(caption.finding, 21, colours.ink, font=_SERIF, weight=600)
    y += 4
    write(caption.measure, 13, colours.muted)
    top = y + 14
    y = top + height + 8
    write(caption.source, 12, colours.muted)
    write(caption.address, 12, colours.muted)
    total, across = y + _MARGIN, max(float(WIDTH), width + 2 * _MARGIN)
    return _with_hangul(
        f'<svg lang="{language()}" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{across:.0f}" height="{total:.0f}" viewBox="0 0 {across:.0f} {total:.0f}">'
        f'<title>{escape(caption.finding)}</title><rect width="100%" height="100%" fill="{colours.paper}"/>'
        f'<g transform="translate({_MARGIN},{top:.0f})">{inner}</g>{"".join(lines)}</svg>'
    )


def _with_hangul(svg: str) -> str:
    """A picture whose Hangul is drawn in the font that ships, wherever another font comes first in its list."""

    def named(text: re.Match[str]) -> str:
        run = r'<tspan font-family="Pretendard, sans-serif">\1</tspan>'
        return text[1] + re.sub("([가-힣]+)", run, text[2]) + text[3]

    return re.sub(r"(<text[^>]*>)([^<]+)(</text>)", named, svg)


def to_png(svg: str) -> bytes:
    """A picture of ``to_svg`` as PNG, at twice its size."""
    png: bytes = vl_convert.svg_to_png(svg, scale=SCALE)
    return png


def _fixed(spec: Any, width: float) -> Any:
    """A chart's description with a width of its own where the page would give it one."""
    if isinstance(spec, dict):
        return {
            key: width if key == "width" and value == "container" else _fixed(value, width)
            for key, value in spec.items()
            if key != "datasets"
        } | ({"datasets": spec["datasets"]} if "datasets" in spec else {})
    return [_fixed(part, width) for part in spec] if isinstance(spec, list) else spec
