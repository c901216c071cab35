"""The logos of the demonstration's schools, drawn here: a tree, hills, or a sun over them."""

from colorsys import hls_to_rgb
from datetime import datetime
from io import BytesIO

from PIL import Image, ImageDraw

from openhouse.common.uploads import Upload
from openhouse.districts.models import SchoolLogo
from openhouse.interchange.demo.town import School, Town
from openhouse.schools.logos import logo_columns

#: Dots of a drawing: four times what is kept, so that its edges are smooth.
SIZE = 1280
type Colour = tuple[int, int, int]


def write_logos(town: Town, now: datetime) -> None:
    """A logo for each school, in a colour of its own."""
    SchoolLogo.objects.bulk_create(
        SchoolLogo(school_id=school.id, added_at=now, **logo_columns(drawn(school)))
        for school in town.schools
    )


def drawn(school: School) -> Upload:
    """Its logo as if somebody had sent it."""
    hue = (0.36 + 0.17 * school.place + {"middle": 0.22, "high": 0.62}.get(school.level, 0)) % 1
    dark, light = _colour(hue, 0.26), _colour(hue, 0.86)
    picture = Image.new("RGB", (SIZE, SIZE), "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((20, 20, SIZE - 20, SIZE - 20), fill=dark)
    pen.ellipse((80, 80, SIZE - 80, SIZE - 80), fill=light)
    if school.level == "elementary":
        pen.rounded_rectangle((590, 700, 690, 1060), 30, fill=dark)
        for x, y in ((640, 420), (490, 590), (790, 590)):
            pen.ellipse((x - 190, y - 190, x + 190, y + 190), fill=dark)
    else:
        if school.level == "high":
            pen.ellipse((460, 260, 820, 620), fill=_colour(hue + 0.5, 0.6))
        pen.polygon(((230, 900), (520, 480), (810, 900)), fill=dark)
        pen.polygon(((560, 900), (800, 600), (1050, 900)), fill=_colour(hue, 0.4))
    into = BytesIO()
    picture.save(into, "PNG")
    return Upload("logo.png", "image/png", into.getvalue())


def _colour(hue: float, lightness: float) -> Colour:
    red, green, blue = hls_to_rgb(hue % 1, lightness, 0.45)
    return round(red * 255), round(green * 255), round(blue * 255)
