"""The second lock of registration: ``visible_to(reader)`` is the only road to what families send.

A reader is a family's or a member of staff's ``Viewer``, the ``Applicant`` whom a link let in, or
the house's own ``System``.
"""

from dataclasses import dataclass
from typing import Any, NoReturn

from django.apps import apps
from django.db import models
from django.db.models import F, Q, QuerySet

from openhouse.access.viewer import Post, System, Viewer
from openhouse.common.rows import array
from openhouse.people.guard import Unguarded

#: Under which hat somebody of a role reads what is sent to her school.
_READS = {
    "office": ("office", "counselor"),
    "staff": ("nurse", "transport"),
}


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who came by the link of a new family: sees the one application."""

    application: int
    name: str = ""


type Reader = Viewer | Applicant | System


class Registering[M: models.Model](models.Manager[M]):
    """The ``objects`` of what families send; ``application`` and ``candidate`` lead to these.

    Without *candidate* the rows are about the whole application. *at* is when one was written,
    where who has moved out since it was sent reads no later one of another's.
    """

    use_in_migrations = False

    def __init__(
        self, application: str = "application", candidate: str = "candidate", at: str = ""
    ) -> None:
        super().__init__()
        self.application, self.candidate, self.at = application, candidate, at

    def get_queryset(self) -> NoReturn:
        raise Unguarded(f"{self.model.__name__}.objects: say who looks, with visible_to(reader)")

    def visible_to(self, reader: Reader) -> QuerySet[M]:
        """The rows that *reader* may see, by the application and the child they are about."""
        rows: QuerySet[M] = QuerySet(self.model, using=self._db)
        if isinstance(reader, System):
            return rows
        if isinstance(reader, Applicant):
            return rows.filter(**{self.application: reader.application})
        if reader.student_ids == "all":
            return rows
        if reader.hat == "family":
            return rows.filter(self._of_home(reader))
        return rows.filter(self._at_school(reader)) if reader.hat in _READS else rows.none()

    def _of_home(self, viewer: Viewer) -> Q:
        mine = _rows("ApplicationMember").filter(person_id=viewer.person_id).values("application")
        hers = Q(**{f"{self.application}__in": mine})
        if not self.candidate:
            return hers
        if self.at:
            then = Q(person=viewer.person_id) | Q(**{f"{self.at}__lte": F("application__sent_at")})
            hers &= then | ~Q(application__in=_left(viewer))
        of = f"{self.candidate}__" if self.candidate != "pk" else ""
        seen = Q(**{f"{of}student__in": list(viewer.student_ids)}) | Q(**{f"{of}student": None})
        # an office has found this one in the records since: as the wall, which asks her tie too
        return hers & (seen | Q(**{f"{of}part__matched_at__isnull": False}))

    def _at_school(self, viewer: Viewer) -> Q:
        schools = schools_read(viewer.posts, viewer.hat)
        sent = _rows("Candidate").filter(sent_at__isnull=False, school__in=schools)
        there = sent.exclude(state="withdrawn")
        if viewer.hat == "office" and (self.candidate or self.application) == "pk":
            # that there is one whom her family has taken back, and nothing of what it wrote
            there = sent
        if not self.candidate:
            return Q(**{f"{self.application}__in": there.values("application")})
        of_one = Q(**{f"{self.candidate}__in": there.values("pk")})
        if self.candidate == "pk":
            return of_one
        of_home = Q(**{self.candidate: None})
        return of_one | (of_home & Q(**{f"{self.application}__in": there.values("application")}))


#: The same of a family or of who has a link, for a statement of one's own: of the application ``a``
#: and of the child ``c`` of one that is seen, whose part is ``p``. Nor is the application hers
#: which she shares no more.
SEEN_APPLICATION = """CASE WHEN %(link)s::bigint IS NOT NULL THEN a.id = %(link)s::bigint
    ELSE a.id = ANY (ARRAY(SELECT m.application_id FROM registration_applicationmember m
                           WHERE m.person_id = %(person)s::bigint))
         AND a.id <> ALL (openhouse_applications_barred()) END"""
SEEN_CHILD = """(%(link)s::bigint IS NOT NULL OR c.student_id IS NULL
    OR c.student_id = ANY (%(students)s::bigint[]) OR p.matched_at IS NOT NULL)"""


#: And of an answer ``n`` in it, where she has moved out since: sent with the rest, or hers.
SEEN_ANSWER = """(n.person_id = %(person)s::bigint
    OR n.application_id <> ALL ((SELECT openhouse_applications_left())::bigint[])
    OR n.answered_at <= openhouse_application_sent_at(n.application_id))"""


def who_looks(reader: Reader) -> dict[str, Any]:
    """The values of these; a reader who is neither sees nothing."""
    if isinstance(reader, Applicant):
        return {"link": reader.application, "person": None, "students": "{}"}
    if isinstance(reader, System) or reader.hat != "family":
        return {"link": None, "person": None, "students": "{}"}
    seen = () if reader.student_ids == "all" else reader.student_ids
    return {"link": None, "person": reader.person_id, "students": array(seen)}


class AskedInPerson[M: models.Model](Registering[M]):
    """Rows that somebody at home is asked in person: hers, and nobody's who shares her home."""

    def visible_to(self, reader: Reader) -> QuerySet[M]:
        rows = super().visible_to(reader)
        return rows.none() if isinstance(reader, Applicant) else rows

    def _of_home(self, viewer: Viewer) -> Q:
        seen = Q(student__in=list(viewer.student_ids)) | Q(student=None)
        return Q(person=viewer.person_id) & seen


def schools_read(posts: tuple[Post, ...], hat: str) -> list[int]:
    """The schools whose applications somebody with *posts* reads under *hat*."""
    roles = _READS.get(hat, ())
    return sorted({post.school for post in posts if post.school and post.role in roles})


def _left(viewer: Viewer) -> QuerySet[Any]:
    """The sent applications of homes in which she does not live today."""
    members: QuerySet[Any] = QuerySet(apps.get_model("people", "HouseholdMember"))
    homes = members.filter(person=viewer.person_id)
    sent = _rows("Application").filter(sent_at__isnull=False, household__isnull=False)
    return sent.exclude(household__in=homes.values("household")).values("pk")


def _rows(name: str) -> QuerySet[Any]:
    """The rows of a model of registration, for a filter of another; models import this module."""
    return QuerySet(apps.get_model("registration", name))
