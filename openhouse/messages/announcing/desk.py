"""Who announces to whom: an office to its schools, the district to all, a teacher to a class."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from openhouse.access.desks import SchoolDesk
from openhouse.access.offices import offices_of
from openhouse.common.addresses import address
from openhouse.common.rows import LARGEST_ID
from openhouse.messages.models import Announcement

#: Announcements of one kind on a page, at most.
MOST = 200


@dataclass(frozen=True, slots=True)
class Desk(SchoolDesk):
    """Who announces: an office, or the teacher of *section*."""

    noun = "announcement"

    @property
    def messages_url(self) -> str:
        """Where what she writes to single families stands."""
        if self.section is None:
            return address("school-messages")
        return address("class-messages", self.section.id)

    @property
    def is_districts(self) -> bool:
        """If she speaks for the whole district."""
        return self.section is None and offices_of(self.viewer) is None

    @property
    def shown(self) -> QuerySet[Announcement]:
        """The announcements on her list: her class's; her schools' and the district's."""
        found = Announcement.objects.select_related("school", "section")
        if self.section is not None:
            return found.filter(section_id=self.section.id)
        schools = offices_of(self.viewer)
        return found if schools is None else found.filter(_of(schools) | Q(school=None))

    def announcement(self, number: int) -> Announcement | None:
        """One that is hers to change; None for any other."""
        if number > LARGEST_ID:
            return None
        schools = offices_of(self.viewer)
        hers = self.shown.filter(pk=number)
        if self.section is None and schools is not None:
            hers = hers.filter(_of(schools))
        return hers.first()

    def may_change(self, one: Announcement) -> bool:
        """If it is not the district's, for who only keeps a school."""
        return one.school_id is not None or self.is_districts


def _of(schools: list[int]) -> Q:
    return Q(school_id__in=schools)
