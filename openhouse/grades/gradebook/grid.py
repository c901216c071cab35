"""The gradebook as a table: a row a student, a column a piece of work, written without a template.

Thousands of cells stand on the page, so a cell is a bare ``td`` with what is typed in it; what it
belongs to is said once, by its row and its column.
"""

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from openhouse.common.addresses import address
from openhouse.grades.gradebook.cells import doubt, flag_keys
from openhouse.grades.gradebook.queries import Book, Cell, Column, Line
from openhouse.grades.numbers import plain
from openhouse.grades.rules.entries import KEYS
from openhouse.grades.rules.marks import Mark
from openhouse.grades.words import percent_words, short_day, together
from openhouse.ui.markup import escaped, markup

_KEYS = {flag: key for key, flag in KEYS.items()}
Said = list[int | str]


def table(book: Book, today: date) -> SafeString:
    """Head and body of the grid."""
    head = "".join(_head(column, book) for column in book.columns)
    names = {key.lower(): name for key, name in flag_keys()}
    noted = _("with a comment")
    body = "".join(_line(line, book, today, names, noted) for line in book.lines)
    frame = (
        '<thead><tr><th scope="col" class="grid-name">{student}</th>'
        '<th scope="col" class="grid-mark">{mark}</th>{head}</tr></thead><tbody>{body}</tbody>'
    )
    return markup(
        frame,
        student=_("Student"),
        mark=_("Mark"),
        head=mark_safe(head),  # noqa: S308
        body=mark_safe(body),  # noqa: S308
    )


def _head(column: Column, book: Book) -> str:
    url = address("gradebook-work", book.section, column.id)
    small = together((points_words(column), short_day(column.due_on) if column.due_on else ""))
    named = f' title="{escaped(column.name)}"' if column.short else ""
    out = "" if column.counts and column.visible else ' class="grid-out"'
    return (
        f'<th scope="col" data-work="{column.id}"{out}><a href="{escaped(url)}"{named}>'
        f"{escaped(column.short or column.name)}</a><small>{escaped(small)}</small></th>"
    )


def points_words(column: Column) -> str:
    """ "of 20", or what else is to be known of its points."""
    if column.points is None:
        return _("no points")
    if not column.points:
        return _("extra")
    return _("of %(points)s") % {"points": plain(column.points)}


def _line(line: Line, book: Book, today: date, names: dict[str, str], noted: str) -> str:
    url = address("gradebook-student", book.section, line.id)
    cells = "".join(
        _cell(line.cells.get(column.id), column, names, noted) for column in book.columns
    )
    return (
        f'<tr data-student="{line.id}"><th scope="row" class="grid-name">'
        f'<a href="{escaped(url)}">{escaped(line.name)}</a></th>'
        f'<td class="grid-mark">{escaped(mark_words(book.mark(line, today)))}</td>{cells}</tr>'
    )


def _cell(cell: Cell | None, column: Column, names: dict[str, str], noted: str) -> str:
    if cell is None:
        return "<td></td>"
    shown, asked = escaped(cell.typed), escaped(doubt(cell.points, column.points))
    if not cell.flag and not cell.comment and not asked:
        return f"<td>{shown}</td>"
    key = _KEYS.get(cell.flag, "")
    words = [shown.rstrip(key.upper()) if key else shown, names.get(key, "")]
    words += [noted if cell.comment else "", asked]
    said = escaped(", ".join(filter(None, words)))
    kind = f"flag-{key}" if key else ""
    more = f' data-comment="{escaped(cell.comment)}"' if cell.comment else ""
    more += f' data-doubt="{asked}" title="{asked}"' if asked else ""
    return f'<td class="{kind}" aria-label="{said}"{more}>{shown}</td>'


def mark_words(mark: Mark) -> str:
    """ "81.6 % B−"; a dash while nothing counts."""
    if mark.percent is None:
        return "–"
    return together((percent_words(mark.percent), mark.letter), " ")


def cells_of(book: Book) -> list[Said]:
    """Each cell with something in it as the grid's script reads it; last what is asked about it."""
    points = {column.id: column.points for column in book.columns}
    return [
        [line.id, work, cell.typed, cell.comment, doubt(cell.points, points.get(work))]
        for line in book.lines
        for work, cell in line.cells.items()
    ]


def marks_of(book: Book, lines: Sequence[Line], today: date) -> dict[int, str]:
    return {line.id: mark_words(book.mark(line, today)) for line in lines}


def words() -> dict[str, str]:
    """What the grid's script says, in the reader's language; each an attribute of the table."""
    return {
        "saved": _("Saved."),
        "done": _("%(posted)s of %(students)s"),
        "saving": _("Saving …"),
        "waiting": _(
            "%(many)s not saved yet; trying again. Leave this page open: what you typed is kept "
            "only here."
        ),
        "signed-out": _(
            "%(many)s not saved yet: you are signed out. Leave this page open and sign in again "
            "in another tab."
        ),
        "closed": _("Not saved. You cannot change this class any more."),
        "undone": _("Taken back."),
        "nothing-to-undo": _("There is nothing to take back."),
        "too-long": _(
            "%(pasted)s lines were copied, but there are only %(left)s students from here on. "
            "Nothing was changed."
        ),
        "too-wide": _(
            "%(pasted)s columns were copied, but there are only %(left)s from here on. "
            "Nothing was changed."
        ),
        "not-kept": _("This was not saved: the page could not be understood. Load it again."),
        "more-wrong": _("And %(many)s more."),
        "meanwhile": _("Somebody changed it to %(theirs)s. You typed %(mine)s."),
        "blank": _("nothing"),
        "keep": _("Keep mine"),
        "take": _("Take theirs"),
        "leave": _("Leave it as it was"),
        "cell": _("%(student)s, %(work)s"),
        "comment": _("Comment for %(student)s, %(work)s"),
        "keep-comment": _("Save the comment"),
        "cancel": _("Cancel"),
        "changes": _("Who changed this"),
        "flags": " ".join(f"{key.lower()}:{name}" for key, name in flag_keys()),
        "with-comment": _("with a comment"),
    }
