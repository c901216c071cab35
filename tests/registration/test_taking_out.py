"""A file that was put in by mistake comes out of its answer again: one's own, before it is sent."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.utils import timezone
from PIL import Image

from openhouse.access.viewer import System
from openhouse.ledger.models import Change
from openhouse.registration.models import Application, ApplicationMember, Part
from openhouse.registration.models_answers import AnswerFile
from tests.access.walk import Visitor, address
from tests.cast import Cast, in_all
from tests.cast_registration import SECRET
from tests.house_client import words_of
from tests.registration.test_bad_input import picture
from tests.registration.test_family import HOME, answer, begun, moves_in, page_of, parts, showed

pytestmark = pytest.mark.django_db


def put_in(client: Any, url: str, child: Part, name: str, content: bytes) -> None:
    """Send a page with one file more."""
    client.post(url, {
        "showed": showed(client, url), "do": "next", f"{child.pk}-allergies": "",
        f"{child.pk}-shots": SimpleUploadedFile(name, content, "image/png"),
    })  # fmt: skip


def there(cast: Cast, child: Part) -> list[tuple[int, str]]:
    with in_all(cast):
        rows = AnswerFile.objects.visible_to(System()).filter(part=child)
        return list(rows.order_by("pk").values_list("pk", "name"))


def takes_out(client: Any, url: str, number: int, **more: Any) -> Any:
    sent = {"showed": showed(client, url), "do": f"out-{number}", **more}
    return client.post(url, sent, follow=True)


@pytest.fixture
def with_two(north: Cast, client_of: Any) -> tuple[int, Part, str]:
    """A draft of the grandmother's with two files: the application, the child, the page."""
    client = client_of(north.grandmother)
    number = begun(client, north)
    child = parts(north, number, "student")[0]
    url = page_of(number, child, "health")
    put_in(client, url, child, "wrong.png", picture())
    right = BytesIO()
    Image.new("RGB", (9, 9), "red").save(right, "PNG")
    put_in(client, url, child, "right.png", right.getvalue())
    assert len(there(north, child)) == 2
    return number, child, url


def test_it_goes_with_its_bytes_and_what_was_typed_beside_it_stays(
    north: Cast, client_of: Any, with_two: tuple[int, Part, str]
) -> None:
    number, child, url = with_two
    client = client_of(north.grandmother)
    (wrong, name), (right, _name) = there(north, child)
    assert f'aria-label="Take out: {name}"' in client.get(url).content.decode()
    page = takes_out(client, url, wrong, **{f"{child.pk}-allergies": "Bees"})
    assert f"“{name}” is taken out." in words_of(page)
    assert [pk for pk, _each in there(north, child)] == [right]
    kept, typed = answer(north, child, "shots"), answer(north, child, "allergies")
    assert kept and typed and (kept.value, typed.value) == ([right], "Bees")
    assert client.get(f"{HOME}{number}/files/{wrong}/").status_code == 404
    with in_all(north):
        (line,) = QuerySet(Change).filter(kind="registration.file_out")
        said = QuerySet(Application).get(pk=number).number
    assert (line.student_id, line.subject) == (None, said), "of health no more than the number"
    takes_out(client, url, right)
    kept = answer(north, child, "shots")
    assert kept and kept.value is None and there(north, child) == []


def test_the_same_file_sent_twice_stands_there_once(
    north: Cast, client_of: Any, with_two: tuple[int, Part, str]
) -> None:
    _number, child, url = with_two
    put_in(client_of(north.grandmother), url, child, "again.png", picture())
    kept = answer(north, child, "shots")
    assert kept and kept.value == [pk for pk, _name in there(north, child)]


def test_nobody_takes_out_what_another_has_sent(
    north: Cast, client_of: Any, with_two: tuple[int, Part, str]
) -> None:
    number, child, url = with_two
    before = there(north, child)
    assert child.person_id
    moves_in(north, child.person_id)
    with in_all(north):
        ApplicationMember.objects.create(application_id=number, person_id=north.father.id)
    father = client_of(north.father)
    page = father.get(url)
    assert before[0][1] in words_of(page) and "Take out" not in words_of(page)
    assert "is taken out" not in words_of(takes_out(father, url, before[0][0]))
    with in_all(north):  # one of another home
        other = north.rows["file_santos0"].pk
    for odd in (str(other), "0", "-1", "9" * 40, "x", "", "١"):
        sent = {"showed": "{}", "do": f"out-{odd}"}
        assert client_of(north.grandmother).post(url, sent).status_code == 302
    mother = client_of(north.mother)
    assert mother.post(url, {"do": f"out-{before[0][0]}"}).status_code == 404
    assert there(north, child) == before
    with in_all(north):
        assert QuerySet(AnswerFile).filter(pk=other).exists()


def test_once_it_is_sent_every_file_stays(
    north: Cast, client_of: Any, with_two: tuple[int, Part, str]
) -> None:
    number, child, url = with_two
    client, before = client_of(north.grandmother), there(north, child)
    with in_all(north):
        QuerySet(Application).filter(pk=number).update(sent_at=timezone.now())
    assert client.post(url, {"do": f"out-{before[0][0]}"}).status_code == 302
    assert there(north, child) == before


def test_by_its_link_a_new_family_takes_out_its_own(north: Cast) -> None:
    number, part = north.rows["app_new"].pk, north.rows["part_new0"]
    file = north.rows["file_new0"].pk
    with in_all(north):
        QuerySet(Application).filter(pk=number).update(sent_at=None)
    client = Visitor()
    client.post(address("north", "register-link", f"north{SECRET}"))
    url = address("north", "register-page", number, part.pk) + "?section=health"
    assert client.post(url, {"do": f"out-{file}"}).status_code == 302
    assert there(north, part) == []
