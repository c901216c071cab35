"""A PDF that somebody sent: what may stand in one, and the file anew with its pages alone.

Whatever in it runs, opens or carries something else is refused, wherever it stands and whatever its
objects are called. What is left is written anew from what its pages need: nothing that a former
edition of the file held, that no page reaches or that lies between its objects is kept, nor who
made it with what, nor where its photos were taken. Names of actions and kinds: ISO 32000-2, 12.6.
"""

import re
import threading
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

from openhouse.common.pdf_photos import MOST_PARTS, Bounds, look_at_photo, too_many
from openhouse.common.uploads import Refused

#: The most pages of a PDF, and the most objects that it may be made of.
MOST_PAGES = 500
MOST_OBJECTS = 50_000
# A few bytes of a PDF can unfold to gigabytes of objects. The limits are of the whole process,
# where qpdf unfolds nothing else of a PDF than its objects.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=4 * 1024 * 1024, parser_max_container_size=MOST_PARTS
)
#: A process looks into one at a time: a few that are hard to read do not stop all others.
_ONE_AT_A_TIME = threading.Lock()

#: Every action but going to a page of the file itself, to a page of the web and to the next page.
_ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition",
    "/Movie", "/Sound", "/RichMediaExecute", "/Thread", "/ResetForm", "/Hide", "/SetOCGState",
    "/SetState", "/Trans", "/GoTo3DView",
}  # fmt: skip
_NAMED = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}
#: What a click may open: the web, a mail, a call. Without a scheme no colon and no other computer.
_OPENS = re.compile(r"(https?:|mailto:|tel:|[\w#?.][^:\\]*$)", re.IGNORECASE)
_RUNS = {"/JS", "/JavaScript", "/XFA"}
_CARRIES = {"/EmbeddedFiles", "/EF", "/RichMediaContent"}
_PARTS = {
    "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/EmbeddedFile",
    "/Filespec", "/F", "/PS",
}  # fmt: skip
#: What in a stream's dictionary takes it, or what it shows, from another file.
_ELSEWHERE = {"/F", "/FFilter", "/FDecodeParms", "/Ref", "/OPI"}
#: What a reader needs beside the pages: reading aloud, bookmarks, layers, fields to fill in.
_ROOT = {
    "/Type", "/Pages", "/Version", "/Lang", "/MarkInfo", "/StructTreeRoot", "/Outlines", "/Dests",
    "/Names", "/PageLabels", "/PageLayout", "/ViewerPreferences", "/OCProperties", "/AcroForm",
    "/OutputIntents",
}  # fmt: skip
_FORM = {"/Fields", "/DR", "/DA", "/Q", "/NeedAppearances"}
#: Who made a part with what and when, and what no page shows.
_NOTES = {"/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF"}
_REMARK = {"/M", "/CreationDate", "/T"}
#: What a dictionary is looked into for; most have nothing of it.
_TELLING = _RUNS | _CARRIES | {"/Type", "/Subtype", "/S", "/F", "/UF", "/AA", "/ByteRange"}
#: The last bytes of an archive: at most so far from its end.
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 65_557
PAGE = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe)\b", re.IGNORECASE)


def written_anew(content: bytes) -> tuple[bytes, int]:
    """The file with its pages alone, and how many these are.

    Raises ``Refused`` where it is more than pages to read. The same file gives the same bytes.
    """
    _is_one_file(content)
    end = content.rfind(b"%%EOF")
    if content[end + 5 :].strip(b"\0\t\n\f\r "):
        raise _two()
    broken = Refused(_("This PDF file is broken. Make it anew and send that."))
    into = BytesIO()
    try:
        with _ONE_AT_A_TIME, pikepdf.open(BytesIO(content), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise Refused(_locked())
            pages = len(pdf.pages)
            _look_into_objects(pdf)
            # what could not be read here another reader may read
            if pdf.get_warnings():
                raise broken
            _leave_the_pages(pdf)
            pdf.save(
                into,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                fix_metadata_version=False,
                deterministic_id=True,
            )
    except pikepdf.PasswordError:
        raise Refused(_locked()) from None
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError, RecursionError):
        raise broken from None
    if not 1 <= pages <= MOST_PAGES:
        raise Refused(_("A PDF file has from 1 to %(most)s pages.") % {"most": MOST_PAGES})
    _is_one_file(into.getvalue())
    return into.getvalue(), pages


def _is_one_file(content: bytes) -> None:
    """Refuse what other programs take for a web page or an archive."""
    if b"%%EOF" not in content:
        raise Refused(_("This PDF file is broken: its end is missing."))
    if PAGE.search(content[:1024]) or _ZIP_END in content[-_ZIP_TAIL:]:
        raise _two()


def _two() -> Refused:
    return Refused(
        _("This file is two kinds of file at once. Print it into a new PDF file and send that.")
    )


