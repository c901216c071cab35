"""Work that students of the demonstration have handed in, by the actions that their pages call.

Once: nothing of it is made where anything was handed in before. Of the class of the teacher who can
sign in: one piece that is read and scored, one that waits for her, and one that is still to come.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.models import running
from openhouse.common.scope import ALL, scope
from openhouse.common.uploads import Upload
from openhouse.courses.models import Placement, SectionTeacher
from openhouse.districts.models import District
from openhouse.grades.gradebook.actions import Typed
from openhouse.grades.gradebook.work import change_work, work_in
from openhouse.grades.handing.actions import hand_in
from openhouse.grades.handing.queries import score_of
from openhouse.grades.models import Assignment
from openhouse.grades.models_work import HandIn
from openhouse.grades.numbers import plain
from openhouse.grades.rubrics.actions import keep_rubric
from openhouse.grades.rubrics.scoring import Tapped, score_by_rubric
from openhouse.grades.rules.handing import is_open
from openhouse.grades.rules.judging import digest_of, judge, score_by
from openhouse.grades.rules.rubrics import digest, rubric_of
from openhouse.ledger.models import Change
from openhouse.people.models import Account
from openhouse.registration.demo.acting import behind_the_walls

TEACHER, STUDENT = "ngozi.okafor", "ana.vega"
ASKED = "Solve each problem and write how you found it. A photo of your notebook is fine."
COMMENT = "Clear steps. Look at the sign in the last line again."
#: What two of the pieces are scored by, and what the teacher says by it of one.
RUBRIC = rubric_of(
    [
        [
            "Method",
            [
                ["4", "Each step is shown, with its reason"],
                ["3", "Each step is shown"],
                ["1", "Some steps are missing"],
                ["0", "No steps"],
            ],
        ],
        ["Answers", [["6", "All are right"], ["4", "One is wrong"], ["0", "More are wrong"]]],
    ]
)
TAPPED = ((1, "Say why you divide, then it is complete."), (1, ""))
#: What each wrote, the student who can sign in first; the second sends a file with it.
WORDS = (
    "1. x = 4\n2. x = 7, because 3 · 7 − 1 = 20\n3. I got 12 both ways.",
    "My answers are in the file.",
    "1. 4\n2. 7\n3. I am not sure about this one.",
    "First I moved the 5 to the other side, then I divided by 3.",
    "All three. I checked each by putting it back in.",
)
AT = (time(15, 40), time(16, 5), time(17, 20), time(18, 45), time(20, 10))
FILE = Upload("Answers.txt", "text/plain; charset=utf-8", b"1. x = 4\n2. x = 7\n3. 12\n")


def make_hand_ins(slug: str, role: str = "") -> None:
    """Make it, all or nothing; people act as *role*, behind the walls, as web does it."""
    district = District.objects.get(slug=slug).pk
    today = clock.today()
    with scope(district=district, students=ALL, hat="system"):
        with behind_the_walls(role):  # the owner would see other districts too
            if HandIn.objects.visible_to(System()).exists():
                return
            teacher, student = (
                Account.objects.get(username=name).person_id for name in (TEACHER, STUDENT)
            )
            section = _section(teacher, student, today)
            work = _open_work(section, student, today) if section else []
            given = work[: max(1, len(work) - 1)]  # the last is the visitor's to hand in
            mates = {each: _classmates(section, student, each, today) for each in given}
        for each in work:
            _ask(district, teacher, section, each, role)
        for each in {*work[:1], *work[-1:]}:
            _put_rubric(district, teacher, section, each, role)
        for each, others in mates.items():
            for number, who in enumerate([student, *others]):
                _hand_in(district, who, section, each, number, role)
        if len(work) > 1:
            _score(district, teacher, student, section, work[0], role)


def _section(teacher: int, student: int, today: date) -> int:
    """A class of both; 0 where there is none today."""
    taught = SectionTeacher.objects.filter(running(today), person_id=teacher)
    found = Placement.objects.visible_to(System()).filter(
        running(today), student_id=student, section_id__in=taught.values("section_id")
    )
    return found.order_by("section_id").values_list("section_id", flat=True).first() or 0


def _is_open(student: int, assignment: int) -> bool:
    score = score_of(System(), student, assignment)
    return score is None or is_open(score.points, score.text, score.flag)


def _open_work(section: int, student: int, today: date) -> list[int]:
    """Three pieces of work that wait for a score, those that are due first in front."""
    around = (today - timedelta(days=7), today + timedelta(days=14))
    found = Assignment.objects.filter(section_id=section, visible=True, due_on__range=around)
    for word in ("quiz", "test", "exam"):
        found = found.exclude(name__icontains=word)
    known = found.order_by("due_on", "id").values_list("id", flat=True)
    return [each for each in known if _is_open(student, each)][:3]


def _classmates(section: int, student: int, assignment: int, today: date) -> list[int]:
    sit = Placement.objects.visible_to(System()).filter(running(today), section_id=section)
    known = sit.exclude(student_id=student).order_by("student_id")
    found = known.values_list("student_id", flat=True).distinct()
    return [each for each in found if _is_open(each, assignment)][: len(WORDS) - 1]


def _ask(district: int, teacher: int, section: int, assignment: int, role: str) -> None:
    """The teacher says that it is handed in here."""
    said = work_in(section, assignment) or {}
    given = clock.today() - timedelta(days=4)
    said |= {"handed_in_here": True, "description": said.get("description") or ASKED}
    said["assigned_on"] = min(said.get("assigned_on") or given, given)
    with (
        behind_the_walls(role),
        scope(district=district, students=ALL, person=teacher, hat="staff"),
    ):
        change_work(System(), section, assignment, said)


def _put_rubric(district: int, teacher: int, section: int, assignment: int, role: str) -> None:
    with (
        behind_the_walls(role),
        scope(district=district, students=ALL, person=teacher, hat="staff"),
    ):
        viewer = Viewer(teacher, "", "", "staff", ())
        keep_rubric(viewer, section, assignment, RUBRIC, digest(()))


def _hand_in(
    district: int, student: int, section: int, assignment: int, number: int, role: str
) -> None:
    """Yesterday in the afternoon; and so the ledger says."""
    day = clock.now() - timedelta(days=1)
    at = datetime.combine(day.date(), AT[number], day.tzinfo)
    viewer = Viewer(student, "", "", "family", (student,))
    files = [FILE] if number == 1 else []
    with (
        behind_the_walls(role),
        scope(district=district, students=[student], person=student, hat="family"),
    ):
        hand_in(viewer, section, assignment, WORDS[number], files, uuid4(), at)
    Change.objects.filter(actor_id=student, about_id=assignment, at__gt=at).update(at=at)


def _score(
    district: int, teacher: int, student: int, section: int, assignment: int, role: str
) -> None:
    """The teacher has read one, scores it by its rubric, and says something about it."""
    points = Assignment.objects.get(pk=assignment).points or Decimal(10)
    score = score_by(judge(RUBRIC, TAPPED), points) or points
    cell = Typed(student, assignment, plain(score), "T", COMMENT)
    tapped, today = Tapped(TAPPED, digest(RUBRIC), digest_of(())), clock.today()
    with (
        behind_the_walls(role),
        scope(district=district, students=[student], person=teacher, hat="staff"),
    ):
        viewer = Viewer(teacher, "", "", "staff", (student,))
        score_by_rubric(viewer, section, cell, tapped, today, today)
