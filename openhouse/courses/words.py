"""Words about sections that more than one page says."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def room_words(room: str) -> str:
    """ "Room 214" for a bare number; a room with a name of its own stays as it is."""
    return _("Room %(room)s") % {"room": room} if room[:1].isdigit() else room


def size_words(students: int) -> str:
    """ "19 students"; before anybody is placed, "No students yet"."""
    if not students:
        return _("No students yet")
    return ngettext("%(n)s student", "%(n)s students", students) % {"n": students}
