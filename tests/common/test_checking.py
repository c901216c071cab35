"""What is taken of the files that people send, and in what words the rest is refused."""

import random
from contextlib import suppress
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image

from openhouse.common.checking import JPEG, PDF, PNG, checked
from openhouse.common.uploads import Refused

PLACE = 0x8825  # where a picture was taken
UPRIGHT = 0x0112


def paper(pages: int = 1, **saved: Any) -> bytes:
    pdf = pikepdf.new()
    for _each in range(pages):
        pdf.add_blank_page()
    return kept(pdf, **saved)


def kept(pdf: pikepdf.Pdf, **saved: Any) -> bytes:
    into = BytesIO()
    pdf.save(into, **saved)
    return into.getvalue()


def picture(kind: str = "JPEG", **saved: Any) -> bytes:
    into = BytesIO()
    Image.new("RGB", (60, 40), "#a33").save(into, kind, **saved)
    return into.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[UPRIGHT] = 6
    exif[PLACE] = {1: "N", 2: (38.0, 37.0, 39.0), 3: "W", 4: (90.0, 11.0, 52.0)}
    return picture(exif=exif, comment=b"PK at home <script>")


def pdf_with(**more: Any) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for key, value in more.items():
        pdf.Root[f"/{key}"] = value
    return kept(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def carrying() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["notes.txt"] = b"a file inside"
    return kept(pdf)


def action(kind: str, **more: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(kind), **more)


def clicked() -> bytes:
    """A link on the page that starts a program, written inside of lists."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    start = action("/Launch", F=pikepdf.String("calc.exe"))
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=start
    )
    page.obj.Annots = pikepdf.Array([link])
    return kept(pdf)


def test_a_scan_named_as_a_program_is_kept_as_the_pdf_that_it_is() -> None:
    scan = paper(40)
    taken = checked("C:\\scans\\Fall letter.v2.pdf.exe", scan)
    assert (taken.name, taken.kind, taken.pages) == ("Fall letter.v2.pdf", PDF, 40)
    with pikepdf.open(BytesIO(taken.content)) as found:
        assert len(found.pages) == 40
    with pytest.raises(Refused, match="program, not a document"):
        checked("scan.pdf", b"MZ\x90\0" + scan)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", b"", "empty"),
        ("large.pdf", b"%PDF-1.7" + b" " * 10 * 1024 * 1024, "larger than 10 MB"),
        ("cut.pdf", paper()[:-30], "broken"),
        ("cut.pdf", b"%PDF-1.7\nnothing\n%%EOF", "broken"),
        ("none.pdf", kept(pikepdf.new()), "from 1 to 500 pages"),
        ("locked.pdf", paper(encryption=pikepdf.Encryption(owner="a", user="b")), "password"),
        ("owned.pdf", paper(encryption=pikepdf.Encryption(owner="a", user="")), "password"),
        ("zip.pdf", paper() + b"PK\x03\x04 and more", "two kinds"),
        ("zip.pdf", paper()[:-6] + b"PK\x05\x06" + b"\0" * 18 + b"\n%%EOF\n", "two kinds"),
        ("html.pdf", b"%PDF-1.7\n<html><script>\n" + paper()[9:], "two kinds"),
        ("late.pdf", paper() + b"<script>alert(1)</script>", "two kinds"),
        ("html.pdf", b"<!DOCTYPE html><script>alert(1)</script>", "web page"),
        ("before.pdf", b"\n" + paper(), "no PDF"),
        ("runs.pdf", pdf_with(OpenAction=action("/JavaScript", JS=pikepdf.String("a"))), "program"),
        ("named.pdf", pdf_with(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())), "progr"),
        ("form.pdf", pdf_with(AcroForm=pikepdf.Dictionary(XFA=pikepdf.String("a"))), "program"),
        ("sends.pdf", pdf_with(AA=pikepdf.Dictionary(WC=action("/SubmitForm"))), "program"),
        ("starts.pdf", clicked(), "program"),
        ("carries.pdf", carrying(), "carries other files"),
        ("drawing.svg", b'<?xml version="1.0"?>\n<svg onload="alert(1)"/>', "SVG drawing"),
        ("drawing.png", b"<svg xmlns='a'><script>alert(1)</script></svg>", "SVG drawing"),
        ("plan.docx", b"PK\x03\x04 words", "office document"),
        ("photo.heic", b"\0\0\0\x18ftypheic", "HEIC"),
        ("words.txt", b"Dear families", "no PDF"),
        ("cut.jpg", picture()[:300], "broken"),
        ("cut.png", picture("PNG")[:60], "broken"),
    ],
)
def test_a_file_that_is_more_or_less_than_it_says_is_refused(
    name: str, content: bytes, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        checked(name, content)


def test_where_a_picture_was_taken_is_not_kept() -> None:
    sent = with_place()
    assert PLACE in Image.open(BytesIO(sent)).getexif()
    taken = checked("IMG_2041.JPG", sent)
    assert (taken.name, taken.kind) == ("IMG_2041.jpg", JPEG)
    found = Image.open(BytesIO(taken.content))
    assert found.size == (40, 60)  # upright, as the camera said
    assert not found.getexif()
    assert b"script" not in taken.content and b"Exif" not in taken.content


def test_of_a_picture_that_is_an_archive_too_only_the_picture_stays() -> None:
    for kind, media in (("JPEG", JPEG), ("PNG", PNG)):
        both = picture(kind) + b"PK\x03\x04 hidden <script>" + b"PK\x05\x06" + b"\0" * 18
        taken = checked("two.jpg", both)
        assert taken.kind == media and taken.name == f"two.{'jpg' if media == JPEG else 'png'}"
        assert b"hidden" not in taken.content and b"PK\x05\x06" not in taken.content


def test_a_picture_that_is_a_web_page_too_or_moves_is_one_still_picture() -> None:
    page = b"<html><script>alert(1)</script>"
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("#a33", "#3a3")]
    into = BytesIO()
    frames[0].save(into, "PNG", save_all=True, append_images=frames[1:])
    assert b"acTL" in into.getvalue()
    for sent in (picture(comment=page), picture() + page, picture("PNG") + page, into.getvalue()):
        taken = checked("a.png", sent).content
        assert b"<script" not in taken and b"acTL" not in taken
        found = Image.open(BytesIO(taken))
        assert (found.size, getattr(found, "n_frames", 1)) == ((60, 40), 1)


def test_a_picture_of_a_wall_of_points_is_not_opened() -> None:
    into = BytesIO()
    Image.new("1", (20_000, 20_000)).save(into, "PNG")
    with pytest.raises(Refused, match="too large"):
        checked("bomb.png", into.getvalue())


def unfolding(many: int, each: int) -> bytes:
    """Lists of nothing: some thousand bytes that would be gigabytes of memory."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    lists = [pdf.make_indirect(pikepdf.Array([0] * each)) for _list in range(many)]
    pdf.Root.X = pikepdf.Array(lists)
    return kept(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


@pytest.mark.parametrize(("many", "each"), [(1, 1_100_000), (50, 45_000), (60_000, 1)])
def test_a_pdf_that_unfolds_is_refused(many: int, each: int) -> None:
    sent = unfolding(many, each)
    assert len(sent) < 1_000_000
    with pytest.raises(Refused, match=r"broken|too many parts"):
        checked("small.pdf", sent)


def test_a_name_says_nothing_else_than_what_it_is() -> None:
    one = paper()
    assert checked("../../etc/passwd", one).name == "passwd.pdf"
    assert checked("letter\u202efdp.exe", one).name == "letterfdp.pdf"
    assert checked("...", one).name == "file.pdf"
    assert checked("Carta año 2026.pdf", one).name == "Carta año 2026.pdf"


def test_noise_is_refused_and_never_an_error() -> None:
    rolled = random.Random(5)
    whole = [paper(3), clicked(), picture(), picture("PNG")]
    for _each in range(300):
        broken = bytearray(rolled.choice(whole))
        for _byte in range(rolled.randint(1, 30)):
            broken[rolled.randrange(8, len(broken))] = rolled.randrange(256)
        with suppress(Refused):
            assert checked("noise", bytes(broken)).content
