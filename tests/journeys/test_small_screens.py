"""On a phone: many children, many terms, and the page by keyboard."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import Cast
from tests.live import Live

#: How many lines the links of a line of choices take, and whether the chosen one is all in sight.
LINES = """(ul) => {
    const links = [...ul.querySelectorAll("a")];
    const chosen = ul.querySelector("[aria-current]").getBoundingClientRect();
    return {
        lines: new Set(links.map((link) => Math.round(link.getBoundingClientRect().top))).size,
        in_sight: chosen.left >= 0 && chosen.right <= innerWidth,
    };
}"""


@pytest.fixture
def grandmothers_phone(live: Live, north: Cast, page: Page) -> Page:
    """A phone on which the guardian of four is signed in; cai goes to two schools."""
    page.context.add_cookies([live.cookie_of(north.grandmother)])  # type: ignore[list-item]
    page.set_viewport_size({"width": 390, "height": 844})
    return page


def test_four_children_and_everyone_stand_in_one_line(
    live: Live, north: Cast, grandmothers_phone: Page
) -> None:
    page = grandmothers_phone
    for child in ("cai", "dee", "eli", "fay"):
        page.goto(f"{live.url}/north/family/{getattr(north, child).id}/")
        assert page.locator(".switch a").count() == 5
        assert page.locator(".switch ul").evaluate(LINES) == {"lines": 1, "in_sight": True}


def test_a_page_begins_at_its_top(live: Live, north: Cast, grandmothers_phone: Page) -> None:
    """A choice that is in sight already is not moved to, and its page's name is read first."""
    page = grandmothers_phone
    for path in ("calendar/", "{}/calendar/", "{}/schedule/", "{}/attendance/", "{}/assignments/"):
        page.goto(f"{live.url}/north/family/" + path.format(north.cai.id))
        page.evaluate("new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)))")
        assert page.evaluate("scrollY") == 0, path


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_chosen_term_is_in_sight_however_many_there_are(
    scripts: bool, live: Live, north: Cast, grandmothers_phone: Page
) -> None:
    assert grandmothers_phone.context.browser
    context = grandmothers_phone.context.browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=scripts
    )
    context.add_cookies([live.cookie_of(north.grandmother)])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(f"{live.url}/north/family/{north.cai.id}/attendance/")
    terms = page.locator(".chips a").evaluate_all("(all) => all.map((a) => a.href)")
    assert len(terms) > 2
    for term in terms:
        page.goto(term)
        assert page.locator(".chips ul").evaluate(LINES) == {"lines": 1, "in_sight": True}
    context.close()


STOP = """() => {
    const on = document.activeElement;
    if (on === document.body) return null;
    const box = on.getBoundingClientRect();
    const tabs = document.querySelector(".tabs");
    const floor = on.closest(".tabs") ? innerHeight : tabs.getBoundingClientRect().top;
    const look = getComputedStyle(on);
    const ring = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
    const inside = box.left > -2 && box.right < innerWidth + 2;
    return {
        what: on.outerHTML.slice(0, 120),
        seen: ring && inside && box.top >= 0 && box.bottom <= floor + 1,
    };
}"""


@pytest.mark.parametrize(
    "place",
    ["", "grades/", "grades/{algebra}/", "assignments/", "attendance/", "schedule/month/", "more/"],
)
def test_each_stop_of_the_tab_key_is_in_sight_and_has_a_ring(
    place: str, live: Live, north: Cast, grandmothers_phone: Page
) -> None:
    page = grandmothers_phone
    place = place.format(algebra=north.rows["algebra"].pk)
    page.goto(f"{live.url}/north/family/{north.cai.id}/{place}")
    count = page.locator("a[href], button, summary").locator("visible=true").count()
    unseen, stops = [], 0
    page.keyboard.press("Tab")
    while stop := page.evaluate(STOP):
        stops += 1
        if not stop["seen"]:
            unseen.append(stop["what"])
        page.keyboard.press("Tab")
    assert unseen == []
    assert stops == count


def test_the_first_stop_skips_to_the_page(
    live: Live, north: Cast, grandmothers_phone: Page
) -> None:
    page = grandmothers_phone
    page.goto(f"{live.url}/north/family/{north.cai.id}/grades/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_teacher_scores_and_takes_the_roll_by_thumb(
    live: Live, north: Cast, browser: Browser
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce"
    )
    context.add_cookies([live.cookie_of(north.teacher)])  # type: ignore[list-item]
    page, work = context.new_page(), north.rows["work_late"]
    page.goto(f"{live.url}/north/staff/sections/{work.section_id}/gradebook/")
    page.get_by_role("link", name=work.name).locator("visible=true").first.tap()
    field = page.locator(f"#c-{north.cai.id}-{work.pk}")
    field.tap()
    field.fill("6L")
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(field).to_have_value("6L")
    page.goto(f"{live.url}/north/staff/attendance/")
    page.get_by_role("link", name="Algebra II").tap()
    line = page.locator(".roll-line", has_text="Ben")
    line.get_by_role("radio", name="Late").tap()  # all are here until one is tapped
    expect(page.locator("output")).to_contain_text("1 late")
    context.close()
