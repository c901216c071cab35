"""An absence of several students in words, before it is kept."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.attendance.office.batch import Batch, Plan
from openhouse.common.text import day_words


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
        % {"n": len(plan.write), "code": str(batch.code)},
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
