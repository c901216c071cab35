"""One child's application beside the records: what a desk decides about, and what is written."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from openhouse.common.scope import as_the_house
from openhouse.people.models import StaffPost
from openhouse.registration.family.records import records_of
from openhouse.registration.guard import Reader
from openhouse.registration.models import Application, Candidate, Part
from openhouse.registration.models_answers import Answer
from openhouse.registration.models_office import FieldDecision
from openhouse.registration.queries import form_of
from openhouse.registration.rules import mapping
from openhouse.registration.rules.form import Desk, Form, Per
from openhouse.registration.rules.mapping import Decided, Given, Line
from openhouse.registration.rules.progress import About, said_of
from openhouse.registration.unread import without_unread

_ADULTS = (Part.Kind.GUARDIAN, Part.Kind.CONTACT)
_PHONES = ("person.cell_phone", "person.work_phone")
#: What an office reads, whoever keeps it: health is the nurse's alone.
OFFICE_DESKS = (Desk.OFFICE, Desk.COUNSELOR, Desk.TRANSPORT)


@dataclass(frozen=True)
class Compared:
    """``parts`` are the child's own and those of the home; ``lines`` by part."""

    application: Application
    candidate: Candidate
    form: Form
    parts: list[Part]
    lines: Mapping[int, list[Line]]

    def of(self, kind: str) -> list[Part]:
        """The parts of one kind, in order, without those whom the family took out."""
        return [part for part in self.parts if part.kind == kind and part.removed_at is None]

    @property
    def removed(self) -> list[Part]:
        """Whom the family took out, of the people whom the records know."""
        return [part for part in self.parts if part.removed_at and part.person_id]

    @property
    def child(self) -> Part:
        """The child's own part."""
        return next(part for part in self.parts if part.candidate_id == self.candidate.pk)

    @property
    def children(self) -> list[Part]:
        """The child, and who is decided with her."""
        return [part for part in self.parts if part.kind == Part.Kind.STUDENT]

    @property
    def home(self) -> Part | None:
        """The part of the home."""
        return next(iter(self.of(Part.Kind.HOUSEHOLD)), None)

    @property
    def adults(self) -> list[Part]:
        """Guardians, then whom to call in an emergency."""
        return [*self.of(Part.Kind.GUARDIAN), *self.of(Part.Kind.CONTACT)]

    def all_lines(self) -> list[Line]:
        """The lines of every part that is there."""
        return [
            line for part in self.parts if part.removed_at is None for line in self.lines[part.pk]
        ]

    def line(self, part: int, key: str) -> Line | None:
        """The line of one question about one part."""
        return next(
            (each for each in self.all_lines() if (each.part, each.question.key) == (part, key)),
            None,
        )

    def said(self, part: Part, field: str) -> Any:
        """What the family says of a *field* of the records; None for nothing."""
        return next((line.new for line in self.lines[part.pk] if line.fills == field), None)

    @property
    def first_name(self) -> str:
        """The child's, as a letter says it; "" where the application does not say it here."""
        return str(self.said(self.child, "person.given_name") or "")

    def name_of(self, part: Part) -> str:
        """What somebody is called in the application; "" where it does not say."""
        names = (self.said(part, f"person.{name}_name") for name in ("given", "family"))
        return " ".join(filter(None, names))


def compared(
    reader: Reader,
    candidate: Candidate,
    desks: Collection[str] = OFFICE_DESKS,
    beside: Collection[int] = (),
) -> Compared:
    """The application of *candidate* as far as *desks* read it; with the parts of the children
    *beside* too, who are decided with her.
    """
    application = candidate.application
    form = form_of(application.version)
    parts = [
        part
        for part in Part.objects.visible_to(reader)
        .filter(application=application)
        .order_by("kind", "position", "pk")
        if part.candidate_id in (None, candidate.pk, *beside)
    ]
    answers, decisions = _said(reader, application, parts, desks)
    records = records_of(form, application, parts)
    shown = _shown(form, candidate, parts, answers, records)
    lines = {
        part.pk: [
            line
            for line in mapping.lines(
                form, part.pk, part.kind, answers[part.pk], decisions[part.pk],
                records.get(part.pk, {}),
            )
            if line.section.desk in desks and line.question.key in shown[part.pk]
        ]
        for part in parts
    }  # fmt: skip
    read = without_unread(reader, parts, _hers(parts, answers, lines))
    return Compared(application, candidate, form, parts, read)


def _hers(
    parts: list[Part], answers: Mapping[int, Mapping[str, Given]],
    lines: Mapping[int, list[Line]],
) -> dict[int, list[Line]]:  # fmt: skip
    """The lines, of which those are marked that only who they are about may change, and that are
    another's word: who shares her home, or who came by a link."""
    guarded = _guarded(parts)

    def is_anothers(line: Line) -> bool:
        person, fields = guarded.get(line.part, (None, ()))
        if not line.differs or line.fills not in fields:
            return False
        return answers[line.part][line.question.key].person != person

    return {
        number: [
            replace(line, differs=False, hers=True) if is_anothers(line) else line
            for line in found
        ]
        for number, found in lines.items()
    }  # fmt: skip


def _guarded(parts: list[Part]) -> dict[int, tuple[int, tuple[str, ...]]]:
    """By part of an adult who is known: who she is, and what of her nobody else changes. An e-mail
    address opens her account, with children of another home too; a colleague's phone does as well.
    """
    people = {part.pk: part.person_id for part in parts if part.kind in _ADULTS and part.person_id}
    with as_the_house():
        posts = StaffPost.objects.filter(person_id__in=set(people.values()))
        staff = set(posts.values_list("person_id", flat=True))
    return {
        part: (person, ("person.email", *(_PHONES if person in staff else ())))
        for part, person in people.items()
    }


def _said(
    reader: Reader, application: Application, parts: list[Part], desks: Collection[str]
) -> tuple[dict[int, dict[str, Given]], dict[int, dict[str, Decided]]]:
    answers: dict[int, dict[str, Given]] = defaultdict(dict)
    decisions: dict[int, dict[str, Decided]] = defaultdict(dict)
    numbers = [part.pk for part in parts]
    of_these = {"application": application, "part_id__in": numbers, "desk__in": list(desks)}
    for answer in Answer.objects.visible_to(reader).filter(**of_these):
        answers[answer.part_id][answer.key] = Given(answer.value, answer.revision, answer.person_id)
    for each in FieldDecision.objects.visible_to(reader).filter(**of_these):
        decisions[each.part_id][each.key] = Decided(
            each.says, each.revision, each.question, each.answered_at is not None,
            (each.asked_by, each.school_id),
        )  # fmt: skip
    return answers, decisions


def _shown(
    form: Form,
    candidate: Candidate,
    parts: list[Part],
    answers: Mapping[int, Mapping[str, Given]],
    records: Mapping[int, Mapping[str, Any]],
) -> dict[int, set[str]]:
    """The questions that are asked about each part: what was answered to another is not said."""
    level = candidate.school.level if candidate.school else ""
    abouts = {
        part.pk: About(
            part.pk,
            Per(part.kind),
            {**records.get(part.pk, {}), **{k: a.value for k, a in answers[part.pk].items()}},
            frozenset(answers[part.pk]),
            part.position,
            level if part.kind == Part.Kind.STUDENT else "",
            part.person_id is None and part.household_id is None,
        )
        for part in parts
    }
    home: dict[str, Any] = {}
    for about in abouts.values():
        if about.kind == Per.HOUSEHOLD:
            home |= said_of(form, about, {})
    return {number: set(said_of(form, about, home)) for number, about in abouts.items()}
