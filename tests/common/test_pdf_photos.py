"""Photos in a PDF: however they are folded, none says where it was taken, and all look the same."""

import base64
import zlib
from io import BytesIO

import pikepdf
import pytest

from openhouse.common.checking import checked
from openhouse.common.jpegs import without_notes
from openhouse.common.uploads import Refused
from tests.common.test_checking import kept, picture, with_place
from tests.common.test_pdfs import pdf, seen, stream

NOTE = b"at home"  # what the photo of a test says of itself
PHOTO = with_place().replace(b"<script>", b"[script]").replace(b"PK ", b"In ")
PLAIN = picture()
SECOND = PLAIN[:2] + b"\xff\xe2\0\x12MPF\0 of at home " + PLAIN[2:] + PHOTO
PROFILE = b"\xff\xe2\0\x13ICC_PROFILE\0\1\1xyz"


def page_with(filters: bytes, photo: bytes) -> bytes:
    said = (
        b"/Type /XObject /Subtype /Image /Width 60 /Height 40 /ColorSpace /DeviceRGB"
        b" /BitsPerComponent 8 /Filter " + filters
    )
    return pdf(
        page=b"/Contents 8 0 R",
        drawing=b"/XObject << /X 9 0 R >>",
        o8=stream(b"", b"200 0 0 200 0 0 cm /X Do"),
        o9=stream(said, photo),
    )


def boxed() -> bytes:
    """A JPEG 2000 with a box of notes behind its first two."""
    whole = picture("JPEG2000")
    at = 12 + int.from_bytes(whole[12:16])
    return whole[:at] + b"\0\0\0\x1fuuid" + b"0123456789abcdef" + NOTE + whole[at:]


FOLDED = {
    "as it is": page_with(b"/DCTDecode", PHOTO),
    "by its short name": page_with(b"[/DCT]", PHOTO),
    "as letters": page_with(b"[/ASCII85Decode /DCTDecode]", base64.a85encode(PHOTO) + b"~>"),
    "as digits": page_with(b"[/ASCIIHexDecode /DCTDecode]", PHOTO.hex().encode() + b">"),
    "small": page_with(b"[/FlateDecode /DCTDecode]", zlib.compress(PHOTO)),
    "twice": page_with(
        b"[/A85 /Fl /DCT] /DecodeParms [null << /Predictor 1 >> << /ColorTransform 1 >>]",
        base64.a85encode(zlib.compress(PHOTO)) + b"~>",
    ),
    "a second one behind it": page_with(b"/DCTDecode", SECOND),
    "a film behind it": page_with(b"/DCTDecode", PLAIN + b"\0\0\0\x18ftypmp42 at home"),
    "in boxes": page_with(b"/JPXDecode", boxed()),
    "in boxes, small": page_with(b"[/FlateDecode /JPXDecode]", zlib.compress(boxed())),
}
HIDDEN = {
    "by a way that is not undone": page_with(b"[/LZWDecode /DCTDecode]", PHOTO),
    "behind what it is": page_with(b"[/DCTDecode /FlateDecode]", PHOTO),
    "by differences": page_with(
        b"[/FlateDecode /DCTDecode] /DecodeParms [<< /Predictor 12 >> null]", zlib.compress(PHOTO)
    ),
}
DRAWN = b"q 9 0 0 9 0 0 cm BI /W 60 /H 40 /CS /RGB /BPC 8 /F /DCT ID " + PHOTO + b" EI Q"
for name, folded in (
    ("into what a page draws", stream(b"", DRAWN)),
    (
        "into it, small",
        stream(b"/Filter /FlateDecode", zlib.compress(DRAWN.replace(b"/DCT", b"[/DCTDecode]"))),
    ),
    ("into it, far on", stream(b"", b"0 0 m " * 60_000 + DRAWN)),
):
    HIDDEN[name] = pdf(page=b"/Contents 8 0 R", o8=folded)


