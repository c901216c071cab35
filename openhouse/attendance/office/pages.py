"""The contexts of the attendance office's pages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.attendance.models import AbsenceNote, AttendanceCode
from openhouse.attendance.notes.pages import desk_rows
from openhouse.attendance.office.queries import DAYS_BACK, Unexplained, not_taken
from openhouse.attendance.rules import UNKNOWN
from openhouse.attendance.taking import words
from openhouse.attendance.taking.queries import RollOf
from openhouse.common.addresses import address
from openhouse.common.text import day_title, hour_words, near_day
from openhouse.ui.components.choice import choice
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def desk(
    rolls: Sequence[RollOf],
    notes: Sequence[AbsenceNote],
    open_ones: Sequence[Unexplained],
    codes: Sequence[AttendanceCode],
    now: datetime,
) -> dict[str, Any]:
    """What waits in the attendance office now."""
    missing = not_taken(rolls, now)
    schools = {roll.school for roll in rolls}
    return {
        "date": day_title(now.date()),
        "as_of": _("As of %(time)s") % {"time": hour_words(now.time())},
        "missing": joined(_missing(roll, now, name_school=len(schools) > 1) for roll in missing),
        "counts": _counts(rolls, missing, now),
        "no_classes": not rolls,
        "notes": desk_rows(notes),
        "since": _("today and the last %(n)s days") % {"n": DAYS_BACK},
        "open": joined(_open(place, each, codes, now) for place, each in enumerate(open_ones, 1)),
        "resolve_url": address("attendance-resolve"),
    }


def _missing(roll: RollOf, now: datetime, *, name_school: bool) -> SafeString:
    hours = words.hours_words(roll)
    said = [roll.teacher, words.lesson_words(roll), roll.school_name if name_school else ""]
    is_over = roll.ends_at is not None and roll.ends_at <= now.time()
    return row(
        roll.name,
        small=" · ".join(word for word in said if word),
        small_right=hours,
        tag=_("Class is over") if is_over else _("Not yet taken"),
        kind="bad" if is_over else "warn",
    )


def _counts(rolls: Sequence[RollOf], missing: Sequence[RollOf], now: datetime) -> str:
    """ "3 of 12 rolls that are due are not taken yet."."""
    due = len(missing) + sum(roll.taken_at is not None for roll in rolls)
    if not due:
        return _("No class has begun yet.")
    if not missing:
        return _("Every roll that is due is taken.")
    told = ngettext(
        "%(n)d of %(due)d rolls that are due is not taken yet.",
        "%(n)d of %(due)d rolls that are due are not taken yet.",
        len(missing),
    )
    return told % {"n": len(missing), "due": due}


def _open(
    place: int, one: Unexplained, codes: Sequence[AttendanceCode], now: datetime
) -> SafeString:
    """A line with reasons to choose from; *place* tells two of one student and day apart."""
    classes = one.classes[:4]
    more = len(one.classes) - len(classes)
    said = [
        near_day(one.on, now.date()),
        ", ".join(classes) + (f" +{more}" if more else ""),
        "; ".join(one.comments[:2]),
    ]
    return choice(
        one.name,
        " · ".join(word for word in said if word),
        f"code-{one.student}-{one.on.isoformat()}_{place}",
        _("Why %(name)s was away") % {"name": one.name},
        _("Not known yet"),
        [
            (code.pk, str(code), False)
            for code in codes
            if code.status == one.status and code.excuse != UNKNOWN
        ],
        url=f"{address('student-day', one.student)}?on={one.on.isoformat()}",
        tag=words.status_word(one.status),
        kind="warn",
    )
