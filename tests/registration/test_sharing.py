"""Who shares a home's application from day to day: who lives there, sees a child in it, and is kept
from none. What closes it is asked by the wall too, with the second lock switched off."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from openhouse.access.district import as_current
from openhouse.access.enter import Address, enter
from openhouse.access.viewer import System, viewer_from
from openhouse.common.scope import as_the_house, own_scope
from openhouse.districts.models import District
from openhouse.notifications.models import Delivery
from openhouse.people.models import (
    ContactPoint,
    Guardianship,
    Household,
    HouseholdMember,
)
from openhouse.registration.family.earlier import said_last
from openhouse.registration.models import Application, Candidate, FormVersion, Part
from openhouse.registration.models_answers import Answer, AnswerFile, PartKnown
from openhouse.registration.office import letters
from openhouse.registration.queries import form_with
from openhouse.registration.standing.reading import parts_read
from openhouse.registration.telling import tell
from tests.access.test_wall import step_in
from tests.cast import Cast, in_all
from tests.house_client import HouseClient
from tests.registration.test_family import HOME, begun, page_of, parts, said

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Any], HouseClient]
TABLES = (Application, Part, Answer, PartKnown, Candidate)


@pytest.fixture
def home(north: Cast) -> Household:
    """The grandmother of four and the father of ana live together; he is cai's guardian too."""
    with in_all(north):
        made = Household.objects.create(name="Tanaka", street="4 Hill Rd", city="Columbia")
        HouseholdMember.objects.filter(person__in=(north.grandmother.id, north.father.id)).delete()
        for who in (north.grandmother, north.father):
            HouseholdMember.objects.create(household=made, person_id=who.id)
        Guardianship.objects.visible_to(System()).create(
            student_id=north.cai.id, person_id=north.father.id, portal_access=True
        )
    return made


def _reads(client: HouseClient, number: int) -> bool:
    return client.get(f"{HOME}{number}/").status_code == 200


def _behind_the_wall(cast: Cast, who: str, number: int) -> set[str]:
    """Which tables show *who* a row of the application with the second lock switched off."""
    step_in(cast, who, "family")
    return {
        model._meta.db_table
        for model in TABLES
        for row in QuerySet(model)
        if number == (row.pk if model is Application else row.application_id)
    }


def _shared(north: Cast, client_of: ClientOf) -> int:
    """Begun by the grandmother, with a new child in it and a word about the home."""
    client = client_of(north.grandmother)
    number = begun(client, north)
    client.post(f"{HOME}{number}/add/", {"kind": "student"})
    place = parts(north, number, "household")[0]
    said(client, page_of(number, place, "home"), **{
        f"{place.pk}-address-street": "9 Secret Ln", f"{place.pk}-address-city": "Columbia",
        f"{place.pk}-address-state": "MO", f"{place.pk}-address-postal_code": "65201",
    })  # fmt: skip
    return number


def test_who_lives_there_shares_it_with_the_children_whom_he_sees(
    north: Cast, client_of: ClientOf, home: Household
) -> None:
    number = _shared(north, client_of)
    page = client_of(north.father).get(f"{HOME}{number}/").content.decode()
    assert "Cai" in page and "Dee" not in page


def test_what_another_has_typed_becomes_nobody_elses_word_by_one_tap(
    north: Cast, client_of: ClientOf, home: Household
) -> None:
    number, father = _shared(north, client_of), client_of(north.father)
    (his,) = [one for one in parts(north, number, "guardian") if one.person_id == north.father.id]
    page, field = page_of(number, his, "adults"), f"{his.pk}-adult_phone"
    said(client_of(north.grandmother), page, **{field: "573 555 0188"})
    assert father.post(page, {"do": "unchanged"}).status_code == 302
    words: list[Any] = []
    with in_all(north):
        rows = Answer.objects.visible_to(System()).filter(part=his, key="adult_phone")
        words += rows.values_list("value", "person_id")
    assert words == [("+15735550188", north.grandmother.id)]
    said(father, page, **{field: "573 555 0189"})
    with in_all(north):
        assert rows.get().person_id == north.father.id


