"""The office's pages of missing work: who lacks what at a school, and what one student lacks."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openhouse.access.viewer import Viewer
from openhouse.common.addresses import address
from openhouse.common.models import running
from openhouse.common.text import day_words
from openhouse.courses.models import Placement, Section
from openhouse.districts.models import School
from openhouse.grades.gradebook.missing import Lacking, grades_at, lacking
from openhouse.grades.words import together
from openhouse.people.words import grade_words
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

#: The most students that a page lists.
SHOWN = 200
#: Pieces that are named; of more, each class's are counted, and the student's page names them.
NAMED = 6


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
        levels = sorted(set(grades_at(viewer, here, on).values()) - {""})
        fields: Any = self.fields
        fields["school"].choices = known
        grades = [(one, grade_words(one)) for one in levels]
        fields["grade"].choices = [("", _("All grades")), *grades]
        fields["section"].choices = [("", _("All classes")), *_sections(viewer, here, on)]


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


def found_by(choice: Choice, viewer: Viewer, today: date) -> list[Lacking]:
    """What is missing of what is chosen."""
    if not choice.is_valid():
        return []
    said = choice.cleaned_data
    of = {"section": said["section"], "grade": said["grade"]}
    return lacking(viewer, said["school"], today, **of)


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
    url = address("missing-work-student", lines[0].student)
    return row(lines[0].name, _pieces(len(lines)), small, grade_words(lines[0].grade), url=url)


def student_page(student: int, name: str, found: Sequence[Lacking]) -> dict[str, Any]:
    """Each piece that one student lacks, class by class."""
    classes: dict[tuple[str, str], list[Lacking]] = {}
    for each in found:
        classes.setdefault((each.section, each.teacher), []).append(each)
    return {
        "student": name,
        "classes": [
            (section, teacher, joined(_piece(each) for each in lines))
            for (section, teacher), lines in classes.items()
        ],
        "words": together((grade_words(found[0].grade), _pieces(len(found)))) if found else "",
        "changes_url": f"{address('audit')}?student={student}&kind=score",
    }


def _piece(each: Lacking) -> SafeString:
    due = _("due %(day)s") % {"day": day_words(each.due_on)} if each.due_on else ""
    return row(
        each.work,
        small=due,
        tag=_("Missing") if each.called else _("Nothing entered yet"),
        kind="bad" if each.called else "warn",
    )


def sheet(found: Iterable[Lacking]) -> tuple[list[str], list[tuple[str, ...]]]:
    """The same as a spreadsheet's head and lines, a piece a line."""
    head = [_("Student"), _("Grade"), _("Class"), _("Teacher"), _("Work"), _("Due on")]
    lines: list[tuple[str, ...]] = [
        (each.name, grade_words(each.grade), each.section, each.teacher, each.work,
         day_words(each.due_on) if each.due_on else "")
        for each in found
    ]  # fmt: skip
    return head, lines
