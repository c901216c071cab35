"""A teacher's own notes, about a piece of work or a student's score: no family ever reads them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction

from openhouse.common.scope import Sees
from openhouse.grades.gradebook.actions import Key
from openhouse.grades.models import Assignment
from openhouse.grades.models_work import ScoreNote, WorkNote
from openhouse.people.guard import seen

LONGEST_NOTE = 2000


def work_note(assignment: int) -> str:
    """The note about a piece of work."""
    found = WorkNote.objects.filter(pk=assignment).values_list("text", flat=True)
    return found.first() or ""


def keep_work_note(actor: Sees, section: int, assignment: int, text: str) -> None:
    """Keep it; an empty one is none."""
    with transaction.atomic():
        if not Assignment.objects.filter(section_id=section, pk=assignment).exists():
            return
        if text.strip():
            WorkNote.objects.update_or_create(pk=assignment, defaults={"text": text.strip()})
        else:
            WorkNote.objects.filter(pk=assignment).delete()


def notes_about(viewer: Sees, students: Collection[int], work: Collection[int]) -> dict[Key, str]:
    """The notes about these students' scores for these pieces of work."""
    found = ScoreNote.objects.visible_to(viewer).filter(
        student_id__in=students, assignment_id__in=work
    )
    return {
        (student, assignment): text
        for student, assignment, text in found.values_list("student_id", "assignment_id", "text")
    }


@dataclass(frozen=True, slots=True)
class Noted:
    """A note as it is typed, and as it was seen before."""

    text: str
    saw: str


def noted_in(said: Mapping[str, str], keys: Collection[Key]) -> dict[Key, Noted]:
    """What a plain form changes: the notes that are no longer what they were."""
    return {
        (student, work): Noted(
            _lines(text)[:LONGEST_NOTE], _lines(said.get(f"noted-{student}-{work}", ""))
        )
        for student, work in keys
        if (text := said.get(f"note-{student}-{work}")) is not None
        and _lines(text) != _lines(said.get(f"noted-{student}-{work}", ""))
    }


def _lines(text: str) -> str:
    """A form sends the ends of lines as it likes."""
    return text.replace("\r\n", "\n").strip()


def keep_notes(actor: Sees, section: int, notes: Mapping[Key, Noted]) -> None:
    """Keep the notes of the section's own work; an empty one is none.

    Where a colleague has written meanwhile, her words stay above the new ones.
    """
    mine = set(seen(actor, {student for student, _work in notes}))
    work = {assignment for _student, assignment in notes}
    with transaction.atomic():
        here = Assignment.objects.filter(section_id=section, pk__in=work)
        known = set(here.values_list("id", flat=True))
        for (student, assignment), noted in notes.items():
            if student not in mine or assignment not in known:
                continue
            about = {"student_id": student, "assignment_id": assignment}
            there = ScoreNote.objects.visible_to(actor).filter(**about)
            now = there.select_for_update().values_list("text", flat=True).first() or ""
            hers = _lines(now) != noted.saw
            text = "\n".join(filter(None, (now if hers else "", noted.text)))
            if not text:
                there.delete()
            elif not there.update(text=text):
                ScoreNote(**about, text=text).save(force_insert=True)
