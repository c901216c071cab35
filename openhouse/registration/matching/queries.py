"""Whom the people of an application may be, of all in the district (decision 0034).

It is looked for with the eyes of the house, for a child who moves is another school's until today.
An office is then told no more than it needs to say "this is she": name, birth date, school, and
what agrees.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.models import running
from openhouse.common.scope import as_the_house
from openhouse.people.models import Enrollment, Guardianship, Person
from openhouse.registration.matching.facts import Said, recorded, said_of
from openhouse.registration.models import Application, Candidate, Part
from openhouse.registration.models_matching import MatchKey, SameChild
from openhouse.registration.rules.keys import keys_of
from openhouse.registration.rules.matching import Proposal, Who, compare, is_probable, proposals

#: People of the records who are compared with one of an application: those with most in common.
MOST_COMPARED = 60
MOST_SHOWN = 5
#: A key that more people have than this tells nobody apart by itself: a shelter's address.
TOO_COMMON = 2_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal as an office reads it. ``person`` is its id, or ``candidate`` another home's."""

    proposal: Proposal
    name: str
    born_on: date | None
    #: Where a child goes to school; of an adult, where her children do.
    schools: tuple[str, ...]
    is_student: bool
    person: int = 0
    candidate: int = 0
    #: The number of the other home's application.
    application: str = ""


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """One person of an application, who she is if that is decided, and who she may be."""

    said: Said
    #: Her name in the records, where she is somebody there.
    linked: str
    proposals: tuple[Shown, ...]
    #: Numbers of other applications that register the same new child.
    same_as: tuple[str, ...] = ()

    @property
    def is_decided(self) -> bool:
        """If somebody has said who she is, or that she is new, or it was known from the start."""
        return bool(self.said.part.person_id or self.said.part.matched_at or self.same_as)


def candidate_seen(viewer: Viewer, number: int) -> Candidate | None:
    """A child whose application is at a school of *viewer*; the wall says which are. None of whom
    her family has taken back is looked at."""
    return (
        Candidate.objects.visible_to(viewer)
        .select_related("application__version", "school")
        .filter(pk=number, sent_at__isnull=False)
        .exclude(state=Candidate.State.WITHDRAWN)
        .first()
    )


def people_of(viewer: Viewer, candidate: Candidate) -> list[PersonSaid]:
    """The child and the adults of its application, each with whom she may be."""
    own = Part.objects.visible_to(viewer).filter(
        Q(candidate=None) | Q(candidate=candidate),
        application=candidate.application,
        removed_at=None,
    )
    ids = set(own.values_list("pk", flat=True))
    return [each for each in people_said(candidate.application) if each.said.part.pk in ids]


def candidates_for(part: Part) -> tuple[Shown, ...]:
    """Whom *part* may be, the likeliest first; no more than ``MOST_SHOWN``."""
    found = people_said(part.application)
    return next((each.proposals for each in found if each.said.part.pk == part.pk), ())


def may_be_known(candidate: Candidate) -> bool:
    """If a child whom nobody has told apart is probably somebody of the records, or the child whom
    another home registers too. By the house."""
    found = people_said(candidate.application)
    hers = next((one for one in found if one.said.part.candidate_id == candidate.pk), None)
    if hers is None or hers.is_decided:
        return False
    return any(is_probable(each.proposal) for each in hers.proposals)


def people_said(application: Application) -> list[PersonSaid]:
    """All people of *application* with whom they may be; with the eyes of the house."""
    with as_the_house():
        every = Part.objects.visible_to(System()).filter(application=application, removed_at=None)
        parts = list(every.order_by("kind", "position", "pk"))
        said = said_of([application], parts)
        open_parts = {
            number: each
            for number, each in said.items()
            if not each.part.person_id and not each.part.matched_at and each.name
        }
        taken = {each.person_id for each in parts if each.person_id}
        likely = _likely(open_parts, taken)
        names = _names(taken)
        same = _same(parts)
        shown = _shown(likely)
        for number, others in _other_homes(application, open_parts).items():
            shown[number] = _best([*shown.get(number, ()), *others])
    order = {Part.Kind.STUDENT: 0, Part.Kind.GUARDIAN: 1, Part.Kind.CONTACT: 2}
    return sorted(
        (
            PersonSaid(each, names.get(each.part.person_id or 0, ""), shown.get(number, ()),
                       same.get(each.part.candidate_id or 0, ()))
            for number, each in said.items()
        ),
        key=lambda each: (order[Part.Kind(each.said.part.kind)], each.said.part.position),
    )  # fmt: skip


def _likely(parts: dict[int, Said], taken: Collection[int]) -> dict[int, list[Proposal]]:
    """By the part's id; three statements find who has a key in common, and five what they are."""
    wanted = {number: keys_of(each.who, each.streets) for number, each in parts.items()}
    every = {key for keys in wanted.values() for key in keys}
    holders: dict[str, set[int]] = defaultdict(set)
    keys = MatchKey.objects.filter(key__in=every)
    common = keys.values("key").annotate(n=Count("person_id")).filter(n__gt=TOO_COMMON)
    every -= set(common.values_list("key", flat=True))
    for key, person in MatchKey.objects.filter(key__in=every).values_list("key", "person_id"):
        holders[key].add(person)
    near = {number: _nearest(keys, holders, taken) for number, keys in wanted.items()}
    records = recorded(System(), {person for people in near.values() for person in people})
    return {
        number: proposals(parts[number].who, (records[each] for each in people if each in records))
        for number, people in near.items()
    }