def test_who_moved_out_reads_it_no_more(north: Cast, client_of: ClientOf, home: Household) -> None:
    number = _shared(north, client_of)
    assert _reads(client_of(north.father), number)
    with in_all(north):
        HouseholdMember.objects.filter(household=home, person=north.father.id).delete()
    assert not _reads(client_of(north.father), number)
    assert _reads(client_of(north.grandmother), number)
    assert _behind_the_wall(north, "father", number) == set()


def test_nor_once_it_is_sent_by_who_stayed(
    north: Cast, client_of: ClientOf, home: Household
) -> None:
    number, family = _shared(north, client_of), client_of(north.grandmother)
    with in_all(north):
        HouseholdMember.objects.filter(household=home, person=north.father.id).delete()
        # all that is asked is answered: what the form is does not matter here
        fits = FormVersion.objects.create(
            number=9, definition={"sections": []}, changed_at=timezone.now(),
            published_at=timezone.now(),
        )  # fmt: skip
        Application.objects.visible_to(System()).filter(pk=number).update(version=fits)
        Candidate.objects.visible_to(System()).filter(application=number).update(
            school=north.rows["high"]
        )
    review = family.get(f"{HOME}{number}/review/")
    typed = {"typed": "Hana Tanaka", "agree": "on"}
    assert review.status_code == 200
    assert family.post(f"{HOME}{number}/review/", typed).status_code == 302
    with in_all(north):
        assert Application.objects.visible_to(System()).get(pk=number).sent_at
    assert _reads(family, number)
    assert not _reads(client_of(north.father), number)
    assert _behind_the_wall(north, "father", number) == set()


def _later(cast: Cast, number: int, who: str) -> dict[str, int]:
    """What *who* answers and sends after the application was sent: the ids by table."""
    (adult,) = [one for one in parts(cast, number, "guardian")
                if one.person_id == cast.grandmother.id]  # fmt: skip
    written = {"application_id": number, "part": adult, "person_id": cast.persons[who].id}
    with in_all(cast):
        rows = Answer.objects.visible_to(System()).filter(part=adult, key="adult_phone")
        rows.delete()
        at = timezone.now() + timedelta(days=1)
        answer = Answer(**written, key="adult_phone", value="+15735550177", answered_at=at)
        file = AnswerFile(
            **written, key="proof", name="Lease.png", kind="image/png", content=b"x", size=1,
            sha256="0" * 64, added_at=at,
        )  # fmt: skip
        for row in (answer, file):
            row.save(force_insert=True)
    return {row._meta.db_table: row.pk for row in (answer, file)}


def _seen_of(cast: Cast, who: str, number: int, later: dict[str, int]) -> list[set[str]]:
    """Of *later*, what the wall alone, the second lock alone and a page's statement give *who*."""
    models = (Answer, AnswerFile)
    step_in(cast, who, "family")
    wall = {m._meta.db_table for m in models if QuerySet(m).filter(
        pk=later[m._meta.db_table]).exists()}  # fmt: skip
    with own_scope():
        entry = enter(Address(cast.slug, "family"), cast.persons[who].account)
        assert entry
        viewer = viewer_from(entry, "family")
        _parts, answers, _known = parts_read(viewer, number)
        page = {"registration_answer"} & {
            "registration_answer" for one in answers if one[2] == "+15735550177"
        }
        with as_the_house():
            lock = {
                m._meta.db_table
                for m in models
                if m.objects.visible_to(viewer).filter(pk=later[m._meta.db_table]).exists()
            }
    return [wall, lock, page]


