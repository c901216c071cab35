"""What every page's frame needs: places to go, whose page this is, where to leave."""

from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from openhouse.access.requests import district_if_any, viewer_if_any
from openhouse.access.viewer import Child, Viewer
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.text import hour_of
from openhouse.home.changes import unread
from openhouse.home.next_year import begins_words
from openhouse.home.places import (
    Place,
    account_place,
    district_places,
    question_places,
    staff_places,
)
from openhouse.home.shut import shut_words
from openhouse.home.where import BEHIND_MORE, BEHIND_TOO, OF_EVERYONE, PLACE_OF


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame's part of the context; nothing of a district where the address names none."""
    viewer = viewer_if_any(request)
    found: dict[str, Any] = {
        "district": district_if_any(request),
        "language_url": "/language/",
        "here": _here(request),
    }
    if viewer is None:
        return found
    match = request.resolver_match
    here = match.url_name or "" if match else ""
    own = account_place(current=bool(match and match.route.startswith("account/")))
    found["sign_out_url"] = address("sign-out")
    found["language_url"] = address("own-language")
    if viewer.hat in ("staff", "office") or (viewer.hat == "account" and not viewer.is_family):
        return found | _shell_of_staff(viewer, here, own)
    if viewer.look:
        until = hour_of(viewer.look.until)
        found |= {"looking": viewer.look, "look_until": until, "look_end_url": address("look-end")}
    student = match.kwargs.get("student") if match else None
    places = family_places(viewer, here, student)
    return found | {
        "viewer": _switch(viewer, here, student),
        "school_begins": _begins(viewer, here, student),
        "shut": shut_words(viewer, here, student) if viewer.shut else [],
        # Today has it already; nobody else's page reads it twice
        "unread": SimpleLazyObject(lambda: unread(viewer)),
        "nav": [
            *(place for place in places if place.icon != "more"),
            *_other_hat(viewer),
            *([] if viewer.look else [own]),
        ],
        "tabs": [place for place in places if place.icon not in BEHIND_MORE],
    }


def _begins(viewer: Viewer, here: str, student: int | None) -> str:
    """What stands above the pages of a child whose school has not begun; Today says it itself."""
    child = viewer.child(student) if student and here != "today-child" else None
    begins = begins_words(child, clock.today()) if child else ""
    if not begins:
        return ""
    return _("%(begins)s. Much of what families find here is empty until then.") % {
        "begins": begins
    }


def _shell_of_staff(viewer: Viewer, here: str, own: Place) -> dict[str, Any]:
    places = staff_places(viewer, here)
    return {
        "viewer": SimpleNamespace(name=viewer.name, children=[]),
        "nav": [
            *(place for place in places if place.icon != "more"),
            *question_places(viewer, here),
            *district_places(viewer, here),
            own,
        ],
        "tabs": places,
    }


