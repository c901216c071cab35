"""From a picture that was looked into to the logo that is printed."""

import hashlib
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image

from openhouse.common.uploads import Refused, Upload

#: Dots of the longer side: at 34 mm, the widest that a paper shows one, some 240 an inch.
LONGEST = 320
#: And of the shorter one; how many times the one may be the other.
SHORTEST, WIDEST = 48, 4
#: Bytes that it may have, and how good a JPEG is tried for that: a drawing has some 10,000.
LARGEST, QUALITIES = 24_000, (90, 80, 65, 50, 35, 20)


def logo_columns(upload: Upload) -> dict[str, Any]:
    """The columns of a logo made of *upload*, which is a picture: small, on white, as a JPEG.

    A JPEG goes into a PDF as it is, and ten thousand cards are no slower for it. Raises Refused.
    """
    with Image.open(BytesIO(upload.content), formats=("JPEG", "PNG")) as found:
        short, long = sorted(found.size)
        if short < SHORTEST:
            words = _("This picture is too small to be printed. It needs at least %(many)d dots.")
            raise Refused(words % {"many": SHORTEST})
        if long > WIDEST * short:
            raise Refused(_("This picture is too long and narrow. Cut it closer to a square."))
        found.thumbnail((LONGEST, LONGEST))
        drawn = _on_white(found)
    content = _small(drawn)
    return {
        "name": upload.name,
        "width": drawn.width,
        "height": drawn.height,
        "content": content,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _small(picture: Image.Image) -> bytes:
    """As good as fits: each of ten thousand files has it inside."""
    content = b""
    for quality in QUALITIES:
        into = BytesIO()
        picture.save(into, "JPEG", quality=quality, subsampling=0, optimize=True)
        content = into.getvalue()
        if len(content) <= LARGEST:
            break
    return content


def _on_white(picture: Image.Image) -> Image.Image:
    """*picture* as it looks on paper."""
    whole = picture.convert("RGBA")
    paper = Image.new("RGBA", whole.size, "white")
    paper.alpha_composite(whole)
    return paper.convert("RGB")
