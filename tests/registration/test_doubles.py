"""Two records of one person become one, with every row of every table, and exactly two again."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from openhouse.access.viewer import System
from openhouse.common.scope import ALL, scope
from openhouse.common.triggers import own_models
from openhouse.courses.models import Placement
from openhouse.grades.models import Score
from openhouse.ledger.models import Change
from openhouse.people.models import Account, Enrollment, Guardianship, Person, Student
from openhouse.registration.doubles.moving import references
from openhouse.registration.models_matching import Merge
from tests.cast import Cast, in_all
from tests.house_client import words_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Any], Any]
PAGE = "/north/office/registration/doubles/"
#: What counts by itself, and tells of the merge.
BESIDE = {"ledger_change", "ledger_stamp", "registration_merge", "access_look"}


@pytest.fixture
def double(north: Cast) -> Person:
    """Ben twice: in the same class with a mark of another teacher's, one parent in common."""
    rows = north.rows
    with scope(district=north.id, students=ALL, hat="system"):
        ben = Person.objects.get(pk=north.ben.id)
        her = Person.objects.create(
            given_name=ben.given_name, family_name=ben.family_name, born_on=ben.born_on
        )
        Student.objects.visible_to(System()).create(person=her)
        everyone = System()
        Enrollment.objects.visible_to(everyone).create(
            student_id=her.pk, school=rows["high"], grade_level="10", starts_on=date(2026, 8, 17)
        )
        Placement.objects.visible_to(everyone).create(
            student_id=her.pk, section=rows["algebra"], starts_on=date(2026, 8, 17)
        )
        Guardianship.objects.visible_to(everyone).create(
            student_id=her.pk, person_id=north.mother.id, relation="Mother", portal_access=True
        )
        Guardianship.objects.visible_to(everyone).create(
            student_id=her.pk, person_id=north.father.id, relation="Father", portal_access=True
        )
        works = Score.objects.visible_to(everyone).filter(student=north.ben.id)
        mine = works.values_list("assignment_id", flat=True)[0]
        Score.objects.visible_to(everyone).create(student_id=her.pk, assignment_id=mine, points=1)
    return her


def dump(cast: Cast) -> dict[str, list[str]]:
    """Every row of every table of the house, as text."""
    found = {}
    with scope(district=cast.id, students=ALL, hat="system"), connection.cursor() as cursor:
        for model in own_models():
            table = model._meta.db_table
            if table in BESIDE:
                continue
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t ORDER BY 1")
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


