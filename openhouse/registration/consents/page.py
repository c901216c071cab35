"""The page on which a guardian reads what she is asked, and answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from openhouse.common.text import reader_language
from openhouse.registration.consents.forms import ConsentForm
from openhouse.registration.consents.signed import question_of
from openhouse.registration.models_consents import Consent
from openhouse.registration.naming import called
from openhouse.registration.rules.form import said_in
from openhouse.registration.rules.signing import Signer
from openhouse.registration.rules.years import year_words
from openhouse.registration.standing.signers import on_file

#: What one guardian is asked: the rows of ``models_consents`` that a page is about.
type Rows = Sequence[Consent]


@dataclass
class Question:
    """One statement, with the children to whom she says yes or no."""

    title: str
    statement: str
    numbers: list[tuple[int, str]]


def names_of(rows: Rows) -> dict[int, str]:
    """By the row, what the child is called: of one on file as the school has her, for what another
    home writes of her is not this reader's; of a new child as the family says."""
    new = {row.application_id: row.application for row in rows if row.student is None}
    said = {
        one.candidate: one.name for one in (called(list(new.values())) if new else ())
    }  # fmt: skip
    return {
        row.pk: row.student.person.first_name
        if row.student
        else said.get(row.candidate_id, "") or _("A new child")
        for row in rows
    }


def questions_of(rows: Rows) -> list[Question]:
    """What is asked, each statement once, in the reader's language."""
    language, names = reader_language(), names_of(rows)
    found: dict[tuple[int, str], Question] = {}
    for row in rows:
        asked = question_of(row)
        if asked is None:
            continue
        place = (row.application.version_id, row.key)
        question = found.setdefault(
            place,
            Question(said_in(asked.label, language), said_in(asked.statement, language), []),
        )
        question.numbers.append((row.pk, names[row.pk]))
    return list(found.values())


def form_of(rows: Rows, data: Any, name: str = "") -> ConsentForm:
    """The form of a page about *rows*."""
    asked = [one for question in questions_of(rows) for one in question.numbers]
    signers = signers_for(rows[0]) if data and rows else ()
    return ConsentForm(data, asked=asked, name=name, signers=signers)


def signers_for(row: Consent) -> list[Signer]:
    """Who is asked: as the records call her, else as the family does."""
    if row.person_id is not None:
        return on_file(row.person_id)
    given, _between, family = row.name.partition(" ")
    return [(given, family)]


def page(rows: Rows, form: ConsentForm) -> dict[str, Any]:
    """What the page shows."""
    windows = {row.application.window for row in rows if row.application.window}
    years = sorted({year_words(one.ends_in) for one in windows})
    return {
        "form": form,
        "years": ", ".join(years),
        "asked": [
            (each.title, each.statement, [form[f"c{number}"] for number, _name in each.numbers])
            for each in questions_of(rows)
        ],
        "typed": form["typed"],
    }
