"""A message to five thousand people, of whom three hundred have no way."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.cast import Cast, in_all
from tests.house_client import found_in, words_of
from tests.messages.test_sending import OFFICE, newest, said

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
MANY, NO_WAY, FIRST = 5000, 300, 700_000
#: Those at the school before.
THERE = 3
#: However many they are.
MOST_STATEMENTS = 40
EACH = f"FROM generate_series(1, {MANY}) n"
PEOPLE = (
    "INSERT INTO people_person (id, given_name, family_name)"
    f" SELECT {FIRST} + n, 'Kid' || n, 'Many' {EACH}",
    "INSERT INTO people_person (id, given_name, family_name)"
    f" SELECT {FIRST + MANY} + n, 'Adult' || n, 'Many' {EACH}",
    f"INSERT INTO people_student (student_id) SELECT {FIRST} + n {EACH}",
    "INSERT INTO people_enrollment (student_id, school_id, grade_level, starts_on)"
    f" SELECT {FIRST} + n, %(school)s, '10', '2026-08-17' {EACH}",
    "INSERT INTO people_guardianship (person_id, student_id, relation, portal_access)"
    f" SELECT {FIRST + MANY} + n, {FIRST} + n, 'Mother', true {EACH}",
    "INSERT INTO people_contactpoint (person_id, kind, value)"
    f" SELECT {FIRST + MANY} + n, 'email', 'adult' || n || '@home.example' {EACH}"
    f" WHERE n > {NO_WAY}",
)


def fill(cast: Cast) -> None:
    with in_all(cast), connection.cursor() as cursor:
        for statement in PEOPLE:
            cursor.execute(statement, {"school": cast.rows["high"].pk})


def test_five_thousand_are_counted_listed_and_paged_in_few_statements(
    north: Cast, client_of: Clients, django_assert_max_num_queries: Any
) -> None:
    fill(north)
    clerk = client_of(north.clerk)
    clerk.post(f"{OFFICE}new/?school={north.rows['high'].pk}", said())
    url = f"{OFFICE}{newest(north).pk}/"
    with django_assert_max_num_queries(MOST_STATEMENTS):
        page = clerk.get(url)
    words = words_of(page)
    assert f"It is for {MANY + THERE} people" in words
    assert f"{NO_WAY} people are not told" in words
    assert len(found_in(page, "//main//li[contains(., 'Adult')]")) <= 100
    last = clerk.get(f"{url}?show=none&page=3")
    assert len(found_in(last, "//main//li[@class='row'][contains(., 'Adult')]")) == 100
    assert "Page 3 of 3" in words_of(last)
