"""What Ed-Fi's code words mean here."""

import pytest

from openhouse.interchange.edfi import roles, words
from openhouse.interchange.edfi.keys import ends_in


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("Kindergarten", "KG"),
        ("First grade", "01"),
        ("Twelfth grade", "12"),
        ("Preschool/Prekindergarten", "PK"),
        ("9", "09"),
        ("Grade 9", "09"),
        ("9th grade", "09"),
        ("Grade 13", "13"),
        ("KG", "KG"),
        ("Ungraded", "UG"),
    ],
)
def test_grade_levels_are_short_codes(word: str, level: str) -> None:
    assert words.grade_level(word) == level


@pytest.mark.parametrize(
    ("categories", "grades", "level"),
    [
        (["Elementary School"], [], "elementary"),
        (["Junior High School"], [], "middle"),
        (["High School"], ["Sixth grade"], "high"),
        (["Elementary School", "Middle School"], ["Kindergarten", "Eighth grade"], "other"),
        (["All Levels"], ["Ninth grade", "Twelfth grade"], "high"),
        ([], ["Kindergarten", "Fifth grade"], "elementary"),
        ([], ["Sixth grade", "Eighth grade"], "middle"),
        ([], ["Ungraded"], "other"),
        ([], [], "other"),
    ],
)
def test_a_school_has_a_level(categories: list[str], grades: list[str], level: str) -> None:
    assert words.school_level(categories, grades) == level


@pytest.mark.parametrize(
    ("category", "reason", "code", "status", "excuse"),
    [
        ("Excused Absence", "", "Excused Absence", "absent", "excused"),
        ("Unexcused Absence", "Absent excused", "Unexcused Absence", "absent", "unexcused"),
        ("Tardy", "", "Tardy", "tardy", "unknown"),
        ("Tardy", "Excused: dentist", "Tardy (excused)", "tardy", "excused"),
        ("Early departure", "", "Early departure", "early release", "unknown"),
        ("In Attendance", "", "In Attendance", "present", "exempt"),
        ("Present", "", "Present", "present", "exempt"),
        ("Partial", "Absent excused", "Partial (excused)", "absent", "excused"),
        ("Truancy", "", "Truancy", "absent", "unexcused"),
    ],
)
def test_an_attendance_category_is_a_status_and_an_excuse(
    category: str, reason: str, code: str, status: str, excuse: str
) -> None:
    meaning = words.attendance(category, reason)
    assert meaning is not None
    assert (meaning.code, meaning.status, meaning.excuse) == (code, status, excuse)


def test_a_category_that_nobody_understands_has_no_meaning() -> None:
    assert words.attendance("X7", "") is None


def test_a_reason_is_a_comment_only_if_it_says_more_than_the_code() -> None:
    meaning = words.attendance("Excused Absence", "")
    assert meaning is not None
    assert not words.adds("Absent excused", meaning)
    assert not words.adds("", meaning)
    assert words.adds("Dentist", meaning)


@pytest.mark.parametrize(
    ("classification", "position", "role"),
    [
        ("Teacher", "", "teacher"),
        ("Substitute Teacher", "", "teacher"),
        ("School Counselor", "", "counselor"),
        ("Principal", "", "office"),
        ("School Administrative Support Staff", "", "office"),
        ("Superintendent", "", "district"),
        ("LEA System Administrator", "", "district"),
        ("LEA Administrator", "", "district"),
        ("Other", "Interim Assistant Superintendent of Schools", "district"),
        ("Other", "Secretary to the Superintendent", "office"),
        ("Other", "District courier", "other"),
        ("Other", "Assistant to the district administrator", "other"),
        ("LEA Administrative Support Staff", "", "other"),
        ("LEA Specialist", "", "other"),
        ("Other", "Attendance Clerk", "office"),
        ("Other", "School Nurse", "nurse"),
        ("Other", "District Transportation Coordinator", "transport"),
        ("Other", "Director of Transportation", "transport"),
        ("Other", "Transportation, bus driver", "other"),
        ("Other", "Groundskeeper", "other"),
        ("Instructional Aide", "Teacher's aide", "other"),
        ("Instructional Aide", "Office helper", "other"),
        ("School Psychologist", "", "other"),
        ("State Administrator", "", "other"),
        ("Something of our own", "", "other"),
    ],
)
def test_a_role_is_never_guessed_upwards(classification: str, position: str, role: str) -> None:
    assert roles.staff_role(classification, position) == role


@pytest.mark.parametrize(
    ("relation", "legal", "primary", "lives", "restricted", "opens"),
    [
        ("Aunt", True, False, False, False, True),
        ("Neighbor", None, True, False, False, True),
        ("Mother", None, False, True, False, True),
        ("Father, step", None, False, True, False, True),
        ("Mother", None, False, False, False, False),
        ("Grandmother", None, False, True, False, False),
        ("Emergency", None, None, None, False, False),
        ("Mother", True, True, True, True, False),
    ],
)
def test_the_portal_opens_for_those_who_raise_the_child(
    relation: str,
    legal: bool | None,
    primary: bool | None,
    lives: bool | None,
    restricted: bool,
    opens: bool,
) -> None:
    said = words.opens_portal(
        relation, legal_guardian=legal, primary=primary, lives_with=lives, restricted=restricted
    )
    assert said is opens


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Fall Semester", "semester"),
        ("Second Trimester", "trimester"),
        ("Third Nine Weeks", "quarter"),
        ("First Quarter", "quarter"),
        ("Fifth Six Weeks", "grading period"),
        ("Year Round", "year"),
    ],
)
def test_a_term_has_a_kind(word: str, kind: str) -> None:
    assert words.term_kind(word) == kind


@pytest.mark.parametrize("word", ["2021-2022", "2021-22", "2022", "2021/2022"])
def test_a_school_year_is_the_year_it_ends_in(word: str) -> None:
    assert ends_in(word) == "2022"
