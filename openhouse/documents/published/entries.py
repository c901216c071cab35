"""Published documents as lines of the family's list."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from openhouse.access.filing import may_file_for
from openhouse.access.viewer import Child, Viewer
from openhouse.common.addresses import address
from openhouse.documents.listing import Entry
from openhouse.documents.published import rules, words
from openhouse.documents.published.queries import (
    Shown,
    Withdrawn,
    shown_to,
    withdrawn_from,
)

WAIT = {rules.WAITS, rules.LATE, rules.ANEW}


def may_answer(viewer: Viewer, shown: Shown, today: date) -> bool:
    """If *viewer* is asked: a guardian, a student of 18, or a student where students are asked."""
    if viewer.look or shown.asks == rules.NOTHING:
        return False
    if shown.student == viewer.person_id and shown.by_student:
        return True
    return any(child.id == shown.student for child in may_file_for(viewer, today))


def state_of(viewer: Viewer, shown: Shown, today: date) -> str:
    """Where a document stands with *viewer*; nothing is said of it while an office looks."""
    if viewer.look:
        return rules.OPENED
    may = may_answer(viewer, shown, today)
    return rules.state_for_reader(shown.asked, shown.state, shown.before, may=may, today=today)


def entries_of(viewer: Viewer, children: Sequence[Child], today: date) -> list[Entry]:
    """What the school has published for *children*."""
    shown = [_entry(viewer, one, today) for one in shown_to(viewer, children, today)]
    return shown + [_gone(one) for one in withdrawn_from(viewer, children, today)]


def _gone(one: Withdrawn) -> Entry:
    """Withdrawn: its line stays, so that nobody looks for it; the file might be wrong or another's,
    so it does not open."""
    on = timezone.localtime(one.withdrawn_at).date()
    return Entry(
        one.student,
        one.kind,
        words.kinds_word(one.kind),
        one.year,
        one.title,
        one.visible_from,
        "",
        words.withdrawn_words(on, one.because),
        _("Withdrawn"),
        paper=f"published {one.id}",
    )


def _entry(viewer: Viewer, shown: Shown, today: date) -> Entry:
    state = state_of(viewer, shown, today)
    word, tone, icon = words.reader_tag(state, shown.asked)
    return Entry(
        shown.student,
        shown.kind,
        words.kinds_word(shown.kind),
        shown.year,
        shown.title,
        since(shown),
        address("document", shown.student, shown.id),
        words.about_words(shown.media, shown.pages, shown.size),
        word,
        tone,
        icon,
        waits=state in WAIT,
        is_new=state == rules.NEW,
        paper=f"published {shown.id}",
    )


def since(shown: Shown) -> date:
    """From which day families see this edition."""
    return max(shown.visible_from, timezone.localtime(shown.added_at).date())
