"""The colours of the pages for what knows no OKLCH: a manifest, a phone's own bar."""

import math
from functools import cache


@cache
def accent(hue: int) -> str:
    """The accent of a district, as `tokens.css` has it for the light: "#005f64"."""
    return hexadecimal(0.45, 0.09, hue)


@cache
def paper() -> str:
    """What a page lies on."""
    return hexadecimal(0.974, 0.008, 85)


def hexadecimal(lightness: float, chroma: float, hue: int) -> str:
    """An OKLCH colour as sRGB; the matrices are those of CSS Color 4."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    parts = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{_byte(part):02x}" for part in parts)


def _byte(part: float) -> int:
    """A part of linear light as a byte of sRGB."""
    part = min(1.0, max(0.0, part))
    curved = 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
    return round(255 * curved)
