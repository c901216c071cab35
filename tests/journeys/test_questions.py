"""A parent asks about a score by keyboard, the teacher corrects and answers, the parent sees it."""

from playwright.sync_api import Browser, expect

from tests.cast import Cast
from tests.journeys.keys import press, write
from tests.journeys.test_attendance import as_somebody
from tests.live import Live


def test_a_question_is_answered_and_the_score_corrected(
    live: Live, north: Cast, browser: Browser
) -> None:
    course = f"{live.url}/north/family/{north.ben.id}/grades/{north.rows['algebra'].pk}/"
    with as_somebody(browser, live, north.mother) as mother:
        mother.goto(course)
        before = mother.locator(".mark").first.inner_text()
        press(mother, "Test ZQ")
        mother.wait_for_url("**/changes/*/*/")
        press(mother, "I think this is wrong")
        mother.wait_for_url("**/questions/new/?*")
        write(mother, "What do you think is wrong?", "Page 3 was not counted.")
        press(mother, "Send")
        mother.wait_for_url("**/questions/")
        expect(mother.locator(".card", has_text="Page 3")).to_contain_text("answer by")
    with as_somebody(browser, live, north.teacher) as teacher:
        teacher.goto(f"{live.url}/north/staff/")
        press(teacher, "question")
        teacher.wait_for_url("**/staff/questions/")
        teacher.get_by_role("link", name="Ben").filter(has_text="Test ").first.click()
        question = teacher.url
        expect(teacher.locator("main")).to_contain_text("Page 3 was not counted.")
        teacher.get_by_role("link", name="Open in the gradebook").click()
        field = teacher.locator(f"#c-{north.ben.id}-{north.rows['work_test'].pk}")
        field.fill("49")
        field.press("Enter")
        teacher.goto(question)
        expect(teacher.locator(".notice")).to_contain_text("it is 49 of 50")
        press(teacher, "Answer")
        expect(teacher.get_by_text("Answered. The family reads it now.")).to_be_visible()
    with as_somebody(browser, live, north.mother) as mother:
        mother.goto(f"{live.url}/north/family/")
        mother.locator(".card", has_text="Answers from school").get_by_role("link").first.click()
        card = mother.locator(".card", has_text="Page 3")
        expect(card).to_contain_text("Corrected, thank you.")
        expect(card).to_contain_text("it is 49 of 50")
        mother.goto(course)
        expect(mother.locator("main")).to_contain_text("49 of 50")
        assert mother.locator(".mark").first.inner_text() != before
