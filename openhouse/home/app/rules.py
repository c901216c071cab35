"""Whose app it is (MOB-03)."""

#: Names of the two apps, as they stand in addresses.
PARENT, STUDENT = "parent", "student"
APPS = (PARENT, STUDENT)


def app_of(person: int, students: list[int]) -> str:
    """The app of who sees *students*: a student's own, else that of parents."""
    return STUDENT if students == [person] else PARENT


def is_wrong(app: str, person: int, students: list[int]) -> bool:
    """If *app* is not for this person; a student of age who has children may use both."""
    if app == STUDENT:
        return person not in students
    return students == [person]
