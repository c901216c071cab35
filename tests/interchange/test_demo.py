"""The demonstration district, made twice from nothing and read with the owner's eyes."""

import itertools
import os
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from openhouse.interchange.demo import DemoAccounts, make_district
from openhouse.interchange.demo.copying import WRITTEN
from tests import database
from tests.interchange.demo_district import STUDENTS, TODAY, Made, make


@pytest.fixture(scope="module")
def twice() -> Iterator[list[Made]]:
    """Two databases, each with the district of the same size."""
    made = []
    for turn in (1, 2):
        name = f"test_{os.getpid()}_demo_{turn}"
        database.copy(name)
        make(name, STUDENTS)
        made.append(Made(name))
    yield made
    for each in made:
        each.connection.close()
        database.drop(each.name)


@pytest.fixture(scope="module")
def made(twice: list[Made]) -> Made:
    return twice[0]


def test_the_same_number_of_students_gives_the_same_district(twice: list[Made]) -> None:
    first, second = twice
    for table in WRITTEN:
        assert first.checksum(table) == second.checksum(table), table


def test_a_second_start_changes_nothing(twice: list[Made]) -> None:
    again = twice[1]
    before = again.one("SELECT count(*) FROM people_person"), again.checksum("grades_score")
    make(again.name, 400)
    after = again.one("SELECT count(*) FROM people_person"), again.checksum("grades_score")
    assert before == after


def test_a_handful_of_students_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        make_district(39)


def test_it_has_as_many_students_as_asked_for_in_three_levels(made: Made) -> None:
    assert made.count("FROM people_student t WHERE district_id = %s") == STUDENTS
    levels = made.rows("SELECT DISTINCT level FROM districts_school t WHERE district_id = %s",
                       made.district)  # fmt: skip
    assert {level for (level,) in levels} == {"elementary", "middle", "high"}
    grades = made.count("FROM (SELECT DISTINCT grade_level FROM people_enrollment"
                        " WHERE district_id = %s) t")  # fmt: skip
    assert grades == 13


def test_the_schools_together_have_as_many(made: Made) -> None:
    """Nobody has left, and who is at two schools counts at one."""
    there = (
        "FROM people_enrollment t WHERE district_id = %s AND"
        f" starts_on <= '{TODAY}' AND (ends_on IS NULL OR ends_on >= '{TODAY}')"
    )
    assert made.count(f"{there} AND t.primary") == STUDENTS


def test_a_few_of_a_middle_school_take_one_class_at_the_high_school(made: Made) -> None:
    both = made.rows(
        "SELECT e.student_id, e.school_id, h.level, count(DISTINCT s.id), min(c.name)"
        " FROM people_enrollment e JOIN districts_school h ON h.id = e.school_id"
        " JOIN courses_placement p ON p.student_id = e.student_id"
        " JOIN courses_section s ON s.id = p.section_id AND s.school_id = e.school_id"
        " JOIN courses_course c ON c.id = s.course_id"
        " WHERE NOT e.primary AND e.district_id = %s GROUP BY 1, 2, 3",
        made.district,
    )
    assert len(both) == 2
    for student, school, *rest in both:
        assert rest == ["high", 2, "Algebra I"], "one course, in both semesters"
        assert made.rows(
            "SELECT h.level FROM people_enrollment e JOIN districts_school h ON h.id = e.school_id"
            " WHERE e.primary AND e.student_id = %s",
            student,
        ) == [("middle",)]
        times = made.rows(
            "SELECT d.starts_at, d.ends_at FROM courses_placement p JOIN courses_section s"
            " ON s.id = p.section_id JOIN courses_meeting m ON m.section_id = s.id"
            " JOIN districts_period d ON d.id = m.period_id JOIN districts_bellschedule b"
            " ON b.id = d.bell_schedule_id AND b.name = 'A day'"
            " JOIN districts_term t ON t.id = s.term_id AND t.name = 'Semester 1'"
            " WHERE p.student_id = %s ORDER BY 1",
            student,
        )
        assert len(times) == 4
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(times))
        assert made.one(
            "SELECT count(*) FROM grades_score g JOIN grades_assignment a ON a.id ="
            " g.assignment_id JOIN courses_section s ON s.id = a.section_id WHERE"
            " g.student_id = %s AND s.school_id = %s",
            student,
            school,
        )


