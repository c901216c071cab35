"""Every colour that carries words has contrast AA, whatever hue a district chooses."""

import math
import re
from pathlib import Path

import pytest

from openhouse.ui import css

TOKENS = Path(css.__file__).parent / "static/ui/css/tokens.css"
OKLCH = r"oklch\(([\d.]+)% ([\d.]+) (\d+|var\(--hue\))\)"
GROUNDS = ("paper", "card", "sunken")
WORDS, SHAPES = 4.5, 3.0
PAIRS = [
    *((text, ground, WORDS) for text in ("ink", "ink-2") for ground in GROUNDS),
    *(("accent", ground, WORDS) for ground in (*GROUNDS, "accent-soft")),
    *((text, "accent-soft", WORDS) for text in ("ink", "ink-2", "accent-strong")),
    *(("on-accent", ground, WORDS) for ground in ("accent", "accent-strong")),
    *((kind, f"{kind}-soft", WORDS) for kind in ("good", "warn", "bad", "info")),
    *((kind, ground, WORDS) for kind in ("good", "warn", "bad", "info") for ground in GROUNDS),
    *(
        (text, f"{kind}-soft", WORDS)
        for kind in ("good", "warn", "bad", "info")
        for text in ("ink",)
    ),
    *(("edge", ground, SHAPES) for ground in ("paper", "card")),
]


def tokens() -> dict[str, list[tuple[str, str, str]]]:
    """Each colour token's light and dark value, as written in tokens.css."""
    text = TOKENS.read_text(encoding="utf-8")
    found = re.findall(rf"--([\w-]+): light-dark\({OKLCH}, {OKLCH}\)", text)
    return {name: [tuple(values[:3]), tuple(values[3:])] for name, *values in found}


def luminance(value: tuple[str, str, str], hue: int) -> float:
    """Relative luminance (WCAG) of an OKLCH colour as a browser shows it: clipped to sRGB.

    The matrices are those of CSS Color 4.
    """
    lightness, chroma = float(value[0]) / 100, float(value[1])
    angle = math.radians(hue if value[2].startswith("var") else float(value[2]))
    a, b = chroma * math.cos(angle), chroma * math.sin(angle)
    l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3  # noqa: E741
    m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s
    green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s
    blue = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
    r, g, b = (min(1.0, max(0.0, part)) for part in (red, green, blue))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def test_the_measure_agrees_with_known_colours() -> None:
    assert luminance(("100", "0", "0"), 0) == pytest.approx(1, abs=0.001)
    assert contrast(luminance(("100", "0", "0"), 0), luminance(("0", "0", "0"), 0)) > 20.9
    assert luminance(("62.8", "0.2577", "29.23"), 0) == pytest.approx(0.2126, abs=0.002)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_words_can_be_read_in_every_hue(text: str, ground: str, least: float, theme: int) -> None:
    known = tokens()
    worst = min(
        (contrast(luminance(known[text][theme], h), luminance(known[ground][theme], h)), h)
        for h in range(360)
    )
    assert worst[0] >= least, f"{text} on {ground}: {worst[0]:.2f} at hue {worst[1]}"
