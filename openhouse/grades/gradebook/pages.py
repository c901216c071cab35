"""What the pages of a gradebook show."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.common.addresses import address
from openhouse.common.text import day_words
from openhouse.courses.queries import SectionOfTeacher
from openhouse.grades.gradebook import grid
from openhouse.grades.gradebook.actions import Kept, Key, Typed
from openhouse.grades.gradebook.cells import doubt, flag_keys
from openhouse.grades.gradebook.queries import Book, Cell, Column, Line
from openhouse.grades.words import together
from openhouse.ui.components.chips import chip
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined, markup

#: The field of a cell in a plain form: what is typed, what was seen, the comment, and the one seen.
FIELDS = ("c", "was", "say", "said")
#: Student, work, name, what stands small beside it, the cell, and what is asked about it.
Field = tuple[int, int, str, str, Cell, str]


def gradebook(section: SectionOfTeacher, book: Book, today: date) -> dict[str, Any]:
    """The grid, the terms to choose from, and a list of the work."""
    chosen = book.calendar.chosen
    return {
        "section": section,
        "term": chosen,
        "terms": _terms(section, book),
        "grid": grid.table(book, today) if book.lines and book.columns else "",
        "words": grid.words(),
        "digest": book.digest,
        "has_students": bool(book.lines),
        "keys": flag_keys(),
        "work": joined(_work_row(section, column, book) for column in book.columns),
        "students": joined(_student_row(section, line, book, today) for line in book.lines),
        "scores_url": address("gradebook-scores", section.id),
        "news_url": address("gradebook-news", section.id),
        # with the numbers of a student and a piece of work in the place of the two
        "changes_url": address("gradebook-score-changes", section.id, 0, 0).removesuffix("0/0/"),
    }


def _terms(section: SectionOfTeacher, book: Book) -> SafeString:
    here = address("gradebook", section.id)
    chosen = book.calendar.chosen
    return joined(
        chip(
            term.name, f"{here}?term={term.id}", current=chosen is not None and term.id == chosen.id
        )
        for term in book.calendar.shown
    )


def _work_row(section: SectionOfTeacher, column: Column, book: Book) -> SafeString:
    url = address("gradebook-work", section.id, column.id)
    done = sum(1 for line in book.lines if is_done(line.cells.get(column.id)))
    said = _("%(posted)s of %(students)s") % {"posted": done, "students": len(book.lines)}
    small = together((grid.points_words(column), _due(column)))
    return row(column.name, said, small, url=url)


def is_done(cell: Cell | None) -> bool:
    """If it says how the work was: that it came, or came late, alone does not (``below.js``)."""
    return cell is not None and cell.typed not in ("", "T", "L")


def _student_row(section: SectionOfTeacher, line: Line, book: Book, today: date) -> SafeString:
    url = address("gradebook-student", section.id, line.id)
    return row(line.name, grid.mark_words(book.mark(line, today)), url=url)


def _due(column: Column) -> str:
    return _("due %(day)s") % {"day": day_words(column.due_on)} if column.due_on else ""


def one_student(section: SectionOfTeacher, book: Book, line: Line, today: date) -> dict[str, Any]:
    """A form with a field for each piece of work of one student."""
    return {
        "section": section,
        "line": line,
        "mark": grid.mark_words(book.mark(line, today)),
        "keys": flag_keys(),
        "fields": [
            (line.id, column.id, column.name, together((grid.points_words(column), _due(column))),
             *_with_doubt(line, column))
            for column in book.columns
        ],
    }  # fmt: skip


def one_work(section: SectionOfTeacher, book: Book, column: Column) -> dict[str, Any]:
    """A form with a field for each student, for one piece of work."""
    return {
        "section": section,
        "column": column,
        "small": together((grid.points_words(column), _due(column))),
        "keys": flag_keys(),
        "fields": [
            (line.id, column.id, line.name, "", *_with_doubt(line, column)) for line in book.lines
        ],
    }


def one_cell(section: SectionOfTeacher, line: Line, column: Column) -> dict[str, Any]:
    """A form with the field of one student's score for one piece of work."""
    small = together((grid.points_words(column), _due(column)))
    return {
        "section": section,
        "line": line,
        "column": column,
        "small": small,
        "keys": flag_keys(),
        "fields": [(line.id, column.id, _("Score"), small, *_with_doubt(line, column))],
    }


def _with_doubt(line: Line, column: Column) -> tuple[Cell, str]:
    cell = line.cells.get(column.id, Cell())
    return cell, doubt(cell.points, column.points)


