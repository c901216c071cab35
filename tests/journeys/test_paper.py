"""What a family prints is the page's words: no bars and buttons, nothing cut, ink on white."""

import pytest
from playwright.sync_api import Page

from tests.cast import Cast
from tests.live import Live

#: Letter paper between its margins, in CSS pixels.
PAPER = {"width": 695, "height": 935}
PAGES = (
    "grades/",
    "attendance/?month=2026-09",
    "schedule/",
    "schedule/week/",
    "assignments/",
    "assignments/?show=all&weeks=10",
)
LOOK = """() => {
    const shown = (part) => part.checkVisibility() && part.getClientRects().length > 0;
    const all = (what) => [...document.querySelectorAll(what)].filter(shown);
    const ink = getComputedStyle(document.querySelector("h1")).color;
    return {
        controls: all("nav li, button, .button, summary, form, .crumb, .calendar-turn")
            .map((part) => part.outerHTML.slice(0, 120)),
        blue: all("main a, main a *").map((part) => getComputedStyle(part))
            .filter((style) => style.textDecorationLine !== "none").length,
        linked: all("main p a, main .link").filter((a) => getComputedStyle(a).color
            !== getComputedStyle(a.parentElement).color).length,
        cut: all("main *").filter((part) => !part.closest(".visually-hidden")
            && part.getBoundingClientRect().right > innerWidth + 1)
            .map((part) => part.outerHTML.slice(0, 120)),
        folded: [...document.querySelectorAll("details li")].filter((part) => !shown(part)).length,
        ink,
        paper: getComputedStyle(document.body).backgroundColor,
    };
}"""


@pytest.mark.parametrize("place", PAGES)
def test_paper_shows_all_words_and_no_controls(
    place: str, live: Live, north: Cast, page: Page
) -> None:
    page.context.add_cookies([live.cookie_of(north.mother)])  # type: ignore[list-item]
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{live.url}/north/family/{north.ben.id}/{place}")
    look = page.evaluate(LOOK)
    lightness = float(look.pop("ink").removeprefix("oklch(").split()[0])
    assert lightness < 0.3, "dark ink, though the screen is dark"
    assert look == {
        "controls": [],
        "blue": 0,
        "linked": 0,
        "cut": [],
        "folded": 0,
        "paper": "rgba(0, 0, 0, 0)",
    }
    assert page.locator(".rail-name").is_visible(), "the district's name heads the paper"


def test_the_portal_request_form_takes_two_sheets_at_most(
    live: Live, north: Cast, page: Page
) -> None:
    for language in ("en-US", "es-US"):
        page.set_extra_http_headers({"Accept-Language": language})
        page.goto(f"{live.url}/north/ask/form/")
        sheets = page.pdf(format="Letter").count(b"/Type /Page\n")
        assert 1 <= sheets <= 2, language
    page.emulate_media(media="print")
    assert page.locator("input[name=child4]").is_visible(), "room for four children"
    assert page.locator(".paper-boxes").is_visible(), "what the office ticks"
    assert not page.get_by_role("button").count()
