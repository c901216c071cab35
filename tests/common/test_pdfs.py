"""Hostile PDF files, written by hand: what is refused, and what of the rest is never kept."""

import re
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from openhouse.common.checking import PDF, checked
from openhouse.common.uploads import Refused
from tests.common.test_checking import kept, paper, with_place

PAGES = {2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"}
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Resources << %s >> %s >>"


def written(objects: dict[int, bytes], before: bytes = b"") -> bytes:
    """A PDF of these objects by number; after *before*, an update of that file which hides
    those of its objects that have the same number."""
    out = before or b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = {}
    for number, said in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, said)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    more = b"/Prev %d" % int(before.rsplit(b"startxref\n", 1)[1].split()[0]) if before else b""
    numbers = [int(said) for said in re.findall(rb"(?m)^(\d+) 0 obj", out)]
    size = max(numbers) + 1
    return out + b"trailer << /Root 1 0 R /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, more, start,
    )  # fmt: skip


def pdf(root: bytes = b"", page: bytes = b"", drawing: bytes = b"", **more: bytes) -> bytes:
    """One page, with more said in its root, page and resources; ``o9`` is object 9."""
    numbered = {int(name[1:]): said for name, said in more.items()}
    whole = {1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % root, 3: PAGE % (drawing, page)}
    return written(whole | PAGES | numbered)


def link(action: bytes) -> bytes:
    return b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << %s >> >>]" % action


def stream(said: bytes, content: bytes = b"0 0 m") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (said, len(content), content)


def drawn(said: bytes, **more: bytes) -> bytes:
    """A page that draws the stream 9, whose dictionary says so."""
    return pdf(drawing=b"/XObject << /X 9 0 R >>", o9=stream(said), **more)


def packed(said: bytes) -> bytes:
    """The same page with its link inside an object stream."""
    with pikepdf.open(BytesIO(pdf(page=b"/Annots [9 0 R]", o9=said))) as found:
        return kept(found, object_stream_mode=pikepdf.ObjectStreamMode.generate)


FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
SCRIPT = b"/S /JavaScript /JS (app.alert\\(1\\))"
HARMLESS = pdf()

