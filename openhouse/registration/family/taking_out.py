"""A file that was put in by mistake comes out of its answer again, with its bytes."""

from django.db import transaction

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.rows import LARGEST_ID
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.registration.family.answering import while_open
from openhouse.registration.models import Part
from openhouse.registration.models_answers import Answer, AnswerFile
from openhouse.registration.rules.form import ledger_subject
from openhouse.registration.standing.state import Standing


def is_hers(standing: Standing, file: AnswerFile) -> bool:
    """If who fills in has sent it; by a link she sent what nobody signed in for."""
    if file.person_id is None:
        return bool(standing.application.email)
    return file.person_id == standing.filler.person


def take_out(standing: Standing, part: Part, number: int) -> str | None:
    """Take the file with this id out of *part*'s answer: its name, or None where there is none of
    hers. What somebody else has sent stays. Raises Closed."""
    mine = AnswerFile.objects.visible_to(standing.filler.reader).filter(
        pk=min(number, LARGEST_ID), application=standing.application, part=part, removed_at=None
    )
    file = mine.defer("content").first()
    if file is None or not is_hers(standing, file):
        return None
    with transaction.atomic():
        while_open(standing)
        with as_the_house():
            _leave_out(standing, part, file)
        record(
            "registration.file_out", actor=standing.filler.person, person=standing.filler.person,
            about=standing.application.pk,
            subject=ledger_subject(file.desk, file.key, standing.application.number),
        )  # fmt: skip
    return file.name


def _leave_out(standing: Standing, part: Part, file: AnswerFile) -> None:
    rows = Answer.objects.visible_to(System()).select_for_update()
    answer = rows.filter(part=part, key=file.key).first()
    if answer is not None and isinstance(answer.value, list) and file.pk in answer.value:
        answer.value = [one for one in answer.value if one != file.pk] or None
        answer.revision += 1
        answer.person_id, answer.answered_at = standing.filler.person, clock.now()
        answer.save(update_fields=["value", "revision", "person", "answered_at"])
    AnswerFile.objects.visible_to(System()).filter(pk=file.pk).delete()
