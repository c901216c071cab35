"""A teacher's scores by keyboard alone, with the network gone for a while, to the parent's page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.cast import Cast, Somebody
from tests.journeys.visitor import DESK
from tests.live import Live

PASTE = """(text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const how = { clipboardData: data, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
}"""


@pytest.fixture
def context(live: Live, north: Cast, browser: Browser) -> Iterator[BrowserContext]:
    found = signed_in(live, browser, north.teacher)
    yield found
    found.close()


def signed_in(live: Live, browser: Browser, who: Somebody) -> BrowserContext:
    found = browser.new_context(viewport=DESK, reduced_motion="reduce")
    found.add_cookies([live.cookie_of(who)])  # type: ignore[list-item]
    return found


def reach(page: Page, css: str, most: int = 80) -> None:
    """Press Tab until what *css* selects has the focus."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(css) => document.activeElement.matches(css)", css):
            return
    raise AssertionError(f"{css} is not reached by Tab")


class Grid:
    """A teacher at the grid of algebra, with nothing but a keyboard."""

    def __init__(self, page: Page, live: Live, cast: Cast) -> None:
        self.page, self.keys, self.cast = page, page.keyboard, cast
        self.said = page.locator("[data-grid-said]")
        self.section = cast.rows["algebra"].pk
        page.goto(f"{live.url}/{cast.slug}/staff/")
        reach(page, f"a[href$='/sections/{self.section}/gradebook/']")
        self.keys.press("Enter")
        page.wait_for_url("**/gradebook/")
        reach(page, ".grid td")

    def css(self, student: str, work: str) -> str:
        head = self.page.locator(f"th[data-work='{self.cast.rows[f'work_{work}'].pk}']")
        place = head.evaluate("(one) => one.cellIndex + 1")
        return f"tr[data-student='{self.cast.persons[student].id}'] > :nth-child({place})"

    def shows(self, student: str, work: str, text: str, *, waits: bool = False) -> None:
        css = self.css(student, work) + (".waits" if waits else ":not(.waits)")
        expect(self.page.locator(css)).to_have_text(text)

    def says(self, words: str) -> None:
        expect(self.said).to_contain_text(words, timeout=15_000)

    def walk_to(self, student: str, work: str) -> None:
        """By arrows, from the first cell on."""
        css = self.css(student, work)
        self.keys.press("Control+ArrowUp")
        self.keys.press("Home")
        for _step in range(60):
            if self.page.evaluate("(css) => document.activeElement.matches(css)", css):
                return
            end = self.page.evaluate("() => !document.activeElement.nextElementSibling")
            if end:
                self.keys.press("Home")
            self.keys.press("ArrowDown" if end else "ArrowRight")
        raise AssertionError(f"{work} of {student} is not reached by arrows")

    def mark(self, student: str) -> str:
        row = f"tr[data-student='{self.cast.persons[student].id}']"
        return self.page.locator(f"{row} .grid-mark").inner_text()


@pytest.fixture
def grid(live: Live, north: Cast, context: BrowserContext) -> Grid:
    return Grid(context.new_page(), live, north)


def test_typing_replaces_a_letter_is_a_flag_and_undo_takes_back(grid: Grid) -> None:
    grid.walk_to("ben", "plain")
    before = grid.mark("ben")
    grid.keys.type("10")
    grid.keys.press("Enter")
    grid.shows("ben", "plain", "10")
    grid.says("Saved.")
    assert grid.mark("ben") != before
    grid.walk_to("ben", "due_today")
    grid.keys.press("m")
    grid.shows("ben", "due_today", "M")
    grid.says("Saved.")
    grid.keys.press("Control+z")
    grid.shows("ben", "due_today", "")
    grid.keys.type("6")
    grid.keys.press("Enter")
    grid.keys.press("Control+d")
    grid.shows("cai", "due_today", "6")


