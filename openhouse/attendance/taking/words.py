"""The roll in words."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from openhouse.attendance.rules import Mark
from openhouse.attendance.taking.queries import RollOf
from openhouse.attendance.taking.rules import Said
from openhouse.attendance.words import excuse_words, own_words, status_words
from openhouse.common.text import day_words, hour_of, time_said, time_words
from openhouse.courses.words import period_words, room_words


def status_word(status: str) -> str:
    """ "Here", "Absent", "Late"."""
    return {"absent": _("Absent"), "tardy": _("Late")}.get(status, _("Here"))


def said_words(said: Said) -> str:
    """ "Absent", "Late (bus 14)"."""
    word = status_word(said.status)
    return f"{word} ({said.note})" if said.note else word


def roll_state(roll: RollOf) -> tuple[str, str, str]:
    """Word, kind and icon of a roll: not yet taken, or when it was."""
    if roll.taken_at is None:
        return _("Not yet taken"), "warn", ""
    return _("Taken at %(time)s") % {"time": hour_of(roll.taken_at)}, "good", ""


def lesson_words(roll: RollOf, *, room: bool = True) -> str:
    """ "Period 1 · Room 12"."""
    said = [period_words(roll.period_name), room_words(roll.room) if room else ""]
    return " · ".join(word for word in said if word)


def hours_words(roll: RollOf) -> str:
    """ "8:00–9:25"; empty for a class without a set time."""
    if roll.starts_at is None or roll.ends_at is None:
        return ""
    return f"{time_words(roll.starts_at)}–{time_words(roll.ends_at)}"


def who_took(roll: RollOf) -> str:
    """ "Taken at 9:04 AM by Theo Marchetti; corrected at 9:20 AM by Sam Adeyemi."."""
    if roll.taken_at is None:
        return ""
    told = _("Taken at %(time)s by %(name)s.") % {
        "time": hour_of(roll.taken_at),
        "name": roll.taken_by,
    }
    if roll.corrected_at is None:
        return told
    again = _("Last corrected at %(time)s by %(name)s.") % {
        "time": hour_of(roll.corrected_at),
        "name": roll.corrected_by,
    }
    return f"{told} {again}"


def until_words(closes: datetime, on: date) -> str:
    """Until when it can be corrected."""
    if timezone.localtime(closes).date() != on:
        return _("You can correct it until the end of the day.")
    return _("You can correct it until %(time)s.") % {"time": hour_of(closes)}


def office_words(mark: Mark) -> str:
    """ "Office: Absent · excused · Ill"."""
    said = [status_words(mark), excuse_words(mark.excuse), own_words(mark)]
    return _("Office: %(what)s") % {"what": " · ".join(word for word in said if word)}


def expected_words(expected: tuple[str, time | None, str]) -> str:
    """What a family has filed, as the teacher reads it: no reason, no comment."""
    kind, at, _state = expected
    if kind == "late" and at:
        return _("Family: comes at %(time)s") % {"time": time_said(at)}
    if kind == "early" and at:
        return _("Family: leaves at %(time)s") % {"time": time_said(at)}
    return _("Family: away this day")


def no_class_words(note: str | None, on: date) -> str:
    """Why there is no roll to take today."""
    day = day_words(on)
    if note:
        return _("%(day)s is no school day: %(why)s. There is no roll to take.") % {
            "day": day,
            "why": note,
        }
    if note is not None:
        return _("%(day)s is no school day. There is no roll to take.") % {"day": day}
    return _("This class does not meet on %(day)s. There is no roll to take.") % {"day": day}
