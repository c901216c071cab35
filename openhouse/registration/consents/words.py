"""What was said to a consent, in words that a guardian and an office read alike."""

from django.utils import timezone
from django.utils.translation import gettext as _

from openhouse.common.text import day_and_year, hour_of
from openhouse.registration.models_consents import Consent


def signed_words(row: Consent) -> str:
    """Who typed her name, when, and by which way she came; of a row that is answered."""
    at = timezone.localtime(row.answered_at)
    return _("%(name)s, %(day)s, %(hour)s, %(way)s") % {
        "name": row.typed, "day": day_and_year(at.date()), "hour": hour_of(at),
        "way": Consent.Via(row.via).label,
    }  # fmt: skip
