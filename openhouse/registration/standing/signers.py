"""Who may sign an application, or a consent, by name."""

from openhouse.common.scope import as_the_house
from openhouse.people.models import Person
from openhouse.registration.models import Part
from openhouse.registration.rules.signing import Signer
from openhouse.registration.standing.state import Standing


def signers_of(standing: Standing) -> list[Signer]:
    """Who is signed in; with a link any adult of the application who has a name."""
    if standing.filler.person is not None:
        return on_file(standing.filler.person)
    adults = [signer_of(standing, part) for part in standing.of(Part.Kind.GUARDIAN)]
    return [each for each in adults if any(each)]


def signer_of(standing: Standing, part: Part) -> Signer:
    """An adult as the application calls her."""
    given, preferred, family = (
        str(standing.filled(part, f"person.{name}") or "")
        for name in ("given_name", "preferred_name", "family_name")
    )
    return f"{given} {preferred}".strip(), family


def on_file(person: int) -> list[Signer]:
    """Somebody as the records call her."""
    with as_the_house():
        return [
            (f"{each.given_name} {each.preferred_name}".strip(), each.family_name)
            for each in Person.objects.filter(pk=person)
        ]
