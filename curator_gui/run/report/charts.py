"""Charts as inline SVG, in the colors of the page that holds them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 12, 12, 44
_ROW = 24
_LABELS = 190


def nice_ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Choose about `wanted` round numbers that cover a range, as Heckbert's labels do.

    See P. Heckbert, "Nice numbers for graph labels", Graphics Gems (1990).
    """
    if not high > low:
        return [low]
    step = _nice((high - low) / max(1, wanted - 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    # Far from zero the quotients are not exact.
    first -= first * step > low + (high - low) * 1e-6
    last += last * step < high - (high - low) * 1e-6
    return [round(number * step, 12) for number in range(first, last + 1)]


def _nice(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    return next(n * power for n in (1, 2, 5, 10) if value <= n * power * (1 + 1e-9))


def bars(
    edges: Sequence[float], heights: Sequence[float], x_label: str, y_label: str, title: str
) -> str:
    """Draw touching bars between edges (one more than heights), with axes, ticks and labels.

    Raises
    ------
    ValueError
        If there is not one edge more than heights, or no bar.
    """
    if len(edges) != len(heights) + 1 or not heights:
        raise ValueError(f"{len(heights)} bars need {len(heights) + 1} edges, not {len(edges)}")
    x_ticks = [t for t in nice_ticks(edges[0], edges[-1], 7) if edges[0] <= t <= edges[-1]]
    y_ticks = nice_ticks(0.0, max(heights) or 1.0)
    frame = _Frame(edges[0], edges[-1], y_ticks[-1])
    rectangles = _rectangles(frame, edges, heights)
    parts = [*frame.y_axis(y_ticks, y_label), *rectangles, *frame.x_axis(x_ticks, x_label)]
    return _svg(HEIGHT, title, parts)


def _rectangles(frame: _Frame, edges: Sequence[float], heights: Sequence[float]) -> list[str]:
    return [
        frame.rectangle(edges[n], edges[n + 1], height)
        for n, height in enumerate(heights)
        if height
    ]


def rows(values: Mapping[str, float], texts: Mapping[str, str], title: str) -> str:
    """Draw one horizontal bar per name, with its text behind it."""
    longest = max(values.values(), default=0.0) or 1.0
    room = WIDTH - _LABELS - 150
    parts = []
    for number, (name, value) in enumerate(values.items()):
        y, width = number * _ROW + 4, room * value / longest
        parts += [
            f'<text class="end" x="{_LABELS - 8}" y="{y + 13}">{escape(_short(name))}</text>',
            f'<rect class="bar" x="{_LABELS}" y="{y}" width="{width:.1f}" height="{_ROW - 6}"/>',
            f'<text x="{_LABELS + width + 6:.1f}" y="{y + 13}">{escape(texts[name])}</text>',
        ]
    return _svg(len(values) * _ROW + 4, title, parts)


def _short(name: str) -> str:
    return name if len(name) <= 28 else f"{name[:27]}…"


def _svg(height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


class _Frame:
    """The plot area: from data to pixels."""

    def __init__(self, low: float, high: float, top: float) -> None:
        self._low, self._span, self._top = low, (high - low) or 1.0, top or 1.0

    def x(self, value: float) -> float:
        return _LEFT + (value - self._low) / self._span * (WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        return HEIGHT - _BOTTOM - value / self._top * (HEIGHT - _TOP - _BOTTOM)

    def rectangle(self, left: float, right: float, height: float) -> str:
        x, y = self.x(left), self.y(height)
        width = max(0.5, self.x(right) - x - 0.5)
        size = f'width="{width:.1f}" height="{self.y(0) - y:.1f}"'
        return f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" {size}/>'

    def x_axis(self, ticks: Sequence[float], label: str) -> list[str]:
        base = self.y(0)
        parts = [f'<path class="axis" d="M{_LEFT} {base}H{WIDTH - _RIGHT}"/>']
        for tick in ticks:
            x = self.x(tick)
            parts.append(f'<path class="axis" d="M{x:.1f} {base}v4"/>')
            parts.append(f'<text class="middle" x="{x:.1f}" y="{base + 17}">{tick:g}</text>')
        middle = (_LEFT + WIDTH - _RIGHT) / 2
        parts.append(f'<text class="middle" x="{middle}" y="{HEIGHT - 8}">{escape(label)}</text>')
        return parts

    def y_axis(self, ticks: Sequence[float], label: str) -> list[str]:
        parts = []
        for tick in ticks:
            y = self.y(tick)
            parts.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}"/>')
            parts.append(f'<text class="end" x="{_LEFT - 6}" y="{y + 4:.1f}">{tick:g}</text>')
        middle = (_TOP + HEIGHT - _BOTTOM) / 2
        turn = f'transform="rotate(-90 14 {middle})"'
        parts.append(f'<text class="middle" x="14" y="{middle}" {turn}>{escape(label)}</text>')
        return parts
