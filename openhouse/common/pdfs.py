"""A PDF that somebody sent: what may stand in one, and the file anew with its pages alone.

Whatever in it runs, opens or carries something else is refused, wherever it stands and whatever its
objects are called. What is left is written anew from what its pages need: nothing that a former
edition of the file held, that no page reaches or that lies between its objects is kept, nor who
made it with what, nor where its photos were taken. Names of actions and kinds: ISO 32000-2, 12.6.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

from openhouse.common.jpegs import without_notes
from openhouse.common.uploads import Refused

#: The most pages of a PDF, the most objects that it may be made of, and the most that these hold.
MOST_PAGES = 500
MOST_OBJECTS = 50_000
MOST_PARTS = 1_000_000
# A few bytes of a PDF can unfold to gigabytes of objects. The limit is of the whole process, which
# unfolds nothing else of a PDF than its objects: pages and pictures stay folded.
pikepdf.settings.set_qpdf_limits(flate_max_memory=4 * 1024 * 1024)

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
_NOTES = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF", "/B")
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
        with pikepdf.open(BytesIO(content), attempt_recovery=False) as pdf:
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
    """Refuse what runs, opens something else, or carries a file; wherever in the PDF it stands."""
    many = Refused(_("This PDF file has too many parts. Print it into a new PDF file."))
    if int(pdf.trailer.get("/Size", 0)) > MOST_OBJECTS or len(pdf.objects) > MOST_OBJECTS:
        raise many
    opening = pdf.Root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and _name(opening, "/S") != "/GoTo":
        raise _runs()
    left = MOST_PARTS
    for each in (pdf.trailer, *pdf.objects):
        if isinstance(each, pikepdf.Stream) and _ELSEWHERE & set(each.stream_dict.keys()):
            raise _runs()
        for part in _containers(each):
            left -= len(part)
            if left < 0:
                raise many
            if isinstance(part, pikepdf.Dictionary):
                _look_into(part)


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


def _leave_the_pages(pdf: pikepdf.Pdf) -> None:
    """Take away what the pages do not need; what nothing leads to any more is not written."""
    _keep(pdf.trailer, {"/Root", "/Info", "/Size", "/ID"})
    _keep(pdf.Root, _ROOT)
    for key, kept in (("/Names", {"/Dests"}), ("/AcroForm", _FORM)):
        if isinstance(part := pdf.Root.get(key), pikepdf.Dictionary):
            _keep(part, kept)
    if isinstance(about := pdf.trailer.get("/Info"), pikepdf.Dictionary):
        _keep(about, {"/Title"})
    for each in pdf.objects:
        for part in _containers(each):
            if isinstance(part, pikepdf.Dictionary):
                for key in _NOTES:
                    if key in part:
                        del part[key]
                # a signature is of the file as it was: the page still shows it
                if "/ByteRange" in part:
                    _keep(part, set())
        if isinstance(each, pikepdf.Stream) and _filters(each) == ["/DCTDecode"]:
            photo = each.read_raw_bytes()
            plain = without_notes(photo)
            if plain != photo:
                more: Any = each.get("/DecodeParms")
                each.write(plain, filter=pikepdf.Name.DCTDecode, decode_parms=more)


def _keep(part: Any, keys: set[str]) -> None:
    for key in set(part.keys()) - keys:
        del part[key]


def _filters(stream: pikepdf.Stream) -> list[str]:
    found = stream.get("/Filter")
    return [str(each) for each in found] if isinstance(found, pikepdf.Array) else [str(found)]