RUNS = {
    "a page of the web, opened by itself": pdf(b"/OpenAction << /S /URI /URI (https://a.test) >>"),
    "a page of the web, when it is left": pdf(
        page=b"/AA << /C << /S /URI /URI (https://a.test) >> >>"
    ),
    "a field that goes somewhere by itself": pdf(
        page=b"/Annots [<< /Subtype /Widget /FT /Tx /Rect [0 0 9 9] /AA << /E 9 0 R >> >>]",
        o9=b"<< /S /GoTo /D [3 0 R /Fit] >>",
    ),
    "a script when it is opened": pdf(b"/OpenAction 9 0 R", o9=b"<< %s >>" % SCRIPT),
    "a script by another spelling": pdf(page=link(b"/#53 /Java#53cript /#4aS (a)")),
    "a script after a harmless step": pdf(
        page=link(b"/S /GoTo /D [3 0 R /Fit] /Next [<< %s >>]" % SCRIPT)
    ),
    "a script in a stream": pdf(page=link(b"/S /JavaScript /JS 9 0 R"), o9=stream(b"", b"a()")),
    "a tree of scripts": pdf(
        b"/Names << /JavaScript << /Names [(a) 9 0 R] >> >>", o9=b"<< %s >>" % SCRIPT
    ),
    "a script in an object stream": packed(
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << %s >> >>" % SCRIPT
    ),
    "a script that an update adds": written({3: PAGE % (b"", link(SCRIPT))}, HARMLESS),
    "a script that nothing leads to": pdf(o9=b"<< %s >>" % SCRIPT),
    "a program": pdf(page=link(b"/S /Launch /F (calc.exe)")),
    "a program of one system": pdf(page=link(b"/S /Launch /Win << /F (cmd.exe) >>")),
    "another file": pdf(page=link(b"/S /GoToR /F (other.pdf) /D [0 /Fit]")),
    "a file inside": pdf(page=link(b"/S /GoToE /T << /R /C /N (a.pdf) >>")),
    "a thread of another file": pdf(page=link(b"/S /Thread /F (other.pdf) /D 0")),
    "a form that sends": pdf(page=link(b"/S /SubmitForm /F << /FS /URL /F (http://a.test) >>")),
    "a form that reads": pdf(page=link(b"/S /ImportData /F (data.fdf)")),
    "fields that are emptied": pdf(page=link(b"/S /ResetForm")),
    "layers that are shown": pdf(page=link(b"/S /SetOCGState /State [/ON 9 0 R]"), o9=b"<< >>"),
    "what is hidden": pdf(page=link(b"/S /Hide /T (a)")),
    "a film": pdf(page=link(b"/S /Rendition /OP 0")),
    "a command of the reader": pdf(page=link(b"/S /Named /N /SaveAs")),
    "a page that is a script": pdf(page=link(b"/S /URI /URI (javascript:alert\\(1\\))")),
    "a page that is a file": pdf(page=link(b"/S /URI /URI (file:///etc/passwd)")),
    "another computer": pdf(page=link(b"/S /URI /URI (\\\\\\\\a.test\\\\share)")),
    "a form of another kind": pdf(
        b"/AcroForm << /Fields [] /XFA 9 0 R >>", o9=stream(b"", b"<a/>")
    ),
    "a stream that lies elsewhere": drawn(FORM + b"/F (//a.test/x)"),
    "a stream by the web": drawn(FORM + b"/F << /FS /URL /F (http://a.test) >>"),
    "another file's page": drawn(FORM + b"/Ref << /F 8 0 R /Page 0 >>", o8=b"(a.pdf)"),
    "a picture kept elsewhere": drawn(FORM + b"/OPI << /1.3 << /F (a.eps) >> >>"),
}
CARRIES = {
    "a list of files": pdf(b"/Names << /EmbeddedFiles << /Names [] >> >>"),
    "a file that belongs to it": pdf(
        b"/AF [9 0 R]", o9=b"<< /Type /Filespec /F (a.xml) /EF << /F 8 0 R >> >>", o8=stream(b"")
    ),
    "a file pinned to a page": pdf(
        page=b"/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /FS /URL >> >>]"
    ),
    "media": pdf(page=b"/Annots [<< /Subtype /RichMedia /Rect [0 0 9 9] >>]"),
    "a film on the page": pdf(page=b"/Annots [<< /Subtype /Screen /Rect [0 0 9 9] >>]"),
    "a body to turn": pdf(page=b"/Annots [<< /Subtype /3D /Rect [0 0 9 9] >>]"),
    "words for a printer": drawn(b"/Type /XObject /Subtype /PS"),
}


@pytest.mark.parametrize("content", RUNS.values(), ids=RUNS)
def test_a_pdf_that_runs_or_opens_anything_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="holds a program or opens something else"):
        checked("a.pdf", content)


@pytest.mark.parametrize("content", CARRIES.values(), ids=CARRIES)
def test_a_pdf_that_carries_anything_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="carries other files"):
        checked("a.pdf", content)


def test_an_archive_in_a_picture_of_a_pdf_is_refused() -> None:
    said = b"/Type /XObject /Subtype /Image /Width 9 /Height 9 /Filter /DCTDecode"
    archive = b"PK\x03\x04 words PK\x05\x06" + b"\0" * 18
    hidden = stream(said, archive)
    for far in (0, 80_000):  # beyond what an archive's end may lie from a file's
        sent = pdf(drawing=b"/XObject << /X 9 0 R >>", o9=hidden, o8=b"null" + b" " * far)
        with pytest.raises(Refused, match="two kinds"):
            checked("a.pdf", sent)


