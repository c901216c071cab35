"""Finding a district (MOB-01, MOB-02)."""

from dataclasses import dataclass
from operator import itemgetter

from openhouse.districts.models import District, School
from openhouse.districts.states import name_of_state


@dataclass(frozen=True, slots=True)
class Found:
    """A district in the finder's list."""

    slug: str
    name: str
    city: str
    state: str

    @property
    def url(self) -> str:
        return f"/app/at/{self.slug}/"

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.city, self.state) if part)


def languages_of(district: int) -> list[str]:
    """The languages of a district, its own first."""
    found = District.objects.values_list("languages", flat=True).filter(pk=district).first()
    return list(found or [])


def only_district() -> str | None:
    """The address of the district where the server has just one."""
    slugs = list(District.objects.order_by("id").values_list("slug", flat=True)[:2])
    return slugs[0] if len(slugs) == 1 else None


def is_district(slug: str) -> bool:
    """If there is a district of this address."""
    return District.objects.filter(slug=slug).exists()


def states_with_districts() -> list[tuple[str, str]]:
    """The states that have a district here, each with its name, by that."""
    found = District.objects.order_by("state").values_list("state", flat=True).distinct()
    return sorted(((code, name_of_state(code)) for code in found), key=itemgetter(1))


def districts_named(name: str, state: str) -> list[Found]:
    """Districts of a state (or any) with a word of their name or town starting so; at most 30."""
    rows = District.objects.order_by("name")
    if state:
        rows = rows.filter(state=state)
    for word in name.split()[:5]:
        rows = (
            rows.filter(name__istartswith=word)
            | rows.filter(name__icontains=f" {word}")
            | (rows.filter(city__istartswith=word))
        )
    return [Found(*row) for row in rows.values_list("slug", "name", "city", "state")[:30]]


def schools_open() -> list[tuple[int, str]]:
    """Id and name of the schools of this district whose portal is open, by name."""
    schools = School.objects.filter(portal_open=True).order_by("name", "pk")
    return list(schools.values_list("pk", "name"))
