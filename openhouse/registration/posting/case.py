"""One child's posting while it goes on."""

from dataclasses import dataclass, field
from datetime import date

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import Viewer
from openhouse.people.models import Household, Person
from openhouse.registration.compared import Compared


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
    def by(self) -> int:
        return self.viewer.person_id

    @property
    def student(self) -> Person:
        """The child."""
        return self.people[self.found.child.pk]
