"""What the district decides of transcripts is kept, each with one line of the ledger."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import uuid4

from django.db import transaction

from openhouse.common.text import number_words
from openhouse.documents.models_transcript import (
    CourseCredit,
    CreditArea,
    CreditNeed,
    TranscriptRules,
)
from openhouse.documents.transcript.deciding import EVERYONE, Area, Row, Whom, needs_of
from openhouse.ledger.actions import record


def keep_needs(worth: Mapping[int, Decimal], whom: Whom, actor: int) -> None:
    """Keep what graduation asks of *whom*, by area; an area that is left out is as for all."""
    with transaction.atomic():
        needs_of(whom).delete()
        CreditNeed.objects.bulk_create(
            CreditNeed(
                area_id=area, credits=value, school_id=whom.school, class_from=whom.class_from
            )
            for area, value in worth.items()
        )
        record("rules.transcript", actor=actor)


def keep_rules(
    rules: TranscriptRules, marks: Sequence[tuple[str, Decimal]], areas: Sequence[Area], actor: int
) -> None:
    """Keep what was said; an area that is not there any more goes, lines of transcripts stay."""
    with transaction.atomic():
        rules.values = [[mark, number_words(worth)] for mark, worth in marks]
        rules.save()
        _keep_areas(areas)
        record("rules.transcript", actor=actor)


def _keep_areas(areas: Sequence[Area]) -> None:
    """Under another name an area stays the same one, with the lines that count toward it."""
    stay = [area.was for area in areas if area.was is not None]
    CreditArea.objects.exclude(pk__in=stay).delete()
    known = set(CreditArea.objects.values_list("pk", flat=True))
    # two that swap their names would meet each other's on the way
    for pk in known:
        CreditArea.objects.filter(pk=pk).update(name=f"area {pk} {uuid4().hex}")
    for place, said in enumerate(areas):
        area = CreditArea.objects.get(pk=said.was) if said.was in known else CreditArea()
        area.name, area.sequence = said.name, place
        area.save()
        needs_of(EVERYONE).filter(area=area).delete()
        if said.credits:
            CreditNeed.objects.create(area=area, credits=said.credits)


def keep_courses(rows: Sequence[Row], worth: Mapping[int, Decimal | None], actor: int) -> None:
    """Keep what courses are worth, by their ids; without credits a course gives none."""
    with transaction.atomic():
        CourseCredit.objects.filter(
            pk__in=[one for one, said in worth.items() if not said]
        ).delete()
        CourseCredit.objects.bulk_create(
            [
                CourseCredit(
                    course_id=row.id,
                    credits=worth[row.id] or 0,
                    area_id=row.area,
                    level=row.level,
                    counts=row.counts,
                )
                for row in rows
                if worth[row.id]
            ],
            update_conflicts=True,
            unique_fields=["course"],
            update_fields=["credits", "area", "level", "counts"],
        )
        record("rules.transcript", actor=actor)
