"""One student's day in the office, in words."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.attendance.decided import whole_day_rule
from openhouse.attendance.models import AttendanceCode, AttendanceMark
from openhouse.attendance.office.day import StudentDay
from openhouse.attendance.rules import OFFICE, TEACHER
from openhouse.attendance.taking.queries import RollOf, mark_of
from openhouse.attendance.taking.words import hours_words, lesson_words
from openhouse.attendance.whole_days import DaySum, WholeDayRule, is_missed
from openhouse.attendance.words import excuse_words, status_words
from openhouse.common.addresses import address
from openhouse.common.text import day_title
from openhouse.ui.components.choice import choice
from openhouse.ui.markup import joined


def day_page(day: StudentDay, codes: Sequence[AttendanceCode]) -> dict[str, Any]:
    """The context of the page."""
    whole = day.whole
    return {
        "student": day.name,
        "who_url": f"{address('audit')}?student={day.student}&kind=attendance",
        "date": day_title(day.on),
        "on": day.on.isoformat(),
        "is_school_day": bool(day.schools),
        "classes": joined(_class(day, roll, codes) for roll in day.rolls),
        "codes": [(code.pk, str(code), whole is not None and whole.code_id == code.pk)
                  for code in codes],
        "arrived_at": f"{whole.arrived_at:%H:%M}" if whole and whole.arrived_at else "",
        "left_at": f"{whole.left_at:%H:%M}" if whole and whole.left_at else "",
        "comment": whole.comment if whole else "",
        "whole_words": office_words(whole),
        "sum": sum_words(day.total, whole_day_rule()),
    }  # fmt: skip


def _class(day: StudentDay, roll: RollOf, codes: Sequence[AttendanceCode]) -> SafeString:
    teacher, office = day.mark_in(roll, TEACHER), day.mark_in(roll, OFFICE)
    said = [hours_words(roll), lesson_words(roll, room=False)]
    return choice(
        roll.name,
        " · ".join(word for word in said if word),
        f"class-{roll.section}-{roll.period or 0}",
        _("The office’s mark in %(name)s") % {"name": roll.name},
        _("As the teacher has it"),
        [(code.pk, str(code), office is not None and office.code_id == code.pk) for code in codes],
        below=" · ".join(filter(None, (_teacher_words(teacher, roll), office_words(office)))),
        tag=_("The office’s mark counts") if office else "",
        icon="lock",
    )


def _teacher_words(mark: AttendanceMark | None, roll: RollOf) -> str:
    """What the teacher said of a class: her mark, that all were here, or nothing yet."""
    if mark is not None:
        return _("Teacher: %(mark)s") % {"mark": _mark_words(mark)}
    return _("Teacher: here") if roll.taken_at is not None else _("Roll not taken")


def office_words(mark: AttendanceMark | None) -> str:
    """The office's mark with its code's whole name, of which a field shows as much as it holds."""
    return _("Office: %(mark)s") % {"mark": mark.code} if mark is not None else ""


def _mark_words(mark: AttendanceMark) -> str:
    said = mark_of(mark)
    words = [status_words(said), excuse_words(said.excuse), said.comment]
    return " · ".join(word for word in words if word)


def sum_words(total: DaySum, rule: WholeDayRule) -> list[str]:
    """What the day comes to, and by which rule."""
    lines = []
    if total.minutes:
        lines.append(
            _("Present %(present)d of %(all)d minutes.")
            % {"present": total.present, "all": total.minutes}
        )
    if total.classes:
        told = ngettext(
            "Missed %(n)d of %(all)d class.", "Missed %(n)d of %(all)d classes.", total.classes
        )
        lines.append(told % {"n": total.missed, "all": total.classes})
    by = _("of the minutes") if rule.by == "minutes" else _("of the classes")
    said = {"share": rule.share, "by": by}
    if is_missed(total, rule):
        lines.append(_("By the district’s rule (%(share)d %% %(by)s) the day is missed.") % said)
    elif total.classes:
        lines.append(
            _("By the district’s rule (%(share)d %% %(by)s) the day is not missed.") % said
        )
    return lines
