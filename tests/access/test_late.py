"""Who has a page asks with its tag: a transaction begins with the second statement alone."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml.html import fromstring

from openhouse.access.enter import Address, opened
from openhouse.access.late import late_transaction
from openhouse.access.sessions import SessionStore
from openhouse.access.viewer import System
from openhouse.common.scope import scope
from openhouse.home import changes
from openhouse.people.models import Guardianship, Person
from tests.access.test_look import looking
from tests.access.test_reuse import left_behind, signed_in
from tests.cast import Cast
from tests.house_client import HouseClient
from tests.ledger.changes import PAGES
from tests.ledger.test_stamps import asked, seen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("strange")]
STALE = {"If-None-Match": 'W/"of-another-day"'}


def sent(client: HouseClient, north: Cast, tag: str) -> tuple[int, list[str]]:
    """The answer's status, and the first word of each statement."""
    with CaptureQueriesContext(connection) as asked_for:
        answer = asked(client, "grades", north, tag)
    return answer.status_code, [each["sql"].split()[0] for each in asked_for.captured_queries]


def test_a_page_that_is_as_it_was_costs_one_statement_and_no_transaction(north: Cast) -> None:
    mother = signed_in(north.mother)
    _, tag = seen(mother, "grades", north)
    assert sent(mother, north, tag) == (304, ["SELECT"])
    status, statements = sent(mother, north, STALE["If-None-Match"])
    assert (status, statements[:3], statements[-1]) == (
        200,
        ["SELECT", "BEGIN", "SELECT"],
        "COMMIT",
    )
    assert statements.count("BEGIN") == 1
    assert left_behind() == []


def test_whatever_asks_before_the_view_asks_with_her_eyes(north: Cast) -> None:
    address, mother = Address("north", "family"), signed_in(north.mother)
    with late_transaction(address):
        opened(address, mother.cookies[settings.SESSION_COOKIE_NAME].value)
        assert not connection.in_atomic_block
        everybody = set(Person.objects.values_list("pk", flat=True))
        assert connection.in_atomic_block
    assert everybody == {north.mother.id, north.ana.id, north.ben.id}
    assert left_behind() == []


PLACES = (*PAGES.values(), "/north/family/{cai}/", "/north/family/none/")


@pytest.mark.parametrize("place", PLACES)
def test_a_page_that_is_another_is_the_same_with_a_tag_and_without(place: str, north: Cast) -> None:
    mother, ids = signed_in(north.mother), {key: north.rows[key].pk for key in ("ben", "cai")}
    url = place.format(algebra=north.rows["algebra"].pk, **ids)
    mother.get(url)
    changes._KNOWN.clear()  # or the number of unread changes is not asked for
    tagged = mother.get(url, headers=STALE)
    changes._KNOWN.clear()
    plain = mother.get(url)
    assert plain.status_code == tagged.status_code == (200 if place in PAGES.values() else 404)
    # with the numbers of the frame, which an error's page has too
    assert fromstring(plain.content).text_content() == fromstring(tagged.content).text_content()
    assert plain.headers.get("ETag") == tagged.headers.get("ETag")
    assert left_behind() == []


def test_each_reads_with_her_own_eyes_in_turn(north: Cast) -> None:
    families = {
        name: signed_in(north.persons[name]) for name in ("mother", "grandmother", "father")
    }
    url = "/north/family/strange/scope/"
    own = {name: client.get(url).content for name, client in families.items()}
    assert len(set(own.values())) == 3
    for _ in range(2):
        for name, client in families.items():
            assert client.get(url, headers=STALE).content == own[name]
            assert left_behind() == []


def test_the_right_tag_opens_nothing_to_who_has_no_right_any_more(north: Cast) -> None:
    mother, again = signed_in(north.mother), signed_in(north.mother)
    tags = {client: seen(client, "grades", north)[1] for client in (mother, again)}
    SessionStore(again.cookies[settings.SESSION_COOKIE_NAME].value).delete()
    assert asked(again, "grades", north, tags[again]).status_code == 302
    assert asked(mother, "grades", north, tags[mother]).status_code == 304
    with scope(district=north.id, students="all", hat="system"):
        ties = Guardianship.objects.visible_to(System()).filter(
            person_id=north.mother.id, student_id=north.ben.id
        )
        ties.update(portal_access=False)
    assert asked(mother, "grades", north, tags[mother]).status_code == 404
    assert left_behind() == []


@pytest.mark.parametrize(("how", "suffix"), [("", "written"), ("crash", ""), ("denied", "")])
def test_what_breaks_off_leaves_nothing_written(how: str, suffix: str, north: Cast) -> None:
    mother = signed_in(north.mother)
    mother.get(f"/north/family/strange/writes/?person={north.leo.id}&how={how}", headers=STALE)
    with scope(district=north.id, students="all", hat="system"):
        assert Person.objects.get(pk=north.leo.id).suffix == suffix
    assert left_behind() == []


def test_a_look_changes_nothing_whatever_tag_it_has(north: Cast) -> None:
    client: Any = looking(north, "clerk", "long_parent")
    today = fromstring(client.get("/north/family/", headers=STALE).content).text_content()
    assert today == fromstring(client.get("/north/family/").content).text_content()
    url = f"/north/family/strange/writes/?person={north.leo.id}"
    with pytest.raises(Exception, match="read-only"):
        client.get(url, headers=STALE)
    with scope(district=north.id, students="all", hat="system"):
        assert Person.objects.get(pk=north.leo.id).suffix == ""
    assert left_behind() == []
