"""What changed: a family reads it in words, only what she may see, and what is new to her."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from openhouse.grades.words import task_words
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, found_in, words_of
from tests.ledger.changes import names
from tests.ledger.test_stamps import asked, seen

pytestmark = pytest.mark.django_db
PAGE = "/north/family/changes/"
Client = Callable[..., HouseClient]
OF_PLAIN = "student_id = {ben} AND assignment_id = {plain}"
CHANGED = f"UPDATE grades_score SET points = 7.5 WHERE {OF_PLAIN}"
#: The statement, by whom (nobody: an import), and the words.
CASES = (
    (CHANGED, "teacher", "went from 9 to 7.5 of 10", "Changed by Ms. Teacher"),
    (
        f"UPDATE grades_score SET flag = 'missing', points = NULL WHERE {OF_PLAIN}",
        "",
        "went from 9 to missing",
        "From the school’s records",
    ),
    (
        f"UPDATE grades_score SET comment = 'See line three' WHERE {OF_PLAIN}",
        "teacher",
        "has a new comment",
        "“See line three”",
    ),
    (f"DELETE FROM grades_score WHERE {OF_PLAIN}", "admin", "it was 9", "Changed by Ms. Sorensen"),
    (
        "INSERT INTO grades_score (student_id, assignment_id, points, text, flag, comment)"
        " VALUES ({ben}, {due_today}, 6, '', '', '')",
        "clerk",
        ": 6 of 10",
        "Changed by Ms. Novak",
    ),
    (
        "UPDATE courses_placement SET ends_on = '2026-12-01'"
        " WHERE student_id = {ben} AND section_id = {algebra}",
        "",
        "has ended, or ends earlier",
        "Algebra I",
    ),
    (
        "UPDATE grades_postedmark SET letter = 'Z9' WHERE student_id = {ben}",
        "teacher",
        "to Z9",
        "the posted mark for",
    ),
    (
        "DELETE FROM attendance_attendancemark WHERE student_id = {ben}",
        "clerk",
        "Absent (unexcused) on",
        "was taken back",
    ),
)


def done(cast: Cast, statement: str, by: str = "") -> None:
    """Run *statement* as somebody of the staff, or as a job."""
    text = statement.format(**names(cast))
    with in_all(cast), connection.cursor() as cursor:
        who = str(cast.persons[by].id) if by else ""
        cursor.execute("SELECT set_config('openhouse.person', %s, true)", [who])
        cursor.execute(text)
        assert cursor.rowcount


def test_a_posted_mark_is_told_with_its_term(client_of: Client, north: Cast) -> None:
    done(north, "UPDATE grades_postedmark SET letter = 'Z9' WHERE student_id = {ben}", "teacher")
    mark = task_words(north.rows["high_q1"].name, north.rows["task"].name)
    for who, page in ((north.mother, PAGE), (north.clerk, "/north/office/changes/")):
        assert f"the posted mark for {mark} went from B" in words_of(client_of(who).get(page))


@pytest.mark.parametrize(("statement", "by", "words", "more"), CASES)
def test_a_change_is_told_in_words(
    statement: str, by: str, words: str, more: str, client_of: Client, north: Cast
) -> None:
    done(north, statement, by)
    found = words_of(client_of(north.mother).get(PAGE))
    assert words in found
    assert more in found


@pytest.mark.parametrize(
    "hiding",
    [
        "UPDATE grades_assignment SET visible = false",
        "UPDATE districts_term SET visible = false",
        "UPDATE districts_school SET shows_assignments = false",
        "DELETE FROM courses_placement WHERE student_id = {ben}",
    ],
)
def test_what_is_hidden_is_not_told(hiding: str, client_of: Client, north: Cast) -> None:
    done(north, CHANGED)
    done(north, "UPDATE grades_score SET points = 4.75 WHERE assignment_id = {hidden}")
    client = client_of(north.mother)
    before = words_of(client.get(PAGE))
    assert "7.5 of 10" in before
    assert "4.75" not in before
    done(north, hiding)
    assert "7.5 of 10" not in words_of(client.get(PAGE))


def test_each_family_reads_of_its_own(client_of: Client, north: Cast) -> None:
    done(north, CHANGED)
    for name, many in (("mother", 1), ("ben", 1), ("father", 0), ("grandmother", 0)):
        found = words_of(client_of(north.persons[name]).get(PAGE))
        assert found.count("7.5 of 10") == many, name


def test_what_is_new_is_marked_until_it_was_read(client_of: Client, north: Cast) -> None:
    client = client_of(north.mother)
    assert re.search(r"\d new", words_of(client.get(PAGE)))
    words, tag = seen(client, "all", north)
    assert "new to you" not in words
    done(north, CHANGED)
    response = asked(client, "all", north, tag)
    # one more than before: in a test both lie in one transaction, which the snapshot has not seen
    assert "new to you" in words_of(response)


def test_three_months_are_behind_two_weeks(client_of: Client, north: Cast) -> None:
    client = client_of(north.mother)
    assert "Show three months" in words_of(client.get(PAGE))
    assert "Show three months" not in words_of(client.get(PAGE + "?days=90"))


def test_a_course_leads_to_who_changed_what_in_it(client_of: Client, north: Cast) -> None:
    client = client_of(north.mother)
    done(north, CHANGED, "teacher")
    done(north, "UPDATE grades_postedmark SET letter = 'Z9' WHERE student_id = {ben}", "clerk")
    course = f"/north/family/{north.ben.id}/grades/{north.rows['algebra'].pk}/"
    [link] = found_in(client.get(course), "//a[contains(@href, '/changes/?course=')]/@href")
    words = words_of(client.get(link))
    assert "went from 9 to 7.5 of 10" in words
    assert "Changed by Ms. Teacher" in words
    assert "US History" not in words


def test_a_score_says_who_changed_it(client_of: Client, north: Cast) -> None:
    client = client_of(north.mother)
    for points, by in ((7.5, "teacher"), (8.5, "clerk"), (9.5, "father"), (3.5, "")):
        done(north, f"UPDATE grades_score SET points = {points} WHERE {OF_PLAIN}", by)
    done(north, "UPDATE grades_score SET points = 33 WHERE assignment_id = {test}", "teacher")
    course = f"/north/family/{north.ben.id}/grades/{north.rows['algebra'].pk}/"
    place = f"'/{north.rows['algebra'].pk}/{north.rows['work_plain'].pk}/'"
    [link] = found_in(client.get(course), f"//a[contains(@href, {place})]/@href")
    words = words_of(client.get(link))
    assert "went from 9 to 7.5 of 10" in words
    assert "Changed by Ms. Teacher" in words
    assert "Changed by Ms. Novak" in words
    assert ", school office" in words
    assert "Changed by a guardian" in words
    assert "Santos" not in words
    assert "went from 9.5 to 3.5 of 10" in words
    assert "From the school’s records" in words
    assert "of 50" not in words
    assert "Added up again" in words  # what the cast's line gives as its reason


def test_a_posted_mark_says_who_changed_it(client_of: Client, north: Cast) -> None:
    """To her family and to the teacher of the class, each with the names that they may read."""
    hers = "student_id = {ben} AND section_id = {algebra}"
    for letter, by in (("Z9", "teacher"), ("Z8", "clerk"), ("Z7", "")):
        done(north, f"UPDATE grades_postedmark SET letter = '{letter}' WHERE {hers}", by)
    done(north, "UPDATE grades_postedmark SET letter = 'Y5' WHERE section_id = {history}", "admin")
    algebra = north.rows["algebra"].pk
    course = client_of(north.mother).get(f"/north/family/{north.ben.id}/grades/{algebra}/")
    [link] = found_in(course, f"//a[contains(@href, '/changes/{algebra}/marks/')]/@href")
    family = words_of(client_of(north.mother).get(link))
    where = f"?window={north.rows['window_high'].pk}"
    posting = client_of(north.teacher).get(
        f"/north/staff/sections/{algebra}/gradebook/posting/{where}"
    )
    [theirs] = found_in(posting, f"//a[contains(@href, '/changes/{north.ben.id}/marks/')]/@href")
    for words in (family, words_of(client_of(north.teacher).get(theirs))):
        assert "went from B" in words
        assert "to Z9" in words
        assert "from Z8 to Z7" in words
        assert "Ms. Novak" in words
        assert "Y5" not in words
    assert "Changed by Ms. Teacher" in family
    done(north, f"DELETE FROM grades_postedmark WHERE {hers}", "teacher")
    for who, url in ((north.mother, link), (north.teacher, theirs)):
        assert "was taken back; it was Z7" in words_of(client_of(who).get(url))


def test_a_cell_of_the_gradebook_leads_to_who_changed_it(client_of: Client, north: Cast) -> None:
    client, algebra = client_of(north.teacher), north.rows["algebra"].pk
    done(north, CHANGED, "teacher")
    done(north, "UPDATE grades_score SET points = 4.75 WHERE assignment_id = {hidden}", "clerk")
    book = f"/north/staff/sections/{algebra}/gradebook/"
    [start] = found_in(client.get(book), "//table/@data-changes")
    form = client.get(f"{book}students/{north.ben.id}/")
    links = found_in(form, "//a[starts-with(@aria-label, 'Who changed this')]/@href")
    plain, hidden = (
        f"{start}{north.ben.id}/{north.rows[f'work_{work}'].pk}/" for work in ("plain", "hidden")
    )
    assert plain in links
    words = words_of(client.get(plain))
    assert "went from 9 to 7.5 of 10" in words
    assert "by Ms. Marchetti" in words
    assert "4.75" not in words
    assert "4.75" in words_of(client.get(hidden))  # what families do not see, its teacher does


def test_an_office_opens_the_lines_of_one_score(client_of: Client, north: Cast) -> None:
    client = client_of(north.clerk)
    done(north, CHANGED, "teacher")
    done(north, "UPDATE grades_score SET points = 33 WHERE assignment_id = {test}", "teacher")
    page = client.get(f"/north/office/changes/?student={north.ben.id}&kind=score")
    rows = found_in(page, "//a[contains(., 'went from 9 to 7.5')]/@href")
    words = words_of(client.get(f"/north/office/changes/{rows[0].partition('/changes/')[2]}"))
    assert "went from 9 to 7.5 of 10" in words
    assert "Added up again" in words  # the line of the cast before it
    assert "33 of 50" not in words
    other = f"/north/office/changes/?student={north.cai.id}&same="
    line = rows[0].partition("same=")[2]
    assert "No lines" in words_of(client.get(other + line))


def test_a_day_of_attendance_says_who_changed_it(
    client_of: Client, north: Cast, django_assert_max_num_queries: Any
) -> None:
    client = client_of(north.mother)
    done(north, "UPDATE attendance_attendancemark SET comment = 'Bus' WHERE student_id = {ben}")
    on = north.rows["ben_absent_unexcused"].on
    page = client.get(f"/north/family/{north.ben.id}/attendance/?month={on:%Y-%m}")
    [link] = found_in(page, f"//a[contains(@href, '/changes/day/?on={on}')]/@href")
    with django_assert_max_num_queries(8):
        words = words_of(client.get(link))
    assert "with something added" in words
    assert "From the school’s records" in words
    later = f"/north/family/{north.ben.id}/changes/day/?on=2026-10-05"
    assert "Nobody has changed it" in words_of(client.get(later))


def test_only_staff_of_the_district_have_a_name_for_families(north: Cast, south: Cast) -> None:
    people = [north.persons[key].id for key in ("clerk", "father", "ana")]
    with in_all(north), connection.cursor() as cursor:
        named = []
        for person in (*people, south.clerk.id):
            cursor.execute("SELECT openhouse_staff_name(%s)", [person])
            named += [name for (name,) in cursor.fetchall()]
    assert named[0].startswith("Ms. Novak")
    assert named[1:] == [None, None, None]


def test_what_came_together_is_one_line_that_opens(client_of: Client, north: Cast) -> None:
    client = client_of(north.mother)
    done(north, "UPDATE grades_score SET comment = 'So' WHERE student_id = {ben}")
    done(north, "UPDATE attendance_attendancemark SET comment = 'So' WHERE student_id = {ben}")
    done(north, CHANGED, "teacher")
    page = client.get(PAGE)
    words = words_of(page)
    assert ": 10 scores were delivered" in words
    assert "entries of attendance were delivered" in words
    folds = found_in(page, "//details[@class='more']")
    assert [fold.count("has a new comment") for fold in folds if "comment" in fold] == [10]
    # by somebody else, so for itself
    outside = found_in(page, "//li[@class='row'][not(ancestor::details)]//span[@class='row-title']")
    assert any("went from 9 to 7.5 of 10" in title for title in outside)
