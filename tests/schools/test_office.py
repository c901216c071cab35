"""A school says where it is and how its papers begin."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from openhouse.common.uploads import LARGEST
from openhouse.districts.models import School, SchoolLogo
from openhouse.ledger.models import Change
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
HERE = {
    "street": "7 Invented Road",
    "city": "Openfield",
    "state": "mo",
    "postal_code": "65001-1234",
    "phone": "(573) 555-0123",
}


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 600), **more: Any) -> bytes:
    into = io.BytesIO()
    mode = "RGBA" if kind == "PNG" else "RGB"
    Image.new(mode, size, (0, 90, 120, 120) if kind == "PNG" else "teal").save(into, kind, **more)
    return into.getvalue()


def sent(cast: Cast, client: HouseClient, content: bytes, name: str = "logo.png") -> str:
    """The words of the page after *content* was sent as the logo of the middle school."""
    url = address("north", "school-details", cast.rows["middle"].pk)
    file = SimpleUploadedFile(name, content)
    return words_of(client.post(url, {"step": "logo", "picture": file}, follow=True))


def logo(cast: Cast, key: str = "middle") -> SchoolLogo | None:
    with in_all(cast):
        return SchoolLogo.objects.filter(pk=cast.rows[key].pk).first()


def school(cast: Cast, key: str) -> School:
    with in_all(cast):
        return School.objects.get(pk=cast.rows[key].pk)


def test_a_clerk_types_address_and_phone_of_her_school(north: Cast, client_of: ClientOf) -> None:
    client, url = client_of(north.clerk), address("north", "school-details", north.rows["high"].pk)
    page = words_of(client.post(url, HERE | {"step": "details"}, follow=True))
    assert "7 Invented Road, Openfield, MO 65001-1234 · (573) 555-0123" in page
    assert "Address and phone were typed here." in page
    with in_all(north):
        line = Change.objects.filter(kind="rules.school").get()
    assert (line.actor_id, line.after["street"]) == (north.clerk.id, "7 Invented Road")
    # the same again is no change, and what is emptied is an import's to fill again
    client.post(url, HERE | {"step": "details"})
    client.post(url, dict.fromkeys(HERE, "") | {"step": "details"})
    emptied = school(north, "high")
    assert (emptied.street, emptied.address_by_hand, emptied.phone_by_hand) == ("", False, False)
    with in_all(north):
        assert Change.objects.filter(kind="rules.school").count() == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"street": ""}, "Add the street, or leave the whole address empty."),
        ({"street": " \t "}, "Add the street, or leave the whole address empty."),
        ({"city": ""}, "Add the city"),
        ({"state": "Missouri"}, "A state has two letters"),
        ({"postal_code": "1234"}, "five figures"),
        ({"phone": "call us"}, "at least seven figures"),
        ({"street": "a" * 201}, "200"),
        ({"street": "1 Road\x00"}, "Null characters"),
    ],
)
def test_an_address_that_no_letter_reaches_is_not_kept(
    wrong: dict[str, str], words: str, north: Cast, client_of: ClientOf
) -> None:
    url = address("north", "school-details", north.rows["middle"].pk)
    answer = client_of(north.admin).post(url, HERE | wrong | {"step": "details"})
    assert words in words_of(answer)
    assert school(north, "middle").street == ""


def test_a_logo_is_added_replaced_and_removed(north: Cast, client_of: ClientOf) -> None:
    client = client_of(north.admin)
    assert "The logo is there." in sent(north, client, picture())
    first = logo(north)
    assert first is not None
    assert (first.width, first.height) == (320, 213)
    url = address("north", "school-logo", north.rows["middle"].pk)
    shown = client.get(url)
    assert (shown.headers["Content-Type"], shown.content) == ("image/jpeg", first.content)
    with Image.open(io.BytesIO(shown.content)) as drawn:
        # half of what shines through is the white of the paper
        assert drawn.getpixel((5, 5)) == pytest.approx((135, 177, 192), abs=4)
    exif = Image.Exif()
    exif[0x010E] = "38.57, -92.17"
    sent(north, client, picture("JPEG", (200, 200), exif=exif), "logo.png")
    second = logo(north)
    assert second is not None
    assert (second.width, second.name, b"38.57" in bytes(second.content)) == (
        200,
        "logo.jpg",
        False,
    )
    assert f"is={second.sha256[:12]}" in client.get(url.removesuffix("logo/")).content.decode()
    gone = client.post(url.removesuffix("logo/"), {"step": "remove"}, follow=True)
    assert "The logo is gone." in words_of(gone)
    assert (logo(north), client.get(url).status_code) == (None, 404)


def bomb() -> bytes:
    """A PNG of a few kilobytes that would unfold to 40,000 by 40,000 dots."""

    def chunk(name: bytes, content: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + crc

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(3_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "an SVG drawing"),
        (picture("GIF"), "This is no JPEG or PNG file."),
        (b"GIF89a/*" + picture(), "This is no JPEG or PNG file."),
        (b"%PDF-1.7\n", "This is a PDF."),
        (picture() + bytes(2 * LARGEST), "larger than 10 MB"),
        (bomb(), "too large"),
        (picture()[:200], "broken"),
        (picture(size=(900, 20)), "too small"),
        (picture(size=(900, 100)), "too long and narrow"),
        (b"", "empty"),
    ],
    ids=["svg", "gif", "gif and png", "pdf", "20 MB", "bomb", "broken", "small", "narrow", "empty"],
)
def test_what_is_no_picture_is_no_logo(
    content: bytes, words: str, north: Cast, client_of: ClientOf
) -> None:
    assert words in sent(north, client_of(north.admin), content)
    assert logo(north) is None


def test_however_busy_a_picture_is_the_logo_stays_small(north: Cast, client_of: ClientOf) -> None:
    into = io.BytesIO()
    Image.effect_noise((1200, 1200), 90).convert("RGB").save(into, "PNG")
    assert "The logo is there." in sent(north, client_of(north.admin), into.getvalue())
    kept = logo(north)
    assert kept is not None
    assert len(kept.content) < 30_000


def test_of_a_file_of_two_kinds_the_picture_alone_is_kept(north: Cast, client_of: ClientOf) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as into:
        into.writestr("index.html", "<script>alert(1)</script>")
    assert "The logo is there." in sent(
        north, client_of(north.admin), picture() + archive.getvalue()
    )
    kept = logo(north)
    assert kept is not None
    assert b"index.html" not in bytes(kept.content)
