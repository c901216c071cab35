"""A student's transcript: its lines, what counts of them, and how far it is to graduation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from openhouse.common.models import running
from openhouse.common.rows import from_json, rows
from openhouse.common.scope import Sees
from openhouse.documents.models_transcript import AcademicRecord, CreditNeed, TranscriptLine
from openhouse.documents.transcript.rules import (
    PASSES,
    ZERO,
    Level,
    Line,
    Need,
    Progress,
    Scale,
    Sums,
    graduates_in,
    needs_of,
    progress_of,
    sums_of,
)
from openhouse.people.guard import seen
from openhouse.people.models import Enrollment

#: What the district has decided, in one statement: its rules, its areas and what they need.
_DECIDED = """
SELECT (SELECT to_jsonb(r) FROM documents_transcriptrules r),
       (SELECT jsonb_agg(jsonb_build_array(a.id, a.name) ORDER BY a.sequence, a.name)
        FROM documents_creditarea a),
       (SELECT jsonb_agg(jsonb_build_array(n.area_id, n.credits::text, n.school_id, n.class_from))
        FROM documents_creditneed n)
"""
#: The courses of this school year that give credit and are not over, those that have begun first:
#: with the day on which others begin, and the marks posted of them.
_RUNNING = """
SELECT n.id, n.name, n.teacher_name, c.id, c.number, w.credits, w.area_id,
       CASE WHEN b.on > %(today)s THEN b.on END,
       (SELECT jsonb_agg(jsonb_build_array(coalesce(t.name, ''), k.name, m.letter,
                                           m.percent::text) ORDER BY t.starts_on, k.name)
        FROM grades_postedmark m JOIN grades_gradingtask k ON k.id = m.task_id
        LEFT JOIN districts_term t ON t.id = m.term_id
        WHERE m.student_id = p.student_id AND m.section_id = n.id
          AND (t.id IS NULL OR (t.visible AND t.starts_on <= %(today)s)))
FROM courses_placement p
JOIN courses_section n ON n.id = p.section_id
JOIN courses_course c ON c.id = n.course_id
JOIN documents_coursecredit w ON w.course_id = c.id AND w.credits > 0
LEFT JOIN districts_term s ON s.id = n.term_id
CROSS JOIN LATERAL (SELECT greatest(p.starts_on, s.starts_on) AS on) b
WHERE p.student_id = %(student)s
  AND (b.on IS NULL OR b.on < make_date(%(year)s, 7, 1))
  AND (p.ends_on IS NULL OR p.ends_on >= %(today)s)
  AND (s.id IS NULL OR (s.visible AND s.ends_on >= %(today)s))
