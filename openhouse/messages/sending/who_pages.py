"""The contexts of the pages on which a sender says for whom it is, and of what she has kept."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.desks import Found, schools_of
from openhouse.messages.sending import searches, templates
from openhouse.messages.sending.desk import Desk, students_in
from openhouse.messages.sending.targets import FAILING, MUCH, is_of, narrowing
from openhouse.messages.sending.whom import CLASS, Whom
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def who_page(
    desk: Desk, text: str, found: Sequence[Found], today: date, begins: str = ""
) -> dict[str, Any]:
    """Where she says to whom; *begins* is the key of the template that it begins with."""
    more = f"&{urlencode({'text': begins})}" if begins else ""
    page = {
        "back": desk.url(),
        "section": desk.section,
        "kept": _kept(desk),
        "kept_url": desk.url("kept"),
        "search_url": desk.url("search"),
    }
    return page | (
        _of_a_school(desk, text, found, more)
        if desk.section is None
        else _of_a_class(desk, today, more)
    )


def _of_a_class(desk: Desk, today: date, more: str) -> dict[str, Any]:
    here = desk.url("new")
    missing, low = (narrowing(Whom(CLASS, least=MUCH)), narrowing(Whom(CLASS, below=FAILING)))
    lines = (
        (_("The whole class"), f"class=1{more}", "people"),
        (missing[0], f"missing={MUCH}&text={templates.MISSING_WORK}", "assignments"),
        (low[0], f"below={FAILING}&text={templates.FAILING_MARK}", "grades"),
        (_("Absent today"), f"absent=1{more}", "attendance"),
    )
    return {
        "class_lines": joined(
            row(str(words).capitalize() if url.startswith(("missing", "below")) else words,
                url=f"{here}?{url}", icon=icon)
            for words, url, icon in lines
        ),
        "students": joined(
            row(str(one.person), url=f"{here}?student={one.pk}{more}")
            for one in students_in(desk, today)
        ),
    }  # fmt: skip


def _of_a_school(desk: Desk, text: str, found: Sequence[Found], more: str) -> dict[str, Any]:
    here, schools = desk.url("new"), schools_of(desk)
    every = [row(_("The whole district"), url=f"{here}?all=1{more}", icon="globe")]
    return {
        "text": text,
        "asked": bool(text),
        "found": joined(
            row(one.name, small=one.small, url=f"{here}?{one.query}{more}") for one in found
        ),
        "schools": joined(
            [
                *(every if "district" in desk.viewer.roles else []),
                *(
                    row(one.name, url=f"{here}?school={one.pk}{more}", icon="school")
                    for one in schools
                ),
            ]
        ),
        "absent": joined(
            row(
                _("%(school)s, absent today") % {"school": one.name},
                url=f"{here}?absent={one.pk}{more}",
                icon="attendance",
            )
            for one in schools
        ),
    }


def _kept(desk: Desk) -> SafeString:
    """What she has kept that is for somebody of this desk."""
    here = desk.url("new")
    found = [
        row(one.name, small=one.whom_words, url=f"{here}?search={one.pk}", icon="search")
        for one in searches.kept_by(desk.viewer)
        if is_of(desk, searches.asks(one))
    ]
    found += [
        row(one.name, small=one.whom_words, url=f"{here}?text={one.key}", icon="documents")
        for one in templates.own(desk.viewer)
        if one.whom is not None and is_of(desk, one.whom)
    ]
    return joined(found)


def kept_page(desk: Desk) -> dict[str, Any]:
    """Everything that she has kept, to look at and throw away."""
    texts, found = templates.own(desk.viewer), searches.kept_by(desk.viewer)
    return {
        "back": desk.url("new"),
        "section": desk.section,
        "search_url": desk.url("search"),
        "searches": [(one.pk, one.name, one.whom_words) for one in found],
        "templates": [
            (one.key, one.name, " · ".join(filter(None, [one.whom_words, one.file])))
            for one in texts
        ],
    }


def search_page(desk: Desk, form: Any, name: str) -> dict[str, Any]:
    """Where she says of which families; *name* is the class that it is about."""
    return {"back": desk.url("new"), "section": desk.section, "form": form, "name": name}
