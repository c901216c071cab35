"""The pages on which a guardian reads what she has said, and says otherwise."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from openhouse.common.addresses import address
from openhouse.common.text import day_and_year, reader_language
from openhouse.registration.consents.forms import SignedForm
from openhouse.registration.consents.given import Given, consent_of, schools_of
from openhouse.registration.consents.page import names_of, signers_for
from openhouse.registration.consents.signed import question_of
from openhouse.registration.consents.words import signed_words
from openhouse.registration.models_consents import Consent
from openhouse.registration.rules.form import said_in
from openhouse.registration.rules.years import year_words


def listed(given: Sequence[Given]) -> dict[str, Any]:
    """A card of each child of what she has said, in the order in which it was asked, and whom to
    call about what is not changed here."""
    names = names_of([each.now for each in given])
    children: dict[str, list[dict[str, Any]]] = {}
    for each in sorted(given, key=lambda one: (one.before or one.rows)[-1].pk):
        tag, kind = tag_of(each)
        children.setdefault(names[each.now.pk], []).append({
            "title": _label(each.now), "small": _day(each.now), "tag": tag, "kind": kind,
            "url": address("registration-consent", each.now.pk),
        })  # fmt: skip
    return {"said": children, "offices": offices(given)}


def offices(given: Sequence[Given]) -> list[tuple[str, str]]:
    """The schools to call, with their numbers."""
    return [(school.name, school.phone) for school in schools_of(given)]


def tag_of(given: Given) -> tuple[str, str]:
    """What counts, in a word."""
    if given.now.agreed:
        return _("Given"), "good"
    return (_("Taken back") if given.before else _("Not given")), "neutral"


def child_of(given: Given) -> str:
    """The child's name, as she reads it."""
    return names_of([given.now])[given.now.pk]


def form_of(given: Given, data: Any, name: str) -> SignedForm | None:
    """The form with which she says otherwise; None where she may not."""
    if not given.may_change:
        return None
    return SignedForm(data, name=name, signers=signers_for(given.now) if data else ())


def page(given: Given, form: SignedForm | None) -> dict[str, Any]:
    """One consent: what she read, what counts, what she said before."""
    question, row = consent_of(given.now), given.now
    words = said_in(question.statement, reader_language()) if question else row.statement
    window = row.application.window
    return {
        "title": _label(row),
        "child": child_of(given),
        "years": year_words(window.ends_in) if window else "",
        "statement": words,
        "agreed": row.agreed,
        "now": _line(row),
        "before": [_line(each) for each in given.before],
        "form": form,
        "until": day_and_year(given.until) if given.until else "",
        "offices": offices([given]),
    }


def _label(row: Consent) -> str:
    found = question_of(row)
    return said_in(found.label, reader_language()) if found else row.key


def _day(row: Consent) -> str:
    return day_and_year(timezone.localtime(row.answered_at).date())


def _line(row: Consent) -> dict[str, Any]:
    return {
        "said": _("Yes, I agree") if row.agreed else _("No"),
        "kind": "good" if row.agreed else "neutral",
        "small": signed_words(row),
    }
