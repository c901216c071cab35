"""What waits for a desk of registration, as the staff's start says it."""

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from openhouse.access.viewer import Viewer
from openhouse.common.addresses import address
from openhouse.registration.office.items import how_many_wait
from openhouse.registration.office.queue import how_many_to_do
from openhouse.ui.components.row import row
from openhouse.ui.markup import NOTHING


def office_row(viewer: Viewer) -> SafeString:
    """The children whom the office decides about or enrolls; empty where there are none."""
    many = how_many_to_do(viewer)
    if not many:
        return NOTHING
    said = ngettext("%(many)s child to be decided", "%(many)s children to be decided", many)
    return row(said % {"many": many}, url=address("registration-desk"), icon="clock")


def part_row(viewer: Viewer) -> SafeString:
    """The children of whom a nurse or transport has not looked at her part; empty for others."""
    many = how_many_wait(viewer)
    if not many:
        return NOTHING
    said = ngettext("%(many)s child waits for your part", "%(many)s children wait for your part",
                    many)  # fmt: skip
    return row(said % {"many": many}, url=address("registration-parts"), icon="clock")
