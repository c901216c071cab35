"""A guardian says yes or no, by herself."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from openhouse.access.viewer import System
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.registration.consents.signed import Said, content_of, facts_of, question_of
from openhouse.registration.consents.waiting import still_asked
from openhouse.registration.models_consents import Consent
from openhouse.registration.rules.form import ledger_subject


@transaction.atomic
def give(
    rows: Sequence[Consent], agreed: Mapping[int, bool], typed: str, names: Mapping[int, str],
    *, person: int | None, by_link: bool,
) -> int:  # fmt: skip
    """Keep what she says to each of *rows*; how many were kept.

    What was answered meanwhile, or is asked no more, stays as it is. *names* are the children's as
    she reads them.
    """
    kept = 0
    with as_the_house():
        mine = Consent.objects.visible_to(System()).filter(pk__in=[row.pk for row in rows])
        locked = mine.select_for_update(of=("self",)).values_list("pk", flat=True)
        waiting = set(still_asked(mine).values_list("pk", flat=True)) & set(locked)
        for row in rows:
            found = question_of(row)
            if row.pk not in waiting or row.pk not in agreed or found is None:
                continue
            said = Said(agreed[row.pk], typed, _via(row, by_link=by_link))
            facts = facts_of(said, content_of(found, names.get(row.pk, ""), said))
            Consent.objects.visible_to(System()).filter(pk=row.pk, answered_at=None).update(**facts)
            # no student: what a guardian says is no line of the child's, whose other home reads it
            record(
                "registration.consent", actor=person, person=person, about=row.pk,
                subject=ledger_subject(row.desk, row.key, row.application.number),
                after={"agreed": agreed[row.pk]},
            )  # fmt: skip
            kept += 1
    return kept


def _via(row: Consent, *, by_link: bool) -> str:
    if not by_link:
        return Consent.Via.ACCOUNT
    return Consent.Via.LINK if row.person_id else Consent.Via.GIVEN
