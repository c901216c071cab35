"""Registration in the demonstration district is open, with the forms that ship."""

from datetime import date, timedelta

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.contact.models import ContactRules
from openhouse.contact.queries import rules_of
from openhouse.districts.models import School, SchoolYear
from openhouse.people.models import Enrollment
from openhouse.people.rules import GRADES
from openhouse.registration.defaults import CHANGE, REGISTRATION, default_form
from openhouse.registration.models import FormVersion, RegistrationWindow
from openhouse.registration.models_office import AddressRange, Seats

#: Since when and how long it is open, of the day on which the district is made.
OPEN_SINCE = timedelta(days=21)
OPEN_FOR = timedelta(days=60)
#: Places beside those that this year's children take.
FREE = 6


def open_registration() -> RegistrationWindow | None:
    """Open registration for the next year; None where something of it is there already."""
    years = SchoolYear.objects.filter(starts_on__lte=clock.today()).order_by("-ends_in")
    year = years.first()
    if year is None or RegistrationWindow.objects.exists():
        return None
    window = _open(year.ends_in + 1)
    _seats(year.ends_in + 1)
    _streets()
    _changes()
    return window


def last_window(window: RegistrationWindow, first_day: date) -> RegistrationWindow:
    """The one of the year before, which began on *first_day*: over since that day."""
    opens_on = first_day - timedelta(days=190)
    return RegistrationWindow.objects.create(
        ends_in=window.ends_in - 1, opens_on=opens_on, closes_on=first_day
    )


def _open(ends_in: int) -> RegistrationWindow:
    now, today = clock.now(), clock.today()
    for purpose in (REGISTRATION, CHANGE):
        FormVersion.objects.create(
            purpose=purpose, number=1, definition=default_form(purpose), changed_at=now,
            published_at=now,
        )  # fmt: skip
    return RegistrationWindow.objects.create(
        ends_in=ends_in, opens_on=today - OPEN_SINCE, closes_on=today + OPEN_FOR,
        late_until=today + OPEN_FOR * 2,
    )  # fmt: skip


def _seats(ends_in: int) -> None:
    """Each school offers the grades that it has; who takes one class there is no grade of it."""
    there: dict[tuple[int, str], int] = {}
    rows = Enrollment.objects.visible_to(System()).filter(primary=True)
    for school, grade in rows.values_list("school_id", "grade_level"):
        if grade in GRADES:
            there[school, grade] = there.get((school, grade), 0) + 1
    Seats.objects.bulk_create(
        Seats(school_id=school, ends_in=ends_in, grade_level=grade, seats=many + FREE)
        for (school, grade), many in sorted(there.items())
    )


def _changes() -> None:
    """Families tell with the form what has changed of their home."""
    rules: ContactRules = rules_of()
    rules.changes = True
    rules.save()


def _streets() -> None:
    """A few streets go to the first school of each level; the rest is asked at the counter."""
    for level in ("elementary", "middle", "high"):
        school = School.objects.filter(level=level).order_by("pk").first()
        if school:
            AddressRange.objects.create(
                school=school, street="elm st", written="Elm St", low=1, high=999
            )
