"""One connection, many people: nothing of one request or job is left for the next."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from openhouse.common.scope import scope
from openhouse.interchange import storage
from openhouse.interchange.jobs import deliver
from openhouse.interchange.models import ImportRun
from openhouse.people.models import Person
from tests.cast import Cast, Somebody
from tests.house_client import HouseClient

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("strange")]
SETTINGS = ("district", "students", "person", "hat")


def left_behind() -> list[str]:
    """What the four settings hold between requests, and any row that can be seen."""
    with connection.cursor() as cursor:
        wanted = ", ".join(f"current_setting('openhouse.{name}', true)" for name in SETTINGS)
        cursor.execute(f"SELECT {wanted}")
        found = [value for value in cursor.fetchone() if value]
    return found + [str(person) for person in Person.objects.all()]


@pytest.fixture
def server_process() -> Iterator[int]:
    """The database's process behind the connection; the same one at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (before,) = cursor.fetchone()
        yield before
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() == (before,)


def signed_in(person: Somebody) -> HouseClient:
    client = HouseClient(raise_request_exception=False)
    client.cookies = HouseClient.signed_in(person).cookies
    return client


def scope_seen(client: HouseClient, hat: str = "family", slug: str = "north") -> set[str]:
    """The students in scope while *client*'s request runs."""
    answer = client.get(f"/{slug}/{hat}/strange/scope/")
    return (
        set(answer.content.decode().split("|")[2].split(","))
        if answer.status_code == 200
        else set()
    )


def test_two_persons_in_turn_never_see_with_each_others_eyes(
    north: Cast, south: Cast, server_process: int
) -> None:
    mother, grandmother = signed_in(north.mother), signed_in(north.grandmother)
    clerk, southern = signed_in(north.clerk), signed_in(south.mother)
    nobody = HouseClient(raise_request_exception=False)
    hers = {str(north.ana.id), str(north.ben.id)}
    others = {str(north.persons[key].id) for key in ("cai", "dee", "eli", "fay")}
    for _ in range(3):
        assert scope_seen(mother) == hers
        assert left_behind() == []
        assert scope_seen(grandmother) == others
        assert clerk.get("/north/staff/strange/stumble/crash/").status_code == 500
        assert left_behind() == []
        assert scope_seen(nobody) == set()
        assert scope_seen(mother) == hers
        with scope(district=north.id, students="all", hat="system"):
            assert Person.objects.filter(pk=north.leo.id).exists()
        assert left_behind() == []
        assert scope_seen(southern, slug="south") == {str(south.ana.id), str(south.ben.id)}
        assert scope_seen(southern) == set()
        assert left_behind() == []


HOWS = ["denied", "crash", "database", "answer"]


@pytest.mark.parametrize("how", [*HOWS, "missing", "fine"])
def test_a_broken_request_leaves_nothing_set_and_nothing_written(
    how: str, north: Cast, server_process: int
) -> None:
    clerk = signed_in(north.clerk)
    status = {"fine": 200, "missing": 404, "denied": 403}.get(how, 500)
    assert clerk.get(f"/north/staff/strange/stumble/{how}/").status_code == status
    assert left_behind() == []
    with scope(district=north.id, students="all", hat="system"):
        suffix = Person.objects.get(pk=north.clerk.id).suffix
    assert suffix == ("" if how in HOWS else how)
    assert scope_seen(clerk, "staff")


def import_of(north: Cast, content: bytes) -> int:
    """An import that waits for its job; its id."""
    with scope(district=north.id, students="all", hat="system"):
        run = ImportRun.objects.create(
            begun_by_id=north.clerk.id,
            file_name="delivery.zip",
            stored_as=storage.keep(north.id, SimpleUploadedFile("delivery.zip", content)),
        )
        return int(run.pk)


def test_a_job_between_two_requests_leaves_nothing_set(
    north: Cast, server_process: int, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    mother = signed_in(north.mother)
    hers = {str(north.ana.id), str(north.ben.id)}
    run = import_of(north, b"this is no zip file")
    assert scope_seen(mother) == hers
    deliver(north.id, run, for_good=False, allow_ending=False)
    assert left_behind() == []
    assert scope_seen(mother) == hers
    with scope(district=north.id, students="all", hat="system"):
        assert ImportRun.objects.get(pk=run).state == ImportRun.State.REFUSED


def test_a_job_that_fails_leaves_nothing_set(
    north: Cast, server_process: int, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    run = import_of(north, b"this is no zip file")
    settings.MEDIA_ROOT = None  # a server whose folder of files is gone
    with pytest.raises(TypeError):
        deliver(north.id, run, for_good=False, allow_ending=False)
    assert left_behind() == []


def test_a_scope_inside_a_scope_leaves_nothing_of_itself(north: Cast, south: Cast) -> None:
    with scope(district=north.id, students="all", hat="system"):
        with scope(district=south.id, students=[south.ben.id], hat="family"):
            assert [person.pk for person in Person.objects.all()] == [south.ben.id]
        assert not Person.objects.filter(district_id=south.id).exists()
        assert Person.objects.filter(pk=north.ben.id).exists()
    assert left_behind() == []


def test_threads_do_not_share_the_address(north: Cast, south: Cast) -> None:
    found: dict[str, set[str]] = {}
    clients = {"north": signed_in(north.mother), "south": signed_in(south.mother)}

    def look(slug: str) -> None:
        try:
            seen = [scope_seen(clients[slug], slug=slug) for _ in range(10)]
            found[slug] = set.union(*seen)
        finally:
            connection.close()

    threads = [threading.Thread(target=look, args=[slug]) for slug in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {
        "north": {str(north.ana.id), str(north.ben.id)},
        "south": {str(south.ana.id), str(south.ben.id)},
    }


def test_after_a_look_the_connection_writes_again_and_sees_nothing(
    north: Cast, server_process: int
) -> None:
    clerk, teacher = signed_in(north.clerk), signed_in(north.clerk)
    for _ in range(2):
        clerk.post(f"/north/office/people/{north.long_parent.id}/look/", {"reason": "A test"})
        assert left_behind() == []
        assert clerk.get(f"/north/family/strange/writes/?person={north.max.id}").status_code == 500
        assert left_behind() == []
        assert clerk.get(f"/north/family/{north.max.id}/grades/").status_code == 200
        assert teacher.get("/north/staff/strange/stumble/fine/").status_code == 200
        assert scope_seen(signed_in(north.mother)) == {str(north.ana.id), str(north.ben.id)}
        clerk.post("/north/look/end/")
        assert scope_seen(clerk) in (set(), {""})
        assert left_behind() == []
