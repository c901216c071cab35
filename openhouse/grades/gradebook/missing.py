"""The office's list of missing work at a school: who lacks what, of which class (GRD-23)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openhouse.access.viewer import Viewer
from openhouse.common.addresses import address
from openhouse.common.models import running
from openhouse.common.rows import rows
from openhouse.common.text import day_words
from openhouse.courses.models import Placement, Section
from openhouse.districts.models import School
from openhouse.grades.terms import calendar_of
from openhouse.grades.words import together
from openhouse.ledger.actions import record
from openhouse.people.models import Enrollment
from openhouse.people.words import grade_words
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

#: The most lines that are read, and the most students that a page lists.
MOST, SHOWN = 50_000, 200
#: Pieces that are named; of more, each class's are counted, and the file has their names.
NAMED = 6
#: As a teacher's own list has it (``options_pages.lacks``).
_LACKING = """
SELECT t.student_id, p.family_name, coalesce(nullif(p.preferred_name, ''), p.given_name),
       n.name, n.teacher_name, a.name, a.due_on
FROM unnest(%(students)s::bigint[], %(sections)s::bigint[]) AS t (student_id, section_id)
JOIN people_person p ON p.id = t.student_id
JOIN courses_section n ON n.id = t.section_id
JOIN grades_assignment a ON a.section_id = t.section_id
LEFT JOIN grades_score s ON s.student_id = t.student_id AND s.assignment_id = a.id
WHERE coalesce(a.due_on, a.assigned_on) <@ %(span)s::daterange
  AND CASE WHEN s.points IS NULL AND coalesce(s.flag, '') = '' AND coalesce(s.text, '') = ''
      THEN a.due_on < %(today)s AND a.counts
      ELSE s.flag = 'missing' AND coalesce(a.due_on <= %(today)s, true) END
ORDER BY 2, 3, 1, n.name, a.due_on, a.id
LIMIT %(most)s"""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A piece of work that a student lacks."""

    student: int
    name: str
    grade: str
    section: str
    teacher: str
    work: str
    due_on: date | None


class Choice(forms.Form):
    """Of which school, grade and class."""

    school = forms.TypedChoiceField(label=gettext_lazy("School"), coerce=int)
    grade = forms.ChoiceField(label=gettext_lazy("Grade"), required=False)
    section = forms.TypedChoiceField(
        label=gettext_lazy("Class"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, said: Any, viewer: Viewer, schools: Sequence[int] | None, on: date) -> None:
        found = School.objects.order_by("name")
        if schools is not None:
            found = found.filter(pk__in=schools)
        known = list(found.values_list("id", "name"))
        self.has_schools = bool(known)
        chosen = str(said.get("school") or (known[0][0] if known else ""))
        more = {name: said.get(name) for name in ("grade", "section")}
        super().__init__({"school": chosen, **more})
        here = next((number for number, _name in known if str(number) == chosen), 0)
        self.grades = _grades(viewer, here, on)
        levels = sorted(set(self.grades.values()) - {""})
        fields: Any = self.fields
        fields["school"].choices = known
        grades = [(one, grade_words(one)) for one in levels]
        fields["grade"].choices = [("", _("All grades")), *grades]
        fields["section"].choices = [("", _("All classes")), *_sections(viewer, here, on)]


def _grades(viewer: Viewer, school: int, on: date) -> dict[int, str]:
    """The grade of each student of a school."""
    found = Enrollment.objects.visible_to(viewer).filter(running(on), school_id=school)
    return dict(found.values_list("student_id", "grade_level"))


def _sections(viewer: Viewer, school: int, on: date) -> list[tuple[int, str]]:
    """The classes of a school in which somebody sits."""
    sits = Placement.objects.visible_to(viewer).filter(running(on), section__school_id=school)
    found = Section.objects.filter(pk__in=set(sits.values_list("section_id", flat=True)))
    return [
        (number, together((name, teacher)))
        for number, name, teacher in found.order_by("name", "teacher_name").values_list(
            "id", "name", "teacher_name"
        )
    ]


def lacking(viewer: Viewer, choice: Choice, today: date) -> list[Lacking]:
    """What is missing in the present term of the chosen school, by student."""
    if not choice.is_valid():
        return []
    said = choice.cleaned_data
    sits = Placement.objects.visible_to(viewer).filter(
        running(today), section__school_id=said["school"]
    )
    if said["section"] is not None:
        sits = sits.filter(section_id=said["section"])
    pairs = {
        (student, section)
        for student, section in sits.values_list("student_id", "section_id")
        if not said["grade"] or choice.grades.get(student) == said["grade"]
    }
    values = {
        "students": [student for student, _section in pairs],
        "sections": [section for _student, section in pairs],
        "span": calendar_of(said["school"], None, None, today).span,
        "today": today,
        "most": MOST,
    }
    return [
        Lacking(number, f"{last}, {first}", choice.grades.get(number, ""), *more)
        for number, last, first, *more in rows(_LACKING, values)
    ]


def page(choice: Choice, found: Sequence[Lacking]) -> dict[str, Any]:
    """The students with most missing work first."""
    by_student: dict[int, list[Lacking]] = {}
    for each in found:
        by_student.setdefault(each.student, []).append(each)
    ordered = sorted(by_student.values(), key=lambda lines: (-len(lines), lines[0].name))
    return {
        "choice": choice,
        "rows": joined(_row(lines) for lines in ordered[:SHOWN]),
        "students": len(ordered),
        "more": max(0, len(ordered) - SHOWN),
        "words": _words(len(ordered), len(found)),
    }


def _words(students: int, pieces: int) -> str:
    if not students:
        return ""
    many = ngettext("%(many)s student", "%(many)s students", students) % {"many": students}
    return many + " · " + _pieces(pieces)


def _pieces(many: int) -> str:
    return ngettext("%(many)s piece", "%(many)s pieces", many) % {"many": many}


def _row(lines: Sequence[Lacking]) -> SafeString:
    classes: dict[str, list[str]] = {}
    for each in lines:
        classes.setdefault(each.section, []).append(each.work)
    few = len(lines) <= NAMED
    small = "; ".join(
        f"{name}: {', '.join(work) if few else len(work)}" for name, work in classes.items()
    )
    url = f"{address('audit')}?student={lines[0].student}&kind=score"
    return row(lines[0].name, _pieces(len(lines)), small, grade_words(lines[0].grade), url=url)


def sheet(found: Iterable[Lacking]) -> tuple[list[str], list[tuple[str, ...]]]:
    """The same as a spreadsheet's head and lines, a piece a line."""
    head = [_("Student"), _("Grade"), _("Class"), _("Teacher"), _("Work"), _("Due on")]
    lines: list[tuple[str, ...]] = [
        (each.name, grade_words(each.grade), each.section, each.teacher, each.work,
         day_words(each.due_on) if each.due_on else "")
        for each in found
    ]  # fmt: skip
    return head, lines


def note_saved(viewer: Viewer, choice: Choice, many: int) -> None:
    """A line of the ledger about a file of *many* lines."""
    said = {name: value for name, value in choice.cleaned_data.items() if value}
    record("missing_work.exported", actor=viewer.person_id, after=said | {"lines": many})
