"""QR codes as drawings (docs/decisions/0062)."""

import base64
from math import isqrt

import zxingcpp


def qr_svg(text: str, *, border: int = 0, scale: int = 1) -> str:
    """The QR code of *text* as SVG, error correction M, with as many modules of white around as
    *border* says, each of *scale* pixels."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)
    modules = memoryview(image).tobytes()
    size = isqrt(len(modules))
    lines = []
    for y in range(size):
        x = border
        # dark is 0: what lies between the light ones is drawn as one stroke
        for dark in modules[y * size : (y + 1) * size].split(b"\xff"):
            if dark:
                lines.append(f"M{x} {y + border}.5h{len(dark)}")
            x += len(dark) + 1
    whole = size + 2 * border
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole * scale}" height="{whole * scale}"'
        f' viewBox="0 0 {whole} {whole}"><path stroke="#000" d="{"".join(lines)}"/></svg>'
    )


def qr_address(text: str) -> str:
    """The same as the address of a picture, to be scanned from a screen or a letter."""
    drawn = qr_svg(text, border=2, scale=5).encode()
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}"