def _locked() -> str:
    return _("This PDF file is locked with a password. Save it without one.")


def _look_into_objects(pdf: pikepdf.Pdf) -> None:
    """Refuse what runs, opens something else, or carries a file, wherever in the PDF it stands;
    take the notes from the rest."""
    if int(pdf.trailer.get("/Size", 0)) > MOST_OBJECTS:
        raise too_many()
    opening = pdf.Root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and _name(opening, "/S") != "/GoTo":
        raise _runs()
    bounds = Bounds()
    for each in _objects(pdf):
        for part in _containers(each, bounds):
            keys = set(part.keys()) if isinstance(part, pikepdf.Dictionary) else set()
            if keys & _TELLING:
                _look_into(part)
                _without_remarks(part, keys)
            for key in keys & _NOTES:
                del part[key]
        if isinstance(each, pikepdf.Stream):
            if _ELSEWHERE & set(each.stream_dict.keys()):
                raise _runs()
            look_at_photo(each, bounds)


def _objects(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """All objects, each only unfolded when its turn comes."""
    yield pdf.trailer
    size = int(pdf.trailer.get("/Size", 0))
    for number in range(1, size):
        yield pdf.get_object(number, 0)
    others: Iterator[Any] = iter(pdf.objects)
    for each in others:
        if isinstance(each, pikepdf.Object) and (each.objgen[1] or each.objgen[0] >= size):
            yield each


def _look_into(part: pikepdf.Dictionary) -> None:
    """Refuse a dictionary that does, or stands for, more than a page shows."""
    keys = set(part.keys())
    if keys & _CARRIES or {_name(part, "/Subtype"), _name(part, "/Type")} & _PARTS:
        raise Refused(
            _(
                "This PDF file carries other files inside. Print it into a new PDF file and"
                " send that."
            )
        )
    action = _name(part, "/S")
    names_a_file = any(isinstance(part.get(key), pikepdf.String) for key in ("/F", "/UF"))
    by_itself = isinstance(part.get("/AA"), pikepdf.Dictionary) and any(
        isinstance(value, pikepdf.Dictionary) and _name(value, "/S")
        for _key, value in part["/AA"].items()
    )
    elsewhere = action == "/URI" and not _OPENS.match(str(part.get("/URI", "")).strip())
    does = action == "/Named" and _name(part, "/N") not in _NAMED
    if keys & _RUNS or action in _ACTIONS or names_a_file or by_itself or elsewhere or does:
        raise _runs()


def _runs() -> Refused:
    return Refused(
        _(
            "This PDF file holds a program or opens something else. Print it into a new"
            " PDF file and send that."
        )
    )


def _containers(found: Any, bounds: Bounds) -> Iterator[Any]:
    """Every dictionary and list of an object that is written inside it."""
    left: list[Any] = [found]
    while left:
        each = left.pop()
        if isinstance(each, pikepdf.Stream):
            each = each.stream_dict
        if not isinstance(each, pikepdf.Dictionary | pikepdf.Array):
            continue
        bounds.take(parts=1 + len(each))
        inside: list[Any] = list(each)
        if isinstance(each, pikepdf.Dictionary):
            inside = [value for _key, value in each.items()]
        left += [
            value for value in inside if isinstance(value, pikepdf.Object) and not value.objgen[0]
        ]
        yield each


def _name(part: Any, key: str) -> str:
    value = part.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _leave_the_pages(pdf: pikepdf.Pdf) -> None:
    """Take away what the pages do not need; what nothing leads to any more is not written."""
    _keep(pdf.trailer, {"/Root", "/Info", "/Size", "/ID"})
    _keep(pdf.Root, _ROOT)
    for key, kept in (("/Names", {"/Dests"}), ("/AcroForm", _FORM)):
        if isinstance(part := pdf.Root.get(key), pikepdf.Dictionary):
            _keep(part, kept)
    if isinstance(about := pdf.trailer.get("/Info"), pikepdf.Dictionary):
        _keep(about, {"/Title"})


def _without_remarks(part: pikepdf.Dictionary, keys: set[str]) -> None:
    """Take away who wrote a remark on a page and when, and the way of an article through pages."""
    kind = _name(part, "/Subtype")
    # the name of a field to fill in is no author
    gone = (_REMARK if kind != "/Widget" else _REMARK - {"/T"}) if kind and "/Rect" in keys else ()
    for key in keys & {*gone, *({"/B"} if _name(part, "/Type") == "/Page" else ())}:
        del part[key]
    # a signature is of the file as it was: the page still shows it
    if "/ByteRange" in keys:
        _keep(part, set())


def _keep(part: Any, keys: set[str]) -> None:
    for key in set(part.keys()) - keys:
        del part[key]