def typed_in(said: Mapping[str, str], keys: Sequence[Key]) -> list[Typed]:
    """What a plain form changes: the cells whose field is no longer what it was."""
    found = []
    for student, work in keys:
        text, was, say, before = (said.get(f"{name}-{student}-{work}") for name in FIELDS)
        text = None if text is None or text.strip() == was else text
        comment = None if say is None or say.strip() == before else say
        if text is not None or comment is not None:
            found.append(Typed(student, work, text, was, comment))
    return found


def fields(
    section: int,
    known: Sequence[Field],
    notes: Mapping[Key, str],
    said: Mapping[str, str],
    kept: Kept,
) -> SafeString:
    """The fields of a plain form; after a try that was not kept, what was typed and why not."""
    return joined(_field(section, each, notes.get(each[:2], ""), said, kept) for each in known)


_FIELD = """<div class="field score-field{wrong}"><label for="c-{at}">{name}</label>{help}
<span class="score-inputs"><input id="c-{at}" name="c-{at}" value="{typed}" maxlength="60"
 autocomplete="off" autocapitalize="none" spellcheck="false"{told}>
<input type="hidden" name="was-{at}" value="{was}">
<input id="say-{at}" name="say-{at}" value="{say}" maxlength="1000" aria-label="{comment}"
 placeholder="{placeholder}">
<input type="hidden" name="said-{at}" value="{said}"></span>{error}{doubt}{note}{changes}</div>"""
_NOTE = """<details class="more score-note"{open}><summary>{words}</summary>
<textarea name="note-{at}" maxlength="2000" aria-label="{label}">
{note}</textarea><textarea hidden name="noted-{at}" aria-label="{label}" tabindex="-1">
{noted}</textarea></details>"""
_CHANGES = '<span class="doubt"><a href="{url}" aria-label="{label}">{words}</a></span>'
_DOUBT = '<p class="score-doubt" id="d-{at}">{words}</p>'
_WRONG = '<p class="field-error" id="e-{at}"><span>{words}</span></p>'


def _note(at: str, name: str, note: str, said: Mapping[str, str]) -> SafeString:
    """What only teachers read, folded away while there is none."""
    typed = said.get(f"note-{at}", note)
    return markup(
        _NOTE,
        at=at,
        open=markup(" open") if typed else "",
        words=_("Private note"),
        label=_("Private note: %(name)s") % {"name": name},
        note=typed,
        noted=note,
    )


def _changes(section: int, student: int, work: int, name: str) -> SafeString:
    """The way to who changed a score."""
    words = _("Who changed this")
    url = address("gradebook-score-changes", section, student, work)
    return markup(_CHANGES, url=url, words=words, label=f"{words}: {name}")


def _wrong(key: Key, kept: Kept) -> str:
    """Why the cell was not kept."""
    if key in kept.meanwhile:
        words = _("Somebody changed it to %(theirs)s. Save again to keep yours.")
        return words % {"theirs": kept.meanwhile[key] or _("nothing")}
    return kept.refused.get(key, "")


def _described(at: str, wrong: str, asked: str) -> SafeString:
    if wrong:
        return markup(' aria-invalid="true" aria-describedby="e-{at}"', at=at)
    return markup(' aria-describedby="d-{at}"', at=at) if asked else markup("")


def _typed(said: Mapping[str, str], at: str, cell: Cell) -> str:
    """What she typed; where she left it alone, what stands there by now."""
    typed = said.get(f"c-{at}", cell.typed)
    return cell.typed if typed == said.get(f"was-{at}") else typed


def _field(
    section: int,
    known: Field,
    note: str,
    said: Mapping[str, str],
    kept: Kept,
) -> SafeString:
    student, work, name, small, cell, asked = known
    at, key = f"{student}-{work}", (student, work)
    words = _wrong(key, kept)
    if words:
        asked = ""
    return markup(
        _FIELD,
        at=at,
        name=name,
        help=markup("<small>{small}</small>", small=small) if small else "",
        typed=_typed(said, at, cell),
        was=cell.typed,
        say=said.get(f"say-{at}", cell.comment),
        said=cell.comment,
        comment=_("Comment: %(name)s") % {"name": name},
        placeholder=_("Comment"),
        wrong=" wrong" if words else "",
        told=_described(at, words, asked),
        error=markup(_WRONG, at=at, words=words) if words else "",
        doubt=markup(_DOUBT, at=at, words=asked) if asked else "",
        note=_note(at, name, note, said),
        changes=_changes(section, student, work, name) if cell != Cell() else "",
    )
