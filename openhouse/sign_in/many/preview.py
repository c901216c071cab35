"""What a run of the batch would do, before it does it."""

from dataclasses import dataclass
from datetime import date

from openhouse.common.scope import Sees
from openhouse.people.models import Person
from openhouse.sign_in.many import batch, guardians, pupils
from openhouse.sign_in.models import AccountRules

#: Students whose user names are shown beforehand.
EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """The numbers of what would happen, and the first names with the user names they would get."""

    makes: int
    closes: int
    opens: int
    invites: int
    left_out: int
    examples: tuple[tuple[str, str], ...]
    invites_guardians: bool

    @property
    def does_something(self) -> bool:
        """If anything is to be done at all."""
        return bool(self.makes or self.closes or self.opens or self.invites)


def preview(viewer: Sees, today: date, rules: AccountRules, school: int | None) -> Preview:
    """What a run would do now in reach of who looks; nothing is changed."""
    new = pupils.newcomers(viewer, today, school)
    shown = batch.proposed(new[:EXAMPLES], rules.username_pattern, today, batch.taken_names())
    names = {
        person.pk: str(person)
        for person in Person.objects.filter(pk__in=[student for student, _ in shown])
    }
    wanted = rules.guardians_in_batch
    return Preview(
        len(new),
        pupils.leavers(viewer, today, school).count(),
        pupils.returners(viewer, today, school).count(),
        len(guardians.to_invite(viewer, today, school)) if wanted else 0,
        len(guardians.left_out(viewer, today, school)),
        tuple((names.get(student, ""), name) for student, name in shown),
        wanted,
    )