ORDER BY coalesce(b.on > %(today)s, false), n.name, n.id
"""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a district has decided of transcripts."""

    scale: Scale = field(default_factory=Scale)
    areas: Mapping[int, str] = field(default_factory=dict)
    needs: Sequence[Need] = ()
    shows_average: bool = True
    shows_weighted: bool = True
    shows_rank: bool = False
    surplus: int | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """A course of this year that will give credit: what of it is not on the transcript yet.

    ``begins_on`` is the day of one that is only scheduled.
    """

    section: int
    name: str
    teacher: str
    course: int
    number: str
    credits: Decimal
    area: int | None
    begins_on: date | None = None
    #: Term, task, letter and percent of each mark posted so far.
    posted: tuple[tuple[str, str, str, Decimal | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Transcript:
    """All that a transcript says; its lines in the order of years and terms."""

    student: int
    lines: Sequence[TranscriptLine]
    records: Sequence[AcademicRecord]
    running: Sequence[Running]
    sums: Sums
    progress: Sequence[Progress]
    decided: Decided

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.records or self.running)

    @property
    def by_year(self) -> dict[int, list[TranscriptLine]]:
        """The lines of each school year, the newest year first."""
        found: dict[int, list[TranscriptLine]] = defaultdict(list)
        for line in self.lines:
            found[line.ends_in].append(line)
        return {year: found[year] for year in sorted(found, reverse=True)}

    @property
    def sent(self) -> AcademicRecord | None:
        """What another system said last of credits or averages; None where it said nothing."""
        return next((each for each in reversed(self.records) if each.source_id), None)

    @property
    def rank(self) -> AcademicRecord | None:
        """The newest rank, where the district shows it."""
        if not self.decided.shows_rank:
            return None
        return next((each for each in reversed(self.records) if each.rank), None)


def year_of(today: date) -> int:
    """The calendar year in which the school year of a day ends; it begins in July."""
    return today.year + (today.month >= 7)


def classes_of(viewer: Sees, today: date) -> dict[int, str]:
    """The years in which a class of students of today graduates, each with its grade now; and
    those for which something is said already, with "" where nobody is in such a class."""
    enrolled = Enrollment.objects.visible_to(viewer).filter(running(today))
    grades = enrolled.values_list("grade_level", flat=True).distinct()
    said = CreditNeed.objects.exclude(class_from=None).values_list("class_from", flat=True)
    found = dict.fromkeys((year for year in said if year), "")
    for grade in grades:
        if year := graduates_in(grade, year_of(today)):
            found[year] = grade
    return dict(sorted(found.items()))


def decided_now() -> Decided:
    """What the district has decided; one statement."""
    ((said, areas, needs),) = rows(_DECIDED, [])
    said, names = from_json(said) or {}, dict(from_json(areas) or [])
    found = [
        Need(area, Decimal(worth), school, first)
        for area, worth, school, first in from_json(needs) or []
    ]
    if not said:
        return Decided(areas=names, needs=found)
    return Decided(
        _scale(said),
        names,
        found,
        said["shows_average"],
        said["shows_weighted"],
        said["shows_rank"],
        said["surplus_area_id"],
    )


def _scale(said: Mapping[str, Any]) -> Scale:
    adds: dict[str, Decimal] = {
        Level.HONORS: Decimal(str(said["honors_adds"])),
        Level.COLLEGE: Decimal(str(said["college_adds"])),
    }
    if not said["values"]:
        return Scale(adds=adds)
    values = {mark.replace("−", "-"): Decimal(worth) for mark, worth in said["values"]}
    return Scale(values, tuple(said["passes"] or PASSES), adds)


def as_rule(line: TranscriptLine) -> Line:
    """A line as the rules reckon with it."""
    return Line(
        line.mark,
        line.credits_attempted,
        line.credits_earned,
        line.level,
        line.value,
        line.weighted_value,
        line.weight,
        line.counts,
        line.area_id,
    )


def lines_of(viewer: Sees, student: int) -> list[TranscriptLine]:
    """The lines of a student, oldest first; none where she is not the viewer's to see."""
    found = TranscriptLine.objects.visible_to(viewer).filter(student_id=student, struck_at=None)
    found = found.select_related("school")
    return list(found.order_by("ends_in", "ended_on", "term_name", "course_name", "pk"))


def transcript_of(
    viewer: Sees, student: int, school: int | None, grade_level: str, today: date
) -> Transcript | None:
    """The transcript of a student who is in this grade of this school; four statements.

    None where she is not the viewer's to see.
    """
    if not seen(viewer, [student]):
        return None
    decided, lines = decided_now(), lines_of(viewer, student)
    records = AcademicRecord.objects.visible_to(viewer).filter(student_id=student)
    running = _running(student, lines, today)
    return Transcript(
        student,
        lines,
        list(records.order_by("ends_in", "ended_on", "pk")),
        running,
        sums_of(map(as_rule, lines), decided.scale),
        _progress(decided, lines, running, school, graduates_in(grade_level, year_of(today))),
        decided,
    )


def _running(student: int, lines: Sequence[TranscriptLine], today: date) -> list[Running]:
    year, done = year_of(today), defaultdict[int | None, Decimal](lambda: ZERO)
    for line in lines:
        if line.ends_in == year:
            done[line.course_id] += line.credits_attempted
    found = []
    for section, name, teacher, course, number, credits_, area, begins_on, posted in rows(
        _RUNNING, {"student": student, "today": today, "year": year}
    ):
        left = credits_ - done[course]
        if left > 0:
            marks = _posted(from_json(posted) or [])
            found.append(
                Running(section, name, teacher, course, number, left, area, begins_on, marks)
            )
            done[course] += left  # its second semester gives the same credit
    return found


def _posted(marks: Iterable[Sequence[Any]]) -> tuple[tuple[str, str, str, Decimal | None], ...]:
    return tuple(
        (term, task, letter, Decimal(percent) if percent else None)
        for term, task, letter, percent in marks
    )


def _progress(
    decided: Decided,
    lines: Sequence[TranscriptLine],
    running: Sequence[Running],
    school: int | None,
    graduates: int | None,
) -> list[Progress]:
    earned, coming, scheduled = (defaultdict[int | None, Decimal](lambda: ZERO) for _ in range(3))
    for line in lines:
        earned[line.area_id] += line.credits_earned
    for each in running:
        (scheduled if each.begins_on else coming)[each.area] += each.credits
    needed = needs_of(decided.needs, school, graduates)
    kinds = (earned, coming, scheduled)
    return progress_of(list(decided.areas), needed, kinds, decided.surplus)
