"""Posting: an accepted child is written into the records whole, once, and can be taken back."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from openhouse.access.district import as_current
from openhouse.access.viewer import Post, System, Viewer
from openhouse.common import clock
from openhouse.common.scope import set_scope
from openhouse.districts.models import District, SchoolYear
from openhouse.people.models import (
    Account,
    ContactPoint,
    Correction,
    Enrollment,
    Guardianship,
    Household,
    HouseholdMember,
    Person,
    Student,
)
from openhouse.registration.models import Candidate, Part
from openhouse.registration.models_office import Posting
from openhouse.registration.office import deciding
from openhouse.registration.office.holding import Overtaken
from openhouse.registration.posting import writing
from openhouse.registration.posting.hindrances import Stopped, Why
from openhouse.registration.posting.undoing import CannotUndo
from openhouse.sign_in.models import ActivationCode
from tests.cast import Cast, in_all
from tests.registration.applying import ADDRESS, NEXT_YEAR, SENT, Applied, again, new_family
from tests.sign_in.mails import mails

pytestmark = pytest.mark.django_db
ALL = System()
#: What is written for good, or is the posting itself: everything else is as it was after an undo.
KEPT_ANYHOW = (
    *("ledger_", "notifications_", "procrastinate_", "registration_posting", "django_"),
    *("registration_candidate", "registration_fielddecision"),
    "registration_applicationkey",  # the link in an e-mail that went out
)


def clerk_of(cast: Cast, key: str = "clerk") -> Viewer:
    """The clerk as her page has her, in scope."""
    role = "district" if key == "admin" else "office"
    posts = (Post(role, None if key == "admin" else cast.rows["high"].pk),)
    somebody = cast.persons[key]
    seen: Any = "all" if key == "admin" else frozenset(
        cast.persons[each].id for each in ("ben", "mia", "cai", "max")
    )  # fmt: skip
    set_scope(district=cast.id, students=seen, person=somebody.id, hat="office")
    return Viewer(
        somebody.id, somebody.name, somebody.name, "office", seen, posts=posts,
        roles=frozenset({role}),
    )  # fmt: skip


def district_of(cast: Cast) -> Any:
    return as_current(District.objects.get(pk=cast.id))


def accept(cast: Cast, candidate: Candidate, key: str = "clerk") -> int:
    """Accepted with everything that the family says; the revision that follows."""
    viewer = clerk_of(cast, key)
    there = again(cast, candidate)
    deciding.accept(viewer, there.pk, there.revision, district_of(cast), everything=True)
    return again(cast, candidate).revision


def post(cast: Cast, candidate: Candidate, key: str = "clerk") -> Candidate:
    """Accepted and posted."""
    revision = accept(cast, candidate, key)
    deciding.post(clerk_of(cast, key), candidate.pk, revision, district_of(cast))
    return again(cast, candidate)


def undo(cast: Cast, candidate: Candidate) -> Candidate:
    viewer = clerk_of(cast)
    deciding.undo(viewer, candidate.pk, again(cast, candidate).revision)
    return again(cast, candidate)


def dump(cast: Cast) -> dict[str, str]:
    """Every row of every table of the district that a posting could touch, as text."""
    found = {}
    with in_all(cast), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND has_table_privilege(oid, 'select') ORDER BY relname"
        )
        for (table,) in cursor.fetchall():
            if table.startswith(KEPT_ANYHOW):
                continue
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t ORDER BY 1')
            for number, (row,) in enumerate(cursor.fetchall()):
                found[f"{table} {number}"] = row
    return found


def test_a_new_child_is_in_the_records_with_her_home_and_adults(north: Cast) -> None:
    _, (candidate,) = new_family(north)
    before = north.rows["high"].pk
    posted = post(north, candidate)
    assert posted.state == "posted"
    with in_all(north):
        child = Person.objects.get(pk=posted.student_id)
        assert (child.given_name, child.born_on) == ("Lina0", date(2010, 5, 1))
        student = Student.objects.visible_to(ALL).get(pk=child.pk)
        home = Household.objects.get(members__person=child)
        assert (home.street, home.phone) == ("77 Oak Street", "(573) 555-0177")
        mother = Person.objects.get(given_name="Nadia")
        assert HouseholdMember.objects.filter(household=home, person=mother).exists()
        tie, aunt = Guardianship.objects.visible_to(ALL).filter(student=student).order_by("pk")
        assert (tie.relation, tie.lives_with, tie.portal_access) == ("Mother", True, True)
        assert tie.legal_guardian
        assert (aunt.relation, aunt.portal_access, aunt.legal_guardian) == ("Aunt", False, False)
        assert aunt.person.given_name == "Samira"
        place = Enrollment.objects.visible_to(ALL).get(student=student)
        assert (place.school_id, place.grade_level, place.primary) == (before, "11", True)
        assert place.starts_on == date(2027, 8, 16) == NEXT_YEAR
        assert place.school_year.name == "2027-28"
        values = set(ContactPoint.objects.filter(person=mother).values_list("value", flat=True))
        assert values == {"nadia@family.example", "(573) 555-0178"}
    (way_in,) = mails(north, "account.way_in")
    assert way_in.to == "nadia@family.example"
    told = mails(north, "notice.registration")
    assert [mail.to for mail in told] == ["new@family.example"] * 2, "accepted, then registered"
    assert "Lina0 está" in told[-1].text or "Lina0" in told[-1].text


def test_what_was_posted_is_taken_back_to_the_letter(north: Cast) -> None:
    _, (candidate,) = new_family(north)
    revision = accept(north, candidate)
    before = dump(north)
    deciding.post(clerk_of(north), candidate.pk, revision, district_of(north))
    assert dump(north) != before
    back = undo(north, candidate)
    assert dump(north) == before
    assert (back.state, back.student_id) == ("accepted", None)


def test_changes_of_a_known_child_are_taken_back_to_the_letter(north: Cast) -> None:
    applied = Applied(north, "mother", home="first_home")
    applied.says(applied.home, address=ADDRESS)
    mother = applied.adult("mother", adult_cell="+15735550111", adult_email="marta@new.example")
    applied.adult(kind="contact", contact_given="Ida", contact_family="Bloom")
    candidate = applied.child(
        "ben", middle_name="Luis",
        ties={str(mother.pk): {"relation": "Mother", "lives_with": False}},
    )  # fmt: skip
    revision = accept(north, candidate)
    before = dump(north)
    deciding.post(clerk_of(north), candidate.pk, revision, district_of(north))
    with in_all(north):
        assert Household.objects.get(pk=north.rows["first_home"].pk).street == "77 Oak Street"
        assert Person.objects.get(pk=north.ben.id).middle_name == "Luis"
        tie = Guardianship.objects.visible_to(ALL).get(student=north.ben.id, person=north.mother.id)
        assert not tie.lives_with
        assert tie.portal_access
        assert ContactPoint.objects.filter(person=north.mother.id, value="marta@new.example")
        places = Enrollment.objects.visible_to(ALL).filter(student=north.ben.id).order_by("pk")
        assert [each.grade_level for each in places] == ["10", "11"]
    assert undo(north, candidate).student_id == north.ben.id
    assert dump(north) == before


def test_posting_twice_changes_nothing(north: Cast) -> None:
    _, (candidate,) = new_family(north)
    posted = post(north, candidate)
    before = dump(north)
    with pytest.raises(Overtaken):
        deciding.post(clerk_of(north), candidate.pk, posted.revision, district_of(north))
    with in_all(north):
        there = again(north, candidate)
        with pytest.raises(Stopped):
            writing.write(there, clerk_of(north), district_of(north))
    assert dump(north) == before


def test_what_breaks_in_the_middle_leaves_nothing(
    north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, (candidate,) = new_family(north)
    revision = accept(north, candidate)
    before = dump(north)

    def breaks(*_: object) -> None:
        raise RuntimeError("the power is gone")

    monkeypatch.setattr(writing, "enroll", breaks)
    with pytest.raises(RuntimeError):
        deciding.post(clerk_of(north), candidate.pk, revision, district_of(north))
    assert dump(north) == before
    assert again(north, candidate).state == "accepted"
    assert not mails(north, "account.way_in")


def test_brothers_and_sisters_share_the_home_and_the_adults_that_the_first_has_made(
    north: Cast,
) -> None:
    _, (first, second) = new_family(north, children=2)
    with in_all(north):
        Student.objects.visible_to(ALL).filter(pk=north.ben.id).update(number="00417")
    one, other = post(north, first), post(north, second)
    with in_all(north):
        assert Person.objects.filter(given_name="Nadia").count() == 1
        assert Household.objects.filter(street="77 Oak Street").count() == 1
        nadia = Person.objects.get(given_name="Nadia")
        ties = Guardianship.objects.visible_to(ALL).filter(person=nadia)
        assert {tie.student_id for tie in ties} == {one.student_id, other.student_id}
        assert ActivationCode.objects.filter(person=nadia).count() == 1
        numbers = Student.objects.visible_to(ALL).filter(pk__in=[t.student_id for t in ties])
        assert sorted(numbers.values_list("number", flat=True)) == ["00418", "00419"]
    with pytest.raises(CannotUndo) as why:
        undo(north, first)
    assert why.value.stands or why.value.moved, "the sister's registration stands on it"
    assert again(north, first).state == "posted"
    undo(north, second)
    undo(north, first)
    with in_all(north):
        assert not Person.objects.filter(given_name="Nadia").exists()


def test_sixty_children_of_one_application_are_posted(north: Cast) -> None:
    applied, children = new_family(north, children=60)
    for candidate in children:
        post(north, candidate)
    with in_all(north):
        nadia = Person.objects.get(given_name="Nadia")
        assert Guardianship.objects.visible_to(ALL).filter(person=nadia).count() == 60
        assert Posting.objects.visible_to(ALL).filter(application=applied.application).count() == 60


def test_two_homes_of_a_child_stay_two(north: Cast) -> None:
    applied = Applied(north, "father", home="second_home")
    applied.says(applied.home, address=ADDRESS)
    applied.adult("father", adult_cell="+15735550112")
    candidate = applied.child("ana", school="elementary", grade="04")
    with in_all(north):
        ties = list(Guardianship.objects.visible_to(ALL).filter(student=north.ana.id).values())
    post(north, candidate, "admin")
    with in_all(north):
        first = Household.objects.get(pk=north.rows["first_home"].pk)
        assert first.street == north.rows["first_home"].street
        assert Household.objects.get(pk=north.rows["second_home"].pk).street == "77 Oak Street"
        assert set(Household.objects.filter(members__person=north.ana.id)) == {
            first, Household.objects.get(pk=north.rows["second_home"].pk),
        }  # fmt: skip
        after = list(Guardianship.objects.visible_to(ALL).filter(student=north.ana.id).values())
    assert after == ties, "the other home's, and the order of calls, stay"


def test_a_court_order_is_neither_touched_nor_gone_round(north: Cast) -> None:
    applied = Applied(north, "teacher_mother", home="third_home")
    applied.adult("teacher_mother")
    barred = applied.adult("barred", adult_relation="Uncle", adult_lives=True)
    candidate = applied.child("leo", school="middle", grade="08")
    with in_all(north):
        ties = Guardianship.objects.visible_to(ALL).filter(student=north.leo.id)
        before = list(ties.order_by("pk").values())
    post(north, candidate, "admin")
    with in_all(north):
        assert list(ties.order_by("pk").values()) == before
        Part.objects.visible_to(ALL).filter(pk=barred.pk).update(person=None)
    again_there = Applied(north, "teacher_mother", home="third_home")
    again_there.adult(adult_given="Nils", adult_family=north.barred.name.split()[-2])
    other = again_there.child("leo", school="middle", grade="08")
    with in_all(north):
        order = Person.objects.get(pk=north.barred.id)
    again_there.adult(adult_given=order.given_name, adult_family=order.family_name)
    revision = accept(north, other, "admin")
    with pytest.raises(Stopped) as why:
        deciding.post(clerk_of(north, "admin"), other.pk, revision, district_of(north))
    assert Why.BARRED in [each.why for each in why.value.found]


def test_an_adult_known_before_sees_no_child_because_an_application_names_her(
    north: Cast,
) -> None:
    applied = Applied(north, "long_parent", home="sixth_home")
    applied.adult("long_parent")
    applied.adult("no_portal", adult_relation="Aunt", adult_email="taken@over.example")
    candidate = applied.child("max", grade="10")
    post(north, candidate)
    with in_all(north):
        tie = Guardianship.objects.visible_to(ALL).get(
            student=north.max.id, person=north.no_portal.id
        )
        assert not tie.portal_access
        assert not ContactPoint.objects.filter(value="taken@over.example").exists()
    assert not mails(north, "account.way_in")


def test_an_import_does_not_take_the_change_back(north: Cast) -> None:
    with in_all(north):
        Household.objects.filter(pk=north.rows["first_home"].pk).update(source_id="home-1")
        old = Household.objects.get(pk=north.rows["first_home"].pk).street
    applied = Applied(north, "mother", home="first_home")
    applied.says(applied.home, address=ADDRESS)
    applied.adult("mother")
    post(north, applied.child("ben"))
    with in_all(north):
        kept = Correction.objects.get(household=north.rows["first_home"].pk, field="street")
        assert (kept.sent, kept.kept) == (old, "77 Oak Street")


def test_a_child_of_another_school_ends_there_the_day_before(north: Cast) -> None:
    with in_all(north):
        Enrollment.objects.visible_to(ALL).filter(student=north.fay.id).update(ends_on=None)
    applied = Applied(north, "grandmother", home="fourth_home")
    applied.adult("grandmother")
    candidate = applied.child("fay", grade="09")
    post(north, candidate)
    with in_all(north):
        there, here = Enrollment.objects.visible_to(ALL).filter(student=north.fay.id).order_by("pk")
        assert there.ends_on == here.starts_on - timedelta(days=1)
        assert here.school_id == north.rows["high"].pk
    undo(north, candidate)
    with in_all(north):
        (there,) = Enrollment.objects.visible_to(ALL).filter(student=north.fay.id)
        assert there.ends_on is None


def test_a_year_that_the_school_has_not_made_yet_is_last_years_moved_by_weeks(north: Cast) -> None:
    _, (candidate,) = new_family(north)
    with in_all(north):
        SchoolYear.objects.filter(school=north.rows["high"].pk, ends_in=2028).delete()
        last = SchoolYear.objects.filter(school=north.rows["high"].pk).latest("ends_in")
    post(north, candidate)
    with in_all(north):
        made = SchoolYear.objects.get(school=north.rows["high"].pk, ends_in=2028)
        weeks = timedelta(days=364 * (2028 - last.ends_in))
        assert (made.starts_on, made.ends_on) == (last.starts_on + weeks, last.ends_on + weeks)


def test_a_child_is_not_posted_before_the_school_has_seen_its_papers(north: Cast) -> None:
    applied, (candidate,) = new_family(north)
    paper = applied.item(candidate, "birth_certificate")
    nurses = applied.item(candidate, "allergies", "nurse")
    revision = accept(north, candidate)
    with pytest.raises(Stopped) as why:
        deciding.post(clerk_of(north), candidate.pk, revision, district_of(north))
    assert [each.why for each in why.value.found] == [Why.ITEMS, Why.NURSE]
    with in_all(north):
        for item in (paper, nurses):
            item.state = "accepted"
            item.save()
    deciding.post(clerk_of(north), candidate.pk, revision, district_of(north))
    assert again(north, candidate).state == "posted"


def test_somebody_new_is_posted_only_once_an_office_has_said_so(north: Cast) -> None:
    applied = Applied(north, email="new@family.example")
    candidate = applied.child(given_name="Lina", family_name="Haddad", matched=False)
    revision = accept(north, candidate)
    with pytest.raises(Stopped) as why:
        deciding.post(clerk_of(north), candidate.pk, revision, district_of(north))
    assert [(each.why, each.name) for each in why.value.found] == [(Why.UNMATCHED, "Lina Haddad")]


def test_what_has_moved_since_is_not_taken_back(north: Cast) -> None:
    applied = Applied(north, "mother", home="first_home")
    applied.says(applied.home, address=ADDRESS)
    applied.adult("mother")
    candidate = applied.child("ben")
    post(north, candidate)
    with in_all(north):
        Household.objects.filter(pk=north.rows["first_home"].pk).update(street="9 Later Street")
    before = dump(north)
    with pytest.raises(CannotUndo) as why:
        undo(north, candidate)
    assert why.value.moved == ("people_household",)
    assert dump(north) == before


def test_an_account_that_was_opened_keeps_its_person(north: Cast) -> None:
    _, (candidate,) = new_family(north)
    post(north, candidate)
    with in_all(north):
        nadia = Person.objects.get(given_name="Nadia")
        Account.objects.create(username="nadia", person=nadia)
    with pytest.raises(CannotUndo) as why:
        undo(north, candidate)
    assert why.value.stands == "people_account"


def test_after_a_day_a_posting_stays(north: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _, (candidate,) = new_family(north)
    post(north, candidate)
    later = clock.now() + timedelta(days=1, minutes=1)
    monkeypatch.setenv("OPENHOUSE_TODAY", later.replace(tzinfo=None).isoformat(timespec="minutes"))
    with pytest.raises(CannotUndo) as why:
        undo(north, candidate)
    assert (why.value.moved, why.value.stands) == ((), "")


def test_an_answer_that_was_kept_out_is_not_written(north: Cast) -> None:
    applied = Applied(north, "mother", home="first_home")
    applied.says(applied.home, address=ADDRESS)
    applied.adult("mother")
    candidate = applied.child("ben", middle_name="Luis")
    viewer = clerk_of(north)
    deciding.decide_field(viewer, candidate.pk, 0, applied.home.pk, "address", "keep")
    post(north, candidate)
    with in_all(north):
        home = Household.objects.get(pk=north.rows["first_home"].pk)
        assert home.street == north.rows["first_home"].street
        assert Person.objects.get(pk=north.ben.id).middle_name == "Luis"


def test_what_is_written_says_no_secret(north: Cast) -> None:
    _, (candidate,) = new_family(north)
    post(north, candidate)
    with in_all(north):
        posting = Posting.objects.visible_to(ALL).get(candidate=candidate)
        code = ActivationCode.objects.get(person__given_name="Nadia")
    assert code.digest not in json.dumps(posting.written)
    assert posting.at == clock.now()
    assert isinstance(SENT, datetime)
