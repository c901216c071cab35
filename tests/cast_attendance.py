"""What the cast has of rolls, of families' notes, and of the district's rules of attendance."""

from datetime import UTC, date, datetime, time
from uuid import UUID

from openhouse.attendance.models import AbsenceFile, AbsenceNote, AbsenceReason, Roll, Seat
from openhouse.attendance.models_district import AttendanceRules, UsualAbsence
from tests.cast_documents import PAPER
from tests.cast_rows import Maker

PDF = PAPER
FILED_AT = datetime(2026, 10, 5, 13, 0, tzinfo=UTC)
#: key, who filed it, about whom, kind, first day, last day, time, state, with the file
NOTES = (
    ("note_ana", "mother", "ana", "days", 8, 9, None, "waiting", True),
    ("note_ben", "mother", "ben", "days", 8, 9, None, "waiting", True),
    ("note_ben_late", "mother", "ben", "late", 14, 14, time(10, 0), "approved", False),
    ("note_ana_father", "father", "ana", "early", 13, 13, time(13, 0), "refused", False),
    ("note_cai", "grandmother", "cai", "days", 7, 7, None, "withdrawn", False),
    ("note_leo", "teacher_mother", "leo", "days", 8, 8, None, "waiting", False),
)


def make_rolls_and_notes(make: Maker) -> None:
    rows = make.cast.rows
    make.row(
        Roll,
        "roll_biology",
        section=rows["biology"],
        on=date(2026, 9, 3),
        period=rows["high_a3"],
        taken_by=rows["teacher_mother"],
        taken_by_name="Greta Lindqvist",
        taken_at=datetime(2026, 9, 3, 16, 50, tzinfo=UTC),
    )
    for place, student in enumerate(("cai", "ben"), start=1):
        make.row(
            Seat,
            f"seat_{student}",
            student=student,
            student_id=rows[student].id,
            section=rows["algebra"],
            place=place,
        )
    make.row(AttendanceRules, "attendance_rules")
    make.row(UsualAbsence, "usual_high", school=rows["high"], as_of=date(2026, 10, 5),
             students=12, days="1.5")  # fmt: skip
    make.row(AbsenceReason, "reason_ill", code="ILL", name="Illness", position=1)
    make.row(AbsenceReason, "reason_doctor", code="DOC", name="Doctor", position=2, needs_file=True)
    make.row(AbsenceReason, "reason_old", code="OLD", name="Not in use", position=3, active=False)
    make_notes(make)


def make_notes(make: Maker) -> None:
    """The mother's note about both of hers has one file; only she and their offices read it."""
    rows = make.cast.rows
    make.row(
        AbsenceFile,
        "file_mother",
        readers_too=("mother",),
        person=rows["mother"],
        name="letter.pdf",
        kind="application/pdf",
        size=len(PDF),
        content=PDF,
    )
    for number, (key, who, student, kind, first, last, at, state, filed) in enumerate(NOTES):
        make.row(
            AbsenceNote,
            key,
            student=student,
            readers_too=(who,),
            student_id=rows[student].id,
            person=rows[who],
            request=UUID(int=make.cast.first_id + (0 if filed else number + 1)),
            kind=kind,
            first_on=date(2026, 10, first),
            last_on=date(2026, 10, last),
            at=at,
            reason=rows["reason_ill"],
            comment="Ask for the work.",
            file=rows["file_mother"] if filed else None,
            state=state,
            filed_at=FILED_AT,
            answer="Please send a letter." if state == "refused" else "",
        )
