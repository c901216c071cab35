"""The steps of a family that is new here: two guardians, children, languages and phones."""

import json
import re
from io import BytesIO
from typing import Any

import psycopg
from PIL import Image
from playwright.sync_api import Page, expect

from openhouse.registration.defaults import REGISTRATION, default_form
from tests.cast import Cast
from tests.cast_documents import PAPER
from tests.live import Live

#: Of the form that ships: what this family is asked, in its two languages.
ASKED = {
    "home": ("address",),
    "proof_of_home": ("proof_of_address",),
    "guardians": (
        "guardian_given_name", "guardian_family_name", "cell_phone", "email", "guardian_language",
    ),
    "child": (
        "given_name", "family_name", "born_on", "birth_certificate", "school", "grade",
    ),
    "adults": ("ties",),
    "health": ("allergies", "allergies_what", "immunization_record"),
    "transport": ("to_school",),
}  # fmt: skip
HEIC = b"\0\0\0\x18ftypheic" + b"\0" * 400
CHILDREN = (("Inés", "2013-02-11", "09"), ("Bruno", "2011-03-04", "11"))
MOTHER, FATHER = "lucia.paredes@example.org", "tomas.paredes@example.org"


def asks_so_much(live: Live, north: Cast) -> None:
    """Publish the form that ships without what this family is not asked, and let somebody drive the
    buses of the high school.
    """
    whole = default_form(REGISTRATION)
    for section in whole["sections"]:
        kept = ASKED.get(section["key"], ())
        section["questions"] = [one for one in section["questions"] if one["key"] in kept]
        for question in section["questions"]:
            if question["key"] == "proof_of_address":
                question["shown"] = {"key": "_new", "is": [True]}
    whole["sections"] = [each for each in whole["sections"] if each["questions"]]
    with psycopg.connect(live.database_url) as owner:
        owner.execute(
            "INSERT INTO registration_formversion"
            " (district_id, purpose, number, definition, changed_at, published_at)"
            " VALUES (%s, 'registration', 90, %s, now(), now())",
            [north.id, json.dumps(whole)],
        )
        owner.execute(
            "INSERT INTO people_staffpost (district_id, person_id, role, school_id)"
            " VALUES (%s, %s, 'transport', %s)",
            [north.id, north.second_teacher.id, north.rows["high"].pk],
        )


def saved(page: Page) -> None:
    """The page's script has kept what was typed."""
    words = page.locator("form[data-typing]").get_attribute("data-saved")
    expect(page.locator("[data-status]")).to_have_text(words or "")


def goes_on(page: Page) -> None:
    with page.expect_navigation():
        page.locator("form[data-typing] button.main[value=next]").click()


def write(page: Page, **answers: str) -> None:
    """Fill in by the keys of the questions; ``address__street`` is a piece of one."""
    for key, value in answers.items():
        field = page.locator(f"[name$='-{key.replace('__', '-')}']")
        if field.first.get_attribute("type") == "radio":
            page.locator(f"[name$='-{key}'][value='{value}']").check()
        elif field.evaluate("(one) => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def brings(page: Page, key: str, name: str, content: bytes) -> None:
    field = page.locator(f"[name$='-{key}']")
    field.set_input_files({"name": name, "mimeType": "", "buffer": content})


def photo() -> bytes:
    into = BytesIO()
    Image.new("RGB", (400, 300), "white").save(into, "JPEG")
    return into.getvalue()


def says_the_home(page: Page) -> None:
    """Street and proof of it, a PDF."""
    write(page, address__street="9 Elm St", address__city="Openfield", address__state="MO",
          address__postal_code="65201")  # fmt: skip
    saved(page)
    goes_on(page)
    brings(page, "proof_of_address", "recibo.pdf", PAPER)
    expect(page.locator(".files")).to_contain_text("recibo.pdf")
    goes_on(page)


def says_an_adult(page: Page, given: str, language: str, email: str = "") -> None:
    write(page, guardian_given_name=given, guardian_family_name="Paredes",
          cell_phone="573 555 0142", guardian_language=language, **{"email": email} if email else {}
          )  # fmt: skip
    saved(page)


def says_a_child(page: Page, north: Cast, child: tuple[str, str, str]) -> None:
    """Who the child is; her birth certificate as a photo, after one that no browser shows."""
    given, born_on, grade = child
    write(page, given_name=given, family_name="Paredes", born_on=born_on, grade=grade,
          school=str(north.rows["high"].pk))  # fmt: skip
    saved(page)
    brings(page, "birth_certificate", "acta.heic", HEIC)
    expect(page.locator("[data-wrong]")).to_contain_text("HEIC")
    brings(page, "birth_certificate", "acta.jpg", photo())
    expect(page.locator(".files")).to_contain_text("acta.jpg")
    expect(page.locator("[data-wrong]")).to_have_count(0)
    goes_on(page)
    for tie, relation in zip(page.locator(".tie").all(), ("Mother", "Father"), strict=False):
        tie.locator("select").select_option(relation)
        tie.locator("[type=checkbox]").check()
    saved(page)
    goes_on(page)


def says_health_and_bus(page: Page, *, allergic: bool) -> None:
    """What the answer asks for more stands there at once."""
    write(page, allergies="yes" if allergic else "no")
    if allergic:
        write(page, allergies_what="Cacahuates")
    saved(page)
    brings(page, "immunization_record", "vacunas.jpg", photo())
    expect(page.locator(".files")).to_contain_text("vacunas.jpg")
    goes_on(page)
    write(page, to_school="bus")
    saved(page)
    goes_on(page)


def presses(page: Page, *buttons: str) -> None:
    for words in buttons:
        with page.expect_navigation():
            page.get_by_role("button", name=words, exact=True).first.click()


def sees_the_papers(page: Page) -> None:
    while page.get_by_role("button", name="Seen", exact=True).count():
        presses(page, "Seen")


def tells_apart(page: Page) -> None:
    """Nobody of the application is in the records yet."""
    child = page.url
    page.goto(f"{child.rstrip('/')}/people/")
    for words in ("All of them are new", "Somebody new", "A new home"):
        while page.get_by_role("button", name=words, exact=True).count():
            presses(page, words)
    page.goto(child)


def opens_her_account(page: Page, link: str, password: str) -> None:
    """From the e-mail to Today."""
    page.goto(link)
    for name, value in (("password1", password), ("password2", password)):
        page.locator(f"[name={name}]").fill(value)
    if page.locator("[name=agree]").count():
        page.locator("[name=agree]").check()
    page.locator("[name=password2]").press("Enter")
    page.wait_for_url(re.compile("/(offer|family)/$"))
    if "/account/offer/" in page.url:
        page.get_by_role("link", name="Ahora no").click()


def enrolled(live: Live) -> list[Any]:
    """Grade, year and school of each of the two, as the records have it."""
    with psycopg.connect(live.database_url) as owner:
        return owner.execute(
            "SELECT p.given_name, e.grade_level, y.ends_in FROM people_enrollment e"
            " JOIN people_person p ON p.id = e.student_id"
            " JOIN districts_schoolyear y ON y.id = e.school_year_id"
            " WHERE p.family_name = 'Paredes' ORDER BY p.given_name"
        ).fetchall()
