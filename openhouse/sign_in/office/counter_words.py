"""The counter in words: what a child's record says of the adult, and what her form says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.rules import is_barred, why_closed
from openhouse.access.ties import TieRow
from openhouse.common.addresses import address
from openhouse.common.text import day_words
from openhouse.people.models import ContactPoint
from openhouse.people.words import grade_words, relation_words
from openhouse.sign_in.models import AccountRequest, IdentityCheck
from openhouse.sign_in.office.counter import Around, Seen
from openhouse.sign_in.opening.portal_form import TEXTS
from openhouse.sign_in.tie_words import TieWords
from openhouse.sign_in.words import moment
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


@dataclass(frozen=True, slots=True)
class CounterTie:
    """A child as the counter sees her: the tie in words, its flags, and who else there is."""

    tie: TieWords
    flags: tuple[str, ...]
    adults: str
    barred: str
    siblings: str


def ties(
    words: Sequence[TieWords], rows: Sequence[TieRow], others: Mapping[int, Around]
) -> list[CounterTie]:
    """Each child of the guardian at the counter: her *words*, and who else there is."""
    return [
        CounterTie(
            said,
            _flags(each),
            ", ".join(_adult(*adult) for adult in others[each.child.pk].adults),
            ", ".join(others[each.child.pk].barred),
            ", ".join(others[each.child.pk].siblings),
        )
        for each, said in zip(rows, words, strict=True)
    ]


def _flags(each: TieRow) -> tuple[str, ...]:
    return (
        _("Legal guardian") if each.legal_guardian else _("Not a legal guardian"),
        _("Lives with the child") if each.lives_with else _("Does not live with the child"),
        _("Portal access ticked") if each.tie.portal_access else _("Portal access not ticked"),
    )


def _adult(name: str, relation: str) -> str:
    return f"{name} ({relation_words(relation)})" if relation else name


def is_open(each: TieRow, today: date) -> bool:
    """If the child is open to the guardian today."""
    return not why_closed(each.tie, today)


def orders(rows: Sequence[TieRow], today: date) -> list[str]:
    """A sentence for each court order that keeps the guardian from a child today."""
    found = []
    for each in rows:
        if not is_barred(each.tie, today):
            continue
        until = each.tie.barred_until
        words = {"child": str(each.child), "day": day_words(until) if until else ""}
        found.append(
            _("A court order keeps this adult from %(child)s until %(day)s.") % words
            if until
            else _("A court order keeps this adult from %(child)s.") % words
        )
    return found


def kind_words(kind: str) -> str:
    """A kind of photo ID in words."""
    return str(IdentityCheck.Kind(kind).label)


def checks(found: Sequence[Seen]) -> SafeString:
    """A row for each photo ID that was seen."""
    return joined(
        row(each.kind, small=" · ".join(filter(None, (moment(each.at), each.by)))) for each in found
    )


def form_rows(asked: AccountRequest | None) -> SafeString:
    """What the Portal Request Form says, line by line; nothing for another request."""
    if asked is None or not asked.form:
        return SafeString("")
    home = [(str(TEXTS[name]), asked.form[name]) for name in TEXTS if asked.form.get(name)]
    calls = _("Yes") if asked.form.get("messenger") else _("No")
    return joined(
        row(label, small=value)
        for label, value in (
            (_("Name"), asked.name),
            (_("E-mail"), asked.email),
            *home,
            *((str(child.get("name", "")), _child(child)) for child in asked.children),
            (_("Automatic calls and texts"), calls),
        )
    )


def _child(child: dict[str, object]) -> str:
    """Relation, grade and home of a child as the form says them."""
    lives = _("lives with this adult") if child.get("lives_with") else _("lives elsewhere")
    relation = relation_words(str(child.get("relation", "")))
    said = (relation, grade_words(str(child.get("grade", ""))), lives)
    return " · ".join(filter(None, said))


def wanted_by(asked: AccountRequest | None) -> dict[str, str]:
    """What the form says, under the names that ``ContactForm`` fills in."""
    if asked is None or not asked.form:
        return {}
    said = {name: str(asked.form.get(name, "")) for name in TEXTS}
    phone = said.pop("home_phone")
    work = said.pop("work_phone")
    return said | {
        "phone": phone,
        ContactPoint.Kind.PHONE: work or phone,
        ContactPoint.Kind.EMAIL: asked.email,
    }


def place_of(person: int) -> str:
    """The address of somebody's counter page."""
    return address("counter", person)
