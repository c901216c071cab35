"""What the words of attendance mean, for a family."""

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openhouse.attendance.rules import EXCUSED, EXEMPT, UNEXCUSED, UNKNOWN, DayValue

#: A word as a page shows it, and a sentence.
type Meaning = tuple[Promise, Promise]

OF_VALUES: dict[str, Meaning] = {
    DayValue.ABSENT: (_("Absent"), _("Not in class, or not at school that day.")),
    DayValue.PART: (
        _("Part of the day"),
        _("Away from some classes of the day, and there for others."),
    ),
    DayValue.LATE: (
        _("Late"),
        _("Came after the class had begun. Many schools call it tardy."),
    ),
    DayValue.LEFT_EARLY: (_("Left early"), _("Went before the class or the day was over.")),
}
OF_EXCUSES: dict[str, Meaning] = {
    UNKNOWN: (
        _("Not explained yet"),
        _("The school does not know the reason yet. You can tell it."),
    ),
    EXCUSED: (_("Excused"), _("The school knows the reason and accepts it.")),
    UNEXCUSED: (
        _("Not excused"),
        _("The school knows no reason, or does not accept it. You can still tell it the reason."),
    ),
    EXEMPT: (
        _("Not counted"),
        _("Away for the school itself, such as a field trip or a game."),
    ),
}
OF_ATTENDANCE = (*OF_VALUES.values(), *OF_EXCUSES.values())
#: Of a report card, where each day is counted by these.
OF_A_CARD = tuple(said for word, said in (OF_VALUES | OF_EXCUSES).items() if word != EXEMPT)


def meant_by(days: Collection[tuple[str, str]]) -> list[Meaning]:
    """What the words of *days* mean, each a value and an excuse; none of one who was there."""
    values = {value for value, _excuse in days if value in OF_VALUES}
    excuses = {excuse for value, excuse in days if value in values}
    return [
        *(said for value, said in OF_VALUES.items() if value in values),
        *(said for excuse, said in OF_EXCUSES.items() if excuse in excuses),
    ]
