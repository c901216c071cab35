"""What a mark would be: by keyboard alone, said as it changes, and nothing of it kept."""

from playwright.sync_api import Browser, expect

from tests.cast import Cast
from tests.journeys.keys import write
from tests.journeys.visitor import PHONE
from tests.live import Live


def test_a_mother_tries_a_score_and_hears_the_new_mark(
    live: Live, north: Cast, browser: Browser
) -> None:
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
    context.add_cookies([live.cookie_of(north.mother)])  # type: ignore[list-item]
    page = context.new_page()
    course = f"{live.url}/north/family/{north.ben.id}/grades/{north.rows['algebra'].pk}/"
    page.goto(course)
    before = page.locator(".mark").first.inner_text()
    page.goto(f"{course}try/")
    result = page.get_by_role("status").filter(has_text="only tried")
    # The region stays and only what it says changes: that is what a screen reader reads aloud.
    region = result.element_handle()
    expect(result).to_contain_text("That is the mark as it stands.")
    first = page.locator(".try-row input").first
    write(page, first.evaluate("(one) => one.labels[0].firstChild.textContent.trim()"), "100")
    expect(result).not_to_contain_text("That is the mark as it stands.")
    assert region.evaluate("(one) => one.isConnected")
    expect(result).to_contain_text("Nothing is kept")
    assert page.url == f"{course}try/"
    page.goto(course)
    assert page.locator(".mark").first.inner_text() == before
    context.close()
