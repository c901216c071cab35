"""Reads that both sides of registration share: windows, the form, the schools that have seats."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from json import dumps, loads

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from openhouse.districts.models import School
from openhouse.people.words import in_order
from openhouse.registration.models import FormVersion, RegistrationWindow
from openhouse.registration.models_office import Seats
from openhouse.registration.rules.form import Form, read


def open_windows(today: date) -> list[RegistrationWindow]:
    """The windows in which a family may begin or send today, the nearest year first."""
    last = Coalesce(F("late_until"), F("closes_on"))
    found = RegistrationWindow.objects.annotate(last=last)
    return list(found.filter(opens_on__lte=today, last__gte=today).order_by("ends_in"))


def newest_version(purpose: str) -> FormVersion | None:
    """The published form with which a family begins today; None: the district has none."""
    found = FormVersion.objects.filter(purpose=purpose, published_at__isnull=False)
    return found.order_by("-number").first()


def form_of(version: FormVersion) -> Form:
    """The form of a version."""
    return _read(dumps(version.definition, sort_keys=True))


@lru_cache(maxsize=64)
def _read(definition: str) -> Form:
    return read(loads(definition))


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


def offers_of(ends_in: int, *, also: Collection[int] = ()) -> Offers:
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
