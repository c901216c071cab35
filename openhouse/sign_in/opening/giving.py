"""Handing somebody her way in: a link, a code, or a password for the first time (ACC-02)."""

from dataclasses import dataclass

from openhouse.access.district import CurrentDistrict
from openhouse.sign_in.models import Way
from openhouse.sign_in.opening.codes import make_code
from openhouse.sign_in.opening.temporary import give_password


@dataclass(frozen=True, slots=True)
class Given:
    """What was given, the only time that anybody sees it: a code, or a user name and password."""

    way: str
    secret: str
    username: str = ""

    @property
    def is_password(self) -> bool:
        return self.way == Way.PASSWORD


def give_way(
    person: int, district: CurrentDistrict, *, by: int | None, way: str, email: str = ""
) -> Given:
    """A *way* in for *person*, mailed to *email* or to be handed out on paper; earlier ones end."""
    if way == Way.PASSWORD:
        username, password = give_password(person, district, by=by, email=email)
        return Given(way, password, username)
    return Given(way, make_code(person, district, by=by, email=email, way=way))
