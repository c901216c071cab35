"""One absence for several students over a range of school days: looked at in words, then kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.requests import date_of, whole_number
from openhouse.access.viewer import Viewer
from openhouse.attendance.days import taught_days
from openhouse.attendance.models import AttendanceCode, AttendanceMark
from openhouse.attendance.rules import OFFICE
from openhouse.common.models import running
from openhouse.common.text import day_words
from openhouse.districts.models import School
from openhouse.people.models import Enrollment

#: The most students and days at once: a school's trip, a quarantine.
MOST_STUDENTS, MOST_DAYS = 500, 60


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be marked: whom, from when to when, with which code."""

    students: tuple[int, ...]
    first: date
    last: date
    code: AttendanceCode
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch would do: marks to write by (student, school, day), and what stays."""

    names: Mapping[int, str]
    write: tuple[tuple[int, int, date], ...]
    keep: tuple[tuple[int, date], ...]
    days: tuple[date, ...]
    free: tuple[date, ...]


def pupils_found(
    viewer: Viewer, schools: Sequence[School], text: str, grade: str, on: date
) -> list[tuple[int, str, str]]:
    """Students of *schools* by name and grade, at most 200: id, name, grade level."""
    who = "student__person__"
    rows = Enrollment.objects.visible_to(viewer).filter(running(on), school__in=schools)
    for word in text.split()[:4]:
        rows = rows.filter(
            Q(**{f"{who}given_name__icontains": word})
            | Q(**{f"{who}family_name__icontains": word})
            | Q(**{f"{who}preferred_name__icontains": word})
        )
    if grade:
        rows = rows.filter(grade_level=grade)
    found = rows.select_related("student__person").order_by(f"{who}family_name", f"{who}given_name")
    known = {row.student_id: (str(row.student.person), row.grade_level) for row in found[:400]}
    return [(one, *said) for one, said in list(known.items())[:200]]


def grades_at(viewer: Viewer, schools: Sequence[School], on: date) -> list[str]:
    """The grade levels of *schools*."""
    rows = Enrollment.objects.visible_to(viewer).filter(running(on), school__in=schools)
    return sorted(set(rows.values_list("grade_level", flat=True)) - {""})


def batch_said(post: Any, codes: Mapping[int, AttendanceCode]) -> tuple[Batch | None, str]:
    """The batch that a form says; or None and, in words, what is wrong with it."""
    students = tuple(
        dict.fromkeys(n for text in post.getlist("student") if (n := whole_number(text)))
    )
    if not students:
        return None, _("Choose at least one student.")
    if len(students) > MOST_STUDENTS:
        return None, _("These are more than %(n)s students. Do it in parts.") % {"n": MOST_STUDENTS}
    first = date_of(post.get("first", ""))
    last = date_of(post.get("last", "") or post.get("first", ""))
    if first is None or last is None or last < first:
        return None, _("Say the first and the last day, in this order.")
    if last - first > timedelta(days=MOST_DAYS):
        return None, _("This is more than %(n)s days. Do it in parts.") % {"n": MOST_DAYS}
    code = codes.get(whole_number(post.get("code", "")) or 0)
    if code is None:
        return None, _("Choose a code.")
    return Batch(students, first, last, code, " ".join(post.get("comment", "").split())[:200]), ""


def plan_of(viewer: Viewer, schools: Collection[School], batch: Batch) -> Plan:
    """What *batch* would do. A day on which the office has spoken of the whole day stays as it is.

    A student who is not the viewer's, or not at one of *schools*, is left out.
    """
    rows = Enrollment.objects.visible_to(viewer).filter(
        running(batch.first, batch.last), school__in=schools, student_id__in=batch.students
    )
    enrolled = list(rows.select_related("student__person"))
    days = taught_days({row.school_id for row in enrolled}, batch.first, batch.last)
    said = AttendanceMark.objects.visible_to(viewer).filter(
        student_id__in=batch.students, on__range=(batch.first, batch.last),
        taken_by=OFFICE, section=None, period=None,
    )  # fmt: skip
    there = set(said.values_list("student_id", "on"))
    wanted = {
        (row.student_id, row.school_id, day.on)
        for row in enrolled
        for day in days
        if day.school == row.school_id
        and (row.starts_on or day.on) <= day.on <= (row.ends_on or day.on)
    }
    span = (batch.last - batch.first).days + 1
    dates = {batch.first + timedelta(days=n) for n in range(span)}
    taught = {day.on for day in days}
    # One mark of the whole day a student: at the school that comes first.
    once = {(one, on): (one, school, on) for one, school, on in sorted(wanted, reverse=True)}
    return Plan(
        {row.student_id: str(row.student.person) for row in enrolled},
        tuple(sorted(mark for at, mark in once.items() if at not in there)),
        tuple(sorted(at for at in once if at in there)),
        tuple(sorted(taught)),
        tuple(sorted(day for day in dates - taught if day.weekday() < 5)),
    )


def keep_batch(viewer: Viewer, schools: Collection[School], batch: Batch) -> int:
    """Write the office's marks of *batch*; how many."""
    with transaction.atomic():
        plan = plan_of(viewer, schools, batch)
        for student, school, on in plan.write:
            AttendanceMark(
                student_id=student,
                school_id=school,
                on=on,
                code=batch.code,
                taken_by=OFFICE,
                comment=batch.comment,
            ).save(force_insert=True)
    return len(plan.write)


def plan_words(plan: Plan, batch: Batch) -> list[str]:
    """What would happen, in words."""
    many = len(plan.names)
    lines = [
        ngettext("%(n)d student", "%(n)d students", many) % {"n": many}
        + ": "
        + ", ".join(list(plan.names.values())[:12])
        + (" …" if many > 12 else ""),
        ngettext(
            "%(n)d mark of the office is written: %(code)s.",
            "%(n)d marks of the office are written: %(code)s.",
            len(plan.write),
        )
        % {"n": len(plan.write), "code": batch.code.name},
    ]
    if plan.days:
        lines.append(_("School days: %(days)s") % {"days": _listed(plan.days)})
    if plan.free:
        lines.append(_("No school, so nothing: %(days)s") % {"days": _listed(plan.free)})
    if plan.keep:
        kept = len(plan.keep)
        told = ngettext(
            "%(n)d day stays as the office has it already.",
            "%(n)d days stay as the office has them already.",
            kept,
        )
        lines.append(told % {"n": kept})
    return lines


def _listed(days: Sequence[date]) -> str:
    words = [day_words(day) for day in days[:8]]
    return "; ".join(words) + (" …" if len(days) > 8 else "")
