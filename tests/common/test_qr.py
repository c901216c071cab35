"""A QR code is read as what it was made of, by a reader of pictures."""

import pypdfium2
import pytest
import typst
import zxingcpp

from openhouse.common.qr import qr_address, qr_svg


def read(svg: str) -> list[str]:
    """What a reader finds in *svg*, drawn as a card draws it."""
    page = '#set page(width: 60mm, height: 60mm, margin: 15mm)\n#image("code.svg", width: 30mm)'
    files = {"main.typ": page.encode(), "code.svg": svg.encode()}
    drawn = typst.compile(files, format="pdf")
    picture = pypdfium2.PdfDocument(drawn)[0].render(scale=4).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize(
    "text",
    [
        "https://portal.example.org/verify/MR522DBGH1QN",
        "otpauth://totp/North:ana.vega?secret=JBSWY3DPEHPK3PXP&issuer=North&digits=6&period=30",
        "Größe & “quotes”, niño, Ελλάδα",
    ],
)
@pytest.mark.parametrize("border", [0, 2])
def test_what_a_code_says_is_read_from_its_drawing(text: str, border: int) -> None:
    assert read(qr_svg(text, border=border)) == [text]


def test_a_picture_of_a_page_has_white_around_it() -> None:
    assert qr_address("x").startswith("data:image/svg+xml;base64,")
    assert 'viewBox="0 0 25 25"' in qr_svg("x", border=2, scale=5)
    assert 'width="125"' in qr_svg("x", border=2, scale=5)
