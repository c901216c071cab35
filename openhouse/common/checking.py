"""A file that somebody sent, looked into before anything else is done with it.

``checked`` says what it is by its content, never by its name, and refuses in words what is not
just that. A picture is drawn anew, so nothing of the file survives but what one sees: no place
where it was taken, no second file behind it. A PDF stays as it is to the byte, since somebody may
have signed it; so whatever in it runs, opens or carries something else is refused.
"""

import re
import threading
import unicodedata
import warnings
from collections.abc import Collection, Iterator
from io import BytesIO
from typing import Any

import pikepdf
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from openhouse.common.files import plain_name
from openhouse.common.uploads import LARGEST, Upload, kind_of_content

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
ENDINGS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png"}
#: The most pages of a PDF, the most objects that it may be made of, and the most that these hold.
MOST_PAGES = 500
MOST_OBJECTS = 50_000
MOST_PARTS = 1_000_000
#: A picture of more points is not even opened; a larger side than this is made smaller.
MOST_POINTS = 60_000_000
LONGEST_SIDE = 4000
#: A picture of a megabyte can unfold to hundreds: a process unfolds one at a time.
_ONE_AT_A_TIME = threading.Lock()
# A few bytes of a PDF can unfold to gigabytes of objects. The limit is of the whole process, which
# unfolds nothing else of a PDF than its objects: pages and pictures stay folded.
pikepdf.settings.set_qpdf_limits(flate_max_memory=4 * 1024 * 1024)

#: What a PDF may do when it is opened, clicked or printed, and what it must not hold.
_ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition",
    "/Movie", "/Sound", "/RichMediaExecute",
}  # fmt: skip
_RUNS = {"/JS", "/JavaScript", "/XFA"}
_CARRIES = {"/EmbeddedFiles", "/EF", "/RichMediaContent"}
_PARTS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/EmbeddedFile"}
#: The last bytes of an archive: at most so far from its end.
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 65_557
_PAGE = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe)\b", re.IGNORECASE)


class Refused(Exception):
    """A file is not taken; its text says why and what to do, for a page."""


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
        raise Refused(_what_it_is(content))
    pages = 0
    if kind == PDF:
        pages = _look_into_pdf(content)
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
    if re.search(rb"<\s*svg\b", start, re.IGNORECASE):
        return _(
            "This is an SVG drawing. It can hold a program, so it is not taken. Save it as a PDF"
            " or PNG file."
        )
    if _PAGE.search(start):
        return _("This is a web page. It can hold a program. Save it as a PDF file.")
    if start.startswith((b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")):
        return _("This is a program, not a document.")
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _("This is an archive or an office document. Save it as a PDF file.")
    if start[4:8] == b"ftyp":
        return _("This is a HEIC picture or a film. Save it as a JPEG file.")
    return _("This is no PDF, JPEG or PNG file.")


def _look_into_pdf(content: bytes) -> int:
    """How many pages a PDF has; raises ``Refused`` where it is more than pages to read."""
    two = _("This file is two kinds of file at once. Print it into a new PDF file and send that.")
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise Refused(_("This PDF file is broken: its end is missing."))
    if content[end + 5 :].strip(b"\0\t\n\f\r ") or _PAGE.search(content[:1024]):
        raise Refused(two)
    if _ZIP_END in content[-_ZIP_TAIL:]:
        raise Refused(two)
    broken = _("This PDF file is broken. Make it anew and send that.")
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise Refused(_locked())
            pages = len(pdf.pages)
            _look_into_objects(pdf)
            # what could not be read here another reader may read
            if pdf.get_warnings():
                raise Refused(broken)
    except pikepdf.PasswordError:
        raise Refused(_locked()) from None
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError, RecursionError):
        raise Refused(broken) from None
    if not 1 <= pages <= MOST_PAGES:
        raise Refused(_("A PDF file has from 1 to %(most)s pages.") % {"most": MOST_PAGES})
    return pages


def _locked() -> str:
    return _("This PDF file is locked with a password. Save it without one.")


def _look_into_objects(pdf: pikepdf.Pdf) -> None:
    """Refuse what runs, opens something else, or carries a file; wherever in the PDF it stands."""
    many = Refused(_("This PDF file has too many parts. Print it into a new PDF file."))
    if int(pdf.trailer.get("/Size", 0)) > MOST_OBJECTS or len(pdf.objects) > MOST_OBJECTS:
        raise many
    left = MOST_PARTS
    for each in (pdf.trailer, *pdf.objects):
        for part in _containers(each):
            left -= len(part)
            if left < 0:
                raise many
            if not isinstance(part, pikepdf.Dictionary):
                continue
            keys = set(part.keys())
            action, kind = _name(part, "/S"), _name(part, "/Subtype") or _name(part, "/Type")
            if keys & _RUNS or action in _ACTIONS:
                raise Refused(
                    _(
                        "This PDF file holds a program or opens something else. Print it into a new"
                        " PDF file and send that."
                    )
                )
            if keys & _CARRIES or kind in _PARTS or _name(part, "/Type") in _PARTS:
                raise Refused(
                    _(
                        "This PDF file carries other files inside. Print it into a new PDF file and"
                        " send that."
                    )
                )


def _containers(found: Any) -> Iterator[Any]:
    """Every dictionary and list of an object that is written inside it."""
    left: list[Any] = [found]
    while left:
        each = left.pop()
        if isinstance(each, pikepdf.Stream):
            each = each.stream_dict
        if not isinstance(each, pikepdf.Dictionary | pikepdf.Array):
            continue
        yield each
        inside: list[Any] = list(each)
        if isinstance(each, pikepdf.Dictionary):
            inside = [value for _key, value in each.items()]
        left += [
            value for value in inside if isinstance(value, pikepdf.Object) and not value.objgen[0]
        ]


def _name(part: Any, key: str) -> str:
    value = part.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


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