def test_who_moved_out_after_it_was_sent_reads_no_later_word_of_anothers(
    north: Cast, client_of: ClientOf, home: Household
) -> None:
    number, both = _shared(north, client_of), {"registration_answer", "registration_answerfile"}
    with in_all(north):
        Application.objects.visible_to(System()).filter(pk=number).update(sent_at=timezone.now())
        Candidate.objects.visible_to(System()).filter(application=number).update(
            state="sent", sent_at=timezone.now(), school=north.rows["high"]
        )
    later = _later(north, number, "grandmother")
    all_of_it = [both, both, {"registration_answer"}]
    assert _seen_of(north, "father", number, later) == all_of_it
    with in_all(north):
        HouseholdMember.objects.filter(household=home, person=north.father.id).delete()
    assert _reads(client_of(north.father), number), "what was sent, he may have signed"
    assert _seen_of(north, "father", number, later) == [set(), set(), set()]
    assert "registration_answer" in _behind_the_wall(north, "father", number)
    assert _seen_of(north, "grandmother", number, later) == all_of_it
    with in_all(north):
        QuerySet(AnswerFile).filter(pk=later["registration_answerfile"]).delete()
    hers = _later(north, number, "father")
    assert _seen_of(north, "father", number, hers) == all_of_it


@pytest.mark.parametrize(("why", "found"), [("", "Bees"), ("left", ""), ("court", "")])
def test_next_year_he_finds_filled_in_only_what_he_could_read(
    why: str, found: str, north: Cast, client_of: ClientOf, home: Household
) -> None:
    number = _shared(north, client_of)
    child = next(one for one in parts(north, number, "student") if one.person_id == north.cai.id)
    with in_all(north):
        mine = Application.objects.visible_to(System()).filter(pk=number)
        mine.update(sent_at=timezone.now())
        Answer(
            application_id=number, part=child, candidate_id=child.candidate_id, desk="nurse",
            key="allergies", value="Bees", person_id=north.grandmother.id,
            answered_at=timezone.now() + timedelta(days=1),
        ).save(force_insert=True)  # fmt: skip
        if why == "left":
            HouseholdMember.objects.filter(household=home, person=north.father.id).delete()
        if why == "court":
            Guardianship.objects.visible_to(System()).create(
                student_id=north.dee.id, person_id=north.father.id, barred=True
            )
        form = form_with(mine.get().version_id)
        said_of = said_last(form, Application(person_id=north.father.id), [child])
    assert said_of.get(child.pk, {}).get("allergies", "") == found


def test_whose_tie_has_ended_reads_it_no_more_though_he_sees_another_child(
    north: Cast, client_of: ClientOf, home: Household
) -> None:
    number = _shared(north, client_of)
    with in_all(north):
        ties = Guardianship.objects.visible_to(System()).filter(student=north.cai.id)
        ties.filter(person=north.father.id).update(ends_on=date(2026, 8, 31))
    assert not _reads(client_of(north.father), number)
    assert _behind_the_wall(north, "father", number) == set()


def test_whom_a_court_keeps_from_a_child_in_it_reads_it_no_more_wherever_the_child_lives(
    north: Cast, client_of: ClientOf, home: Household
) -> None:
    number = _shared(north, client_of)
    with in_all(north):
        assert not HouseholdMember.objects.filter(household=home, person=north.dee.id).exists()
        Guardianship.objects.visible_to(System()).create(
            student_id=north.dee.id, person_id=north.father.id, barred=True
        )
    assert not _reads(client_of(north.father), number)
    assert _behind_the_wall(north, "father", number) == set()
    # nor does he get in by beginning
    other = begun(client_of(north.father), north)
    assert other != number
    with in_all(north):
        assert Application.objects.visible_to(System()).get(pk=other).household_id is None


def test_a_child_of_an_application_that_is_not_hers_is_not_taken_back_by_her_own(
    north: Cast, client_of: ClientOf, home: Household
) -> None:
    number = _shared(north, client_of)
    father = client_of(north.father)
    with in_all(north):
        mine = Application.objects.visible_to(System())
        other = mine.get(pk=north.rows["app_santos"].pk)
        (new,) = Candidate.objects.visible_to(System()).filter(application=number, student=None)
    answer = father.post(f"{HOME}{other.pk}/withdraw/", {"child": new.pk})
    assert answer.status_code == 404
    with in_all(north):
        assert Candidate.objects.visible_to(System()).get(pk=new.pk).state == "draft"


