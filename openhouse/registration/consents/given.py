"""What a guardian has said to a consent, as it counts today, and until when she may say otherwise.

What the form marks as a consent is hers to give and to take back until the school year ends, as
long as she decides for the child. Anything else that she signed stays (decision 0049).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.districts.models import SchoolYear
from openhouse.registration.consents.signed import question_of
from openhouse.registration.consents.waiting import deciding_ties, said_before, whole
from openhouse.registration.models import Candidate
from openhouse.registration.models_consents import Consent
from openhouse.registration.rules.form import Question
from openhouse.registration.rules.years import last_day
from openhouse.registration.states import WITH_THE_SCHOOL

#: While a child is in one of these, what was said about it counts.
LASTS = (*WITH_THE_SCHOOL, Candidate.State.POSTED)


@dataclass(frozen=True, slots=True)
class Given:
    """One consent about one child. ``rows`` count, one of each application that asked her, and
    ``before`` is what she said until then, the newest of both first.

    ``until`` is the last day on which she may say otherwise; None where that is not hers to do.
    """

    rows: tuple[Consent, ...]
    before: tuple[Consent, ...]
    until: date | None

    @property
    def now(self) -> Consent:
        """What counts."""
        return self.rows[0]

    @property
    def may_change(self) -> bool:
        return self.until is not None and clock.today() <= self.until


def given_by(viewer: Viewer) -> list[Given]:
    """All that she has said, of children for whom she decides today; two statements. Nothing of
    it during an office's look."""
    if viewer.look:
        return []
    with as_the_house():
        mine = Consent.objects.visible_to(viewer).filter(
            person=viewer.person_id, answered_at__isnull=False, candidate__state__in=LASTS
        )
        rows = list(whole(_decided_by_her(mine)))
        days = _last_days(rows)
    groups: dict[Any, list[Consent]] = {}
    replaced = {row.replaces_id for row in rows}
    for row in rows:
        if row.pk not in replaced:
            groups.setdefault(_same(row), []).append(row)
    known = {row.pk: row for row in rows}
    return [_given(group, known, days) for group in groups.values()]


def given_of(viewer: Viewer, number: int) -> Given:
    """The one of which the row with this id is a piece. Raises Http404."""
    for each in given_by(viewer):
        if any(row.pk == number for row in (*each.rows, *each.before)):
            return each
    raise Http404


def _decided_by_her(rows: QuerySet[Consent]) -> QuerySet[Consent]:
    """Of a child that is in the records by now, only those of who decides for it."""
    hers = deciding_ties().filter(
        person_id=OuterRef("person_id"), student_id=OuterRef("candidate__student_id")
    )
    return rows.filter(Q(candidate__student=None) | Q(Exists(hers)))


def consent_of(row: Consent) -> Question | None:
    """What was asked, where it is a consent."""
    found = question_of(row)
    return found if found and found.consent else None


def _same(row: Consent) -> tuple[Any, ...]:
    """What is the same consent in the applications of two homes: words too, as in ``asking``."""
    question = consent_of(row)
    words = tuple(sorted(question.statement.items())) if question else row.pk
    child = ("known", row.candidate.student_id) if row.candidate.student_id else row.candidate_id
    return child, row.application.window_id, row.key, words


def _given(group: list[Consent], known: dict[int, Consent], days: dict[Any, date]) -> Given:
    rows = sorted(group, key=lambda row: (row.answered_at, row.pk), reverse=True)
    window = rows[0].application.window
    until = None
    if window is not None and consent_of(rows[0]) is not None:
        until = days.get((rows[0].candidate.school_id, window.ends_in)) or last_day(window.ends_in)
    return Given(tuple(rows), tuple(said_before(rows[0], known)), until)


def _last_days(rows: Iterable[Consent]) -> dict[Any, date]:
    """By school and year, the last day, where the school has said it."""
    schools = {row.candidate.school_id for row in rows}
    years = SchoolYear.objects.filter(school__in=[each for each in schools if each])
    return {
        (school, ends_in): day
        for school, ends_in, day in years.values_list("school_id", "ends_in", "ends_on")
    }


def schools_of(given: Sequence[Given]) -> list[Any]:
    """The schools that have it, each once."""
    found = {each.now.candidate.school_id: each.now.candidate.school for each in given}
    return [school for school in found.values() if school is not None]
