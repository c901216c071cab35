"""A child whom her family has taken back: the school reads that it was, and nothing of hers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model, Q, QuerySet

from openhouse.access.enter import Address, enter
from openhouse.access.viewer import Viewer, viewer_from
from openhouse.common.scope import as_the_house, own_scope
from openhouse.registration.models import Candidate
from tests.access.test_wall import step_in
from tests.access.walk import words_on
from tests.cast import Cast, in_all
from tests.house_client import words_of

pytestmark = pytest.mark.django_db
#: What is kept about one child of an application, or about its home.
OF_A_CHILD = (
    *("Part", "Answer", "AnswerFile", "OpenItem", "Review", "FieldDecision", "TakenOut", "Consent"),
    "Posting",
)
DESKS = (("clerk", "office"), ("nurse", "staff"))


def models() -> Iterator[type[Model]]:
    return (apps.get_model("registration", name) for name in OF_A_CHILD)


def taken_back(cast: Cast, name: str) -> None:
    with in_all(cast):
        mine = QuerySet(Candidate).filter(pk=cast.rows[f"candidate_{name}0"].pk)
        mine.update(state="withdrawn", decided_at="2026-10-01T12:00Z")


def of(cast: Cast, name: str) -> Q:
    """Of the child, or of the home of her application."""
    application, child = cast.rows[f"app_{name}"].pk, cast.rows[f"candidate_{name}0"].pk
    return Q(application=application) & (Q(candidate=child) | Q(candidate=None))


def read(cast: Cast, name: str) -> set[str]:
    """The tables of which something of the application comes back when nobody asks who looks."""
    return {model.__name__ for model in models() if QuerySet(model).filter(of(cast, name)).exists()}


@contextmanager
def without_the_wall(cast: Cast, name: str, hat: Any) -> Iterator[Viewer]:
    """Somebody under a hat, with the rights of the house: the second lock has to hold alone."""
    with own_scope():
        entry = enter(Address(cast.slug, hat), cast.persons[name].account)
        assert entry
        with as_the_house():
            yield viewer_from(entry, hat)


@pytest.mark.parametrize("name", ["new", "rivera"])
@pytest.mark.parametrize(("who", "hat"), DESKS)
def test_the_wall_gives_none_of_it_to_a_desk(who: str, hat: str, name: str, north: Cast) -> None:
    step_in(north, who, hat)
    assert read(north, name), "as long as it is with the school"
    taken_back(north, name)
    step_in(north, who, hat)
    assert read(north, name) == set()
    child, application = north.rows[f"candidate_{name}0"], north.rows[f"app_{name}"]
    for row in (child, application):
        assert QuerySet(type(row)).filter(pk=row.pk).exists() is (hat == "office")


@pytest.mark.parametrize(("who", "hat"), DESKS)
def test_the_second_lock_gives_none_of_it_either(who: str, hat: str, north: Cast) -> None:
    taken_back(north, "new")
    with without_the_wall(north, who, hat) as viewer:
        found = {
            model.__name__
            for model in models()
            if model.objects.visible_to(viewer).filter(of(north, "new")).exists()  # type: ignore[attr-defined]
        }
        assert found == set()
        for row in (north.rows["candidate_new0"], north.rows["app_new"]):
            mine = type(row).objects.visible_to(viewer)
            assert mine.filter(pk=row.pk).exists() is (hat == "office")


def test_her_family_reads_on_what_it_wrote(north: Cast) -> None:
    taken_back(north, "rivera")
    step_in(north, "mother", "family")
    assert {"Part", "Answer", "AnswerFile", "OpenItem"} <= read(north, "rivera")


@pytest.mark.parametrize("who", ["clerk", "admin"])
def test_an_office_reads_whom_the_family_took_back_and_when(
    who: str, north: Cast, client_of: Any
) -> None:
    taken_back(north, "new")
    office, child = client_of(north.persons[who]), north.rows["candidate_new0"].pk
    base = f"/north/office/registration/{child}/"
    page = office.get(base)
    assert "Withdrawn by the family The family has taken this back." in words_of(page)
    assert "Oct 1, 2026" in words_of(page)
    shown = {one.key for one in words_on(page) if one.table.startswith("registration_")}
    assert shown <= {"answer_name_new0", "app_new"}
    queue = words_of(office.get("/north/office/registration/?state=withdrawn"))
    assert "Withdrawn by the family" in queue
    for more in ("people/", f"file/{north.rows['file_new0'].pk}/"):
        assert office.get(base + more).status_code == 404


def test_no_desk_decides_about_her(north: Cast, client_of: Any) -> None:
    child = north.rows["candidate_new0"]
    taken_back(north, "new")
    sent = {"act": "accept", "revision": child.revision, "everything": "yes"}
    answer = client_of(north.clerk).post(
        f"/north/office/registration/{child.pk}/decide/", sent, follow=True
    )
    assert "The family has just taken this registration back." in words_of(answer)
    nurse = client_of(north.nurse)
    for page in (f"{child.pk}/", f"{child.pk}/file/{north.rows['file_new0'].pk}/"):
        assert nurse.get(f"/north/staff/registration/{page}").status_code == 404
    assert f"/{child.pk}/" not in nurse.get("/north/staff/registration/").content.decode()
    done = {"act": "done", "desk": "nurse"}
    assert nurse.post(f"/north/staff/registration/{child.pk}/do/", done).status_code == 404
