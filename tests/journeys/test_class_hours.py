"""A clerk closes grades in class hours; a mother reads on her pages when they are here again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.cast import Cast, Somebody
from tests.journeys.axe import against
from tests.journeys.test_every_page import sideways
from tests.live import Live

SAID = "shows grades outside class hours. They are here again today at 2:40 PM."


def signed_in(live: Live, browser: Browser, whom: Somebody) -> Page:
    context = browser.new_context(reduced_motion="reduce", device_scale_factor=2)
    context.add_cookies([live.cookie_of(whom)])  # type: ignore[list-item]
    return context.new_page()


def chosen(page: Page, label: str) -> None:
    page.get_by_label(label, exact=True).check()
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("Saved. It holds from now on.").wait_for()


@pytest.fixture
def closed(live: Live, north: Cast, browser: Browser) -> Iterator[Page]:
    page = signed_in(live, browser, north.clerk)
    page.goto(f"{live.url}/north/office/schools/{north.rows['high'].pk}/")
    page.get_by_role("link", name="When scores and marks are not shown").click()
    chosen(page, "Students and families")
    yield page
    chosen(page, "Nobody: families and students always see them")
    page.context.close()


def test_axe_finds_nothing_while_grades_are_closed(
    live: Live, north: Cast, browser: Browser, closed: Page
) -> None:
    assert closed.get_by_text("from 8:00 AM until 2:40 PM.").is_visible()
    mother, found = signed_in(live, browser, north.mother), {}
    child = f"{live.url}/north/family/{north.ben.id}/"
    course = f"{child}grades/{north.rows['algebra'].pk}/"
    for url in (child, f"{child}grades/", course, f"{child}assignments/?show=missing"):
        mother.goto(url)
        assert mother.get_by_text(SAID).is_visible(), url
        for look, faults in [*against(mother), *sideways(mother)]:
            found[f"{url} {look}"] = faults
    mother.context.close()
    assert found == {}
