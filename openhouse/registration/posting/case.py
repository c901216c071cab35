"""One child's posting while it goes on."""

from dataclasses import dataclass, field
from datetime import date

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import Viewer
from openhouse.people.models import Household, Person
from openhouse.registration.compared import Compared
from openhouse.registration.models import Part


@dataclass
class Case:
    """What is being posted, by whom, and who of the records each part is by now."""

    found: Compared
    viewer: Viewer
    district: CurrentDistrict
    today: date
    people: dict[int, Person] = field(default_factory=dict)
    #: Persons who were made, and not found: by part; for this child, or before for a sibling.
    made: set[int] = field(default_factory=set)
    home: Household | None = None

    @property
    def is_change(self) -> bool:
        """If it is a change between registrations, and enrolls nobody."""
        return self.found.application.is_change

    def is_new(self, part: Part) -> bool:
        """If nobody of the records was meant by *part* when it was written."""
        return part.pk in self.made or part.matched_at is not None

    @property
    def by(self) -> int:
        return self.viewer.person_id

    @property
    def student(self) -> Person:
        """The child."""
        return self.people[self.found.child.pk]
