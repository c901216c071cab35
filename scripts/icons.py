"""Make the icons of the two apps from one drawing: ``python -m scripts.icons``.

The house of ``ui/static/ui/icon.svg``: parents see it on the house's colour, students on their own
with a pencil beside it. A maskable one fills its square, with the drawing in the middle that every
phone's shape leaves. Committed, as a phone asks for them before anything can be made.
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

from openhouse.ui.colour import hexadecimal
from tests.browser import chromium

FOLDER = Path(__file__).parent.parent / "openhouse/ui/static/ui/icons"
HOUSE = (
    '<path d="M6 15 16 7l10 8v11H6z" fill="none" stroke="#fdfcf9" stroke-width="2.4"'
    ' stroke-linejoin="round"/>'
)
DOOR = '<path d="M13 26v-7l6 2v5" fill="#fdfcf9"/>'
PENCIL = (
    '<path d="M12.6 24.6 12 27.4l2.8-.6 8-8-2.2-2.2z" fill="#fdfcf9"'
    ' transform="translate(-1.4 -3.4)"/>'
)
GROUNDS = {"parent": hexadecimal(0.46, 0.075, 195), "student": hexadecimal(0.46, 0.12, 285)}
INSIDE = {"parent": DOOR, "student": PENCIL}
SIZES = (("192", 192), ("512", 512), ("maskable-192", 192), ("maskable-512", 512), ("180", 180))


def drawing(app: str, name: str) -> str:
    """The icon as SVG; *name* says if it is cut to a shape by the phone."""
    square = not name.isdigit() or name == "180"  # an iPhone rounds the corners itself
    scale = 'transform="translate(16 16) scale(.72) translate(-16 -16.5)"' if square else ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="{0 if square else 8}" fill="{GROUNDS[app]}"/>'
        f"<g {scale}>{HOUSE}{INSIDE[app]}</g></svg>"
    )


def badge() -> str:
    """What stands beside a push in the bar of the phone: a shape without colour."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="2 2 28 28">{HOUSE}{DOOR}</svg>'


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page()

        def draw(svg: str, size: int, name: str) -> None:
            page.set_viewport_size({"width": size, "height": size})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{svg}")
            page.screenshot(path=FOLDER / name, omit_background=True)

        for app in GROUNDS:
            for name, size in SIZES:
                draw(drawing(app, name), size, f"{app}-{name}.png")
        draw(badge(), 96, "badge.png")
        browser.close()


if __name__ == "__main__":
    main()
