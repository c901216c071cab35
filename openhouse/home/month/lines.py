"""A line of a date: whose it is, what it is, and where more about it stands."""

from django.utils.safestring import SafeString

from openhouse.home.month.entries import AWAY, NOTE, OFF, TERM, WORK, Line
from openhouse.home.month.faces import Faces
from openhouse.ui.components.tag import tag
from openhouse.ui.icons import ICONS
from openhouse.ui.markup import NOTHING, markup, optional, safe_url

#: What a kind of line is drawn with, beside its words.
_ICONS = {OFF: "school", NOTE: "bell", TERM: "grades", AWAY: "attendance", WORK: "assignments"}
_LINE = (
    '<li class="on-day {kind}">{whose}'
    '<span class="on-day-words">{icon}{what} {small} {tag}</span></li>'
)


def drawn_line(line: Line, faces: Faces | None) -> SafeString:
    """The line; without *faces* it is plain whose it is."""
    entry = line.entry
    frame = '<a href="{url}">{words}</a>' if entry.url else "<span>{words}</span>"
    return markup(
        _LINE,
        kind=entry.kind,
        whose=faces.of(line.whose) if faces else NOTHING,
        icon=ICONS[_ICONS[entry.kind]],
        what=markup(frame, url=safe_url(entry.url), words=entry.words),
        small=optional("<small>{value}</small>", entry.small),
        tag=tag(*entry.tag) if entry.tag[0] else NOTHING,
    )
