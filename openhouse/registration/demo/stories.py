"""What happens to the applications of the demonstration this year: each state has its story."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from openhouse.access.viewer import System
from openhouse.people.models import Person
from openhouse.registration.demo.acting import Town
from openhouse.registration.demo.homes import Home
from openhouse.registration.demo.replying import answers_a_question
from openhouse.registration.demo.saying import Sitting
from openhouse.registration.family.beginning import begin
from openhouse.registration.family.sending import withdraw
from openhouse.registration.models import Candidate, Part
from openhouse.registration.office import deciding
from openhouse.registration.office.items import ask_family, mark_done
from openhouse.registration.rules.form import Desk
from openhouse.registration.rules.mapping import Says


@dataclass
class Case:
    """A home that has sent, and its child at the known clerk's school, or its first."""

    town: Town
    person: int
    application: int
    child: int

    def revision(self) -> int:
        """The one that who decides has before her."""
        return Candidate.objects.visible_to(System()).values_list(
            "revision", flat=True).get(pk=self.child)  # fmt: skip

    def part(self, kind: str) -> int:
        """The home's part, or the child's."""
        parts = Part.objects.visible_to(System()).filter(application=self.application, kind=kind)
        mine = parts.filter(candidate=self.child) if kind == Part.Kind.STUDENT else parts
        return mine.order_by("position", "pk").values_list("pk", flat=True)[0]


type Story = Callable[[Case], None]


def tell_stories(town: Town, homes: list[Home]) -> list[Home]:
    """One home after another, as many as there are stories; those that are left."""
    single = iter([home for home in homes if not home.other])
    half_way(town, next(single))
    for days, (story, own) in enumerate(STORIES):
        home = next(single, None)
        if home is None:
            return []
        with town.ago(17 - days, 19, 5 + 4 * days):
            case = _sent(town, home.adults[0], own)
        story(case)
    return list(single)


def half_way(town: Town, home: Home) -> None:
    """She has begun on her phone and was called away."""
    with town.ago(2, 20, 40), town.family(home.adults[0]) as (viewer, filler):
        Sitting(filler, begin(viewer, town.window, "en").pk).fill(pages_at_most=4)


def _sent(town: Town, person: int, own: dict[str, Any]) -> Case:
    with town.family(person) as (viewer, filler):
        application = begin(viewer, town.window, "en").pk
        desk = Sitting(filler, application)
        for kind in ("household", "guardian", "student"):
            desk.say(kind, **own)
        desk.fill(**own)
        children = desk.send(str(Person.objects.get(pk=person)), town.district)
    return Case(town, person, application, _main(town, children))


def _main(town: Town, children: list[int]) -> int:
    rows = Candidate.objects.visible_to(System()).filter(pk__in=children).order_by("pk")
    return next((row.pk for row in rows if row.school_id == town.clerks.pk), rows[0].pk)


def stays(case: Case) -> None:
    """Nobody has looked at it yet."""


def is_looked_at(case: Case) -> None:
    """The nurse has done her part, and the office not yet."""
    with case.town.ago(3, 11, 15), case.town.post(case.child, "nurse") as (viewer, _child):
        mark_done(viewer, case.child, Desk.NURSE, "Inhaler is in the office.")


def is_asked_by_the_nurse(case: Case) -> None:
    """Of what the office never reads."""
    words = "Please bring the action plan that the doctor signs. Can you send it before August?"
    with case.town.ago(2, 10, 5), case.town.post(case.child, "nurse") as (viewer, _child):
        ask_family(
            viewer, case.child, Desk.NURSE, case.part("student"), "allergies_what", words,
            case.town.district,
        )  # fmt: skip


def is_asked(case: Case) -> None:
    """The office has a question, and the family has not seen it yet."""
    with case.town.ago(4, 9, 30), case.town.post(case.child) as (viewer, child):
        deciding.decide_field(
            viewer, case.child, child.revision, case.part("household"), "other_children", Says.ASK,
            "When is he five? We can put him down for kindergarten now.",
        )  # fmt: skip
        deciding.send_back(viewer, case.child, case.revision(), case.town.district)


def has_answered(case: Case) -> None:
    """It is back with the school."""
    is_asked(case)
    with case.town.ago(1, 21, 10), case.town.family(case.person) as (_viewer, filler):
        answers_a_question(filler, case.application, "A boy; he is five on March 3.")


def waits(case: Case) -> None:
    with case.town.ago(5, 14, 20), case.town.post(case.child) as (viewer, child):
        words = "The classes of this grade are made in February. You are the first in line."
        deciding.put_on_list(
            viewer, case.child, child.revision, case.town.district, words, though_free=True
        )


def is_accepted(case: Case) -> None:
    with case.town.ago(4, 13, 40), case.town.post(case.child) as (viewer, child):
        deciding.accept(viewer, case.child, child.revision, case.town.district, everything=True)


def is_written(case: Case) -> None:
    """On next year's roster."""
    is_accepted(case)
    with case.town.ago(3, 13, 5):
        case.town.writes(case.child)


def is_written_and_taken_back(case: Case) -> None:
    """Too early; and within the day the records are as they were."""
    is_written(case)
    with case.town.ago(3, 13, 25), case.town.post(case.child) as (viewer, child):
        deciding.undo(viewer, case.child, child.revision)


def is_declined(case: Case) -> None:
    with case.town.ago(6, 15, 10), case.town.post(case.child) as (viewer, child):
        words = "Your new address belongs to another district. Please call us: we help you there."
        deciding.decline(viewer, case.child, child.revision, case.town.district, words)


def takes_it_back(case: Case) -> None:
    with case.town.ago(5, 18, 30), case.town.family(case.person) as (_viewer, filler):
        withdraw(filler, case.application, case.child, case.town.district)


A_BROTHER = {"other_children": "A little brother, not at school yet"}
#: Each with what its family says otherwise than most.
STORIES: list[tuple[Story, dict[str, Any]]] = [
    (is_asked, A_BROTHER),
    (has_answered, {**A_BROTHER, "has_services": True, "services": ["speech"]}),
    (waits, {"to_school": "walk", "from_school": "walk"}),
    (is_accepted, {"cell_phone": "+15735550163"}),
    (is_written, {"cell_phone": "+15735550171", "employer": "Capital Hills Bakery"}),
    (is_declined, {"moved": True}),
    (takes_it_back, {}),
    (is_written_and_taken_back, {"preferred_name": "Alex"}),
    (
        is_asked_by_the_nurse,
        {"allergies": True, "allergies_what": "Peanuts: hives", "epinephrine": True},
    ),
    (is_looked_at, {"has_conditions": True, "conditions": ["asthma"]}),
    (stays, {"has_services": True, "services": ["speech"]}),
]
