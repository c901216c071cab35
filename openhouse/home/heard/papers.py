"""Whom an e-mail of its own has told of a report card: no notice says it by e-mail once more."""

from collections.abc import Iterable

from openhouse.access.viewer import System
from openhouse.documents.cards.telling import CORRECTED, KIND, LATE
from openhouse.documents.cards.telling_gone import ALL_GONE, ONE_GONE
from openhouse.home.changes import Changed
from openhouse.home.heard.facts import Fact
from openhouse.notifications.calm.rules import MAIL
from openhouse.notifications.models import Delivery
from openhouse.papers.models import Paper

_OF = {"paper.issued": (KIND, LATE), "paper.corrected": (CORRECTED,)}
_GONE = (ALL_GONE, ONE_GONE)
#: A person, what became of a paper, and which one.
type Mailed = tuple[int, str, int]


def mailed_of(changes: Iterable[Changed]) -> set[Mailed]:
    """Who was mailed of each of *changes* that is about a card; nothing is read where none is."""
    papers = {(one.kind, one.about) for one in changes if one.kind.startswith("paper.")}
    if not papers:
        return set()
    cards = Paper.objects.visible_to(System()).filter(
        pk__in=[number for _kind, number in papers], release__isnull=False
    )
    about = {number: more for number, *more in cards.values_list("pk", "release", "student_id")}
    asked: dict[str, list[tuple[str, int]]] = {}
    for kind, number in papers:
        if number in about:
            for said in _OF.get(kind, _GONE):
                by = about[number][0] if said in (KIND, ALL_GONE) else number
                asked.setdefault(said.format(by), []).append((kind, number))
    told = Delivery.objects.filter(kind__in=asked, way=MAIL, person__isnull=False)
    return {
        (person, kind, number)
        for person, said, students in told.values_list("person_id", "kind", "students")
        for kind, number in asked[said]
        if about[number][1] in students
    }


def left_out(mailed: set[Mailed], person: int, fact: Fact) -> set[str]:
    """By which ways *fact* is not told to *person*, for it was."""
    last = fact.change
    return {MAIL} if (person, last.kind, last.about) in mailed else set()