def _merge(client: Any, kept: int, gone: int) -> str:
    answer = client.post(PAGE, {"step": "merge", "kept": kept, "gone": gone}, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_two_of_another_sex_are_shown_with_both(
    north: Cast, client_of: ClientOf, double: Person
) -> None:
    with in_all(north):
        Person.objects.filter(pk=north.ben.id).update(sex="M")
        Person.objects.filter(pk=double.pk).update(sex="Female")
    page = words_of(client_of(north.admin).get(PAGE, {"kept": north.ben.id, "gone": double.pk}))
    assert "another sex" in page
    assert "Sex Male Female" in page


def test_what_the_double_had_is_hers_and_what_collides_is_set_aside(
    north: Cast, client_of: ClientOf, double: Person
) -> None:
    client = client_of(north.admin)
    shown = client.get(PAGE, {"kept": north.ben.id, "gone": double.pk}).content.decode()
    assert "Scores" in shown
    page = _merge(client, north.ben.id, double.pk)
    assert "are one now" in page
    with scope(district=north.id, students=ALL, hat="system"):
        everyone = System()
        ties = Guardianship.objects.visible_to(everyone).filter(student=north.ben.id)
        assert north.father.id in ties.values_list("person_id", flat=True)
        assert not Enrollment.objects.visible_to(everyone).filter(student=double.pk).exists()
        assert not Placement.objects.visible_to(everyone).filter(student=double.pk).exists()
        # the mark of the one who is kept counts, the other one stays where it was
        assert Score.objects.visible_to(everyone).filter(student=double.pk).count() == 1
        merged = Merge.objects.get()
        assert {table for table, _row in merged.moved["aside"]} == {
            "people_enrollment", "courses_placement", "people_guardianship",
        }  # fmt: skip
        lines = Change.objects.filter(kind="registration.merged")
        assert [line.student_id for line in lines] == [north.ben.id]


def test_undone_each_table_is_as_it_was(north: Cast, client_of: ClientOf, double: Person) -> None:
    client, before = client_of(north.admin), dump(north)
    _merge(client, north.ben.id, double.pk)
    assert dump(north) != before
    with scope(district=north.id, students=ALL, hat="system"):
        number = Merge.objects.get().pk
    page = client.post(PAGE, {"step": "undo", "merge": number}, follow=True).content.decode()
    assert "two records again" in page
    after = dump(north)
    different = {
        table: (set(before[table]) ^ set(after[table])) for table in before
        if before[table] != after[table]
    }  # fmt: skip
    assert not different
    again = client.post(PAGE, {"step": "undo", "merge": number}, follow=True).content.decode()
    assert "taken back already" in again


@pytest.mark.parametrize("kept", ["cai", "eli", "mia"])
def test_two_who_have_rows_in_many_tables_are_two_again_exactly(
    north: Cast, client_of: ClientOf, kept: str
) -> None:
    client, before = client_of(north.admin), dump(north)
    _merge(client, north.persons[kept].id, north.ben.id)
    with scope(district=north.id, students=ALL, hat="system"):
        merged = Merge.objects.get()
        moved = {table for table, _column, _key in merged.moved["rows"]}
        assert len(moved) >= 12
        assert {"school_messages_thread", "papers_paper", "immunizations_dose"} <= moved
        assert not Account.objects.filter(person=north.ben.id, is_active=True).exists()
    client.post(PAGE, {"step": "undo", "merge": merged.pk}, follow=True)
    after = dump(north)
    assert not {table for table in before if before[table] != after[table]}


def test_every_reference_to_a_person_is_moved() -> None:
    tables = {model._meta.db_table for model, _column in references()}
    assert {"grades_score", "people_contactpoint", "registration_part", "papers_paper"} <= tables
    assert len(references()) > 100


def test_what_cannot_be_is_said_in_words(north: Cast, client_of: ClientOf, double: Person) -> None:
    client = client_of(north.admin)
    assert "Keep the student" in _merge(client, north.mother.id, double.pk)
    assert "your own record" in _merge(client, double.pk, north.admin.id)
    assert "not in the records" in _merge(client, double.pk, double.pk)
    assert "not in the records" in _merge(client, double.pk, 1)
    _merge(client, north.ben.id, double.pk)
    assert "not in the records" in _merge(client, north.cai.id, double.pk)
    late = "more than 30 days"
    with scope(district=north.id, students=ALL, hat="system"):
        merged = Merge.objects.get()
        Merge.objects.update(at="2026-08-01T00:00:00Z")
    said = client.post(PAGE, {"step": "undo", "merge": merged.pk}, follow=True)
    assert late in said.content.decode()


def test_doubles_are_found_and_only_the_district_sees_them(
    north: Cast, client_of: ClientOf, double: Person
) -> None:
    page = client_of(north.admin).get(PAGE).content.decode()
    assert f"kept={min(north.ben.id, double.pk)}" in page
    for who in (north.clerk, north.teacher, north.mother):
        client = client_of(who)
        assert client.get(PAGE).status_code == 403
        data = {"step": "merge", "kept": north.ben.id, "gone": double.pk}
        assert client.post(PAGE, data).status_code == 403


def test_two_who_are_two_people_are_proposed_no_more_until_the_district_says_so(
    north: Cast, client_of: ClientOf, double: Person
) -> None:
    office, both = client_of(north.admin), {"kept": north.ben.id, "gone": double.pk}
    one = f"{PAGE}?kept={north.ben.id}&gone={double.pk}"
    proposed = f'href="{PAGE}?kept={min(both.values())}&amp;gone={max(both.values())}"'
    assert proposed in office.get(PAGE).content.decode()
    said = words_of(office.post(PAGE, {"step": "apart", **both}, follow=True))
    assert "They are two people, and not proposed any more." in said
    proposals, apart = said.split("Said to be two people")
    assert f"{double} · " in apart
    assert f"{double} · " not in proposals
    page = words_of(office.get(one))
    assert "The district has said that they are two people." in page
    assert "Make them one" not in page
    office.post(PAGE, {"step": "apart", **both})
    office.post(PAGE, {"step": "again", **both})
    assert "Said to be two people" not in words_of(office.get(PAGE))
    assert proposed in office.get(PAGE).content.decode()
    assert "Make them one" in words_of(office.get(one))
    with scope(district=north.id, students=ALL, hat="system"):
        kinds = Change.objects.filter(
            kind__in=["registration.told_apart", "registration.looked_again"]
        )
        assert kinds.count() == 2, "the second time said nothing new"


def test_who_is_gone_is_told_apart_from_nobody(
    north: Cast, client_of: ClientOf, double: Person
) -> None:
    for other in (north.ben.id, 10**12, 0):
        sent = {"step": "apart", "kept": north.ben.id, "gone": other}
        page = words_of(client_of(north.admin).post(PAGE, sent, follow=True))
        assert "One of the two is not in the records any more." in page
        assert "Said to be two people" not in page
