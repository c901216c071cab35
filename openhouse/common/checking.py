"""A file that somebody sent, looked into before anything else is done with it.

``checked`` says what it is by its content, never by its name, and refuses in words what is not
just that. What is kept is made anew, so nothing of the file survives but what one sees: a picture
is drawn again, without the place where it was taken, and a PDF is written again with its pages
alone (``common/pdfs``). Whoever signs, signs the file that is kept.
"""

import re
import threading
import unicodedata
import warnings
from collections.abc import Collection
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from openhouse.common.files import plain_name
from openhouse.common.pdfs import PAGE, written_anew
from openhouse.common.uploads import LARGEST, Refused, Upload, kind_of_content

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
ENDINGS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png"}
#: A picture of more points is not even opened; a larger side than this is made smaller.
MOST_POINTS = 60_000_000
LONGEST_SIDE = 4000
_SVG = re.compile(rb"<\s*svg\b", re.IGNORECASE)
#: A picture of a megabyte can unfold to hundreds: a process unfolds one at a time.
_ONE_AT_A_TIME = threading.Lock()


def checked(name: str, content: bytes, kinds: Collection[str] = (PDF, JPEG, PNG)) -> Upload:
    """The file as it may be kept: its name with the ending of what it is, and clean content.

    *kinds* are media types. Raises ``Refused`` with words for who sent it.
    """
    if not content:
        raise Refused(_("This file is empty."))
    if len(content) > LARGEST:
        raise Refused(_("This file is larger than 10 MB."))
    kind = kind_of_content(content)
    if kind not in kinds:
        raise Refused(_what_it_is(content) if PDF in kinds else _no_picture(content))
    pages = 0
    if kind == PDF:
        content, pages = written_anew(content)
    else:
        content = _drawn_anew(kind, content)
    return Upload(named(name, kind), kind, content, pages)


def named(name: str, kind: str) -> str:
    """*name* with the ending of *kind*: a PDF called "scan.pdf.exe" is "scan.pdf"."""
    stem = unicodedata.normalize("NFC", plain_name(name))
    stem = re.sub(r"\.(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{1,5}$", "", stem)
    stem = re.sub(r"(\.(pdf|jpe?g|png))+$", "", stem, flags=re.IGNORECASE)
    return (stem.strip(". ")[:100] or "file") + ENDINGS[kind]


def _what_it_is(content: bytes) -> str:
    """Why a file of another kind is not taken."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if _SVG.search(start):
        return _(
            "This is an SVG drawing. It can hold a program, so it is not taken. Save it as a PDF"
            " or PNG file."
        )
    if PAGE.search(start):
        return _("This is a web page. It can hold a program. Save it as a PDF file.")
    if start.startswith((b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")):
        return _("This is a program, not a document.")
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _("This is an archive or an office document. Save it as a PDF file.")
    if start[4:8] == b"ftyp":
        return _("This is a HEIC picture or a film. Save it as a JPEG file.")
    return _("This is no PDF, JPEG or PNG file.")


def _no_picture(content: bytes) -> str:
    """Why a file is not taken where a picture is asked for."""
    if kind_of_content(content) == PDF:
        return _("This is a PDF. Save the picture as a JPEG or PNG file.")
    if _SVG.search(content[:1024]):
        return _("This is an SVG drawing. It can hold a program. Save it as a PNG file.")
    return _("This is no JPEG or PNG file.")


def _drawn_anew(kind: str, content: bytes) -> bytes:
    """A picture with nothing of its file but what one sees, upright."""
    broken = Refused(_("This picture is broken. Save it anew and send that."))
    large = Refused(_("This picture is too large. Make it smaller and send that."))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(content), formats=(kind.removeprefix("image/"),)) as found:
                if found.width * found.height > MOST_POINTS:
                    raise large
                with _ONE_AT_A_TIME:
                    # a JPEG is unfolded as small as it is wanted, and turned once it is small
                    found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                    found.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                    drawn = _saved(kind, ImageOps.exif_transpose(found))
        except Image.DecompressionBombError:
            raise large from None
        except (OSError, ValueError, SyntaxError, MemoryError):
            raise broken from None
    if len(drawn) > LARGEST:
        raise large
    return drawn


def _saved(kind: str, picture: Image.Image) -> bytes:
    into = BytesIO()
    if kind == JPEG:
        plain = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
        plain.info = {}
        plain.save(into, "JPEG", quality=88, progressive=True)
    else:
        see_through = picture.mode in ("LA", "PA", "RGBA") or "transparency" in picture.info
        plain = (
            picture.convert("RGBA" if see_through else "RGB") if picture.mode != "L" else picture
        )
        plain.info = {}
        plain.save(into, "PNG")
    return into.getvalue()
