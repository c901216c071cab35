"""The pages about a school's own details."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from django.utils.translation import gettext as _

from openhouse.common.addresses import address
from openhouse.common.text import hour_words
from openhouse.districts.models import GradeHours, School, SchoolLogo
from openhouse.papers.heads import Head, initials
from openhouse.schools.forms import BELL, TIMES


def school_lines(schools: Iterable[Any]) -> list[dict[str, str]]:
    """Each school with its address and phone, and whether it has a logo."""
    return [
        {
            "title": school.name,
            "small": " · ".join(filter(None, (_place(school), school.phone)))
            or _("Neither address nor phone"),
            "side": _("With its logo") if school.has_logo else _("No logo"),
            "url": address("school-details", school.pk),
        }
        for school in schools
    ]


def _place(school: School) -> str:
    return ", ".join(filter(None, (school.street, school.town))) if school.street else ""


def details_page(school: School, head: Head, logo: SchoolLogo | None) -> dict[str, Any]:
    """One school: how the head of its papers looks now."""
    url = address("school-logo", school.pk)
    return {
        "school": school,
        "grades_url": address("school-grades", school.pk),
        "logo_url": f"{url}?is={logo.sha256[:12]}" if logo else "",
        "letters": initials(school.name),
        # the dot stays with what is before it, the phone whole
        "line": head.line.replace(head.phone, head.phone.replace(" ", "\xa0")).replace(
            " · ", "\xa0· "
        ),
        "kept": _kept(school),
    }


def hours_said(hours: GradeHours) -> dict[str, Any]:
    """The form's values for the hours that a school has said."""
    return {
        "closed_to": hours.closed_to, "by_bell": BELL if hours.by_bell else TIMES,
        "starts_at": hours.starts_at, "ends_at": hours.ends_at,
    }  # fmt: skip


def shut_today(shut: tuple[time, time] | None) -> str:
    """What becomes of it today: "Today they are held back from 8:00 AM until 3:05 PM."."""
    if shut is None:
        return _("Today they are not held back.")
    said = {"from": hour_words(shut[0]), "until": hour_words(shut[1])}
    return _("Today they are held back from %(from)s until %(until)s.") % said


def _kept(school: School) -> str:
    """What of it an import leaves alone."""
    if school.address_by_hand and school.phone_by_hand:
        return _("Address and phone were typed here. An import leaves them as they are.")
    if school.address_by_hand:
        return _("The address was typed here. An import leaves it as it is.")
    if school.phone_by_hand:
        return _("The phone was typed here. An import leaves it as it is.")
    return ""