@pytest.mark.parametrize("sent", FOLDED.values(), ids=FOLDED)
def test_a_photo_looks_the_same_and_does_not_say_where_it_was_taken(sent: bytes) -> None:
    taken = checked("scan.pdf", sent).content
    with pikepdf.open(BytesIO(taken)) as found:
        image = found.pages[0].Resources.XObject.X
        raw = image.read_raw_bytes()
        assert isinstance(image.Filter, pikepdf.Name) or len(image.Filter) == 1
    assert NOTE not in raw and b"Exif" not in raw
    assert raw.startswith((b"\xff\xd8", b"\0\0\0\x0cjP  "))
    assert seen(taken) == seen(sent)
    assert checked("again.pdf", sent).content == taken


@pytest.mark.parametrize("sent", HIDDEN.values(), ids=HIDDEN)
def test_a_photo_that_cannot_be_read_is_refused(sent: bytes) -> None:
    with pytest.raises(Refused, match="in a way that is not read here"):
        checked("scan.pdf", sent)


def test_photos_that_unfold_without_end_are_refused() -> None:
    bomb = zlib.compress(zlib.compress(PLAIN + b"\0" * 90_000_000))
    with pytest.raises(Refused, match="broken"):
        checked("a.pdf", page_with(b"[/FlateDecode /FlateDecode /DCTDecode]", bomb))


def test_of_a_jpeg_only_what_draws_it_is_kept() -> None:
    assert without_notes(PLAIN) == PLAIN
    waves = picture(progressive=True)
    assert without_notes(waves) == waves
    assert without_notes(PLAIN[:2] + PROFILE + PLAIN[2:]) == PLAIN[:2] + PROFILE + PLAIN[2:]
    assert without_notes(waves[:2] + SECOND[2:]) == PLAIN
    assert without_notes(b"\n" + PHOTO[:-2]) == without_notes(PHOTO)[:-2]
    small = PLAIN[:2] + b"\xff\xe0\0\x13JFIF\0\1\1\0\0\1\0\1\1\1rgb" + PLAIN[20:]
    assert without_notes(small) == PLAIN
    for cut in range(len(PHOTO)):
        assert NOTE not in without_notes(PHOTO[:cut])


def test_who_wrote_a_remark_and_when_is_not_kept() -> None:
    more = b"/T (left-behind) /M (D:20260101) /CreationDate (D:20260101)"
    sent = pdf(
        b"/AcroForm << /Fields [8 0 R] >>",
        page=b"/Annots [<< /Subtype /Text /Rect [0 0 9 9] /Contents (See here) %s >> 8 0 R]" % more,
        o8=b"<< /Subtype /Widget /FT /Tx /Rect [0 0 9 9] %s >>" % more,
        drawing=b"/Font << /B 9 0 R >>",
        o9=b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    with pikepdf.open(BytesIO(checked("a.pdf", sent).content)) as found:
        remark, field = found.pages[0].Annots
        assert set(remark.keys()) == {"/Subtype", "/Rect", "/Contents"}
        assert str(field.T) == "left-behind" and "/M" not in field
        assert "/B" in found.pages[0].Resources.Font


def test_a_list_of_nothing_costs_nothing() -> None:
    one = pikepdf.new()
    one.add_blank_page()
    one.Root.StructTreeRoot = pikepdf.Object.parse(b"<< /K [" + b"<<>> " * 300_000 + b"] >>")
    sent = kept(one, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert len(sent) < 10_000
    with pytest.raises(Refused, match="too many parts"):
        checked("small.pdf", sent)


def test_a_long_file_with_tags_is_kept() -> None:
    one = pikepdf.new()
    for _page in range(100):
        one.add_blank_page()
    part = b"<< /Type /StructElem /S /P /K [0 1] /A << /O /Layout /Placement /Block >> >> "
    one.Root.StructTreeRoot = pikepdf.Object.parse(b"<< /K [" + part * 20_000 + b"] >>")
    with pikepdf.open(BytesIO(checked("long.pdf", kept(one)).content)) as found:
        assert len(found.Root.StructTreeRoot.K) == 20_000
