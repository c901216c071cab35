"""Writing a change between registrations: the home once, and what its adults are to each child.

One transaction, by the house, after ``office`` has checked who may (decision 0038). Nobody is
enrolled; what was written is kept as of any posting, and undone within a day.
"""

from collections.abc import Iterator

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.contact.records import leave_home
from openhouse.people.models import Guardianship, HouseholdMember
from openhouse.registration.compared import Compared, compared
from openhouse.registration.family.changing import school_now
from openhouse.registration.matching.kept_away import kept_from_home
from openhouse.registration.models import Candidate, Part
from openhouse.registration.models_office import OpenItem, Posting
from openhouse.registration.posting import area
from openhouse.registration.posting.case import Case
from openhouse.registration.posting.hindrances import (
    Hindrance,
    Why,
    barred_again,
    made_before,
    of_people,
    reads_with_them,
)
from openhouse.registration.posting.holding_elsewhere import hold_elsewhere
from openhouse.registration.posting.inviting import invite
from openhouse.registration.posting.tying import is_ours_to_change, tie_adults
from openhouse.registration.posting.writing import write_home, write_people
from openhouse.registration.rules.mapping import taken


def stops(found: Compared, children: list[Candidate]) -> list[Hindrance]:
    """What keeps a change from being written; *children* are those at schools of who decides."""
    return list(_stops(found, children))


def _stops(found: Compared, children: list[Candidate]) -> Iterator[Hindrance]:
    yield from of_people(found)
    items = OpenItem.objects.visible_to(System()).filter(candidate__in=children)
    if items.exclude(state__in=OpenItem.SEEN_TO).exists():
        yield Hindrance(Why.ITEMS)
    if not any(is_there(each) for each in children):
        yield Hindrance(Why.LEFT, found.name_of(found.child) or str(found.child.person))
    for name in dict.fromkeys(barred_again(found, clock.today())):
        yield Hindrance(Why.BARRED, name)
    yield from reads_with_them(found)


def is_there(candidate: Candidate) -> bool:
    """If the child is at the school of the change today. By the house."""
    return school_now(candidate.student_id or 0, candidate.school_id) is not None


def write_change(
    candidate: Candidate, children: list[Candidate], viewer: Viewer, district: CurrentDistrict
) -> None:
    """Write what was taken for *children*, of whom *candidate* is one; all are held."""
    whole = compared(System(), candidate, beside=[each.pk for each in children])
    before = _picture(whole, set(), set())
    ours = made_before(candidate.application)
    made = {part.pk for part in whole.parts if part.person_id in ours}
    persons: set[int] = set()
    homes: set[int] = set()
    taken_there = {part.pk: taken(whole.lines[part.pk]) for part in whole.parts}
    # all before the first is written: who is in the records by then is asked less about
    for found in [compared(System(), each) for each in children]:
        case = Case(found, viewer, district, clock.today(), made=made)
        for part in found.parts:
            part.refresh_from_db(fields=["person", "household", "matched_at"])
        write_people(case)
        write_home(case)
        _members(case, taken_there)
        tie_adults(case)
        _no_longer(case, taken_there)
        invite(case)
        persons |= {person.pk for person in case.people.values()}
        homes |= {case.home.pk} if case.home else set()
    wrote = area.differences(before, _picture(whole, persons, homes))
    at = clock.now()
    for each in children:
        kept = [one.as_list() for one in wrote] if each.pk == candidate.pk else []
        Posting(
            application=candidate.application, candidate=each, by_id=viewer.person_id, at=at,
            written=kept,
        ).save(force_insert=True)  # fmt: skip
    hold_elsewhere(whole, taken_there, viewer.person_id, at)


def _picture(whole: Compared, persons: set[int], homes: set[int]) -> area.Picture:
    known = {part.person_id for part in whole.parts if part.person_id}
    there = {part.household_id for part in whole.parts} | {whole.application.household_id}
    return area.picture(
        application=whole.application.pk, school=0, persons=known | persons,
        homes={each for each in there | homes if each},
    )  # fmt: skip


def _members(case: Case, said: dict[int, dict[str, object]]) -> None:
    """Who lives in the home: who is new there, and who the family says has come or gone."""
    if case.home is None:
        return
    # who lives in a home reads its address
    away = kept_from_home(case.home.pk, children=[case.student.pk])
    for part in (case.found.child, *case.found.of(Part.Kind.GUARDIAN)):
        person, lives = case.people[part.pk], said[part.pk].get("household.member")
        if lives is False:
            leave_home(case.home, person, by=case.by)
        elif person.pk in away:
            continue
        elif lives or (part.kind == Part.Kind.GUARDIAN and case.is_new(part)):
            HouseholdMember.objects.get_or_create(household=case.home, person=person)


def _no_longer(case: Case, said: dict[int, dict[str, object]]) -> None:
    """An adult and a child of whom one has left the home do not live together there any more."""
    child_left = said[case.found.child.pk].get("household.member") is False
    for part in case.found.of(Part.Kind.GUARDIAN):
        if not child_left and said[part.pk].get("household.member") is not False:
            continue
        ties = Guardianship.objects.visible_to(System()).filter(
            student_id=case.student.pk, person=case.people[part.pk], lives_with=True
        )
        for tie in ties:
            if is_ours_to_change(tie, case):
                tie.lives_with = False
                tie.save(update_fields=["lives_with"])