def test_the_lists_below_the_grid_follow_a_score_that_was_saved(grid: Grid) -> None:
    work = grid.cast.rows["work_due_today"].name
    lists = {
        "work": grid.page.locator("[data-below='work'] .row", has_text=work),
        "student": grid.page.locator("[data-below='students'] .row", has_text="Ben"),
    }

    def said() -> dict[str, str]:
        return {name: row.locator(".row-side b").inner_text() for name, row in lists.items()}

    grid.walk_to("ben", "due_today")
    grid.keys.press("Delete")  # whatever another test has typed there
    grid.shows("ben", "due_today", "")
    before = said()
    grid.keys.type("T")
    grid.keys.press("Enter")
    grid.says("Saved.")
    assert said() == before, "that it came is no score yet"
    grid.walk_to("ben", "due_today")
    grid.keys.type("6")
    grid.keys.press("Enter")
    grid.says("Saved.")
    expect(lists["work"].locator(".row-side b")).not_to_have_text(before["work"])
    expect(lists["student"].locator(".row-side b")).not_to_have_text(before["student"])
    after = said()
    assert after["student"] == grid.mark("ben")
    grid.keys.press("Control+z")
    expect(lists["work"].locator(".row-side b")).to_have_text(before["work"])
    expect(lists["student"].locator(".row-side b")).to_have_text(before["student"])
    grid.walk_to("ben", "due_today")
    grid.keys.type("6")
    grid.keys.press("Enter")
    expect(lists["work"].locator(".row-side b")).to_have_text(after["work"])
    grid.page.reload()
    assert said() == after, "as the page says it when it is loaded"


def test_a_column_is_pasted_whole_or_not_at_all(grid: Grid) -> None:
    grid.walk_to("ben", "undated")
    grid.page.evaluate(PASTE, "1\n2\n3")
    grid.says("Nothing was changed")
    grid.page.evaluate(PASTE, "8\r\n9\r\n")
    grid.shows("ben", "undated", "8")
    grid.shows("cai", "undated", "9")
    grid.page.evaluate(PASTE, "7\n8,5\n")
    expect(grid.page.get_by_role("alert")).to_contain_text("with a point: 8.5")
    grid.page.get_by_role("button", name="Leave it as it was").press("Enter")
    grid.shows("ben", "undated", "8")
    grid.shows("cai", "undated", "9")


def test_a_score_far_over_its_points_is_asked_about_when_typed_and_when_pasted(grid: Grid) -> None:
    meant = "Is this meant? The work has 10 points."
    grid.walk_to("ben", "undated")
    grid.page.evaluate(PASTE, "79\n88\n")
    grid.shows("ben", "undated", "79")
    grid.says(meant)
    grid.says("And 1 more.")
    for student in ("ben", "cai"):
        expect(grid.page.locator(grid.css(student, "undated"))).to_have_attribute(
            "data-doubt", re.compile(re.escape(meant))
        )
    grid.keys.type("9")
    grid.keys.press("Enter")
    grid.shows("ben", "undated", "9")
    expect(grid.said).to_have_text("Saved.")
    expect(grid.page.locator("td[data-doubt]")).to_have_count(1)
    grid.page.reload()
    asked = grid.page.locator("td[data-doubt]")
    expect(asked).to_have_text("88")
    expect(asked).to_have_accessible_name(re.compile(f"^88, {re.escape(meant)}"))


def test_a_block_of_columns_is_pasted_and_a_wider_one_is_not(grid: Grid) -> None:
    head = grid.page.locator("thead th[data-work]")
    numbers = head.evaluate_all("(all) => all.map((one) => one.dataset.work)")
    keys = {str(row.pk): key.removeprefix("work_") for key, row in grid.cast.rows.items()}
    left, right = (keys[number] for number in numbers[:2])
    before = grid.page.locator(grid.css("cai", right)).inner_text()
    grid.walk_to("ben", left)
    grid.page.evaluate(PASTE, "1\t2\n3\t4\n")
    for student, work, text in (
        ("ben", left, "1"), ("ben", right, "2"), ("cai", left, "3"), ("cai", right, "4"),
    ):  # fmt: skip
        grid.shows(student, work, text)
    grid.says("Saved.")
    grid.page.evaluate(PASTE, "\t".join("5" * (len(numbers) + 1)))
    grid.says("columns were copied")
    grid.keys.press("Control+z")
    grid.shows("cai", right, before)


