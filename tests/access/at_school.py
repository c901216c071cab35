"""Who stands at school, and who reads what is written there: part of ``rows``."""

from collections.abc import Collection
from typing import Any

from tests.cast import TODAY, Cast


def taught_by(look: Any) -> set[int]:
    """The sections that she teaches."""
    return {
        tie.section_id
        for tie in look.cast.rows.values()
        if tie._meta.db_table == "courses_sectionteacher" and tie.person_id == look.person
    }


def high(look: Any) -> int:
    return int(look.cast.rows["high"].pk)


def is_unsent_to_a_class(row: Any) -> bool:
    """A message, words or a file of one, that a teacher has not sent: hers alone."""
    message = getattr(row, "message", row)
    is_draft = getattr(message, "state", "") == "draft"
    return is_draft and bool(getattr(message, "section_id", None))


def reads_hand_in(look: Any, row: Any) -> bool:
    """Her family, and at school who teaches the class, unless it was taken back."""
    if row.student_id not in look.students:
        return False
    teaches = look.hat == "staff" and row.section_id in taught_by(look)
    return bool(look.hat == "family" or (teaches and row.taken_back_at is None))


def reads_thread(look: Any, row: Any) -> bool:
    """A family's own and, for adults, those about the child; the class's teachers'; an office's
    that are with it or were handed to it."""
    if row.student_id not in look.students:
        return False
    if look.hat == "family":
        adult = look.person != row.student_id
        hers = row.person_id == look.person or look.person in row.readers
        return bool(hers) or (row.kind == "about" and adult)
    office = look.name == "clerk" and row.school_id == high(look)
    return row.section_id in taught_by(look) or (
        office and bool(row.section_id is None or row.handed_at)
    )


def reads_post(look: Any, row: Any) -> bool:
    """What stands in it; an office what was written to it."""
    if not reads_thread(look, row.thread):
        return False
    teaches = row.thread.section_id in taught_by(look)
    return look.hat == "family" or bool(row.to_office) or teaches


def sees_reader(look: Any, row: Any) -> bool:
    """How far somebody has read: of the other household nothing."""
    other = look.hat == "family" and row.side == "family" and row.person_id != look.person
    return reads_thread(look, row.thread) and not other


def is_at(cast: Cast, students: Collection[int], row: Any) -> bool:
    """If one of *students* is or was in the class, or else at the school, of *row*."""
    of, name = ("people_enrollment", "school_id")
    if row.section_id:
        of, name = ("courses_placement", "section_id")
    return any(
        tie._meta.db_table == of
        and tie.student_id in students
        and getattr(tie, name) == getattr(row, name)
        for tie in cast.rows.values()
    )


def is_announced_to(cast: Cast, students: Collection[int], row: Any) -> bool:
    """If it has begun, stands, and is for one of *students*, or for the whole district."""
    if row.starts_on > TODAY or row.withdrawn_at:
        return False
    if row.school_id is None:
        return True
    if row.grades:
        return any(
            tie._meta.db_table == "people_enrollment"
            and tie.student_id in students
            and tie.school_id == row.school_id
            and tie.grade_level in row.grades
            for tie in cast.rows.values()
        )
    return is_at(cast, students, row)


def is_published_for(cast: Cast, students: Collection[int], row: Any) -> bool:
    """If a document that is there, or a file that opens, is for one of *students*, or for a class
    or school of one."""
    file = getattr(row, "published", row)
    if file.visible_from > TODAY or (file is not row and file.withdrawn_at):
        return False
    row = file
    if row.student_id:
        return row.student_id in students
    return is_at(cast, students, row)
