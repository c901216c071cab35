"""A family's own registrations: what may be begun, what is begun, what was sent."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.registration.consents.waiting import waits_for
from openhouse.registration.family import pages
from openhouse.registration.family.beginning import has_left, left_of
from openhouse.registration.family.changing import is_on
from openhouse.registration.family.children import children_of
from openhouse.registration.links import brought_over
from openhouse.registration.models import Application, Candidate, FormVersion
from openhouse.registration.queries import (
    last_closed_on,
    newest_number,
    open_windows,
    returning_window,
)
from openhouse.registration.rules.years import running, year_words
from openhouse.registration.standing.state import standing_of
from openhouse.registration.standing.whose import Filler


def open_now(viewer: Viewer, today: date) -> tuple[str, str] | None:
    """What Today says of registration: which year, and until when, or that all are sent; None where
    it is not open or all are registered, or for who does not register: a student, an office that
    looks."""
    if viewer.look or all(child.id == viewer.person_id for child in viewer.children):
        return None
    window = returning_window(today)
    if window is None:
        return None
    ends_in, closes_on, late_until = window
    title = _("Registration %(year)s") % {"year": year_words(ends_in)}
    # as the request found it, for a page's stamp knows no registration
    sent = {child: state for year, child, state in viewer.registered if year == ends_in}
    if sent and not has_left(viewer, sent):
        is_done = set(sent.values()) == {Candidate.State.POSTED}
        return None if is_done else (title, _("Sent. See where it stands."))
    return title, pages.window_words(closes_on, late_until, today)


def asked_now(viewer: Viewer) -> bool:
    """If Today says that the school asks for a consent of hers: while registration is open, or
    was lately."""
    return viewer.asked_consent and last_closed_on(clock.today()) is not None


def listing(viewer: Viewer, today: date) -> dict[str, Any]:
    """The page: a card for each window that is open, and one for each application of this year and
    the next, or of which a child is still with the school; the earlier ones are lines, unread."""
    adult = not viewer.look and any(child.id != viewer.person_id for child in viewer.children)
    if adult:
        brought_over(viewer.person_id)
    mine = list(
        Application.objects.visible_to(viewer)
        .filter(withdrawn_at=None, window__isnull=False)
        .annotate(waits=Exists(_waiting(viewer)))
        .select_related("window")
        .order_by("-begun_at")
    )
    now = [one for one in mine if one.waits or _year(one) >= running(today)]
    begun = {one.window_id for one in mine if one.sent_at is None}
    has_form = newest_number(FormVersion.Purpose.REGISTRATION) > 0
    windows = [one for one in open_windows(today) if one.for_returning]
    sent = {one.window_id for one in mine if one.sent_at}
    filler = Filler(viewer, viewer.person_id, viewer.name, "registration")
    return {
        "windows": [
            {
                "number": one.pk,
                "title": _("Registration %(year)s") % {"year": year_words(one.ends_in)},
                "small": pages.window_words(one.closes_on, one.late_until, today),
                # every child who is here is sent already; one who is new may still come
                "is_done": one.pk in sent and not left_of(viewer, one),
            }
            for one in windows
            if adult and has_form and one.pk not in begun
        ],
        "applications": [_card(filler, one) for one in now],
        "earlier": [_line(one) for one in mine if one not in now],
        "adult": adult,
        "changes": adult and is_on(),
        "asked": len(waits_for(viewer)) if adult and viewer.asked_consent else 0,
    }


def _waiting(viewer: Viewer) -> QuerySet[Candidate]:
    """The children of an application who are with the school still."""
    rows = Candidate.objects.visible_to(viewer).filter(application=OuterRef("pk"))
    return rows.filter(state__in=Candidate.WITH_THE_SCHOOL)


def _year(application: Application) -> int:
    return application.window.ends_in if application.window else 0


def _line(application: Application) -> dict[str, Any]:
    """One of an earlier year, of which nothing is read."""
    return {
        "title": pages.title_of(application),
        "number": application.number if application.sent_at else _("Not sent"),
        "url": address("registration-open", application.pk),
    }


def _card(filler: Filler, application: Application) -> dict[str, Any]:
    standing = standing_of(filler, application)
    whole = standing.progress.whole
    return {
        "title": pages.title_of(application),
        "url": address("registration-open", application.pk),
        "sent": bool(application.sent_at),
        "children": children_of(standing),
        "number": application.number,
        "done": whole.needed - whole.left,
        "needed": whole.needed,
        "left": whole.left,
    }