def _here(request: HttpRequest) -> str:
    """Where a change of language comes back to: this page; the start from one that took a form."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else get_script_prefix()


def family_places(viewer: Viewer, here: str, student: int | None) -> list[Place]:
    """Where a family can go, for the student whose page this is or else the first."""
    at = PLACE_OF.get(here, here)
    home = address("today-child", student) if student else address("today")
    places = [Place(_("Today"), home, "today", at == "today")]
    child = viewer.child(student) if student else None
    if child is None and viewer.children:
        child = viewer.children[0]
    if child is not None:
        for name, label in (
            ("grades", _("Grades")),
            ("assignments", _("Assignments")),
            ("attendance", _("Attendance")),
            ("schedule", _("Schedule")),
        ):
            places.append(Place(label, address(name, child.id), name, at == name))
        places.append(_calendar(student, current=at == "calendar"))
    places.append(_messages(viewer, student, current=at == "messages"))
    places.append(_changes(student, current=at == "changes"))
    if child is not None:
        places.append(_documents(student, current=at == "documents"))
        places.append(_health(child, current=at == "immunizations"))
        places.append(_asked(child, current=at == "questions"))
    more = address("more-child", student) if student else address("more")
    behind = at in {"more", "more-child", "schedule", "calendar", "changes", *BEHIND_TOO}
    places.append(Place(_("More"), more, "more", behind, tells=True))
    return places


def _calendar(student: int | None, *, current: bool = False) -> Place:
    small = _("Days off, what is due, and terms, by the month")
    url = address("calendar-child", student) if student else address("calendar")
    return Place(_("Calendar"), url, "calendar", current, small)


def _messages(viewer: Viewer, student: int | None, *, current: bool = False) -> Place:
    url = address("messages-child", student) if student else address("messages")
    letters = viewer.unread_messages
    return Place(_("Messages"), url, "messages", current, letters=letters)


def _changes(student: int | None, *, current: bool = False) -> Place:
    small = _("Scores, marks and attendance, newest first")
    url = address("changes-child", student) if student else address("changes")
    return Place(_("What changed"), url, "bell", current, small, tells=True)


def _documents(student: int | None, *, current: bool = False) -> Place:
    small = _("Letters and forms, to read, keep and sign")
    url = address("documents", student) if student else address("documents-all")
    return Place(_("Documents"), url, "documents", current, small)


def _health(child: Child, *, current: bool = False) -> Place:
    small = _("Vaccines, and what the school asks for")
    url = address("immunizations", child.id)
    return Place(_("Immunizations"), url, "health", current, small)


def _asked(child: Child, *, current: bool = False) -> Place:
    small = _("What you asked, and the answers")
    url = address("questions", child.id)
    return Place(_("Questions to the school"), url, "mail", current, small)


def more_of_family(
    viewer: Viewer, child: Child | None, *, offers_pages: bool = False
) -> list[Place]:
    """What a family finds under More; *child* is the one whose pages are open.

    *offers_pages*: this device is her own, and keeps none for when there is no network.
    """
    places = []
    if child is not None:
        url, small = address("assignments", child.id), _("What is due, and what is missing")
        places.append(Place(_("Assignments"), url, "assignments", False, small))
        url = address("schedule", child.id)
        places.append(Place(_("Schedule"), url, "schedule", False, _("Classes, times and rooms")))
        places.append(_calendar(None))
        places += _transcript(child)
        places.append(_documents(child.id))
        places.append(_health(child))
        places.append(_asked(child))
    places.append(_changes(child.id if child else None))
    if child is not None:
        small = _("Staff who opened a page about %(name)s") % {"name": child.first_name}
        looks = address("looks-child", child.id)
        places.append(Place(_("Who looked"), looks, "people", False, small))
    if not viewer.look:
        small = _("What is due, days off and classes")
        url = address("calendar-feeds")
        places.append(Place(_("School in your calendar"), url, "calendar", False, small))
        if offers_pages:
            small, url = _("Keep pages on this device of yours"), address("keep-offer")
            places.append(Place(_("Read without network"), url, "offline", False, small))
        small, url = _("Of what we tell you, when, and how"), address("notice-settings")
        places.append(Place(_("Notices"), url, "phone", False, small))
        if any(one.id != viewer.person_id for one in viewer.children):
            small = _("For next school year")
            places.append(Place(_("Registration"), address("registration"), "school", False, small))
        places.append(account_place())
    return places + _other_hat(viewer)


def _transcript(child: Child) -> list[Place]:
    """Where credits are earned: not in an elementary school."""
    if child.home_school.level == "elementary":
        return []
    url, small = address("transcript", child.id), _("Courses that are over, credits, GPA")
    return [Place(_("Transcript"), url, "documents", False, small)]


def _other_hat(viewer: Viewer) -> list[Place]:
    if not viewer.is_staff:
        return []
    return [Place(_("Staff pages"), address("staff-home"), "school", False)]


def _switch(viewer: Viewer, here: str, student: int | None) -> SimpleNamespace:
    """The viewer as the layout reads her, with each child's link to this same page."""
    place = PLACE_OF.get(here, here)
    page = "today-child" if place in ("today", "") or place not in PLACE_OF.values() else place
    if place in ("more", "more-child"):
        page = "more-child"
    if place in ("changes", "messages", "calendar"):
        page = f"{place}-child"
    if here in ("schedule-week", "schedule-month"):
        page = here
    children = [
        SimpleNamespace(
            id=child.id,
            first_name=child.first_name,
            initial=child.initial,
            url=address(page, child.id),
            current=child.id == student,
        )
        for child in viewer.children
    ]
    everyone = None
    if len(children) > 1 and page in OF_EVERYONE:
        everyone = SimpleNamespace(url=address(OF_EVERYONE[page]), current=student is None)
    name = "" if viewer.look else viewer.name  # that stands in the strip; nobody signed in as her
    several = children if len(children) > 1 else []
    return SimpleNamespace(
        name=name, children=several, everyone=everyone, tells=page == "changes-child"
    )