SECRET = b"left-behind"
LEFT = {
    "what an update hides": written(
        {3: PAGE % (b"", b"")}, pdf(page=link(SCRIPT), o9=b"(left-behind)")
    ),
    "what lies between its objects": pdf(o9=b"null\n%left-behind"),
    "what nothing leads to": pdf(o9=stream(b"", SECRET)),
    "who made it, with what": pdf(b"/Metadata 9 0 R", o9=stream(b"/Type /Metadata", SECRET)),
    "a program's own notes": pdf(page=b"/PieceInfo << /A << /Private (left-behind) >> >>"),
    "an address to begin with": pdf(b"/URI << /Base (http://left-behind/) >>"),
    "a collection": pdf(b"/Collection << /Schema << /A (left-behind) >> >>"),
}


@pytest.mark.parametrize("content", LEFT.values(), ids=LEFT)
def test_what_no_page_needs_is_not_kept(content: bytes) -> None:
    assert SECRET in content
    taken = checked("a.pdf", content)
    with pikepdf.open(BytesIO(taken.content)) as found:
        whole = kept(found, qdf=True, static_id=True)
    assert SECRET not in whole and b"JavaScript" not in whole
    assert (taken.kind, taken.pages) == (PDF, 1)


def test_what_a_reader_needs_beside_the_pages_is_kept() -> None:
    sent = pdf(
        b"/Lang (es) /MarkInfo << /Marked true >> /OpenAction [3 0 R /Fit]"
        b" /Outlines << /First 9 0 R /Last 9 0 R /Count 1 >>"
        b" /AcroForm << /Fields [] /DA (/Helv 0 Tf) /CO [] >>",
        link(b"/S /URI /URI (https://school.test/fall)"),
        o9=b"<< /Title (Part one) /Dest [3 0 R /Fit] >>",
    )
    with pikepdf.open(BytesIO(checked("a.pdf", sent).content)) as found:
        assert str(found.Root.Lang) == "es" and found.Root.MarkInfo.Marked
        assert str(found.Root.Outlines.First.Title) == "Part one"
        assert str(found.pages[0].Annots[0].A.URI) == "https://school.test/fall"
        assert "/OpenAction" not in found.Root and "/CO" not in found.Root.AcroForm


def test_a_photo_in_a_pdf_shows_the_same_and_not_where_it_was_taken() -> None:
    photo = with_place().replace(b"<script>", b"[script]")
    said = (
        b"/Type /XObject /Subtype /Image /Width 60 /Height 40 /ColorSpace /DeviceRGB"
        b" /BitsPerComponent 8 /Filter /DCTDecode"
    )
    sent = pdf(
        page=b"/Contents 8 0 R",
        drawing=b"/XObject << /X 9 0 R >>",
        o8=stream(b"", b"200 0 0 200 0 0 cm /X Do"),
        o9=stream(said, photo),
    )
    taken = checked("scan.pdf", sent).content
    assert b"Exif" in sent and b"at home" in sent
    assert b"Exif" not in taken and b"at home" not in taken
    assert seen(taken) == seen(sent)


def seen(content: bytes) -> bytes:
    with pypdfium2.PdfDocument(content) as found:
        return found[0].render(scale=1).to_pil().tobytes()


def test_the_same_file_is_kept_as_the_same_bytes() -> None:
    sent = paper(3)
    once = checked("a.pdf", sent).content
    assert checked("b.pdf", sent).content == once
    assert checked("c.pdf", once).content == once


def test_a_signature_of_the_file_as_it_was_is_not_kept_as_one() -> None:
    sent = pdf(
        b"/AcroForm << /Fields [9 0 R] /SigFlags 3 >> /Perms << /DocMDP 8 0 R >>",
        o9=b"<< /FT /Sig /T (a) /V 8 0 R >>",
        o8=b"<< /Type /Sig /ByteRange [0 9 9 9] /Contents <00ff> >>",
    )
    with pikepdf.open(BytesIO(checked("a.pdf", sent).content)) as found:
        assert "/Perms" not in found.Root and "/SigFlags" not in found.Root.AcroForm
        assert not found.Root.AcroForm.Fields[0].V.keys()
