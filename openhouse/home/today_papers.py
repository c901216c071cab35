"""The lines of Today about papers: what waits for an answer, and report cards that are new."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.common.addresses import address
from openhouse.common.text import day_words
from openhouse.documents.published.queries import Shown
from openhouse.documents.published.rules import SIGN
from openhouse.home.queries import FamilyDay
from openhouse.papers.models import Paper
from openhouse.papers.words import title_words
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def papers(found: FamilyDay) -> SafeString:
    """One calm line each; a document for two children stands once, with both names."""
    together: dict[int, list[Shown]] = {}
    for one in found.waiting:
        together.setdefault(one.id, []).append(one)
    lines = [_waiting(found, those) for those in together.values()]
    return joined([*(_card(found, paper) for paper in found.cards), *lines])


def _waiting(found: FamilyDay, those: Sequence[Shown]) -> SafeString:
    first = those[0]
    url = address("document", first.student, first.id)
    return row(asked_words(first), small=_names(found, [one.student for one in those]), url=url)


def asked_words(shown: Shown) -> str:
    """ "Sign: Field trip form, by Friday, Oct 9"."""
    said = {"title": shown.title, "day": day_words(shown.due_on) if shown.due_on else ""}
    if shown.asks == SIGN:
        return (_("Sign: %(title)s, by %(day)s") if said["day"] else _("Sign: %(title)s")) % said
    return (_("Read: %(title)s, by %(day)s") if said["day"] else _("Read: %(title)s")) % said


def _card(found: FamilyDay, paper: Paper) -> SafeString:
    title = title_words(paper.title, paper.kind, paper.language)
    url = address("paper", paper.student_id, paper.pk)
    return row(title, small=_names(found, [paper.student_id]), url=url, tag=_("New"), kind="info")


def _names(found: FamilyDay, students: Sequence[int]) -> str:
    """Whose it is, where that is not said already."""
    if found.alone:
        return ""
    return ", ".join(child.first_name for child in found.children if child.id in students)
