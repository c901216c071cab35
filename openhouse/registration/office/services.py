"""The counselor's part of a child (OLS-08): what the family says of services, and who has seen it.

An office reads it too; noted as seen it is by the school's counselor, or where there is none by the
office. The enrollment does not wait for it.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from openhouse.access.offices import offices_of
from openhouse.access.viewer import Viewer
from openhouse.common.scope import as_the_house
from openhouse.people.models import StaffPost
from openhouse.registration.guard import Reader
from openhouse.registration.models import Candidate
from openhouse.registration.models_answers import Answer
from openhouse.registration.models_office import Review
from openhouse.registration.rules.form import Desk


@dataclass(frozen=True, slots=True)
class Services:
    """That something is said, who has looked at it, and if she who reads may say that she has."""

    done: Review | None
    may: bool


def said_of_services(reader: Reader) -> QuerySet[Answer]:
    """The answers for the counselor that say something."""
    said = Answer.objects.visible_to(reader).filter(desk=Desk.COUNSELOR)
    return said.exclude(value__in=(None, False, "", []))


def seen_by_a_counselor(reader: Reader) -> QuerySet[Review]:
    """What has been looked at."""
    return Review.objects.visible_to(reader).filter(desk=Desk.COUNSELOR)


def services_of(viewer: Viewer, candidate: Candidate) -> Services | None:
    """None where nothing is said of services."""
    done = seen_by_a_counselor(viewer).filter(candidate=candidate).first()
    if done is None and not said_of_services(viewer).filter(candidate=candidate).exists():
        return None
    return Services(done, may_say(viewer, candidate.school_id))


def may_say(viewer: Viewer, school: int | None) -> bool:
    """If she is who says that it was looked at."""
    if offices_of(viewer) is None or any(
        post.role == "counselor" and post.school == school for post in viewer.posts
    ):
        return True
    with as_the_house():
        return not StaffPost.objects.filter(school=school, role="counselor").exists()