def _nearest(
    keys: Iterable[str], holders: dict[str, set[int]], taken: Collection[int]
) -> list[int]:
    """Who has most of *keys*, a birth date and an e-mail before a name."""
    weigh = {"b": 3, "e": 3, "p": 2, "h": 1, "n": 2, "s": 1}
    points: dict[int, int] = defaultdict(int)
    for key in keys:
        for person in holders.get(key, ()):
            points[person] += weigh[key[0]]
    found = sorted(points, key=lambda person: (-points[person], person))
    return [person for person in found if person not in taken][:MOST_COMPARED]


def _shown(likely: dict[int, list[Proposal]]) -> dict[int, tuple[Shown, ...]]:
    best = {number: each[:MOST_SHOWN] for number, each in likely.items()}
    people = {each.who.id for several in best.values() for each in several}
    schools = schools_of(people)
    return {
        number: tuple(
            Shown(
                proposal=each,
                name=name_of(each.who),
                born_on=each.who.born_on,
                schools=schools.get(each.who.id, ()),
                is_student=each.who.role == "child",
                person=each.who.id,
            )
            for each in several
        )
        for number, several in best.items()
    }


def _best(shown: Iterable[Shown]) -> tuple[Shown, ...]:
    found = sorted(shown, key=lambda each: (-each.proposal.score, each.person, each.candidate))
    return tuple(found[:MOST_SHOWN])


def name_of(who: Who) -> str:
    """As it is written in the records."""
    return " ".join(filter(None, (who.given, who.middle, who.family, who.suffix)))


def schools_of(people: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Where each goes to school today, or her children do; by the person's id."""
    if not people:
        return {}
    ties = Guardianship.objects.visible_to(System()).filter(person__in=people)
    children = defaultdict(set)
    for person, student in ties.values_list("person_id", "student_id"):
        children[student].add(person)
    rows = Enrollment.objects.visible_to(System()).filter(
        running(clock.today()), student__in={*people, *children}
    )
    found: dict[int, set[str]] = defaultdict(set)
    for student, school in rows.values_list("student_id", "school__name"):
        for person in {student, *children[student]} & set(people):
            found[person].add(school)
    return {person: tuple(sorted(schools)) for person, schools in found.items()}


def _names(people: Collection[int]) -> dict[int, str]:
    return {each.pk: str(each) for each in Person.objects.filter(pk__in=people)}


def _other_homes(application: Application, parts: dict[int, Said]) -> dict[int, list[Shown]]:
    """New children of other applications that wait who may be the same, by the part's id."""
    mine = {n: each for n, each in parts.items()
            if each.part.candidate_id and each.who.born_on is not None}  # fmt: skip
    if not mine:
        return {}
    days = {key.removeprefix("b:") for each in mine.values()
            for key in keys_of(each.who, ()) if key.startswith("b:")}  # fmt: skip
    near = list(
        Part.objects.visible_to(System()).filter(
            candidate__student=None, candidate__state__in=Candidate.WITH_THE_SCHOOL,
            matched_at=None, removed_at=None, answers__value__in=sorted(days),
        ).exclude(application=application).values_list("pk", "application_id").distinct()[:50]
    )  # fmt: skip
    if not near:
        return {}
    others = (
        Application.objects.visible_to(System())
        .select_related("version")
        .filter(pk__in={each for _part, each in near})
    )
    every = (
        Part.objects.visible_to(System())
        .select_related("candidate__school")
        .filter(application__in=others)
    )
    numbers = {each.pk: each.number for each in others}
    wanted = {part for part, _application in near}
    said = [each for number, each in said_of(list(others), every).items() if number in wanted]
    return {
        number: [
            _of_another(proposal, each, numbers)
            for each in said
            if (proposal := compare(one.who, each.who)).score >= 35
        ]
        for number, one in mine.items()
    }


def _of_another(proposal: Proposal, each: Said, numbers: dict[int, str]) -> Shown:
    candidate = each.part.candidate
    assert candidate is not None
    return Shown(
        proposal=proposal,
        name=name_of(each.who),
        born_on=each.who.born_on,
        schools=(candidate.school.name,) if candidate.school else (),
        is_student=True,
        candidate=candidate.pk,
        application=numbers[each.part.application_id],
    )


def _same(parts: Iterable[Part]) -> dict[int, tuple[str, ...]]:
    """Numbers of applications that register the same child, by the candidate's id."""
    ids = {each.candidate_id for each in parts if each.candidate_id}
    found: dict[int, tuple[str, ...]] = {}
    pairs = SameChild.objects.filter(Q(one__in=ids) | Q(other__in=ids)).select_related(
        "one__application", "other__application"
    )
    for pair in pairs:
        for mine, hers in ((pair.one, pair.other), (pair.other, pair.one)):
            if mine.pk in ids:
                found[mine.pk] = (*found.get(mine.pk, ()), hers.application.number)
    return found
