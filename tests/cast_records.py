"""What the cast's students have got: scores, marks, attendance, announcements, and the bad ties.

In algebra ben has one score with each flag; on sixteen school days he has one attendance mark of
each status and excuse. Drawing has a category without any assignment.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from openhouse.attendance.models import AttendanceCode, AttendanceMark
from openhouse.courses.models import Placement
from openhouse.grades.models import (
    Assignment,
    Category,
    Gradebook,
    GradebookDefault,
    GradebookVisit,
    GradingScale,
    GradingTask,
    PostedMark,
    PostingWindow,
    Score,
    TaskPart,
)
from openhouse.grades.models_work import ScoreNote, WorkFile, WorkNote
from openhouse.ledger.models import Change, SeenChanges
from openhouse.people.models import Guardianship
from tests import (
    cast_attendance,
    cast_cards,
    cast_documents,
    cast_handing,
    cast_immunizations,
    cast_messages,
    cast_papers,
    cast_questions,
    cast_threads,
    cast_transcript,
)
from tests.cast import FIRST_DAY, TODAY, Cast, school_days
from tests.cast_import import make_import
from tests.cast_rows import Maker
from tests.cast_school import HOLIDAYS, ROSTERS, SCHOOLS, SECTIONS

#: section -> name, weight, how many lows it drops
CATEGORIES = {
    "algebra": (("tests", "60", 0), ("homework", "40", 1)),
    "drawing": (("portfolio", "70", 0), ("nothing_yet", "30", 0)),
}
#: Students hand it in on its page.
HERE = {"handed_in_here": True}
#: What it is scored by.
RUBRIC = [
    ["Method", [["4", "Each step is shown"], ["2", "Some steps are missing"], ["0", "No steps"]]],
    ["Answer", [["6", "It is right"], ["0", "It is not right"]]],
]
#: key, category, due on, points, what else the row says; all in algebra
WORK: tuple[tuple[str, str, date | None, int, dict[str, Any]], ...] = (
    ("plain", "homework", date(2026, 9, 1), 10, {"rubric": RUBRIC}),
    ("turned_in", "homework", date(2026, 10, 5), 10, HERE | {"rubric": RUBRIC}),
    ("late", "homework", date(2026, 9, 8), 10, {}),
    ("missing", "homework", date(2026, 9, 15), 10, {}),
    ("incomplete", "homework", date(2026, 9, 22), 10, {}),
    ("cheated", "tests", date(2026, 9, 17), 50, {}),
    ("exempt", "tests", date(2026, 9, 24), 50, {}),
    ("dropped", "homework", date(2026, 9, 29), 10, {}),
    ("test", "tests", date(2026, 10, 1), 50, {"multiplier": Decimal(2)}),
    ("practice", "homework", date(2026, 10, 2), 5, {"counts": False}),
    ("due_today", "homework", TODAY, 10, {}),
    ("due_tomorrow", "homework", date(2026, 10, 7), 10, HERE),
    ("undated", "homework", None, 10, {}),
    ("hidden", "tests", date(2026, 10, 20), 50, {"visible": False}),
)
#: student, assignment, points, flag
SCORES: tuple[tuple[str, str, str | None, str], ...] = (
    ("ben", "plain", "9", ""),
    ("ben", "turned_in", None, "turned in"),
    ("ben", "late", "7", "late"),
    ("ben", "missing", None, "missing"),
    ("ben", "incomplete", "4", "incomplete"),
    ("ben", "cheated", "0", "cheated"),
    ("ben", "exempt", None, "exempt"),
    ("ben", "dropped", "2", "dropped"),
    ("ben", "test", "39", ""),
    ("ben", "practice", "5", ""),
    ("ben", "hidden", "31", ""),
    ("cai", "plain", "10", ""),
    ("cai", "missing", None, "missing"),
    ("cai", "test", "48", ""),
)
STATUSES = ("absent", "tardy", "early release", "present")
EXCUSES = ("excused", "unexcused", "exempt", "unknown")


def make_lines(make: Maker) -> None:
    """What the ledger says of two scores of ben's, one of hidden work; up to where mother read."""
    may = ("mother", "ben", "teacher", "clerk")
    readers: dict[str, tuple[str, ...]] = {"plain": may, "hidden": ("teacher", "clerk")}
    for key, too in readers.items():
        make.row(
            Change,
            f"line_score_{key}",
            readers_too=too,
            at=datetime(2026, 10, 5, 19, 14, tzinfo=UTC),
            kind="score.changed",
            actor_id=make.cast.persons["teacher"].id,
            student_id=make.cast.persons["ben"].id,
            about_id=make.cast.rows[f"work_{key}"].pk,
            before={"points": 6},
            after={"points": 8},
            reason="Added up again",
        )
    make.row(
        Change,
        "line_look",
        readers_too=("mother", "ben", "teacher", "clerk"),
        at=datetime(2026, 10, 5, 20, 30, tzinfo=UTC),
        kind="record.viewed",
        actor_id=make.cast.persons["clerk"].id,
        student_id=make.cast.persons["ben"].id,
        subject="student-day",
    )
    for key in ("mother", "admin"):
        make.row(
            SeenChanges,
            f"seen_changes_{key}",
            readers_too=(key,),
            person_id=make.cast.persons[key].id,
            seen_at=datetime(2026, 10, 1, tzinfo=UTC),
            snapshot="1:1:",
        )


