"""Words about sections that more than one page says."""

from django.utils.translation import gettext as _


def room_words(room: str) -> str:
    """ "Room 214" for a bare number; a room with a name of its own stays as it is."""
    return _("Room %(room)s") % {"room": room} if room[:1].isdigit() else room
