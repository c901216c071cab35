"""The whole way, in a real browser, for districts that deliver OneRoster.

Each set of ``../shared/data/oneroster`` holds a part of a school. The set with classes has no
families: a delta, as a student system sends one, ties a mother to two of its students. The set
with families has no classes. The set with a gradebook calls its student a teacher: the same files
come again with the roles made right. What a page must say is counted from the files themselves.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.steps import (
    DATA,
    add_district,
    asked,
    bring_in,
    give_account,
    school_on,
    sign_in,
)
from tests.live import Live

ONEROSTER = DATA / "oneroster"
CLASSES = ONEROSTER / "gospelnerd-v1p1-district-small"
FAMILIES = ONEROSTER / "nicelion-v1p1-families"
GRADEBOOK = ONEROSTER / "longsight-v1p2-gradebook-minimal" / "valid_04_gradebook-bulk-package.zip"
MANIFEST = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,delta\n"
MOTHER = "mother-of-two"

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not on this machine")
Records = list[dict[str, str]]


@pytest.fixture(scope="module")
def school_of_2026() -> Iterator[Live]:
    """A server whose today is October 6, 2026, in the year of the set with classes."""
    with school_on("2026-10-06T10:05", "roster") as server:
        yield server


@pytest.fixture(scope="module")
def school_of_2024() -> Iterator[Live]:
    """A server whose today is September 10, 2024, in the year of the set with a gradebook."""
    with school_on("2024-09-10T10:05", "gradebook") as server:
        yield server


def records(path: Path) -> Records:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def student_in(grade: str) -> dict[str, str]:
    users = records(CLASSES / "users.csv")
    return next(u for u in users if (u["role"], u["grades"]) == ("student", grade))


def delta_with_a_mother(folder: Path, *children: dict[str, str]) -> Path:
    """The delivery of a day on which the office enters a mother and ties her to *children*."""
    folder.mkdir()
    (folder / "manifest.csv").write_text(MANIFEST)
    mother = dict.fromkeys(children[0], "") | {
        "sourcedId": MOTHER,
        "status": "active",
        "enabledUser": "true",
        "orgSourcedIds": children[0]["orgSourcedIds"],
        "role": "parent",
        "givenName": "Wren",
        "familyName": children[0]["familyName"],
    }
    with (folder / "users.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(mother))
        writer.writeheader()
        writer.writerow(mother)
        writer.writerows(child | {"agentSourcedIds": MOTHER} for child in children)
    return folder


@pytest.fixture(scope="module")
def roster(school_of_2026: Live, tmp_path_factory: pytest.TempPathFactory) -> Live:
    """The set with classes, then a delta: the mother of a third and a tenth grader, ``wren``."""
    live, folder = school_of_2026, tmp_path_factory.mktemp("roster")
    add_district(live, "apricot", "Apricot Crossing", "MO")
    bring_in(live, "apricot", CLASSES, folder / "report.json")
    delta = delta_with_a_mother(folder / "delta", student_in("03"), student_in("10"))
    bring_in(live, "apricot", delta, folder / "report.json")
    give_account(live, "apricot", MOTHER, "wren")
    return live


def classes_of(student: str) -> list[tuple[str, str]]:
    """What a student's classes are called, and who teaches each, by the files.

    A homeroom has a name of its own; another class goes by its course.
    """
    classes = {each["sourcedId"]: each for each in records(CLASSES / "classes.csv")}
    courses = {each["sourcedId"]: each["title"] for each in records(CLASSES / "courses.csv")}
    users = {each["sourcedId"]: each for each in records(CLASSES / "users.csv")}
    enrollments = records(CLASSES / "enrollments.csv")
    teacher = {
        each["classSourcedId"]: users[each["userSourcedId"]]
        for each in enrollments
        if each["role"] == "teacher"
    }
    found = []
    for each in enrollments:
        if each["userSourcedId"] == student:
            taken = classes[each["classSourcedId"]]
            homeroom = taken["classType"] == "homeroom"
            name = taken["title"] if homeroom else courses[taken["courseSourcedId"]]
            who = teacher[each["classSourcedId"]]
            found.append((name, f"{who['givenName']} {who['familyName']}"))
    return found


def person_of(live: Live, source_id: str) -> int:
    ((person,),) = asked(live, "SELECT id FROM people_person WHERE source_id = %s", source_id)
    return int(str(person))


Open = Callable[[str], Locator]


def opener(page: Page, live: Live, slug: str, student: int) -> Open:
    """Opens a page about the student and returns what it shows."""

    def open_(place: str) -> Locator:
        answer = page.goto(f"{live.url}/{slug}/family/{student}/{place}")
        assert answer and answer.status == 200, place
        return page.locator("main")

    return open_


def expect_classes(shown: Locator, student: str) -> None:
    """The page names each class with its teacher, and as many as the files hold."""
    classes = classes_of(student)
    assert len(classes) == 7
    for name, teacher in classes:
        expect(shown).to_contain_text(re.compile(rf"{re.escape(name)}\s*{re.escape(teacher)}"))
    taught = Counter(teacher for _name, teacher in classes)
    words = shown.inner_text()
    assert {teacher: words.count(teacher) for teacher in taught} == taught


def expect_no_attendance(shown: Locator) -> None:
    """OneRoster carries no attendance: the page stands, and says that nothing is recorded."""
    expect(shown).to_contain_text("October 2026")
    expect(shown).to_contain_text("Nothing recorded this month")


def test_a_parent_of_a_oneroster_district_finds_her_childrens_classes(
    roster: Live, page: Page
) -> None:
    sign_in(page, roster, "apricot", "wren")
    children = [student_in("03"), student_in("10")]
    shown = page.locator("main")
    for child in children:
        expect(shown).to_contain_text(child["givenName"])
    for child in children:
        open_ = opener(page, roster, "apricot", person_of(roster, child["sourcedId"]))
        expect(open_("")).to_contain_text(child["givenName"])
        expect_classes(open_("schedule/"), child["sourcedId"])
        expect_classes(open_("schedule/week/"), child["sourcedId"])
        expect(open_("grades/")).to_contain_text(f"{child['givenName']}’s grades")
        expect(open_("assignments/")).to_contain_text("No work now")
        expect_no_attendance(open_("attendance/"))


def test_a_parent_of_a_oneroster_district_finds_no_other_child(roster: Live, page: Page) -> None:
    sign_in(page, roster, "apricot", "wren")
    other = student_in("04")
    answer = page.goto(
        f"{roster.url}/apricot/family/{person_of(roster, other['sourcedId'])}/schedule/"
    )
    assert answer
    assert answer.status == 404
    expect(page.locator("body")).not_to_contain_text(other["familyName"])


def test_a_student_of_a_oneroster_district_finds_her_classes(roster: Live, page: Page) -> None:
    student = student_in("11")
    give_account(roster, "apricot", student["sourcedId"], student["username"])
    sign_in(page, roster, "apricot", student["username"])
    expect(page.locator("main")).to_contain_text(student["givenName"])
    open_ = opener(page, roster, "apricot", person_of(roster, student["sourcedId"]))
    expect_classes(open_("schedule/"), student["sourcedId"])
    expect(open_("grades/")).to_contain_text("grades")
    expect_no_attendance(open_("attendance/"))


def largest_family() -> tuple[str, Records]:
    """The id of a parent with the most children, and the children."""
    users = records(FAMILIES / "users.csv")
    agents = Counter(
        agent for user in users for agent in user["agentSourcedIds"].split(",") if agent
    )
    ((parent, count),) = agents.most_common(1)
    children = [user for user in users if parent in user["agentSourcedIds"].split(",")]
    assert len(children) == count == 5
    return parent, children


def test_a_parent_of_a_oneroster_family_of_five_finds_all_of_them(
    school_of_2026: Live, page: Page, tmp_path: Path
) -> None:
    """The real ties of a real set; it holds no class, so every page has nothing to show."""
    live = school_of_2026
    add_district(live, "morgan", "Morgan County", "MO")
    bring_in(live, "morgan", FAMILIES, tmp_path / "report.json")
    parent, children = largest_family()
    give_account(live, "morgan", parent, "parent")
    sign_in(page, live, "morgan", "parent")
    for child in children:
        expect(page.locator("main")).to_contain_text(child["givenName"])
    grade = {"09": "9th", "10": "10th", "11": "11th", "12": "12th"}
    for child in children:
        open_ = opener(page, live, "morgan", person_of(live, child["sourcedId"]))
        today = open_("")
        expect(today).to_contain_text(child["givenName"])
        expect(today).to_contain_text(f"{grade[child['grades']]} grade")
        expect(open_("grades/")).to_contain_text("No marks yet")
        expect(open_("assignments/")).to_contain_text("No work now")
        expect_no_attendance(open_("attendance/"))
        for place in ("schedule/", "schedule/week/", "schedule/month/"):
            expect(open_(place).locator("h1")).to_contain_text("schedule")


def gradebook_with_the_roles_made_right(folder: Path) -> Path:
    """The set's own files, in which the student is a student and her agent a parent."""
    folder.mkdir()
    with zipfile.ZipFile(GRADEBOOK) as archive:
        for name in archive.namelist():
            (folder / name).write_bytes(archive.read(name))
    for name, old, new in (
        ("roles.csv", "user-1,primary,teacher", "user-1,primary,student"),
        ("roles.csv", "user-agent,primary,teacher", "user-agent,primary,parent"),
        ("enrollments.csv", "user-1,teacher,true", "user-1,student,"),
    ):
        text = (folder / name).read_text()
        assert text.count(old) == 1
        (folder / name).write_text(text.replace(old, new))
    return folder


