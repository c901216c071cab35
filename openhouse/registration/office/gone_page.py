"""A child whom her family has taken back, for the office: that it was, and nothing of hers."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from openhouse.common.text import day_and_year
from openhouse.people.words import grade_words
from openhouse.registration.models import Candidate
from openhouse.registration.naming import called, school_of
from openhouse.registration.office.words import KINDS, State, state_words


def gone_page(candidate: Candidate) -> dict[str, Any]:
    """The context of the page."""
    people = called([candidate.application])
    name = next((one.name for one in people if one.candidate == candidate.pk), "")
    school = school_of(candidate)
    said = [grade_words(candidate.grade_level), school, candidate.application.number]
    at = candidate.decided_at
    day = timezone.localtime(at).date() if at else None
    return {
        "name": name or _("No name yet"),
        "subtitle": " · ".join(filter(None, said)),
        "state": state_words(candidate.state),
        "kind": KINDS[State(candidate.state)],
        "day": day_and_year(day) if day else "",
    }