def make_records(make: Maker) -> None:
    make_gradebooks(make)
    make_beside_work(make)
    cast_handing.make_hand_ins(make)
    cast_handing.make_judged(make, RUBRIC)
    make_marks(make)
    make_attendance(make)
    cast_attendance.make_rolls_and_notes(make)
    cast_questions.make_questions(make)
    cast_threads.make_threads(make)
    cast_papers.make_papers(make)
    cast_cards.make_cards(make)
    cast_transcript.make_transcripts(make)
    cast_documents.make_documents(make)
    cast_immunizations.make_health_records(make)
    make_lines(make)
    make_import(make)
    cast_messages.make_announcements(make)
    cast_messages.make_messages(make)
    cast_messages.make_rules(make)


def make_gradebooks(make: Maker) -> None:
    """Categories, assignments and scores of algebra; one assignment and score elsewhere."""
    rows = make.cast.rows
    steps = [["A", "90"], ["B", "80"], ["C", "70"], ["D", "60"], ["F", "0"]]
    scale = make.row(GradingScale, "scale", name="Letters", steps=steps)
    for section, categories in CATEGORIES.items():
        make.row(
            Gradebook, f"{section}_gradebook", section=rows[section], scale=scale, weighted=True
        )
        for key, weight, drops in categories:
            make.row(
                Category,
                key,
                section=rows[section],
                name=key.replace("_", " ").capitalize(),
                weight=Decimal(weight),
                drop_lowest=drops,
            )
    make_algebra(make)
    for section, roster in ROSTERS.items():
        if section == "algebra":
            continue
        make.row(
            Assignment,
            f"work_{section}",
            section=rows[section],
            name="First task",
            due_on=date(2026, 9, 10),
            points=Decimal(20),
        )
        for student in roster:
            make_score(make, student, f"work_{section}", "17", "")


def make_algebra(make: Maker) -> None:
    """The assignments and scores of algebra."""
    rows = make.cast.rows
    for key, category, due_on, points, more in WORK:
        make.row(
            Assignment,
            f"work_{key}",
            section=rows["algebra"],
            category=rows[category],
            name=key.replace("_", " ").capitalize(),
            description="Show how you found it.",
            assigned_on=FIRST_DAY,
            due_on=due_on,
            points=Decimal(points),
            **more,
        )
    for student, work, got, flag in SCORES:
        make_score(make, student, f"work_{work}", got, flag)


def make_score(make: Maker, student: str, work: str, got: str | None, flag: str) -> None:
    rows = make.cast.rows
    make.row(
        Score,
        f"{student}_{work}",
        student=student,
        student_id=rows[student].id,
        assignment_id=rows[work].id,
        points=None if got is None else Decimal(got),
        flag=flag,
        comment="Come and see me.",
        feedback="Show each step.",
        scored_on=rows[work].due_on or date(2026, 9, 10),
    )


def make_beside_work(make: Maker) -> None:
    """Files that the teacher of algebra hands out, one with hidden work; notes for herself."""
    rows = make.cast.rows
    for key in ("plain", "hidden"):
        make.row(
            WorkFile,
            f"file_{key}",
            assignment=rows[f"work_{key}"],
            section=rows["algebra"],
            name="Sheet.pdf",
            kind="application/pdf",
            size=9,
            content=b"%PDF-1.7\n",
        )
    make.row(
        WorkNote,
        "note_of_work",
        readers_too=("teacher",),
        assignment=rows["work_plain"],
        text="Take a shorter one next year.",
    )
    make.row(
        ScoreNote,
        "note_of_score",
        readers_too=("teacher",),
        student="ben",
        student_id=rows["ben"].id,
        assignment=rows["work_plain"],
        text="Was tired that day.",
    )


