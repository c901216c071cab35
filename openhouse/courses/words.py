"""Words about sections that more than one page says."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def room_words(room: str) -> str:
    """ "Room 214" for a bare number; a room with a name of its own stays as it is."""
    return _("Room %(room)s") % {"room": room} if room[:1].isdigit() else room


#: A period that a student system calls "3", "03 - Traditional" or, in two parts, "03 - … (2)".
_NUMBERED = re.compile(r"0*([1-9]\d?)(?:\s*[-–:]\s.*)?")


def period_words(name: str) -> str:
    """ "Period 3" for a name that is a number with or without a kind of day; else the name."""
    numbered = _NUMBERED.fullmatch(name)
    return _("Period %(number)s") % {"number": numbered[1]} if numbered else name


def size_words(students: int) -> str:
    """ "19 students"; before anybody is placed, "No students yet"."""
    if not students:
        return _("No students yet")
    return ngettext("%(n)s student", "%(n)s students", students) % {"n": students}
