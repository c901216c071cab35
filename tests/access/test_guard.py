"""The second lock: a model about students gives no row to code that does not say who looks."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

import openhouse
from openhouse.access.enter import Address, enter
from openhouse.access.viewer import System, viewer_from
from openhouse.common.wall import Wall
from openhouse.grades.models import Score
from openhouse.people.guard import Guarded, Unguarded
from openhouse.people.models import Student, StudentRecord
from openhouse.registration.guard import Registering
from tests.access.rows import BY_THE_STUDENT
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HOUSE = Path(openhouse.__file__).parent
GUARDS = {"people/guard.py", "registration/guard.py"}
#: About students, but not the student's own to read as a whole.
NOT_ALL_HERS = {
    "people_guardianship",
    "attendance_absencenote",
    "questions_question",
    *("school_messages_thread", "school_messages_post", "school_messages_threadreader"),
    "papers_paper",
    "papers_paperwithdrawal",
    "papers_paperopened",
    "school_messages_message",
    "documents_publishedfile",
    "documents_publishedreceipt",
    *("grades_handin", "grades_rubricscore", "grades_scorenote"),
    "immunizations_dose",
    "immunizations_exemption",
    "immunizations_appointment",
    "immunizations_cardupload",
    "immunizations_keptstanding",
    *("immunizations_condition", "immunizations_medication", "immunizations_visit"),
    "immunizations_remark",
    "documents_setasidecard",
    "school_messages_rulecrossing",
    "registration_candidate",
    "registration_consent",
}
#: Of one reader about one student: no road by the student, the wall keeps them to the reader alone.
HERS_ALONE = {"notifications_notice", "notifications_noticechoice"}
GUARDED = [
    model for model in apps.get_models() if model._meta.db_table in BY_THE_STUDENT | NOT_ALL_HERS
]
ROADS: dict[str, Callable[[Any], Any]] = {
    "all": lambda objects: objects.all(),
    "filter": lambda objects: objects.filter(pk=1),
    "exclude": lambda objects: objects.exclude(pk=1),
    "get": lambda objects: objects.get(pk=1),
    "first": lambda objects: objects.first(),
    "count": lambda objects: objects.count(),
    "exists": lambda objects: objects.exists(),
    "values": lambda objects: objects.values("pk"),
    "in_bulk": lambda objects: objects.in_bulk([1]),
    "iterator": lambda objects: objects.iterator(),
    "raw_filter": lambda objects: objects.using("default"),
    "none": lambda objects: objects.none(),
    "create": lambda objects: objects.create(),
    "get_or_create": lambda objects: objects.get_or_create(),
    "bulk_create": lambda objects: objects.bulk_create([]),
    "update": lambda objects: objects.update(district_id=1),
    "aggregate": lambda objects: objects.aggregate(models.Count("pk")),
    "queryset": lambda objects: objects.get_queryset(),
}


def test_every_model_about_a_student_is_guarded() -> None:
    about = {
        model
        for model in apps.get_models()
        if issubclass(model, StudentRecord)
        or any(field.related_model is Student for field in model._meta.fields)
    }
    alone = {model for model in about if model._meta.db_table in HERS_ALONE}
    assert {model.wall for model in alone} == {Wall.ALONE}  # type: ignore[attr-defined]
    assert (about - alone) | {Student} == set(GUARDED)
    assert all(isinstance(model._default_manager, Guarded | Registering) for model in GUARDED)


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__name__)
def test_it_raises_when_nobody_looks(model: Any, road: str) -> None:
    with pytest.raises(Unguarded):
        ROADS[road](model.objects)


def related(model: type[models.Model]) -> Iterator[str]:
    """The attributes of an instance that lead to many guarded rows."""
    for relation in model._meta.related_objects:
        name = relation.get_accessor_name()
        if relation.related_model in GUARDED and not relation.one_to_one and name:
            yield name


def test_the_way_over_a_relation_raises_too(north: Cast) -> None:
    found = 0
    for row in north.rows.values():
        for name in related(type(row)):
            found += 1
            for road in ("all", "count", "first"):
                with pytest.raises(Unguarded):
                    ROADS[road](getattr(row, name))
    assert found


def test_a_viewer_gets_the_rows_of_her_students(north: Cast) -> None:
    entry = enter(Address("north", "family"), north.mother.account)
    assert entry
    viewer = viewer_from(entry, "family")
    seen = {score.student_id for score in Score.objects.visible_to(viewer)}
    assert seen == {north.ana.id, north.ben.id}


def test_a_viewer_without_a_hat_gets_none(north: Cast) -> None:
    entry = enter(Address("north", ""), north.mother.account)
    assert entry
    assert not Score.objects.visible_to(viewer_from(entry, "account")).exists()


def test_the_second_lock_holds_without_the_third(north: Cast) -> None:
    """Someone who set the scope too wide still gets her own students only."""
    from openhouse.common.scope import set_scope

    entry = enter(Address("north", "family"), north.father.account)
    assert entry
    viewer = viewer_from(entry, "family")
    set_scope(district=north.id, students="all", hat="system")
    assert Score.objects.visible_to(System()).count() > 20
    assert {score.student_id for score in Score.objects.visible_to(viewer)} == {north.ana.id}


def test_no_code_goes_round_the_guard() -> None:
    """Only the guard itself may build what it guards against."""
    round_it = re.compile(r"_base_manager|_default_manager|QuerySet\(|\.raw\(|use_base_manager")
    found = [
        f"{path.relative_to(HOUSE)}: {match.group()}"
        for path in sorted(HOUSE.rglob("*.py"))
        if path.relative_to(HOUSE).as_posix() not in GUARDS
        for match in round_it.finditer(path.read_text())
    ]
    assert found == []
