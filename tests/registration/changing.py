"""A change between registrations, told on a family's pages: what several tests begin with."""

import re
from typing import Any

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.contact.models import ContactRules
from openhouse.registration.defaults import default_form
from openhouse.registration.models import Application, Candidate, FormVersion, Part
from tests.cast import Cast, in_all
from tests.house_client import HouseClient
from tests.registration.test_family import HOME, page_of, parts, said

PAGE = f"{HOME}change/"
NEW_ADDRESS = {"street": "4 Hill Road", "city": "Columbia", "state": "MO", "postal_code": "65201"}


def turn_on(cast: Cast, *, signed: bool = True) -> None:
    """The district takes changes, with the form that ships."""
    with in_all(cast):
        ContactRules.objects.update(changes=True, changes_signed=signed)
        FormVersion.objects.filter(purpose="change").delete()
        FormVersion.objects.create(
            purpose="change", number=1, definition=default_form("change"), changed_at=clock.now(),
            published_at=clock.now(),
        )  # fmt: skip


def begun(client: HouseClient) -> int:
    """Begin, or come to what is open; the change's id."""
    answer = client.post(f"{PAGE}begin/")
    assert answer.status_code == 302, answer.content
    found = re.search(r"/registration/(\d+)/", answer.headers["Location"])
    assert found, answer.headers["Location"]
    return int(found[1])


def says(client: HouseClient, url: str, part: Part, **answers: Any) -> Any:
    """Send a page with *answers* over what it shows."""
    return said(client, url, **{f"{part.pk}-{key}": value for key, value in answers.items()})


def chooses(client: HouseClient, cast: Cast, number: int, *what: str, **more: Any) -> Part:
    """What has changed; the home's part."""
    (home,) = parts(cast, number, "household")
    answer = says(client, page_of(number, home, "what"), home, what_changes=list(what), **more)
    assert answer.status_code == 302, answer.content
    return home


def moves(client: HouseClient, cast: Cast, number: int, **address: str) -> None:
    """The family has moved, and says where to."""
    home = chooses(client, cast, number, "moved")
    named = {f"address-{key}": value for key, value in (NEW_ADDRESS | address).items()}
    assert says(client, page_of(number, home, "home"), home, **named).status_code == 302


def sends(client: HouseClient, number: int, name: str = "Marta Rivera") -> Any:
    """Look over, sign and send."""
    client.get(f"{HOME}{number}/review/")
    return client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": name})


def adds(client: HouseClient, cast: Cast, number: int, kind: str) -> Part:
    """One more adult or contact."""
    assert client.post(f"{HOME}{number}/add/", {"kind": kind}).status_code == 302
    return parts(cast, number, kind)[-1]


def moved(cast: Cast, client: HouseClient, name: str = "Marta Rivera") -> Application:
    """A change of the address that was sent."""
    number = begun(client)
    moves(client, cast, number)
    assert sends(client, number, name).status_code == 302
    with in_all(cast):
        found = Application.objects.visible_to(System()).get(pk=number)
    assert found.sent_at
    return found


def children(cast: Cast, application: Application | int) -> list[Candidate]:
    with in_all(cast):
        rows = Candidate.objects.visible_to(System()).filter(application=application)
        return list(rows.select_related("school").order_by("position", "pk"))


def child_at(cast: Cast, application: Application | int, school: str) -> Candidate:
    return next(c for c in children(cast, application) if c.school_id == cast.rows[school].pk)
