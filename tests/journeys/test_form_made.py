"""A district makes a nested condition and moves a question: by keyboard, and without a script."""

from playwright.sync_api import Browser, Page, expect

from tests.cast import Cast
from tests.journeys.axe import against
from tests.journeys.keys import press, walk_to, write
from tests.journeys.test_attendance import as_somebody
from tests.journeys.test_every_page import sideways
from tests.live import Live


def begun(page: Page, live: Live) -> str:
    """A new draft of the form for a school year; the address of its page."""
    page.goto(f"{live.url}/north/office/registration/forms/")
    card = page.locator(".card", has_text="Registration for a school year")
    card.get_by_role("button", name="Make a new version").click()
    page.wait_for_url("**/forms/*/")
    return page.url


def adds_yes_or_no(page: Page, form: str, words: str) -> None:
    page.goto(f"{form}section/home/question/?kind=yes+or+no")
    write(page, "Question (English)", words)
    press(page, "Save")
    page.wait_for_url(f"{form}#*")


def picks(page: Page, at: str, question: str, answer: str) -> None:
    """Pick a question where the focus is, then one of its answers, which the script brings."""
    expect(page.locator(f"[name=shown-{at}-asks]")).to_be_focused()
    page.keyboard.type(question)
    box = page.locator(f"[data-answers=shown-{at}]").get_by_label(answer, exact=True)
    expect(box).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    if not box.evaluate("box => box === document.activeElement"):
        page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.press("Space")


def test_a_nested_condition_is_made_and_a_question_moved_by_keyboard_alone(
    live: Live, north: Cast, browser: Browser
) -> None:
    with as_somebody(browser, live, north.admin) as page:
        form = begun(page, live)
        for words in ("Dogs?", "Cats?", "Birds?"):
            adds_yes_or_no(page, form, words)
        page.goto(f"{form}section/home/question/?kind=text")
        write(page, "Question (English)", "Names of the animals")
        press(page, "Ask it in some cases only")
        picks(page, "0", "Dogs", "Yes")
        press(page, "Add a group of cases")
        page.wait_for_load_state()
        picks(page, "1-0", "Cats", "Yes")
        walk_to(page, "Question")
        picks(page, "1-1", "Birds", "No")
        says = page.locator("[data-says=shown]")
        expect(says).to_have_text(
            "Asked when “Dogs?” is Yes and (“Cats?” is Yes or “Birds?” is No)."
        )
        assert [*against(page), *sideways(page)] == []
        walk_to(page, "Its place in the form")
        page.keyboard.press("ArrowDown")
        press(page, "Save")
        expect(page.locator(".field-error")).to_contain_text(["that comes later"])
        expect(page.get_by_label("Question (English)")).to_have_value("Names of the animals")
        page.get_by_label("Its place in the form").focus()
        page.keyboard.press("ArrowUp")
        press(page, "Save")
        page.wait_for_url(f"{form}#*")
        row = page.locator(".row", has_text="Names of the animals")
        expect(row).to_contain_text(
            "Only if: “Dogs?” is Yes and (“Cats?” is Yes or “Birds?” is No)"
        )
        expect(page.locator("#s-home .row").last).to_contain_text("Names of the animals")
        moves_to_the_beginning(page, form, "birds")
        expect(page.locator("#s-home .row").first).to_contain_text("Birds?")


def moves_to_the_beginning(page: Page, form: str, key: str) -> None:
    page.goto(f"{form}question/{key}/")
    walk_to(page, "Its place in the form")
    page.keyboard.press("ArrowDown")
    press(page, "Save")
    page.wait_for_url(f"{form}#q-{key}")


def test_a_condition_is_made_without_a_script_on_a_phone(
    live: Live, north: Cast, browser: Browser
) -> None:
    with browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    ) as context:
        context.add_cookies([live.cookie_of(north.admin)])  # type: ignore[list-item]
        page = context.new_page()
        draft = north.rows["form_draft"].pk
        page.goto(f"{live.url}/north/office/registration/forms/{draft}/question/adult_phone/")
        page.get_by_role("button", name="Ask it in some cases only").click()
        page.get_by_label("Question", exact=True).select_option("_new")
        page.get_by_role("button", name="Show its answers").click()
        page.get_by_label("Yes", exact=True).check()
        page.get_by_role("button", name="Save").last.click()
        row = page.locator("#q-adult_phone")
        expect(row).to_contain_text(
            "Only if: “Is the parent or guardian new to the district?” is Yes"
        )
        page.get_by_role("link", name="Cell phone").click()
        page.get_by_role("button", name="Remove case 1").click()
        page.get_by_role("button", name="Save").last.click()
        expect(row).not_to_contain_text("Only if")
