"""Who a child is is said before a school decides about her and her family is written to: then it is
known whom a court keeps away."""

from django.utils.translation import gettext as _

from openhouse.registration.matching.queries import may_be_known
from openhouse.registration.models import Candidate
from openhouse.registration.office.holding import Refused


class Unknown(Refused):
    """Somebody has still to say who the child is."""


def must_be_known(candidate: Candidate) -> None:
    """Raises Unknown where the records probably know the child, and nobody has said so. By the
    house."""
    if candidate.student_id is None and may_be_known(candidate):
        raise Unknown(
            _(
                "The records probably know this child already. Say first who it is, then decide:"
                " whom a court keeps from the child, and who is not to read this, is known only"
                " then."
            )
        )
