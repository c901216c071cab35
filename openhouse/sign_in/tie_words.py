"""A guardian's children in words: if each is open to her, why not, and where that is mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.helping import may_open_child
from openhouse.access.rules import Tie, Why, why_closed
from openhouse.access.ties import TieRow
from openhouse.access.viewer import Viewer
from openhouse.common.addresses import address
from openhouse.common.text import day_words
from openhouse.people.models import Person
from openhouse.people.words import relation_words
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

#: What a delivery of the student system brings, and what the district decides on a page.
IN_RECORDS = (Why.ENDED, Why.NOT_ENROLLED)
BY_THE_DISTRICT = (Why.ADULT, Why.SCHOOL_CLOSED)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a child is closed, what mends it, and the page for it where the reader may."""

    why: str
    mend: str
    label: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class TieWords:
    """A child as the desk sees her: whether she is open, and for each lock why and what to do."""

    child: Person
    relation: str
    schools: str
    reasons: tuple[Reason, ...]


def ties(viewer: Viewer, person: int, rows: Sequence[TieRow], today: date) -> list[TieWords]:
    """Each child of *person*, with what keeps her closed, and the page where *viewer* mends it."""
    for_district, may_open = "district" in viewer.roles, may_open_child(viewer, person)
    return [
        TieWords(
            each.child,
            relation_words(each.relation),
            ", ".join(each.school_names),
            tuple(
                _reason(why, each.tie, for_district, opens if may_open else "")
                for why in why_closed(each.tie, today)
            ),
        )
        for each in rows
        for opens in (address("portal-access", person, each.child.pk),)
    ]


def guardian_rows(found: Sequence[tuple[Person, str]]) -> SafeString:
    """A row for each adult of a student, leading to her page."""
    return joined(
        row(
            str(person),
            small=relation_words(relation) or _("Guardian"),
            url=address("helped", person.pk),
        )
        for person, relation in found
    )


def _reason(why: Why, tie: Tie, for_district: bool, opens: str) -> Reason:
    said = _words(why, tie)
    if opens and why is Why.NO_PORTAL:
        return Reason(*said, _("Tick portal access"), opens)
    if for_district and why in IN_RECORDS:
        return Reason(*said, _("Go to imports"), address("imports"))
    if for_district and why in BY_THE_DISTRICT:
        return Reason(*said, _("Change it"), address("who-sees"))
    return Reason(*said)


def _words(why: Why, tie: Tie) -> tuple[str, str]:
    """Why the child is closed, and what mends it."""

    def on(day: date | None) -> str:
        return day_words(day) if day else ""

    in_records = _("Change it in the student system; it comes with the next import.")
    if why is Why.BARRED and tie.barred_until:
        order = _("A court order bars this adult until %(day)s.") % {"day": on(tie.barred_until)}
    else:
        order = _("A court order bars this adult.")
    return {
        Why.NO_PORTAL: (
            _("Portal access is not ticked for this child."),
            _("An office ticks it, for this child alone."),
        ),
        Why.NOT_YET: (
            _("The guardianship begins on %(day)s.") % {"day": on(tie.starts_on)},
            _("It opens by itself on that day."),
        ),
        Why.ENDED: (
            _("The guardianship ended on %(day)s.") % {"day": on(tie.ends_on)},
            in_records,
        ),
        Why.BARRED: (order, _("Only a newer order of the court changes that.")),
        Why.ADULT: (
            _("The student is 18. The right to the record is the student’s own."),
            _("The district can decide that adult students are dependents."),
        ),
        Why.NOT_ENROLLED: (
            _("The child is not enrolled at a school now."),
            _("It opens when the enrollment begins."),
        ),
        Why.SCHOOL_CLOSED: (
            _("The school has closed its portal."),
            _("The district opens it again."),
        ),
    }[why]