def test_another_family_of_the_same_home_begins_its_own(
    north: Cast, client_of: ClientOf, home: Household
) -> None:
    number = begun(client_of(north.grandmother), north)
    with in_all(north):
        HouseholdMember.objects.filter(person=north.empty_parent.id).delete()
        HouseholdMember.objects.create(household=home, person_id=north.empty_parent.id)
    client = client_of(north.empty_parent)
    own = begun(client, north)
    assert own != number and own == begun(client, north)
    assert "Gus" in client.get(f"{HOME}{own}/").content.decode()
    assert parts(north, own, "household")[0].household_id == home.pk
    assert not _reads(client_of(north.grandmother), own)


def test_of_who_moved_out_no_new_phone_is_looked_up(
    north: Cast, client_of: ClientOf, home: Household
) -> None:
    number = _shared(north, client_of)
    with in_all(north):
        HouseholdMember.objects.filter(household=home, person=north.father.id).delete()
        ContactPoint.objects.filter(person=north.father.id).delete()
        ContactPoint.objects.create(
            person_id=north.father.id, kind="phone", value="573-555-0199", label="mobile"
        )
        PartKnown.objects.visible_to(System()).filter(application=number).update(
            looked_up_at="2026-01-01T00:00:00Z"
        )
    client_of(north.grandmother).get(f"{HOME}{number}/")
    with in_all(north):
        known = PartKnown.objects.visible_to(System()).filter(application=number)
        assert "5550199" not in re.sub(r"\D", "", str(list(known.values_list("values"))))
        assert {each.looked_up_at.year for each in known} == {2026}
        assert all(each.looked_up_at.month > 1 for each in known)


def test_a_letter_about_a_child_goes_only_to_who_sees_her(
    north: Cast, client_of: ClientOf, home: Household
) -> None:
    number = _shared(north, client_of)
    with in_all(north):
        candidates = Candidate.objects.visible_to(System()).filter(application=number)
        candidates.update(state="declined", reason="Full.", school=north.rows["high"])
        dee = candidates.select_related("application").get(student=north.dee.id)
        cai = candidates.select_related("application").get(student=north.cai.id)
        Application.objects.visible_to(System()).filter(pk=number).update(sent_at=timezone.now())
        before = set(Delivery.objects.values_list("pk", flat=True))
        district = as_current(District.objects.get(pk=north.id))
        heard = []
        for child in (dee, cai):
            tell(child, district, letters.declined("Dee", "High", "Full."))
            new = Delivery.objects.exclude(pk__in=before)
            heard.append(set(new.values_list("person_id", flat=True)))
            before |= set(new.values_list("pk", flat=True))
    assert north.father.id not in heard[0]
    assert north.father.id in heard[1]


def test_a_new_child_whom_an_office_has_found_in_the_records_stays_in_the_application(
    north: Cast, client_of: ClientOf, home: Household
) -> None:
    number = _shared(north, client_of)
    with in_all(north):
        (new,) = Candidate.objects.visible_to(System()).filter(application=number, student=None)
        Candidate.objects.visible_to(System()).filter(application=number).update(
            state="sent", sent_at=timezone.now(), school=north.rows["high"]
        )
        Application.objects.visible_to(System()).filter(pk=number).update(sent_at=timezone.now())
        Part.objects.visible_to(System()).filter(candidate=new).update(
            person=north.mia.id, matched_at=timezone.now()
        )
        Candidate.objects.visible_to(System()).filter(pk=new.pk).update(student=north.mia.id)
    taken_back = f'name="child" value="{new.pk}"'
    client = client_of(north.grandmother)
    assert taken_back in client.get(f"{HOME}{number}/").content.decode()
    with in_all(north):  # written into the records, she is hers by a tie alone
        Candidate.objects.visible_to(System()).filter(pk=new.pk).update(state="posted")
    step_in(north, "grandmother", "family")
    assert new.pk not in QuerySet(Candidate).values_list("pk", flat=True)
