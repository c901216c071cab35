from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString

from openhouse.ui.markup import drawn, markup

#: The picture in its own units; the page stretches it to the width of its card.
WIDTH, HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 320, 120, 10, 100, 34, 310


def trend(points: Sequence[tuple[object, object, float | Decimal]], label: object) -> SafeString:
    """A line over time: each of `points` has its day, its number in words and the number.

    `label` says in a sentence what the line shows, for whoever does not see it. Two points at
    least; the numbers themselves belong in a table beside it.
    """
    numbers = [float(number) for _day, _words, number in points]
    low, high = _bounds(numbers)
    spots = [
        (LEFT + (RIGHT - LEFT) * place / max(len(numbers) - 1, 1), _height(number, low, high))
        for place, number in enumerate(numbers)
    ]
    x, y = spots[-1]
    return markup(
        '<div class="trend"><svg viewBox="0 0 {width} {height}" role="img" aria-label="{label}">'
        '{grid}<polyline points="{line}"/><circle cx="{x}" cy="{y}" r="4"/>'
        '<text x="{left}" y="{foot}">{first_day}</text>'
        '<text x="{right}" y="{foot}" text-anchor="end">{last_day}</text></svg></div>',
        width=WIDTH,
        height=HEIGHT,
        label=label,
        grid=_grid(low, high),
        line=" ".join(f"{x:.1f},{y:.1f}" for x, y in spots),
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        left=LEFT,
        right=RIGHT,
        foot=HEIGHT - 4,
        first_day=points[0][0],
        last_day=points[-1][0],
    )


def _bounds(numbers: Sequence[float]) -> tuple[int, int]:
    """Whole tens around the numbers, at least twenty apart, so that little ups stay little."""
    low, high = int(min(numbers) // 10 * 10), int(-(-max(numbers) // 10) * 10)
    while high - low < 20:
        low, high = (low - 10, high) if high >= 100 and low else (low, high + 10)
    return low, high


def _height(number: float, low: int, high: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * (number - low) / (high - low)


def _grid(low: int, high: int) -> SafeString:
    lines = [
        markup(
            '<line x1="{left}" x2="{right}" y1="{y}" y2="{y}"/>'
            '<text x="{at}" y="{base}" text-anchor="end">{number}</text>',
            left=LEFT,
            right=RIGHT,
            y=f"{_height(number, low, high):.1f}",
            at=LEFT - 6,
            base=f"{_height(number, low, high) + 4:.1f}",
            number=number,
        )
        for number in (low, (low + high) // 2, high)
    ]
    return drawn("".join(lines))
