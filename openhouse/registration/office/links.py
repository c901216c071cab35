"""The link of a new family, for the office: until when it works, ending it, sending a new one."""

from django.utils.translation import gettext as _

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import System, Viewer
from openhouse.common.scope import as_the_house
from openhouse.common.text import day_and_year
from openhouse.ledger.actions import record
from openhouse.registration.family.starting import send_again_to
from openhouse.registration.links import end_links, last_link, was_handed_over
from openhouse.registration.models import Application, Candidate
from openhouse.registration.office.holding import Refused, candidate_of


def link_words(candidate: Candidate) -> str:
    """How its family comes back, where it has no account; "" where it has one."""
    application = candidate.application
    if not application.email:
        return ""
    if was_handed_over(application):
        return _("The family has an account now; its link has ended.")
    until = last_link(application)
    if until is None:
        return _("This family has no account, and no link of it works.")
    return _("This family has no account. Its link works until %(day)s.") % {
        "day": day_and_year(until)
    }


def end_them(viewer: Viewer, number: int) -> None:
    """Every link that is out opens nothing any more. Raises NotHers."""
    application = _application(viewer, number)
    ended = end_links(application)
    record(
        "registration.links_ended", actor=viewer.person_id, about=application.pk,
        subject=application.number, after={"links": ended},
    )  # fmt: skip


def send_new(viewer: Viewer, number: int, district: CurrentDistrict) -> None:
    """Mail a new link to the address that was confirmed. Raises NotHers and Refused."""
    application = _application(viewer, number)
    if not send_again_to(application, district):
        raise Refused(_("So many links went there in the last hour. Try again later."))


def _application(viewer: Viewer, number: int) -> Application:
    candidate = candidate_of(viewer, number)
    with as_the_house():
        found: Application = Application.objects.visible_to(System()).get(
            pk=candidate.application_id
        )
    if not found.email:
        raise Refused(_("This family has an account; it needs no link."))
    return found
