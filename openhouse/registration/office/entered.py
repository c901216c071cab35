"""What an office reads where a posting can be taken back no more: somebody has used her way in."""

from openhouse.access.viewer import System
from openhouse.common.addresses import address
from openhouse.common.scope import as_the_house
from openhouse.registration.models_office import Posting
from openhouse.registration.office.child import Child
from openhouse.registration.posting.undoing import entered_since


def entered_words(child: Child) -> list[tuple[str, str]]:
    """Their names, and the page on which portal access is taken away from each; of a change, whose
    rows are kept with one of its children, too."""
    if not child.may_undo or child.posting is None:
        return []
    with as_the_house():
        same = Posting.objects.visible_to(System()).filter(
            application=child.found.application, at=child.posting.at, undone_at=None
        )
        found = {person.pk: str(person) for each in same for person in entered_since(each)}
    student = child.found.child.person_id
    return [
        (name, address("portal-access", number, student))
        for number, name in found.items()
        if student
    ]
