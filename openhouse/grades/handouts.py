"""What a teacher hands out with a piece of work: her words about it, and files."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.html import strip_tags

from openhouse.common.files import size_words
from openhouse.common.rows import LARGEST_ID, rows
from openhouse.common.scope import Sees
from openhouse.grades.models_work import WorkFile
from openhouse.grades.rules.judging import Judged, judged_of
from openhouse.grades.rules.rubrics import Rubric, rubric_of

_WHAT = """
SELECT a.id, a.name, a.description, f.files::text, a.handed_in_here, (
    SELECT max(h.handed_at) FROM grades_handin h
    WHERE h.assignment_id = a.id AND h.student_id = %s AND h.taken_back_at IS NULL)"""
_FROM = """
FROM grades_assignment a
LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_array(w.id, w.name, w.size) ORDER BY w.id) AS files
    FROM grades_workfile w WHERE w.assignment_id = a.id) f ON true
"""
_ONE = f"""{_WHAT}, a.rubric::text, (
    SELECT r.said::text FROM grades_rubricscore r
    WHERE r.assignment_id = a.id AND r.student_id = %s)
{_FROM} WHERE a.id = %s"""
_HANDOUTS = f"""
{_WHAT} {_FROM}
WHERE a.id = ANY (%s) AND (a.description <> '' OR f.files IS NOT NULL OR a.handed_in_here)
ORDER BY coalesce(a.due_on, a.assigned_on) DESC NULLS FIRST, a.id DESC"""


@dataclass(frozen=True, slots=True)
class File:
    """A file to download."""

    id: int
    name: str
    size: str


@dataclass(frozen=True, slots=True)
class Handout:
    """What is handed out with a piece of work."""

    work: int
    name: str
    words: str
    files: tuple[File, ...]
    #: If students hand it in here, and when the student did; None where she has not.
    handed_in_here: bool = False
    handed_at: datetime | None = None
    #: What it is scored by; of one piece of work alone.
    rubric: Rubric = ()
    #: And what was said by it of the student's work.
    judged: Judged = ()


def handouts_of(work: Collection[int], student: int | None = None) -> list[Handout]:
    """What is handed out with these pieces of work, which the caller's page shows, and which of
    them *student* hands in; newest first."""
    if not work:
        return []
    return [
        Handout(number, name, strip_tags(words).strip(), _files(files), *handed)
        for number, name, words, files, *handed in rows(_HANDOUTS, [student, list(work)])
    ]


def handout_of(work: int, student: int) -> Handout | None:
    """The same of one piece of work, what it is scored by, and what was said by that."""
    for number, name, words, files, *handed, rubric, said in rows(_ONE, [student, student, work]):
        handout = Handout(number, name, strip_tags(words).strip(), _files(files), *handed)
        by, judged = rubric_of(json.loads(rubric or "null")), judged_of(json.loads(said or "null"))
        return replace(handout, rubric=by, judged=judged)
    return None


def _files(said: str | None) -> tuple[File, ...]:
    return tuple(
        File(number, name, size_words(size)) for number, name, size in json.loads(said or "[]")
    )


def file_in(viewer: Sees, section: int, number: int) -> WorkFile | None:
    """A file of *section*; whether its work is the viewer's to see is the caller's to ask."""
    if number > LARGEST_ID:
        return None
    return WorkFile.objects.filter(section_id=section, pk=number).first()