def test_a_comment_is_written_in_a_dialog_by_keyboard(grid: Grid) -> None:
    grid.walk_to("cai", "plain")
    grid.keys.press("Shift+F2")
    box = grid.page.get_by_role("dialog").get_by_role("textbox")
    expect(box).to_be_focused()
    box.fill("See page 12")
    grid.keys.press("Tab")
    grid.keys.press("Enter")
    grid.says("Saved.")
    cell = grid.page.locator(grid.css("cai", "plain"))
    expect(cell).to_be_focused()
    expect(cell).to_have_attribute("data-comment", "See page 12")
    grid.page.reload()
    expect(cell).to_have_attribute("data-comment", "See page 12")
    reach(grid.page, ".grid td")
    grid.walk_to("cai", "plain")
    grid.keys.press("Shift+F2")
    expect(box).to_have_value("See page 12")
    grid.keys.press("Escape")
    expect(grid.page.get_by_role("dialog")).to_have_count(0)


def test_what_is_typed_without_a_network_is_kept_and_the_parent_sees_the_new_mark(
    live: Live, north: Cast, browser: Browser, context: BrowserContext, grid: Grid
) -> None:
    grid.walk_to("ben", "incomplete")
    context.set_offline(True)
    grid.keys.type("3")
    grid.keys.press("ArrowDown")
    grid.says("1 not saved yet; trying again")
    grid.shows("ben", "incomplete", "3", waits=True)
    grid.keys.type("2")  # still in its field when she goes away
    asked: list[str] = []
    grid.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with grid.page.expect_event("dialog"):
        grid.page.close(run_before_unload=True)
    grid.says("2 not saved yet; trying again")
    assert asked == ["beforeunload"]
    kept = grid.page.evaluate("() => localStorage.length + sessionStorage.length")
    assert kept == 0  # a browser may be shared
    context.set_offline(False)
    grid.says("Saved.")
    grid.shows("ben", "incomplete", "3")
    parent = signed_in(live, browser, north.mother)
    family = parent.new_page()
    family.goto(f"{live.url}/north/family/{north.ben.id}/grades/{grid.section}/")
    percent = grid.mark("ben").split()[0]
    expect(family.locator("main")).to_contain_text(percent)
    family.get_by_role("link", name="What each score does").click()
    expect(family.locator("main")).to_contain_text(f"Why {percent}", use_inner_text=True)
    family.goto(f"{live.url}/north/family/changes/")
    line = family.locator("main li", has_text=grid.cast.rows["work_incomplete"].name).first
    expect(line).to_contain_text("to 3 of")
    parent.close()


def test_two_teachers_in_one_cell_choose_between_both_values(
    live: Live, north: Cast, browser: Browser, context: BrowserContext
) -> None:
    page, other = context.new_page(), context.new_page()
    url = f"{live.url}/north/staff/sections/{north.rows['algebra'].pk}/gradebook/"
    for one in (page, other):
        one.goto(url)
    number = north.rows["work_practice"].pk
    place = page.locator(f"th[data-work='{number}']").evaluate("(one) => one.cellIndex + 1")
    css = f"tr[data-student='{north.cai.id}'] > :nth-child({place})"
    for one, points in ((other, "4"), (page, "3")):
        one.locator(css).click()
        one.keyboard.type(points)
        one.keyboard.press("Enter")
        if one is other:
            expect(one.locator("[data-grid-said]")).to_have_text("Saved.")
    expect(page.get_by_role("alert")).to_contain_text("changed it to 4. You typed 3")
    expect(page.locator(css)).to_have_text("4")
    page.get_by_role("button", name="Keep mine").press("Enter")
    expect(page.locator(css)).to_have_text("3")
    expect(page.locator("[data-grid-said]")).to_have_text("Saved.")
