"""Pages of attendance for staff: each teacher's own rolls, each office's own schools."""

import pytest

from tests.access import gradebooks, matrix, rolls
from tests.access.walk import Visitor, address, outcome, words_on
from tests.cast import ACCOUNTS, OFFICE, STUDENTS, Cast

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *ACCOUNTS)


@pytest.fixture(params=["north", "south"])
def here(request: pytest.FixtureRequest) -> Cast:
    cast: Cast = request.getfixturevalue(request.param)
    return cast


@pytest.fixture
def there(here: Cast, north: Cast, south: Cast) -> Cast:
    return south if here is north else north


#: The period in which each class of the grid meets.
PERIODS = {"algebra": "high_a2", "biology": "high_a3", "homeroom": "elementary_r1"}


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_roll_is_its_teachers(name: str, here: Cast, there: Cast) -> None:
    client, wrong = Visitor.of(here, name), []
    for section, expected in matrix.table(rolls.ROLLS)[name].items():
        known = there.rows["algebra"] if section == "away" else here.rows.get(section)
        number = known.pk if known else 2**62
        period = here.rows[PERIODS.get(section, "high_a2")].pk
        for page in rolls.ABOUT_A_ROLL:
            url = address(here.slug, page, number, period)
            answer = client.get(url)
            if (got := outcome(answer, here.slug, url)) != expected:
                wrong.append(f"{url} of {section}: {got}, not {expected}")
            wrong += [
                f"{url} of {section}: shows {word.table} {word.key}"
                for word in words_on(answer)
                if not (word.public or word.staff is None or name in word.staff)
            ]
            posted = outcome(client.post(url), here.slug, url)
            if expected != "200" and posted != expected:
                wrong.append(f"{url} of {section} posted: {posted}")
    assert wrong == []


NOTES = ("note_ana", "note_ben", "note_leo", "away", "none")


def note_at(key: str, here: Cast, there: Cast) -> tuple[int, int]:
    """The number of a note, and of the student whom it is about."""
    if key == "none":
        return 2**62, here.ben.id
    row = there.rows["note_ben"] if key == "away" else here.rows[key]
    return row.pk, row.student_id


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_note_is_hers_who_filed_it(name: str, here: Cast, there: Cast) -> None:
    client, wrong = Visitor.of(here, name), []
    for key, expected in matrix.table(rolls.NOTES)[name].items():
        note, student = note_at(key, here, there)
        file = address(here.slug, "absence-file", student, note)
        # The note about leo has no file; to its own writer too.
        if (got := outcome(client.get(file), here.slug, file)) != expected:
            wrong.append(f"{file} of {key}: {got}, not {expected}")
        for other in (here.ana.id, here.ben.id):
            if expected == "200" and other != student:
                url = address(here.slug, "absence-file", other, note)
                assert client.get(url).status_code == 404
        url = address(here.slug, "absence-withdraw", student, note)
        hers = expected == "200" or (name, key) == ("teacher_mother", "note_leo")
        got = outcome(client.post(url), here.slug, address(here.slug, "start"))
        comes = address(here.slug, "absence-notes", student) if hers else expected
        if got != comes:
            wrong.append(f"{url} of {key} posted: {got}, not {comes}")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_note_is_decided_in_the_childs_office(name: str, here: Cast, there: Cast) -> None:
    client, wrong = Visitor.of(here, name), []
    closed = "in" if name == "nobody" else "403"
    for key in NOTES:
        mine = rolls.OFFICE_NOTES.get(name)
        expected = closed if mine is None else mine.get(key, "404")
        note, _student = note_at(key, here, there)
        for page in rolls.OF_A_NOTE_IN_AN_OFFICE:
            url = address(here.slug, page, note)
            answer = client.get(url)
            comes = (
                "404"
                if (page, key, expected) == ("office-note-file", "note_leo", "200")
                else expected
            )
            if (got := outcome(answer, here.slug, url)) != comes:
                wrong.append(f"{url} of {key}: {got}, not {comes}")
            wrong += [
                f"{url} of {key}: shows {word.table} {word.key}"
                for word in words_on(answer)
                if not (
                    word.public or word.office is None or name in word.office or word.key == name
                )
            ]
        posted = client.post(address(here.slug, "office-note", note), {"decision": "refuse"})
        if expected != "200" and posted.status_code not in (302, 403, 404):
            wrong.append(f"{key} posted: {posted.status_code}")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_students_day_is_her_offices(name: str, here: Cast, there: Cast) -> None:
    client, wrong = Visitor.of(here, name), []
    hers = {here.persons[key].id for key in OFFICE.get(name, ())}
    for student in (*(here.persons[key].id for key in STUDENTS), there.ben.id, 2**62):
        expected = "in" if name == "nobody" else "403"
        if name in OFFICE:
            expected = "200" if student in hers else "404"
        for page in rolls.ABOUT_A_STUDENT_IN_AN_OFFICE:
            url = address(here.slug, page, student)
            if (got := outcome(client.get(url), here.slug, url)) != expected:
                wrong.append(f"{url}: {got}, not {expected}")
            if expected != "200":
                posted = outcome(client.post(url), here.slug, url)
                wrong += [f"{url} posted: {posted}"] if posted not in (expected, "405") else []
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_codes_reasons_scales_and_marks_are_the_districts(
    name: str, here: Cast, there: Cast
) -> None:
    client, wrong = Visitor.of(here, name), []
    rules = rolls.OF_THE_RULES_OF_ATTENDANCE | gradebooks.OF_THE_RULES_OF_GRADES
    for page, key in rules.items():
        for number in (here.rows[key].pk, there.rows[key].pk, 0, 2**62):
            expected = "in" if name == "nobody" else "403"
            if name == "admin":
                expected = "200" if number in (here.rows[key].pk, 0) else "404"
            url = address(here.slug, page, number)
            if (got := outcome(client.get(url), here.slug, url)) != expected:
                wrong.append(f"{url}: {got}, not {expected}")
            if expected != "200":
                posted = outcome(client.post(url, {"delete": "1"}), here.slug, url)
                wrong += [f"{url} posted: {posted}"] if posted != expected else []
    assert wrong == []