def make_marks(make: Maker) -> None:
    """A progress mark of each placement in quarter 1, posted by its teacher."""
    rows = make.cast.rows
    schools = {section[0]: section[1] for section in SECTIONS}
    task = make.row(GradingTask, "task", name="Progress report", kind="progress")
    final = make.row(GradingTask, "task_final", name="Final mark", kind="final")
    make.row(TaskPart, "part_of_final", task=final, part=task, place="inside", weight=40)
    make.row(GradebookDefault, "gradebook_default", scale=rows["scale"], weighted=True)
    make.row(
        GradebookVisit,
        "visit",
        section=rows["algebra"],
        person_id=rows["teacher"].id,
        name="Theo Marchetti",
        at=datetime(2026, 10, 6, 15, tzinfo=UTC),
    )
    for school in SCHOOLS:
        make.row(
            PostingWindow,
            f"window_{school}",
            task=task,
            term=rows[f"{school}_q1"],
            school=rows[school],
            opens_on=date(2026, 9, 21),
            closes_on=date(2026, 10, 9),
        )
    for section, roster in ROSTERS.items():
        for student in roster:
            make.row(
                PostedMark,
                f"{student}_mark_in_{section}",
                student=student,
                student_id=rows[student].id,
                section=rows[section],
                term=rows[f"{schools[section]}_q1"],
                task=task,
                letter="B",
                percent=Decimal("84.5"),
                comment="A good start.",
                posted_on=date(2026, 9, 25),
            )


def make_attendance(make: Maker) -> None:
    """All codes; one mark of each for ben, and a day away for some others."""
    rows = make.cast.rows
    taught = [day for day in school_days() if day not in HOLIDAYS]
    number = 0
    for status in STATUSES:
        for excuse in EXCUSES:
            key = f"{status}_{excuse}".replace(" ", "_")
            code = make.row(
                AttendanceCode,
                f"code_{key}",
                code=f"{status[0]}{excuse[:2]}".upper(),
                name=f"{status} {excuse}".capitalize(),
                status=status,
                excuse=excuse,
            )
            mark(make, f"ben_{key}", "ben", "high", taught[number], code)
            number += 1
    mark(
        make, "ben_today", "ben", "high", TODAY, rows["code_tardy_unknown"], arrived_at=time(8, 20)
    )
    # The teacher marked biology, the office explained the day: both are kept.
    for student, section, school in (("mia", "biology", "high"), ("cai", "welding", "career")):
        mark(
            make,
            f"{student}_by_teacher",
            student,
            school,
            date(2026, 9, 3),
            rows["code_absent_unknown"],
            section=rows[section],
            taken_by="teacher",
        )
    for student, school in (("mia", "high"), ("ana", "elementary"), ("leo", "middle")):
        code = rows["code_absent_excused"]
        mark(make, f"{student}_by_office", student, school, date(2026, 9, 3), code)
    mark(make, "dee_before", "dee", "elementary", date(2026, 9, 3), rows["code_absent_excused"])
    mark(make, "dee_after", "dee", "west", date(2026, 9, 24), rows["code_tardy_unexcused"])


def mark(
    make: Maker, key: str, student: str, school: str, on: date, code: Any, **more: Any
) -> None:
    make.row(
        AttendanceMark,
        key,
        student=student,
        student_id=make.cast.rows[student].id,
        school=make.cast.rows[school],
        on=on,
        code=code,
        comment="Note from home.",
        **{"taken_by": "office"} | more,
    )


def tie_wrongly(here: Cast, there: Cast) -> None:
    """Rows of *here* that name rows of *there*: what the wall must hold even against.

    ``bad_guardianship``: here's father is called a parent of there's ana. ``bad_placement``:
    there's ben sits in here's algebra. ``bad_score``: there's ben got a score there. And
    ``bad_score_away``: here's ben got a score for there's assignment. A row is its own district's:
    here's readers may meet its own words, never those of the rows it names.
    """
    make = Maker(here, here.wrong, here.first_id + 3000)
    make.row(
        Guardianship,
        "bad_guardianship",
        readers_too=("father", "admin"),
        person=here.rows["father"],
        student_id=there.ana.id,
        relation="Father",
        portal_access=True,
    )
    make.row(
        Placement,
        "bad_placement",
        readers_too=("teacher", "admin"),
        student_id=there.ben.id,
        section=here.rows["algebra"],
        starts_on=FIRST_DAY,
    )
    make.row(
        Score,
        "bad_score",
        readers_too=("teacher", "admin"),
        student_id=there.ben.id,
        assignment_id=here.rows["work_plain"].id,
        points=Decimal(3),
        comment="Of the other district.",
    )
    make.row(
        Score,
        "bad_score_away",
        student="ben",
        student_id=here.ben.id,
        assignment_id=there.rows["work_test"].id,
        points=Decimal(1),
        comment="For the other district's work.",
    )
