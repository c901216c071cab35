"""What waits for a desk of registration, as the staff's start says it."""

from dataclasses import replace

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from openhouse.access.offices import offices_of
from openhouse.access.viewer import Viewer
from openhouse.common.addresses import address
from openhouse.registration.office.items import how_many_wait
from openhouse.registration.office.queue import how_many_to_do
from openhouse.ui.components.row import row
from openhouse.ui.markup import NOTHING


def office_row(viewer: Viewer) -> SafeString:
    """The children whom the office decides about or enrolls; empty where there are none. Within
    ``as_an_office``."""
    at_desk = viewer if offices_of(viewer) is None else replace(viewer, hat="office")
    many = how_many_to_do(at_desk)
    if not many:
        return NOTHING
    said = ngettext(
        "%(many)s child waits for the office", "%(many)s children wait for the office", many
    )
    return row(said % {"many": many}, url=address("registration-desk"), icon="clock")


def part_row(viewer: Viewer) -> SafeString:
    """The children of whom a nurse or transport has not looked at her part; empty for others."""
    many = how_many_wait(viewer)
    if not many:
        return NOTHING
    said = ngettext("%(many)s child waits for your part", "%(many)s children wait for your part",
                    many)  # fmt: skip
    return row(said % {"many": many}, url=address("registration-parts"), icon="clock")
