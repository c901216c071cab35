"""What every page's frame needs: places to go, whose page this is, where to leave."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from openhouse.access.audience import ACTS_ON_MANY
from openhouse.access.requests import district_if_any, viewer_if_any
from openhouse.access.viewer import Child, Viewer
from openhouse.common.addresses import address
from openhouse.common.text import hour_of
from openhouse.home.changes import unread
from openhouse.home.where import (
    AT_THE_ATTENDANCE,
    AT_THE_DOCUMENTS,
    AT_THE_GRADES,
    AT_THE_LEDGER,
    AT_THE_ROLL,
    AT_THE_SCHOOLS,
    BEHIND_MORE,
    BEHIND_TOO,
    OF_THE_RULES,
    PLACE_OF,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the rail or the bottom bar."""

    label: str
    url: str
    icon: str
    current: bool
    small: str = ""
    #: If it bears the number of changes that the reader has not read.
    tells: bool = False


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
        # Today has it already; nobody else's page reads it twice
        "unread": SimpleLazyObject(lambda: unread(viewer)),
        "nav": [
            *(place for place in places if place.icon != "more"),
            *_other_hat(viewer),
            *([] if viewer.look else [own]),
        ],
        "tabs": [place for place in places if place.icon not in BEHIND_MORE],
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
    places.append(_changes(student, current=at == "changes"))
    if child is not None:
        places.append(_documents(student, current=at == "documents"))
        places.append(_health(child, current=at == "immunizations"))
        places.append(_asked(child, current=at == "questions"))
    more = address("more-child", student) if student else address("more")
    behind = at in {"more", "more-child", "schedule", "changes", *BEHIND_TOO}
    places.append(Place(_("More"), more, "more", behind, tells=True))
    return places


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


def more_of_family(viewer: Viewer, child: Child | None) -> list[Place]:
    """What a family finds under More; *child* is the one whose pages are open."""
    places = []
    if child is not None:
        url = address("schedule", child.id)
        places.append(Place(_("Schedule"), url, "schedule", False, _("Classes, times and rooms")))
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
    if place == "changes":
        page = "changes-child"
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
    if len(children) > 1 and page == "today-child":
        everyone = SimpleNamespace(url=address("today"), current=student is None)
    if len(children) > 1 and page == "changes-child":
        everyone = SimpleNamespace(url=address("changes"), current=student is None)
    if len(children) > 1 and page == "documents":
        everyone = SimpleNamespace(url=address("documents-all"), current=student is None)
    name = "" if viewer.look else viewer.name  # that stands in the strip; nobody signed in as her
    several = children if len(children) > 1 else []
    return SimpleNamespace(
        name=name, children=several, everyone=everyone, tells=page == "changes-child"
    )


def staff_places(viewer: Viewer, here: str) -> list[Place]:
    """Where staff can go."""
    at_home = here == "staff-home" or here in AT_THE_GRADES
    places = [Place(_("Home"), address("staff-home"), "home", at_home)]
    if "teacher" in viewer.roles:
        places.append(Place(_("Roll"), address("rolls"), "attendance", here in AT_THE_ROLL))
    if "nurse" in viewer.roles and "district" not in viewer.roles:
        places.append(_nurses(current=here.startswith("nurse-")))
    if "district" in viewer.roles:
        url = address("imports")
        places.append(Place(_("Imports"), url, "upload", here.startswith("import")))
    elsewhere = OF_THE_RULES | AT_THE_ATTENDANCE | AT_THE_GRADES | AT_THE_LEDGER
    elsewhere |= AT_THE_DOCUMENTS | AT_THE_SCHOOLS
    if viewer.roles & ACTS_ON_MANY:
        at_attendance = here in AT_THE_ATTENDANCE
        url = address("attendance-desk")
        places.append(Place(_("Attendance"), url, "attendance", at_attendance))
        at_desk = viewer.hat == "office" and here not in elsewhere
        places.append(Place(_("Help desk"), address("help-desk"), "person", at_desk))
    if viewer.is_family:
        places.append(Place(_("My children"), address("today"), "person", False))
    places.append(Place(_("More"), address("staff-more"), "more", here == "staff-more"))
    return places


def _nurses(*, current: bool) -> Place:
    return Place(_("Immunizations"), address("nurse-desk"), "health", current)


def question_places(viewer: Viewer, here: str = "") -> list[Place]:
    """What families ask, for who answers."""
    if not viewer.roles & {"teacher", *ACTS_ON_MANY}:
        return []
    small = _("What families think is wrong")
    url = address("staff-questions")
    current = here in ("staff-questions", "staff-question", "question-rules")
    return [Place(_("Questions of families"), url, "mail", current, small)]


def district_places(viewer: Viewer, here: str = "") -> list[Place]:
    """The search, and what the district alone decides; on a phone they are under More."""
    if not viewer.roles & ACTS_ON_MANY:
        return []
    published = _("Letters and forms, and who has signed")
    at_documents = here in AT_THE_DOCUMENTS
    url = address("school-documents")
    documents = Place(_("Documents"), url, "documents", at_documents, published)
    small = _("Every change of a record, and every look at one")
    searched = Place(_("Who did what"), address("audit"), "search", here in AT_THE_LEDGER, small)
    if "district" not in viewer.roles:
        return [documents, *_schools(viewer, here), searched]
    decided = _("The sign-in page, accounts, who sees what")
    at_rules = here in OF_THE_RULES
    provided = _("Google, Microsoft and other providers")
    at_providers = here.startswith("provider")
    return [
        documents,
        _nurses(current=here.startswith("nurse-")),
        *_schools(viewer, here),
        searched,
        Place(_("Rules and texts"), address("account-rules"), "documents", at_rules, decided),
        Place(_("Single sign-on"), address("providers"), "globe", at_providers, provided),
    ]


def _schools(viewer: Viewer, here: str) -> list[Place]:
    """A school's own details: straight to it for who is the clerk of one."""
    mine = {post.school for post in viewer.posts if post.school and post.role == "office"}
    if "district" in viewer.roles or len(mine) > 1:
        url = address("schools")
    elif mine:
        url = address("school-details", *mine)
    else:
        return []
    small = _("Address, phone and logo for papers")
    return [Place(_("School details"), url, "school", here in AT_THE_SCHOOLS, small)]


def account_place(*, current: bool = False) -> Place:
    """One's own account: password, security e-mail."""
    small = _("Password and security e-mail")
    return Place(_("Account"), address("account"), "lock", current, small)
