"""The few who can sign in to the demonstration district."""

from dataclasses import dataclass, fields

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from openhouse.interchange.demo.copying import copy_rows
from openhouse.interchange.demo.town import Human, Town

PASSWORD = "openhouse-demo"  # noqa: S105 - printed by the command, for invented people only


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """How to sign in as somebody; ``role`` says who it is in a few words."""

    username: str
    name: str
    role: str
    password: str = PASSWORD


@dataclass(frozen=True, slots=True)
class DemoAccounts:
    """Sign-ins of the demonstration district."""

    parent: DemoAccount = DemoAccount("marisol.vega", "Marisol Vega", "parent of Ana and Leo")
    second_parent: DemoAccount = DemoAccount(
        "tomas.vega", "Tomás Vega", "parent in the second household"
    )
    student: DemoAccount = DemoAccount("ana.vega", "Ana Vega", "student")
    teacher: DemoAccount = DemoAccount("ngozi.okafor", "Ngozi Okafor", "teacher")
    office: DemoAccount = DemoAccount("ruth.calloway", "Ruth Calloway", "office clerk")
    nurse: DemoAccount = DemoAccount("carla.espinoza", "Carla Espinoza", "school nurse")
    transport: DemoAccount = DemoAccount("walter.brandt", "Walter Brandt", "bus coordinator")
    district: DemoAccount = DemoAccount(
        "helen.marshfield", "Helen Marshfield", "district administrator"
    )

    def all(self) -> list[DemoAccount]:
        """Each of them."""
        return [getattr(self, field.name) for field in fields(self)]


def write_accounts(town: Town) -> DemoAccounts:
    """Accounts for the named persons only: ten thousand Argon2 hashes would take an hour."""
    ties = town.families[0].ties
    ana = town.families[0].kids[0].human
    known: dict[str, Human] = {
        f"{human.given} {human.family}": human
        for human in [
            *(tie.adult for tie in ties),
            ana,
            *(post.human for post in town.posts),
            *(teacher.human for teacher in town.teachers),
        ][::-1]
    }
    accounts = DemoAccounts()
    hashed, now = make_password(PASSWORD), timezone.now()
    copy_rows(
        "people_account",
        "username person_id password is_active created_at settled_at",
        ((each.username, known[each.name].id, hashed, True, now, now) for each in accounts.all()),
    )
    return accounts
