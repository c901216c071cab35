"""What all cards of one release have in common."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from openhouse.districts.models import District, School, SchoolYear, Term
from openhouse.documents.cards.rules import Column
from openhouse.documents.models_cards import CardRelease, CardTemplate
from openhouse.grades.models import GradingTask
from openhouse.papers.heads import Head, head_of


@dataclass(frozen=True, slots=True)
class Setup:
    """A template for a school's term: its columns, and the days that attendance is counted on."""

    template: CardTemplate
    school: School
    year: SchoolYear
    term: Term
    district: District
    columns: tuple[Column, ...]
    made_on: date
    head: Head
    #: If families saw an earlier release of the same cards, which was taken back.
    replaces: bool = False
    #: If families see the cards; else they are for printing only.
    to_families: bool = True

    @property
    def last_on(self) -> date:
        """The last day that a card tells of."""
        return min(self.term.ends_on, self.made_on)

    @property
    def of_this_term(self) -> "Setup":
        """The same with the columns of the released term alone."""
        return replace(self, columns=tuple(each for each in self.columns if each.own))

    @property
    def layout(self) -> str:
        return f"documents/cards/layouts/{self.template.layout}.typ"


def setup_of(release: CardRelease, made_on: date) -> Setup:
    """What the cards of *release* have in common, made on a day."""
    found = setup_for(release.template, release.school, release.term, made_on)
    gone = release.replaces_id is not None
    return replace(found, replaces=gone, to_families=release.is_shown)


def setup_for(template: CardTemplate, school: School, term: Term, made_on: date) -> Setup:
    """The same of a template that no release has yet."""
    year = SchoolYear.objects.get(pk=term.school_year_id)
    ours = District.objects.get(pk=school.district_id)
    columns = tuple(_columns(template, year, term))
    head = head_of(school, ours, with_logo=template.logo)
    return Setup(template, school, year, term, ours, columns, made_on, head)


def _columns(template: CardTemplate, year: SchoolYear, term: Term) -> Sequence[Column]:
    """The columns whose terms are over with the one released; a later one has no mark yet."""
    terms = {each.name: each for each in Term.objects.filter(school_year=year)}
    tasks = {each.pk: each for each in GradingTask.objects.all()}
    found = []
    for task, name in template.columns:
        of, mark = (terms.get(name) if name else term), tasks.get(task)
        if of is None or mark is None or of.ends_on > term.ends_on:
            continue
        own = of.starts_on >= term.starts_on
        found.append(Column(task, mark.kind, mark.name, of.pk, of.name, of.ends_on, own))
    return found
