"""A category that goes: only when it is empty, or its work goes to another first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.common.rows import LARGEST_ID
from openhouse.common.scope import Sees
from openhouse.grades.gradebook import grid
from openhouse.grades.gradebook.options import hold
from openhouse.grades.gradebook.queries import Book
from openhouse.grades.models import Assignment, Category

#: In the form: into no category at all.
NOWHERE = 0


@dataclass(frozen=True, slots=True)
class Leaving:
    """A category of a section that may go: how much work is in it, and where that can go."""

    id: int
    name: str
    work: int
    others: Sequence[tuple[int, str]]


class LeavingForm(forms.Form):
    """Where the work of a category goes."""

    to = forms.TypedChoiceField(
        label=gettext_lazy("Its work goes to"), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, leaving: Leaving, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.choices = [*leaving.others, (NOWHERE, _("No category"))]
        to.required = leaving.work > 0
        to.empty_value = NOWHERE


def leaving_in(section: int, category: int) -> Leaving | None:
    """A category of *section* itself; None where it has none such."""
    own = Category.objects.filter(section_id=section).order_by("name", "id")
    named = dict(own.values_list("id", "name"))
    if category > LARGEST_ID or category not in named:
        return None
    work = Assignment.objects.filter(section_id=section, category_id=category).count()
    others = [each for each in named.items() if each[0] != category]
    return Leaving(category, named[category], work, others)


def changes_without(
    book: Book, leaving: Leaving, to: int, today: date
) -> list[tuple[str, str, str]]:
    """Each student whose mark of the book's term would be another: name, mark now, mark then."""
    columns = [
        replace(each, category=to or None) if each.category == leaving.id else each
        for each in book.columns
    ]
    parts = tuple(each for each in book.scheme.categories if each.id != leaving.id)
    after = replace(book, columns=columns, scheme=replace(book.scheme, categories=parts))
    words = grid.mark_words
    marks = [
        (line.name, words(book.mark(line, today)), words(after.mark(line, today)))
        for line in book.lines
    ]
    return [each for each in marks if each[1] != each[2]]


def remove_category(actor: Sees, section: int, leaving: Leaving, to: int | None) -> bool:
    """Take a category away; its work goes to *to*, a category of the section or none (0).

    False where work is in it and nobody has said where it goes: then nothing happens.
    """
    with transaction.atomic():
        hold(section)
        row = Category.objects.select_for_update().filter(section_id=section, pk=leaving.id)
        if not row.exists():
            return True
        work = Assignment.objects.filter(category_id=leaving.id)
        if work.exclude(section_id=section).exists() or (to is None and work.exists()):
            return False
        known = Category.objects.filter(section_id=section, pk=to or NOWHERE)
        work.update(category=known.exclude(pk=leaving.id).first())
        row.delete()
    return True
