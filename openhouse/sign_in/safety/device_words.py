"""Devices and sign-ins in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.ledger.queries import Line
from openhouse.sign_in.models_devices import Device
from openhouse.sign_in.safety import agents
from openhouse.sign_in.safety.devices import Place
from openhouse.sign_in.words import moment
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A device as its owner reads it."""

    number: int
    name: str
    facts: str
    is_here: bool


def places(found: Iterable[Place]) -> list[PlaceWords]:
    """Each device: what it is, when it was last used, from where, and how it came in."""
    return [
        PlaceWords(
            each.device.pk,
            agents.in_words(each.device.browser, each.device.system),
            " · ".join(
                [
                    _("Used on %(when)s") % {"when": moment(each.seen_at)},
                    str(Device.How(each.device.how).label),
                    *([_("stays signed in")] if each.device.is_own else []),
                ]
            ),
            each.is_here,
        )
        for each in found
    ]


def sign_ins(lines: Iterable[Line]) -> SafeString:
    """A row for each sign-in."""
    return joined(_sign_in(line) for line in lines)


def _sign_in(line: Line) -> SafeString:
    said = line.after or {}
    how = str(said.get("how", ""))
    words = [moment(line.at), str(Device.How(how).label) if how in Device.How.values else ""]
    if said.get("place"):
        words.append(_("from %(place)s") % {"place": said["place"]})
    name = agents.in_words(said.get("browser", ""), said.get("system", ""))
    return row(name, small=" · ".join(filter(None, words)))