def test_a_parent_and_a_student_of_a_oneroster_gradebook_find_the_score(
    school_of_2024: Live, page: Page, tmp_path: Path
) -> None:
    live = school_of_2024
    add_district(live, "north-school", "North School District", "MO")
    bring_in(live, "north-school", GRADEBOOK, tmp_path / "first.json")
    mended = gradebook_with_the_roles_made_right(tmp_path / "mended")
    bring_in(live, "north-school", mended, tmp_path / "second.json")
    with zipfile.ZipFile(GRADEBOOK) as archive:

        def of(name: str) -> dict[str, str]:
            (record,) = csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode()))
            return record

        result, work, course, room = of("results"), of("lineItems"), of("courses"), of("classes")
        category, letter = of("categories"), of("scoreScales")["scoreScaleValue"][1]
    assert (result["score"], letter) == ("95.5", "A")

    student = person_of(live, "user-1")
    ((section,),) = asked(live, "SELECT id FROM courses_section WHERE source_id = 'class-1'")
    for username, person in (("parent", "user-agent"), ("student", "user-1")):
        give_account(live, "north-school", person, username)
        sign_in(page, live, "north-school", username)
        expect(page.locator("main")).to_contain_text(f"{result['score']} of 100")
        open_ = opener(page, live, "north-school", student)

        grades = open_("grades/")
        mark = re.compile(rf"{course['title']}.*{letter}\s*95\.5\s%", re.DOTALL)
        expect(grades).to_contain_text(mark)
        one = open_(f"grades/{section}/")
        expect(one).to_contain_text(category["title"])
        expect(one).to_contain_text(work["title"])
        expect(one).to_contain_text(f"{result['score']} of 100")
        expect(one).to_contain_text(result["comment"])
        expect(open_("assignments/")).to_contain_text(work["title"])
        schedule = open_("schedule/")
        expect(schedule).to_contain_text(course["title"])
        expect(schedule).to_contain_text(room["location"])
        expect(open_("attendance/")).to_contain_text("Nothing recorded this month")
        page.context.clear_cookies()