def test_the_office_corrects_some_marks_of_teachers_and_both_are_kept(made: Made) -> None:
    pairs = made.rows(
        "SELECT said.code, knew.code FROM attendance_attendancemark t"
        " JOIN attendance_attendancemark o ON o.student_id = t.student_id AND o.on = t.on"
        " AND o.section_id IS NOT DISTINCT FROM t.section_id AND o.taken_by = 'office'"
        " JOIN attendance_attendancecode said ON said.id = t.code_id"
        " JOIN attendance_attendancecode knew ON knew.id = o.code_id"
        " WHERE t.taken_by = 'teacher' AND t.district_id = %s",
        made.district,
    )
    assert len(pairs) > 20
    assert {said for said, _ in pairs} == {"A"}
    assert {knew for _, knew in pairs} >= {"AI", "AF", "TB"}


def test_no_phone_is_outside_the_numbers_kept_for_inventions(made: Made) -> None:
    phones = made.rows(
        "SELECT value FROM people_contactpoint WHERE kind = 'phone' AND district_id = %(d)s"
        " UNION ALL SELECT phone FROM people_household WHERE district_id = %(d)s"
        " UNION ALL SELECT phone FROM districts_school WHERE district_id = %(d)s"
        " UNION ALL SELECT help_phone FROM districts_district WHERE id = %(d)s".replace(
            "%(d)s", str(made.district)
        )
    )
    assert len(phones) > STUDENTS
    assert all(phone.startswith("(573) 555-01") and len(phone) == 14 for (phone,) in phones)


def test_no_mail_and_no_address_can_reach_anybody(made: Made) -> None:
    assert not made.count(
        "FROM people_contactpoint t WHERE kind = 'email' AND value NOT LIKE '%%@example.org'"
        " AND district_id = %s"
    )
    streets = made.rows(
        "SELECT street, city FROM people_household WHERE district_id = %(d)s UNION ALL"
        " SELECT street, city FROM districts_school WHERE district_id = %(d)s".replace(
            "%(d)s", str(made.district)
        )
    )
    words = ("Example", "Sample", "Invented", "Pretend", "Placeholder")
    assert all(any(word in street for word in words) for street, _ in streets)
    assert {city for _, city in streets} == {"Capital Hills"}


