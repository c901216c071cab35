"""The canary of what is sent: no e-mail, text or push has a word that its reader may not see.

Of every student of both districts everything changes, and everybody who ever had to do with one
wants to hear of everybody by every way.
"""

import pytest
from django.db import connection

from openhouse.home.heard.jobs import read_ledger, tell_due, weekly_words
from openhouse.notifications.models import Delivery, PushSubscription
from openhouse.notifications.models_contact import ContactChoice, PhoneProof
from openhouse.notifications.models_notices import (
    HeardUpTo,
    Notice,
    NoticeChoice,
    NoticeRules,
    NoticeTimes,
)
from openhouse.people.models import ContactPoint
from tests.access import ledgers, matrix
from tests.access.walk import WORD
from tests.cast import ACCOUNTS, CANARIES, SEES, STUDENTS, Canary, Cast, in_all
from tests.house_client import session_of
from tests.notifications.receiver import Browser

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = ["push", "mail", "text"]
#: What happens to every student, those with bad ties to the other district too.
CHANGES = (
    "UPDATE grades_score SET points = coalesce(points, 0) + 1, comment = comment || ' again'",
    "UPDATE grades_postedmark SET letter = 'Z9', comment = comment || ' again'",
    "UPDATE attendance_attendancemark SET comment = comment || ' again', \"on\" = '2026-10-05'"
    " WHERE id IN (SELECT max(id) FROM attendance_attendancemark GROUP BY student_id)",
    "UPDATE grades_assignment SET due_on = '2026-10-09'",
    "UPDATE courses_placement SET ends_on = '2026-12-01' WHERE ends_on > '2026-12-01'",
    "UPDATE immunizations_dose SET given_on = given_on - 1",
)


def wants_all(cast: Cast) -> None:
    """Everybody with an account is reached by every way, and asks for notices of every student."""
    keys = Browser("").asks()["keys"]
    for number, key in enumerate(ACCOUNTS):
        person, phone = cast.persons[key].id, f"+1573555{number:04}"
        PushSubscription.objects.create(
            person_id=person, endpoint=f"https://push.example/{cast.slug}/{key}",
            session_key=session_of(cast.persons[key]), **keys,
        )  # fmt: skip
        ContactPoint.objects.create(person_id=person, kind="phone", value=phone)
        ContactPoint.objects.create(person_id=person, kind="email", value=f"{key}@home.example")
        PhoneProof.objects.create(person_id=person, number=phone, proved_at="2026-09-01T12:00Z")
        ContactChoice.objects.create(
            person_id=person, way="text", to=phone, kind="notice", on=True,
            changed_at="2026-09-01T12:00Z",
        )  # fmt: skip
        NoticeChoice.objects.bulk_create(
            NoticeChoice(
                person_id=person, student_id=cast.persons[student].id, kind=kind, ways=WAYS
            )
            for student in STUDENTS
            for kind in Notice.Kind.values
        )


def may_read(word: Canary, who: str) -> bool:
    """As under ``/family/``, where staff who changed something have a name."""
    if word.key in matrix.HIDDEN_FROM_FAMILIES:
        return False
    if word.table == "people_person" and word.key in ledgers.STAFF:
        return True
    return word.families is None or who in word.families


def sent(cast: Cast) -> list[tuple[str, Delivery]]:
    names = {person.id: key for key, person in cast.persons.items()}
    with in_all(cast):
        every = Delivery.objects.filter(kind__regex="^(notice|weekly)").order_by("pk")
        return [(names[one.person_id or 0], one) for one in every]


def test_nothing_that_is_sent_says_a_word_of_anothers_child(
    north: Cast, south: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-06T16:00")
    for cast in (north, south):
        with in_all(cast):
            for model in (HeardUpTo, NoticeRules, NoticeChoice, NoticeTimes, Notice):
                model.objects.all().delete()
            wants_all(cast)
        read_ledger(district=cast.id)
        with in_all(cast), connection.cursor() as cursor:
            for statement in CHANGES:
                cursor.execute(statement)
        read_ledger(district=cast.id)
    for when in ("2026-10-07T17:00", "2026-10-09T17:00"):
        monkeypatch.setenv("OPENHOUSE_TODAY", when)
        for cast in (north, south):
            tell_due(district=cast.id)
            weekly_words(district=cast.id)
    for cast in (north, south):
        found = sent(cast)
        wrong, met = [], set()
        for who, one in found:
            for number, slug in WORD.findall(f"{one.subject} {one.text} {one.html}"):
                word = CANARIES[f"ZQ{number}{slug.lower()}"]
                if slug.lower() == cast.slug and may_read(word, who):
                    met.add((who, word.key, one.way))
                else:
                    wrong.append(f"{one.way} {one.kind} to {who}: {word.table} {word.key}")
        assert wrong == []
        # of gus nothing is recorded
        reached = {key for key in ACCOUNTS if SEES.get(key)} - {"empty_parent"}
        assert {who for who, _one in found} == reached
        # and it is not that nothing was said
        for way in WAYS:
            said = {(who, key) for who, key, by in met if by == way}
            assert said & {("mother", "ana"), ("mother", "ben")}, way
            assert said & {("grandmother", "cai"), ("grandmother", "fay")}, way
            assert ("barred_before", "leo") in said, way
