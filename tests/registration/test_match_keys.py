"""The keys that triggers keep are those that rules make, and move with what they are made of."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openhouse.common.scope import ALL, scope
from openhouse.people.models import ContactPoint, Household, HouseholdMember, Person
from openhouse.registration.models_matching import MatchKey
from openhouse.registration.rules.keys import digits_of, folded, keys_of, street_key
from openhouse.registration.rules.likeness import sound_of
from openhouse.registration.rules.matching import Who
from tests.cast import Cast

pytestmark = pytest.mark.django_db

_latin = st.characters(codec="utf-8", max_codepoint=0x17F, exclude_categories=("C",))
_texts = st.one_of(
    st.text(_latin, max_size=25),
    st.text("aábcčdđeéghñßøłœ -'’.0123456789ABCÑÉМаряи江김", max_size=25),
)


def _of_sql(call: str, text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {call}", [text])
        return cursor.fetchone()[0] or ""


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(_texts)
def test_the_database_and_the_rules_fold_a_text_alike(text: str) -> None:
    assert _of_sql("openhouse_plain(%s)", text) == folded(text)
    assert _of_sql("openhouse_street_key(%s)", text) == street_key(text)
    for word in folded(text).split():
        assert _of_sql("openhouse_sound(%s)", word) == sound_of(word)


@pytest.mark.parametrize(
    ("street", "key"),
    [
        ("1204 N. Elm Street Apt 3", "1204 elm"),
        ("1204 elm st", "1204 elm"),
        ("1204B Elm St", "1204 elm"),
        ("9 Ávila Way", "9 avila"),
        ("P.O. Box 12", ""),
        ("", ""),
    ],
)
def test_a_street_is_found_by_number_and_first_word(street: str, key: str) -> None:
    assert street_key(street) == key == _of_sql("openhouse_street_key(%s)", street)


def _keys(person: int) -> set[str]:
    return set(MatchKey.objects.filter(person_id=person).values_list("key", flat=True))


def test_keys_come_move_and_go_with_their_person(north: Cast) -> None:
    with scope(district=north.id, students=ALL, hat="system"):
        her = Person.objects.create(
            given_name="María José", family_name="de la Cruz", born_on=date(2018, 5, 12)
        )
        assert {"n:krs mr", "n:krs ys", "b:2018-05-12"} <= _keys(her.pk)
        phone = ContactPoint.objects.create(person=her, kind="phone", value="(505) 555-0142")
        ContactPoint.objects.create(person=her, kind="email", value="MJ@Example.org ")
        home = Household.objects.create(street="1204 N. Elm Street", phone="+1 505 555 0199")
        HouseholdMember.objects.create(household=home, person=her)
        more = {"p:5055550142", "e:mj@example.org", "s:1204 elm", "h:5055550199"}
        assert more <= _keys(her.pk)
        Household.objects.filter(pk=home.pk).update(street="7 Oak Ave")
        phone.delete()
        Person.objects.filter(pk=her.pk).update(family_name="Cross")
        assert _keys(her.pk) >= {"s:7 oak", "n:krs mr", "e:mj@example.org"}
        assert _keys(her.pk).isdisjoint({"s:1204 elm", "p:5055550142"})
        number = her.pk
        her.delete()
        assert not _keys(number)


@pytest.mark.parametrize(
    "who",
    [
        Who(given="Maria", family="Cruz"),
        Who(given="Majo", family="Cruz"),
        Who(given="de la Cruz", family="María José"),
        Who(given="Ana", family="Diaz", born_on=date(2018, 12, 5)),
        Who(given="Ana", family="Diaz", phones=frozenset({digits_of("1 505 555 0142")})),
        Who(given="Ana", family="Diaz", emails=frozenset({"mj@example.org"})),
    ],
)
def test_whoever_agrees_in_one_thing_is_found(north: Cast, who: Who) -> None:
    with scope(district=north.id, students=ALL, hat="system"):
        her = Person.objects.create(
            given_name="María José", family_name="de la Cruz", born_on=date(2018, 5, 12)
        )
        ContactPoint.objects.create(person=her, kind="phone", value="(505) 555-0142")
        ContactPoint.objects.create(person=her, kind="email", value="MJ@Example.org")
        assert keys_of(who, []) & _keys(her.pk)


def test_nobody_but_the_house_reads_a_key(north: Cast) -> None:
    with scope(district=north.id, students=ALL, hat="system"):
        assert MatchKey.objects.exists()
    for hat in ("family", "staff", "office", "account"):
        with scope(district=north.id, students=ALL, person=north.admin.id, hat=hat):
            assert not MatchKey.objects.exists()
