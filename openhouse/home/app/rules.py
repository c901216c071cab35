"""Whose app it is (MOB-03)."""

#: Names of the two apps, as they stand in addresses.
PARENT, STUDENT = "parent", "student"
APPS = (PARENT, STUDENT)

#: Where families fill in, agree and sign for the school, and where calendars' addresses are made:
#: no device keeps such a page, but the list of what there is to register, and where each stands.
WRITTEN = ("family/registration/", "family/calendar/feeds/")
LISTED = frozenset({"registration"})


def may_stay(route: str, name: str) -> bool:
    """If a private device may keep the page with this address, seen by its reader as a family."""
    return name in LISTED or not route.startswith(WRITTEN)


def app_of(person: int, students: list[int]) -> str:
    """The app of who sees *students*: a student's own, else that of parents."""
    return STUDENT if students == [person] else PARENT


def is_wrong(app: str, person: int, students: list[int]) -> bool:
    """If *app* is not for this person; a student of age who has children may use both."""
    if app == STUDENT:
        return person not in students
    return students == [person]