def test_one_family_in_six_has_two_households(made: Made) -> None:
    families = made.rows(
        "SELECT max(homes), min(homes) FROM (SELECT student_id, min(person_id) AS first"
        " FROM people_guardianship WHERE district_id = %s GROUP BY 1) g JOIN (SELECT person_id,"
        " count(*) AS homes FROM people_householdmember GROUP BY 1) h ON h.person_id = student_id"
        " GROUP BY first",
        made.district,
    )
    assert all(most == least for most, least in families)
    two = sum(most == 2 for most, _ in families)
    assert two == -(-len(families) // 6)


def test_courses_for_grading_only_never_meet_and_the_real_day_of_k_5_does(made: Made) -> None:
    assert not made.count(
        "FROM courses_meeting t JOIN courses_section s ON s.id = t.section_id"
        " WHERE s.for_grading_only AND t.district_id = %s"
    )
    elementary = (
        "FROM courses_section t JOIN districts_school c ON c.id = t.school_id"
        " WHERE c.level = 'elementary' AND t.district_id = %s"
    )
    marked = made.count(f"{elementary} AND t.for_grading_only")
    assert marked
    assert marked == made.count(
        f"{elementary} AND EXISTS (SELECT FROM grades_gradebook g WHERE g.section_id = t.id)"
    )
    assert made.count(f"{elementary} AND NOT t.for_grading_only") == made.count(
        f"{elementary} AND EXISTS (SELECT FROM courses_meeting m WHERE m.section_id = t.id)"
    )


def test_nobody_is_in_two_places_at_once(made: Made) -> None:
    who = {
        "a student": "SELECT p.student_id, m.period_id, s.term_id FROM courses_placement p"
        " JOIN courses_section s ON s.id = p.section_id"
        " JOIN courses_meeting m ON m.section_id = s.id WHERE s.district_id = %s",
        "a teacher": "SELECT t.person_id, m.period_id, s.term_id FROM courses_sectionteacher t"
        " JOIN courses_section s ON s.id = t.section_id"
        " JOIN courses_meeting m ON m.section_id = s.id"
        " WHERE s.district_id = %s AND s.name <> 'Specials'",
    }
    for person, meetings in who.items():
        clashes = made.count(f"FROM (SELECT 1 FROM ({meetings}) x GROUP BY x HAVING count(*) > 1)")
        assert not clashes, person


def test_the_gradebooks_look_lived_in(made: Made) -> None:
    flags: dict[str, int] = dict(
        made.rows(
            "SELECT flag, count(*) FROM grades_score WHERE district_id = %s GROUP BY 1",
            made.district,
        )
    )
    assert {"", "missing", "late", "exempt", "incomplete", "turned in", "dropped"} <= set(flags)
    assert 0.005 < flags["missing"] / sum(flags.values()) < 0.06
    assert made.count("FROM grades_score t WHERE comment <> '' AND district_id = %s") > 500
    assert made.count("FROM grades_category t WHERE drop_lowest > 0 AND district_id = %s")
    assert made.count(
        "FROM grades_category t WHERE weight > 0 AND district_id = %s AND NOT EXISTS"
        " (SELECT FROM grades_assignment a WHERE a.category_id = t.id)"
    ), "no category is empty"
    both = made.rows("SELECT DISTINCT weighted FROM grades_gradebook WHERE district_id = %s",
                     made.district)  # fmt: skip
    assert len(both) == 2


def test_nothing_is_scored_before_it_is_due_and_work_lies_ahead(made: Made) -> None:
    assert not made.count(
        "FROM grades_score t JOIN grades_assignment a ON a.id = t.assignment_id"
        " WHERE t.district_id = %s"
        f" AND (a.due_on > '{TODAY}' OR t.scored_on > '{TODAY}' OR t.scored_on < a.due_on)"
    )
    ahead = made.one(
        "SELECT max(due_on) - %s FROM grades_assignment WHERE district_id = %s",
        TODAY,
        made.district,
    )
    assert 7 <= ahead <= 14


def test_every_date_lies_within_its_stay_and_no_mark_is_on_a_day_off(made: Made) -> None:
    assert not made.count(
        "FROM grades_score t JOIN grades_assignment a ON a.id = t.assignment_id"
        " JOIN people_enrollment e ON e.student_id = t.student_id"
        " WHERE (a.due_on < e.starts_on OR a.due_on > e.ends_on) AND t.district_id = %s"
    )
    assert not made.count(
        "FROM attendance_attendancemark t JOIN districts_schoolyear y ON y.school_id = t.school_id"
        " AND t.on BETWEEN y.starts_on AND y.ends_on"
        ' LEFT JOIN districts_day d ON d.school_year_id = y.id AND d."on" = t."on"'
        f" WHERE (d.instructional IS NOT TRUE OR t.\"on\" > '{TODAY}') AND t.district_id = %s"
    )


def test_attendance_has_every_status_and_excuse_and_chronic_absence(made: Made) -> None:
    kinds = made.rows(
        "SELECT DISTINCT c.status, c.excuse FROM attendance_attendancemark m"
        " JOIN attendance_attendancecode c ON c.id = m.code_id WHERE m.district_id = %s",
        made.district,
    )
    assert {status for status, _ in kinds} == {"absent", "tardy", "early release"}
    assert {"excused", "unexcused", "unknown"} <= {excuse for _, excuse in kinds}
    often = made.count(
        "FROM (SELECT student_id FROM attendance_attendancemark m"
        " JOIN attendance_attendancecode c ON c.id = m.code_id AND c.status = 'absent'"
        " WHERE section_id IS NULL AND m.district_id = %s GROUP BY 1 HAVING count(*) >= 8) t"
    )
    assert 0 < often < STUDENTS / 6


POSTED = """SELECT t.name, min(m.posted_on), count(*), avg(m.percent),
    count(DISTINCT n.school_id), min(h.level)
FROM grades_postedmark m JOIN districts_term t ON t.id = m.term_id
JOIN grades_gradingtask k ON k.id = m.task_id AND (k.kind = 'progress') = %s
JOIN courses_section n ON n.id = m.section_id JOIN districts_school h ON h.id = n.school_id
WHERE m.district_id = %s GROUP BY 1"""


def test_finished_quarters_have_posted_marks_and_running_ones_have_none(made: Made) -> None:
    ((name, posted, count, average, *_where),) = made.rows(POSTED, False, made.district)
    assert name == "Quarter 1"
    assert posted <= TODAY
    assert count > STUDENTS * 6
    assert 70 < average < 92


def test_a_progress_report_of_the_running_quarter_waits_for_the_office(made: Made) -> None:
    ((name, posted, count, average, schools, level),) = made.rows(POSTED, True, made.district)
    assert (name, schools, level) == ("Quarter 2", 1, "middle")
    assert date(2026, 11, 1) < posted < TODAY
    assert count > STUDENTS
    assert 70 < average < 92
    reports = """FROM documents_cardtemplate t WHERE t.kind = 'progress'
        AND t.level = 'middle' AND t.district_id = %s"""
    assert made.count(reports) == 1
    released = """FROM documents_cardrelease r JOIN documents_cardtemplate t
        ON t.id = r.template_id AND t.kind = 'progress' WHERE r.district_id = %s"""
    assert made.count(released) == 0


def test_marks_of_the_present_term_can_be_posted_and_of_no_term_to_come(made: Made) -> None:
    windows = made.rows(
        "SELECT t.starts_on, w.opens_on <= %s AND w.closes_on >= %s FROM grades_postingwindow w"
        " JOIN districts_term t ON t.id = w.term_id WHERE w.district_id = %s",
        *(TODAY, TODAY, made.district),
    )
    assert max(begun for begun, _open in windows) <= TODAY
    assert {is_open for _begun, is_open in windows} == {True, False}


def test_nobody_has_read_a_message_after_now(made: Made) -> None:
    read = made.one(
        "SELECT max(read_at) FROM school_messages_recipient WHERE district_id = %s", made.district
    )
    assert read < datetime(2026, 12, 3, 10, 5, tzinfo=ZoneInfo("America/Chicago"))


def test_the_cards_that_were_released_know_how_many_they_are(made: Made) -> None:
    marked = """SELECT count(DISTINCT m.student_id) FROM grades_postedmark m
        JOIN courses_section s ON s.id = m.section_id WHERE s.school_id = %s"""
    here = "SELECT school_id, students FROM documents_cardrelease WHERE district_id = %s"
    releases = made.rows(here, made.district)
    assert len(releases) == 2
    for school, students in releases:
        assert students == made.one(marked, school) > 0


def test_days_take_turns_and_some_are_off(made: Made) -> None:
    letters = [
        name[0]
        for (name,) in made.rows(
            "SELECT replace(b.name, 'Early release ', '') FROM districts_day d"
            " JOIN districts_schoolyear y ON y.id = d.school_year_id AND y.name = '2026-27'"
            " JOIN districts_school s ON s.id = y.school_id AND s.level = 'high'"
            " JOIN districts_bellschedule b ON b.id = d.bell_schedule_id"
            ' WHERE d.district_id = %s ORDER BY d."on"',
            made.district,
        )
    ]
    assert letters[:4] == ["A", "B", "A", "B"]
    assert all(one != other for one, other in itertools.pairwise(letters))
    notes = made.rows("SELECT DISTINCT note FROM districts_day WHERE NOT instructional AND"
                      " district_id = %s", made.district)  # fmt: skip
    assert {("Labor Day",), ("Thanksgiving",), ("Winter break",), ("Spring break",)} <= set(notes)


@pytest.mark.parametrize("on", [date(2026, 7, 10), date(2027, 7, 9)])
def test_in_the_summers_around_its_year_everybody_is_let_in(on: date, made: Made) -> None:
    accounts = DemoAccounts()
    parent = made.enter(accounts.parent.username, "family", on)
    assert [child["given_name"] for child in parent["children"]] == ["Ana", "Leo"]
    for who in (accounts.teacher, accounts.office, accounts.district):
        assert made.enter(who.username, "staff", on)["posts"], who


def test_in_summer_the_calendar_says_when_school_begins(made: Made) -> None:
    days = made.rows(
        "SELECT DISTINCT d.note, d.instructional FROM districts_day d WHERE d.on = '2027-07-09'"
        " AND d.district_id = %s",
        made.district,
    )
    assert days == [("Summer break until Monday, Aug 23", False)]
    begins = made.one(
        "SELECT openhouse_next_school_day(array_agg(student_id), '2027-07-09') FROM people_student"
        " WHERE district_id = %s",
        made.district,
    )
    assert begins == date(2027, 8, 23)


def test_the_accounts_sign_in_and_see_whom_they_should(made: Made) -> None:
    from django.contrib.auth.hashers import check_password

    accounts = DemoAccounts()
    for each in accounts.all():
        password = made.one(
            "SELECT password FROM people_account WHERE username = %s AND district_id = %s",
            each.username,
            made.district,
        )
        assert check_password(each.password, password)
    parent = made.enter(accounts.parent.username, "family")
    schools = {
        child["given_name"]: child["enrollments"][0]["school_name"] for child in parent["children"]
    }
    assert set(schools) == {"Ana", "Leo"}
    assert schools["Ana"] != schools["Leo"]
    other = made.enter(accounts.second_parent.username, "family")
    assert other["students"] == parent["students"]
    student = made.enter(accounts.student.username, "family")
    assert [child["given_name"] for child in student["children"]] == ["Ana"]
    teacher = made.enter(accounts.teacher.username, "staff")
    assert student["students"][0] in teacher["students"]
    assert len(made.enter(accounts.office.username, "staff")["students"]) > 10
    assert made.enter(accounts.district.username, "staff")["everyone"]


def test_the_shown_family_has_something_to_show(made: Made) -> None:
    ana, leo = (
        made.one("SELECT student_id FROM people_student s JOIN people_person p ON p.id ="
                 " s.student_id WHERE given_name = %s AND family_name = 'Vega'", name)
        for name in ("Ana", "Leo")
    )  # fmt: skip
    for child, missing in ((ana, 1), (leo, 0)):
        scores = "SELECT count(*) FROM grades_score WHERE student_id = %s AND"
        assert made.one(f"{scores} flag = 'missing'", child) == missing
        assert made.one(f"{scores} points > 0 AND scored_on = %s", child, TODAY)
        assert made.one(
            "SELECT count(*) FROM courses_placement p JOIN grades_assignment a USING (section_id)"
            " WHERE p.student_id = %s AND a.due_on = %s + 1",
            child,
            TODAY,
        )
    assert made.one(
        'SELECT arrived_at FROM attendance_attendancemark WHERE student_id = %s AND "on" = %s',
        leo,
        TODAY,
    )


def test_this_mornings_rolls_are_taken_but_one_at_each_school(made: Made) -> None:
    taken = made.rows(
        "SELECT s.school_id, count(*) FROM attendance_roll r JOIN courses_section s"
        ' ON s.id = r.section_id WHERE r."on" = %s AND r.district_id = %s GROUP BY 1',
        TODAY,
        made.district,
    )
    assert taken
    late = made.one(
        "SELECT count(*) FROM attendance_roll WHERE taken_at > %s", f"{TODAY}T10:05-06:00"
    )
    assert late == 0


def test_families_have_told_the_school_in_each_state(made: Made) -> None:
    states = made.rows(
        "SELECT DISTINCT state FROM attendance_absencenote WHERE district_id = %s", made.district
    )
    assert {state for (state,) in states} == {"waiting", "approved", "refused", "withdrawn"}
    assert made.count("FROM attendance_absencereason t WHERE active AND district_id = %s") == 6
    assert made.count("FROM attendance_usualabsence t WHERE students >= 10 AND district_id = %s")


def test_the_teacher_who_signs_in_has_classes_on_a_and_on_b_days(made: Made) -> None:
    found = made.rows(
        "SELECT DISTINCT t.name, b.name FROM people_account a JOIN courses_sectionteacher x"
        " ON x.person_id = a.person_id JOIN courses_section s ON s.id = x.section_id"
        " JOIN districts_term t ON t.id = s.term_id JOIN courses_meeting m ON m.section_id = s.id"
        " JOIN districts_period p ON p.id = m.period_id"
        " JOIN districts_bellschedule b ON b.id = p.bell_schedule_id"
        " WHERE a.username = 'ngozi.okafor' AND a.district_id = %s",
        made.district,
    )
    assert set(found) >= set(itertools.product(("Semester 1", "Semester 2"), ("A day", "B day")))


def test_a_question_waits_and_one_is_answered_with_its_correction(made: Made) -> None:
    found = made.rows(
        "SELECT q.state, p.username, t.username, c.before -> 'points', c.after -> 'points'"
        " FROM questions_question q JOIN people_account p ON p.person_id = q.person_id"
        " LEFT JOIN people_account t ON t.person_id = q.answered_by_id"
        " LEFT JOIN ledger_change c ON c.id = q.correction_id AND c.about_id = q.about_id"
        " WHERE q.district_id = %s ORDER BY q.state",
        made.district,
    )
    answered, waits = found
    assert answered[:3] == ("answered", "marisol.vega", "ngozi.okafor")
    assert answered[4] - answered[3] == 2
    assert waits == ("open", "marisol.vega", None, None, None)


def test_high_school_students_have_earned_credits_toward_the_diploma(made: Made) -> None:
    """Seven courses a semester for each year since the 9th grade, most of them passed."""
    lines = made.rows(
        "SELECT e.grade_level, count(*) / count(DISTINCT t.student_id),"
        " avg(t.credits_earned / t.credits_attempted) FROM documents_transcriptline t"
        ' JOIN people_enrollment e ON e.student_id = t.student_id AND e."primary"'
        " WHERE t.district_id = %s GROUP BY 1 ORDER BY 1",
        made.district,
    )
    assert [(grade, many) for grade, many, _earned in lines] == [("10", 14), ("11", 28), ("12", 42)]
    assert all(earned > 0.9 for *_rest, earned in lines)
    lost = "FROM documents_transcriptline t WHERE district_id = %s AND area_id IS NULL"
    assert made.count(lost) == 0
