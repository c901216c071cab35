"""A family that registered last year does it again on a phone: its taps and letters are counted.

``benchmarks/returning.py`` walks the same at the pace of a person, and says how long it took.
"""

import re
import time

import psycopg
from playwright.sync_api import Locator, Page

#: A demonstration of this size has a home of three children who all come back.
STUDENTS = 120
MAKE = f"""
import django
django.setup()
from openhouse.config.management.commands.demo import ask_for_no_second_step, behind_the_walls
from openhouse.interchange.demo import SLUG, make_district
from openhouse.registration.demo import make_registration
make_district({STUDENTS})
make_registration(SLUG, behind_the_walls())
ask_for_no_second_step(SLUG)
"""
PHONE = {"width": 375, "height": 812}
_OF_THREE = """
SELECT k.username, p.given_name || ' ' || p.family_name
FROM registration_application a JOIN registration_candidate c ON c.application_id = a.id
JOIN people_account k ON k.person_id = a.person_id JOIN people_person p ON p.id = a.person_id
JOIN registration_registrationwindow w ON w.id = a.window_id
JOIN districts_district d ON d.id = a.district_id AND d.slug = 'capital-hills'
WHERE a.sent_at IS NOT NULL AND a.person_id NOT IN (
    SELECT b.person_id FROM registration_application b
    WHERE b.sent_at IS NULL AND b.person_id IS NOT NULL)
GROUP BY 1, 2, w.ends_in HAVING count(*) = 3 ORDER BY w.ends_in LIMIT 1
"""


def who_returns(database_url: str) -> tuple[str, str]:
    """User name and name of a parent of three who registered a year ago, and not yet again."""
    with psycopg.connect(database_url) as owner:
        found = owner.execute(_OF_THREE).fetchone()
    if found is None:
        raise LookupError("Nobody of this demonstration has three children who come back")
    return str(found[0]), str(found[1])


class Thumb:
    """One thumb on a phone; *pause* is how long it rests before each tap, in seconds."""

    def __init__(self, page: Page, pause: float = 0, letter: float = 0) -> None:
        self.page, self.pause, self.letter = page, pause, letter
        self.taps = self.letters = self.pages = 0

    def taps_on(self, there: Locator) -> None:
        """A tap that leads to no other page."""
        time.sleep(self.pause)
        there.tap()
        self.taps += 1

    def goes_by(self, there: Locator) -> None:
        """A tap on what leads to another page."""
        time.sleep(self.pause)
        with self.page.expect_navigation():
            there.tap()
        self.taps, self.pages = self.taps + 1, self.pages + 1

    def types(self, field: Locator, words: str, *, tap: bool = True) -> None:
        """Into a field that is emptied first."""
        if tap:
            self.taps_on(field)
        field.fill("")
        field.press_sequentially(words, delay=1000 * self.letter)
        self.letters += len(words)


def signs_in(page: Page, address: str, username: str) -> None:
    """Signed in at ``address``, the district's; not counted."""
    page.goto(address)
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password", exact=True).fill("openhouse-demo")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile("/(family|staff)/"))


def registers(thumb: Thumb, name: str, phone: str) -> None:
    """From Today to "It has arrived", with a new number of her own phone."""
    page = thumb.page
    thumb.goes_by(page.get_by_role("link", name=re.compile("^Registration 20")).first)
    thumb.goes_by(page.get_by_role("button", name="Begin"))
    thumb.goes_by(page.get_by_role("link", name="Go on"))
    for _page in range(30):
        if re.search(r"/registration/\d+/$", page.url):
            break
        _does_a_page(thumb, name, phone)
    thumb.goes_by(page.get_by_role("link", name="Look over and sign"))
    thumb.taps_on(page.get_by_label("I agree"))
    thumb.types(page.get_by_label("Type your full name"), name)
    thumb.goes_by(page.get_by_role("button", name="Sign and send"))


def _does_a_page(thumb: Thumb, name: str, phone: str) -> None:
    page = thumb.page
    still = page.get_by_role("button", name=re.compile("still right"))
    if still.count():
        hers = page.get_by_role("heading", level=1).inner_text() == name
        thumb.goes_by(page.get_by_role("link", name="Change", exact=True) if hers else still)
        return
    number = page.get_by_label(re.compile("The phone where we reach this adult best"))
    if number.count():
        thumb.types(number, phone)
    moved = page.get_by_role("group", name=re.compile("Have you moved"))
    if moved.count():
        thumb.taps_on(moved.get_by_label("No", exact=True))
    agrees(thumb, name)
    same = page.get_by_role("button", name=re.compile("same for"))
    thumb.goes_by(same if same.count() else page.get_by_role("button", name="Save and go on"))


def agrees(thumb: Thumb, name: str) -> None:
    """Each statement of the page by its own tap; initials where they are not put in."""
    choices = thumb.page.get_by_label("I agree", exact=True)
    boxes = thumb.page.get_by_label("Your initials")
    for place in range(choices.count()):
        if choices.nth(place).is_checked():
            continue
        thumb.taps_on(choices.nth(place))
        if not boxes.nth(place).input_value():
            letters = "".join(word[0] for word in name.split())
            thumb.types(boxes.nth(place), letters, tap=False)
