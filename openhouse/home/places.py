"""Places to go: what one is, where staff can go, and one's own account."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from openhouse.access.audience import ACTS_ON_MANY
from openhouse.access.viewer import Viewer
from openhouse.common.addresses import address
from openhouse.home.where import (
    AT_THE_ATTENDANCE,
    AT_THE_DOCUMENTS,
    AT_THE_GRADES,
    AT_THE_LEDGER,
    AT_THE_MESSAGES,
    AT_THE_REGISTRATION,
    AT_THE_ROLL,
    AT_THE_SCHOOLS,
    AT_THE_THREADS,
    OF_THE_RULES,
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
    #: Messages in it that are not read.
    letters: int = 0


def staff_places(viewer: Viewer, here: str) -> list[Place]:
    """Where staff can go."""
    at_home = here == "staff-home" or here in AT_THE_GRADES
    places = [Place(_("Home"), address("staff-home"), "home", at_home)]
    if "teacher" in viewer.roles:
        places.append(Place(_("Roll"), address("rolls"), "attendance", here in AT_THE_ROLL))
    if "nurse" in viewer.roles and "district" not in viewer.roles:
        places.append(_nurses(current=here.startswith("nurse-")))
    if viewer.roles & {"nurse", "transport"} and viewer.hat != "office":
        at_parts = here in ("registration-parts", "registration-part")
        url = address("registration-parts")
        places.append(Place(_("Registration"), url, "people", at_parts))
    if "district" in viewer.roles:
        url = address("imports")
        places.append(Place(_("Imports"), url, "upload", here.startswith("import")))
    elsewhere = OF_THE_RULES | AT_THE_ATTENDANCE | AT_THE_GRADES | AT_THE_LEDGER
    elsewhere |= AT_THE_DOCUMENTS | AT_THE_SCHOOLS | AT_THE_MESSAGES | AT_THE_REGISTRATION
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
    asked = Place(_("Questions of families"), url, "mail", current, small)
    small = _("Messages between families and the school")
    url, current = address("staff-threads"), here in AT_THE_THREADS
    return [Place(_("Conversations"), url, "messages", current, small), asked]


def district_places(viewer: Viewer, here: str = "") -> list[Place]:
    """The search, and what the district alone decides; on a phone they are under More."""
    if not viewer.roles & ACTS_ON_MANY:
        return []
    published = _("Letters and forms, and who has signed")
    at_documents = here in AT_THE_DOCUMENTS
    url = address("school-documents")
    documents = Place(_("Documents"), url, "documents", at_documents, published)
    written = _("Messages and announcements to families")
    url, at_messages = address("school-messages"), here in AT_THE_MESSAGES
    announced = Place(_("Messages"), url, "messages", at_messages, written)
    small, url = _("What families send, and how far it is"), address("registration-desk")
    at_registration = here in AT_THE_REGISTRATION
    registered = Place(_("Registration"), url, "people", at_registration, small)
    small = _("Every change of a record, and every look at one")
    searched = Place(_("Who did what"), address("audit"), "search", here in AT_THE_LEDGER, small)
    if "district" not in viewer.roles:
        return [registered, announced, documents, *_schools(viewer, here), searched]
    decided = _("The sign-in page, accounts, who sees what")
    at_rules = here in OF_THE_RULES
    provided = _("Google, Microsoft and other providers")
    at_providers = here.startswith("provider")
    return [
        registered,
        announced,
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
    small = _("Password, phones and e-mail, devices")
    return Place(_("Account"), address("account"), "lock", current, small)
