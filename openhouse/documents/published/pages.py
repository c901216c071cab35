"""The context of one document, as a family reads it."""

from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child, Viewer
from openhouse.common.addresses import address
from openhouse.common.text import day_words
from openhouse.documents.models import PublishedFile, PublishedReceipt
from openhouse.documents.published import rules, words
from openhouse.documents.published.answering import Answered
from openhouse.documents.published.entries import WAIT, since, state_of
from openhouse.documents.published.queries import Shown, answered_before, shown_to
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def of_family(
    viewer: Viewer, child: Child, shown: Shown, said: Answered, *, may: bool, today: date
) -> dict[str, Any]:
    """The document, its state with the reader, and the forms that are hers to send."""
    state = state_of(viewer, shown, today)
    word, tone, icon = words.reader_tag(state, shown.asked)
    waits = state in WAIT
    return {
        "child": child,
        "back": address("documents", child.id),
        "title": shown.title,
        "words": shown.words,
        "lines": _lines(shown),
        "word": word,
        "tone": tone,
        "icon": icon,
        "waiting": words.waiting_words(since(shown), today) if waits else "",
        "is_picture": shown.media.startswith("image/"),
        "file_url": address("document-file", child.id, shown.id),
        "save_url": address("document-save", child.id, shown.id),
        "asks_to_read": may and waits and shown.asks == rules.READ,
        "asks_to_sign": may and shown.asks == rules.SIGN and state != rules.SIGNED,
        "signs": shown.asks == rules.SIGN,
        "said": said,
        "edition": shown.number,
        "fingerprint": shown.sha256,
        "done": _done(shown),
        "declined_because": shown.reason if state == rules.DECLINED else "",
        "before": [
            (_before(one), f"{address('document-file', child.id, shown.id)}?edition={number}")
            for one in (answered_before(viewer, shown) if shown.before else ())
            for number in (one.edition.number,)
        ],
        "others": _others(shown, may=may),
        "too": _too(viewer, child, shown, today),
    }


def _too(viewer: Viewer, child: Child, shown: Shown, today: date) -> SafeString:
    """The same paper of her other children, while it waits for her there."""
    names = {one.id: one.first_name for one in viewer.children if one.id != child.id}
    others = [one for one in viewer.children if one.id in names]
    asked = shown_to(viewer, others, today, shown.id) if others else []
    return joined(
        row(names[one.student], tag=word, kind=tone, icon=icon,
            url=address("document", one.student, one.id))
        for one in asked
        for state in (state_of(viewer, one, today),)
        if state in WAIT
        for word, tone, icon in (words.reader_tag(state, one.asked),)
    )  # fmt: skip


def _lines(shown: Shown) -> list[str]:
    """What stands under the title: "Letter · 2 pages, 220 KB"; who published it, and when."""
    kind = str(PublishedFile.Kind(shown.kind).label)
    about = words.about_words(shown.media, shown.pages, shown.size)
    language = words.language_words(shown.language)
    by = _("%(name)s, %(school)s, on %(day)s") % {
        "name": shown.by,
        "school": shown.school_name,
        "day": day_words(since(shown)),
    }
    return [" · ".join(part for part in (kind, about, language) if part), by]


def _done(shown: Shown) -> str:
    """What the reader has done, and when."""
    if shown.done_at is None:
        return ""
    said = {"name": shown.typed_name, "when": words.moment_words(shown.done_at)}
    return {
        rules.READ: _("You said on %(when)s that you have read it."),
        rules.SIGNED: _("Signed as “%(name)s” on %(when)s."),
        rules.DECLINED: _("You declined on %(when)s."),
    }[shown.state] % said


def _before(receipt: PublishedReceipt) -> str:
    """What she has said of an earlier edition."""
    said = {
        "number": receipt.edition.number,
        "when": words.moment_words(receipt.done_at) if receipt.done_at else "",
    }
    if receipt.state == PublishedReceipt.State.SIGNED:
        return _("You signed edition %(number)d on %(when)s.") % said
    return _("You read edition %(number)d on %(when)s.") % said


def _others(shown: Shown, *, may: bool) -> str:
    """Who is asked, where that is not only the reader."""
    if shown.asks == rules.NOTHING:
        return ""
    if not may:
        return _("A parent or guardian answers this.")
    if shown.by_student:
        return _("The student is asked too, in her or his own account.")
    return ""
