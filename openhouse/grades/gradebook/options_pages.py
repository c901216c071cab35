"""What the pages of a gradebook's options and of missing work show."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.addresses import address
from openhouse.courses.queries import SectionOfTeacher
from openhouse.grades.gradebook import grid
from openhouse.grades.gradebook.options import FLOOR, MOST_NEW, NEW, WAITS, ZEROED, Options
from openhouse.grades.gradebook.queries import Book, Column, Line
from openhouse.grades.numbers import plain
from openhouse.grades.rules.schemes import Category, Scheme
from openhouse.grades.skills import METHODS
from openhouse.grades.words import listed
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def options_page(
    section: SectionOfTeacher, book: Book, options: Options, own: list[int], today: date
) -> dict[str, Any]:
    """The form as *options* have it, and each mark that would be another."""
    after = replace(book, scheme=options.scheme)
    changes = [
        (line.name, *(grid.mark_words(one.mark(line, today)) for one in (book, after)))
        for line in book.lines
    ]
    return form_page(options, own) | {
        "section": section,
        "changes": [each for each in changes if each[1] != each[2]],
    }


def form_page(options: Options, own: list[int]) -> dict[str, Any]:
    """The form of options alone."""
    scheme = options.scheme
    return {
        "scheme": scheme,
        "choices": missing_choices(),
        "lines": [_category(each) for each in scheme.categories if each.id in own or each.id < 0]
        + [_category(Category(n, "")) for n in _free(scheme)],
        "missing": WAITS if scheme.missing is None else FLOOR if scheme.missing else ZEROED,
        "floor": plain(scheme.missing) if scheme.missing else "",
        "scale": options.scale,
        "estimate": options.estimate,
        "estimates": [("", _("No estimate")), *METHODS],
        "faults": options.faults,
        "told": options.told,
    }


def _free(scheme: Scheme) -> list[int]:
    lowest = min((each.id for each in scheme.categories if each.id < 0), default=0)
    return [lowest - place for place in range(1, NEW + 1) if lowest - place >= -MOST_NEW]


def _category(each: Category) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.name,
        "weight": plain(each.weight) if each.weight is not None else "",
        "lowest": each.drop_lowest,
        "highest": each.drop_highest,
        "extra": each.extra,
    }


def missing_page(section: SectionOfTeacher, book: Book, today: date) -> dict[str, Any]:
    """Who lacks which work that is due, most first (GRD-23)."""
    found = [(line, [c for c in book.columns if lacks(line, c, today)]) for line in book.lines]
    found = [each for each in found if each[1]]
    found.sort(key=lambda each: (-len(each[1]), each[0].name))
    return {"section": section, "rows": joined(_row(section, *each) for each in found)}


def lacks(line: Line, column: Column, today: date) -> bool:
    """If her work is called missing, or was due before today and nothing is entered.

    Work without a day belongs to the term in which it was called so.
    """
    cell = line.cells.get(column.id)
    if column.undated and cell is not None and not cell.inside:
        return False
    overdue = column.due_on is not None and column.due_on < today
    if cell is not None and cell.typed:
        return cell.flag == "missing" and (column.due_on is None or column.due_on <= today)
    return overdue and column.counts


def _row(section: SectionOfTeacher, line: Line, work: list[Column]) -> SafeString:
    words = ngettext("%(many)s piece", "%(many)s pieces", len(work)) % {"many": len(work)}
    names = listed([each.name for each in work])
    url = address("gradebook-student", section.id, line.id)
    return row(line.name, words, names, url=url)


def missing_choices() -> list[tuple[str, str]]:
    """What missing work can mean in a class."""
    return [
        (ZEROED, _("Counts as 0")),
        (FLOOR, _("Earns this percent:")),
        (WAITS, _("Does not count until it is scored")),
    ]
