"""Reads that both sides of registration share: windows, the form, the schools that have seats."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from openhouse.access.kept import of_the_district
from openhouse.districts.models import School
from openhouse.people.words import in_order
from openhouse.registration.models import Candidate, FormVersion, RegistrationWindow
from openhouse.registration.models_office import Seats
from openhouse.registration.rules.form import Form, read


def open_windows(today: date) -> list[RegistrationWindow]:
    """The windows in which a family may begin or send today, the nearest year first."""
    last = Coalesce(F("late_until"), F("closes_on"))
    found = RegistrationWindow.objects.annotate(last=last)
    return list(found.filter(opens_on__lte=today, last__gte=today).order_by("ends_in"))


def newest_window() -> RegistrationWindow | None:
    """The window of the school year that families register for last."""
    return RegistrationWindow.objects.order_by("-ends_in").first()


@of_the_district
def returning_window(today: date) -> tuple[int, date, date | None] | None:
    """The nearest year for which families with children here register today: in which calendar
    year it ends, the last day, and until when late ones are taken."""
    found = next((one for one in open_windows(today) if one.for_returning), None)
    return (found.ends_in, found.closes_on, found.late_until) if found else None


#: For so long after the last day somebody may still be asked for a consent.
ASKED_AFTER = timedelta(days=200)


@of_the_district
def last_closed_on(today: date) -> date | None:
    """The last day of a window that is open, or was lately; None where there is none."""
    found = RegistrationWindow.objects.annotate(last=Coalesce(F("late_until"), F("closes_on")))
    found = found.filter(opens_on__lte=today, last__gte=today - ASKED_AFTER).order_by("-last")
    return found.values_list("last", flat=True).first()


def newest_version(purpose: str) -> FormVersion | None:
    """The published form with which a family begins today; None: the district has none. Its
    questions are read when they are asked for: they are long, and most often known (``form_of``).
    """
    found = FormVersion.objects.filter(purpose=purpose, published_at__isnull=False)
    return found.defer("definition").order_by("-number").first()


def newest_number(purpose: str) -> int:
    """The number of the newest published form; 0 for none."""
    found = FormVersion.objects.filter(purpose=purpose, published_at__isnull=False)
    return found.order_by("-number").values_list("number", flat=True).first() or 0


def version_said(version: int) -> tuple[str, int]:
    """What a version is for, and its number."""
    return FormVersion.objects.filter(pk=version).values_list("purpose", "number").get()


def form_of(version: FormVersion) -> Form:
    """The form of a version. That of a published one is read once a process: it stays as it is."""
    found = _FORMS.get(version.pk)
    if found is None:
        found = read(version.definition)
        if version.published_at is not None:
            _FORMS[version.pk] = found
    return found


def form_with(version: int) -> Form:
    """The form of the version with this id. Raises FormVersion.DoesNotExist."""
    return _FORMS.get(version) or form_of(FormVersion.objects.get(pk=version))


_FORMS: dict[int, Form] = {}


@dataclass(frozen=True, slots=True)
class Offers:
    """Which schools offer which grades in a year."""

    #: School and grade.
    pairs: tuple[tuple[int, str], ...]
    #: Number and name of each school that offers one, by name.
    schools: tuple[tuple[int, str], ...]
    #: School and level: "high".
    levels: dict[int, str]

    @property
    def grades(self) -> list[str]:
        return in_order({grade for _school, grade in self.pairs})


@of_the_district
def offers_of(ends_in: int, *, also: tuple[int, ...] = ()) -> Offers:
    """What the district offers in the year that ends in *ends_in*; *also* names further schools.

    Where no seats are said, each school may be chosen for each grade.
    """
    pairs = tuple(Seats.objects.filter(ends_in=ends_in).values_list("school_id", "grade_level"))
    schools = School.objects.order_by("name", "pk")
    if pairs:
        schools = schools.filter(Q(pk__in={school for school, _ in pairs}) | Q(pk__in=[*also]))
    rows = list(schools.values_list("pk", "name", "level"))
    return Offers(
        pairs, tuple((pk, name) for pk, name, _ in rows), {pk: level for pk, _, level in rows}
    )


def is_offered(candidate: Candidate) -> bool:
    """If her school has the grade in that year, as far as the district has said what it offers."""
    window = candidate.application.window
    pairs = offers_of(window.ends_in).pairs if window else ()
    return not pairs or (candidate.school_id, candidate.grade_level) in pairs
