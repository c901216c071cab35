"""What the link of a new family opens with the second lock switched off: its own application."""

import hashlib
from typing import Any

import pytest
from django.db import connection, models
from django.db.models import QuerySet

from openhouse.common import clock
from openhouse.registration.models_answers import Answer
from tests.access import registering, rows
from tests.access.test_wall import all_models, changed, refused
from tests.cast import Cast
from tests.cast_registration import SECRET

pytestmark = pytest.mark.django_db
#: Seen by whoever is at the district's address, signed in or not.
OPEN = rows.BY_ALL | rows.BY_THE_DISTRICT


def enter(cast: Cast, secret: str) -> Any:
    digest = hashlib.sha256(secret.encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT openhouse_enter_application(%s, %s, %s)", [cast.slug, digest, clock.today()]
        )
        return cursor.fetchone()[0]


def read(model: type[models.Model]) -> set[Any]:
    return set(QuerySet(model).values_list("pk", flat=True))


def is_of_the_new_family(cast: Cast, row: Any) -> bool:
    table, new = row._meta.db_table, cast.rows["app_new"]
    if table not in registering.TABLES - registering.NO_FAMILYS:
        return False
    return bool(row == new or getattr(row, "application_id", 0) == new.pk)


def test_it_reads_its_own_application_and_no_record(north: Cast) -> None:
    assert enter(north, f"north{SECRET}") == north.rows["app_new"].pk
    for model in all_models():
        table = model._meta.db_table
        mine = {one.pk for one in north.rows.values()
                if one._meta.db_table == table and is_of_the_new_family(north, one)}  # fmt: skip
        if table not in OPEN:
            assert read(model) == mine, table


@pytest.mark.parametrize("secret", ["", "southSECRET", f"south{SECRET}", "northnothing"])
def test_any_other_link_reads_nothing(secret: str, north: Cast) -> None:
    assert enter(north, secret) is None
    for model in all_models():
        if model._meta.db_table.startswith("registration_") and model._meta.db_table not in OPEN:
            assert read(model) == set(), model


def test_it_writes_answers_until_it_is_sent_and_nothing_else(north: Cast) -> None:
    enter(north, f"north{SECRET}")
    part = north.rows["part_home_new"].pk
    new = (
        "INSERT INTO registration_answer (application_id, part_id, key, value, answered_at,"
        " revision) VALUES (0, %s, 'other', '1', now(), 1)"
    )
    assert "row-level security" in refused(new, part)  # it was sent
    for model in all_models():
        table = model._meta.db_table
        if table in rows.BY_ALL | rows.OF_ACCOUNTS | rows.PROOFS | rows.APPEND_ONLY:
            continue
        assert changed(f"DELETE FROM {table}") == 0, table
        if table != "people_account":
            assert changed(f"UPDATE {table} SET district_id = district_id") == 0, table


def test_a_family_answers_in_its_own_name_until_it_is_sent(north: Cast) -> None:
    from tests.access.test_wall import step_in

    step_in(north, "father", "family")
    mine, other = north.rows["part_home_santos"].pk, north.rows["part_home_rivera"].pk
    new = (
        "INSERT INTO registration_answer (application_id, part_id, key, value, answered_at,"
        " revision, person_id) VALUES (0, %s, 'other', '1', now(), 1, %s)"
    )
    assert "row-level security" in refused(new, mine, north.mother.id)
    assert "row-level security" in refused(new, other, north.father.id)
    assert changed(new, mine, north.father.id) == 1
    found = QuerySet(Answer).get(part=mine, key="other")
    assert found.application_id == north.rows["app_santos"].pk
    step_in(north, "mother", "family")
    assert "row-level security" in refused(new, other, north.mother.id)  # hers was sent
