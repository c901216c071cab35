"""Whose way into the house an office may hold in its hands, or give anew."""

from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.people.models import StaffPost


def may_hold_code(viewer: Viewer, person: int) -> bool:
    """If *viewer* may hold a code or password of *person* in her hands, as on a letter to print.

    Whoever holds it can be that person. A colleague's account opens more than a family's, so an
    office only has it mailed to her; the district may.
    """
    if "district" in viewer.roles:
        return True
    posts = StaffPost.objects.filter(person_id=person)
    return not posts.exclude(ends_on__lt=clock.today()).exists()


def may_open_child(viewer: Viewer, person: int) -> bool:
    """If *viewer* may tick that *person*, whom her office reaches, sees a child.

    Never for herself, and for a colleague only as the district: an office must not open to itself
    what its post does not.
    """
    return person != viewer.person_id and may_hold_code(viewer, person)


def may_reset(viewer: Viewer, person: int) -> bool:
    """If *viewer* may end the password of *person*, whom her office reaches, and give a new way in.

    A colleague's account only as the district. Nobody resets her own: for that the present
    password is asked.
    """
    return person != viewer.person_id and may_hold_code(viewer, person)
