"""The contexts of families' notes, for the family and for the office."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString

from openhouse.access.viewer import Child
from openhouse.attendance.models import AbsenceNote
from openhouse.attendance.notes import words
from openhouse.common.addresses import address
from openhouse.common.files import size_words
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def of_family(child: Child, notes: Sequence[AbsenceNote], *, may_file: bool) -> dict[str, Any]:
    """What a family has told the school about a child."""
    return {
        "child": child,
        "notes": [_shown(child.id, note) for note in notes],
        "may_file": may_file,
        "new_url": address("absence-new", child.id),
        "back": address("attendance", child.id),
    }


def _shown(student: int, note: AbsenceNote) -> dict[str, Any]:
    word, kind, icon = words.state_tag(note)
    waits = note.state == AbsenceNote.State.WAITING
    return _said(note) | {
        "word": word,
        "kind": kind,
        "icon": icon,
        "file_url": address("absence-file", student, note.pk) if note.file_id else "",
        "withdraw_url": address("absence-withdraw", student, note.pk) if waits else "",
    }


def _said(note: AbsenceNote) -> dict[str, Any]:
    return {
        "title": words.when_words(note),
        "what": note.get_kind_display(),
        "reason": str(note.reason),
        "comment": note.comment,
        "filed": words.filed_words(note),
        "answer": note.answer,
        "file_name": note.file.name if note.file else "",
        "file_size": size_words(note.file.size) if note.file else "",
    }


def of_office(note: AbsenceNote, by: str, form: Any, days: int) -> dict[str, Any]:
    """One note on the office's desk, with what approving it would write."""
    word, kind, icon = words.state_tag(note)
    return _said(note) | {
        "student": str(note.student.person),
        "by": by,
        "word": word,
        "kind": kind,
        "icon": icon,
        "waits": note.state == AbsenceNote.State.WAITING,
        "file_url": address("office-note-file", note.pk) if note.file_id else "",
        "form": form,
        "days": days,
        "back": address("attendance-desk"),
    }


def desk_rows(notes: Sequence[AbsenceNote]) -> SafeString:
    """Notes that wait, each a link."""
    return joined(
        row(
            str(note.student.person),
            small=f"{words.when_words(note)} · {note.reason}",
            url=address("office-note", note.pk),
            tag=note.get_kind_display(),
            kind="info",
        )
        for note in notes
    )
