"""Who writes to whom: an office for its schools, the district for all, a teacher for her class."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from openhouse.access.desks import SchoolDesk
from openhouse.access.offices import offices_of
from openhouse.access.viewer import Viewer
from openhouse.common.addresses import address
from openhouse.common.models import running
from openhouse.common.rows import LARGEST_ID
from openhouse.courses.models import Placement
from openhouse.messages.models import Message
from openhouse.notifications.kinds import OF_MESSAGES, Kind
from openhouse.people.models import Student

#: Messages on a page.
MOST = 200


@dataclass(frozen=True, slots=True)
class Desk(SchoolDesk):
    """Who writes: an office, or the teacher of *section*."""

    noun = "message"

    @property
    def announcements_url(self) -> str:
        if self.section is None:
            return address("school-announcements")
        return address("class-announcements", self.section.id)

    @property
    def messages(self) -> QuerySet[Message]:
        """Those that are hers to see, the newest first."""
        found = Message.objects.visible_to(self.viewer).order_by("-pk")
        if self.section is not None:
            return found.filter(section_id=self.section.id)
        schools = offices_of(self.viewer)
        # what a teacher has not sent is hers alone
        found = found.exclude(section__isnull=False, state=Message.State.DRAFT)
        return found if schools is None else found.filter(school_id__in=schools)

    def message(self, number: int) -> Message | None:
        """One of them; None for any other."""
        return None if number > LARGEST_ID else self.messages.filter(pk=number).first()

    @property
    def kinds(self) -> Sequence[Kind]:
        """What she may send (MSG-04): of a class a teacher's word alone."""
        if self.section is not None:
            return [Kind.TEACHER]
        return [kind for kind in OF_MESSAGES if kind is not Kind.TEACHER]


def how_many_held(viewer: Viewer) -> int:
    """How many messages of teachers wait for the office of *viewer*; asked as an office."""
    found = Message.objects.visible_to(viewer).filter(state=Message.State.HELD)
    schools = offices_of(viewer)
    return (found if schools is None else found.filter(school_id__in=schools)).count()


def students_in(desk: Desk, today: date) -> list[Student]:
    """The students of the teacher's class, by name."""
    section = desk.section.id if desk.section else 0
    there = Placement.objects.visible_to(desk.viewer).filter(running(today), section=section)
    found = Student.objects.visible_to(desk.viewer).select_related("person")
    found = found.filter(pk__in=there.values("student_id"))
    return list(found.order_by("person__family_name", "person__given_name", "pk"))
