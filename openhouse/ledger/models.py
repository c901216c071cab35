"""Every change, append-only: the application's role may add a line and read, nothing else."""

from typing import ClassVar

from django.db import models
from django.db.models import Func, Q

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall

#: What happens to the district's own ways to sign in, and who is turned away there.
SIGN_ON = ["account.sso_refused", "sign_on.made", "sign_on.changed", "sign_on.on", "sign_on.off"]


class Moment(Func):
    """The moment of the running statement by the ledger's clock (``sql/now.sql``)."""

    function = "openhouse_now"
    output_field = models.DateTimeField()
    arity = 0


class ThisTransaction(Func):
    """The number of the running transaction, which ``pg_visible_in_snapshot`` goes by."""

    template = "pg_current_xact_id()::text::bigint"
    output_field = models.BigIntegerField()
    arity = 0


class Change(DistrictOwned):
    """What was done, to whom, by whom and when.

    Ids of persons stand here as numbers, not as references: a line outlives whom it is about.
    """

    wall: ClassVar[Wall] = Wall.LEDGER
    stamp: ClassVar[Stamp] = Stamp.NONE

    at = models.DateTimeField(db_default=Moment(), editable=False)
    #: ``<feature>.<what happened>``: "account.password_changed".
    kind = models.CharField(max_length=60)
    #: Who did it; empty for the house itself and for somebody who has not signed in.
    actor_id = models.BigIntegerField(null=True)
    #: Whom it is about: the owner of the account, and the student where it is about a student.
    person_id = models.BigIntegerField(null=True)
    student_id = models.BigIntegerField(null=True)
    #: The class that it is about as a whole: a line for all who sit in it.
    section_id = models.BigIntegerField(null=True)
    #: What of hers it is about: the assignment of a score, the section of a mark or placement, the
    #: mark of attendance, the contact point. ``kind`` says which.
    about_id = models.BigIntegerField(null=True)
    #: In words for a reader: the user name, the address a mail went to.
    subject = models.CharField(max_length=300, blank=True, default="")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")
    #: A line is seen when its transaction ends, not ``at``: what is unread goes by this.
    tx = models.BigIntegerField(db_default=ThisTransaction(), editable=False)

    class Meta:
        indexes = [
            # Most lines are about a student: each of these two leaves out the other's.
            models.Index(
                fields=["person_id", "-at"],
                name="change_of_person",
                condition=Q(person_id__isnull=False),
            ),
            models.Index(
                fields=["student_id", "-at"],
                name="change_of_student",
                condition=Q(student_id__isnull=False),
            ),
            models.Index(
                fields=["section_id", "-at"],
                name="change_of_section",
                condition=Q(section_id__isnull=False),
            ),
            # "Who changed this?"
            models.Index(
                fields=["student_id", "about_id"],
                name="change_of_matter",
                condition=Q(student_id__isnull=False, about_id__isnull=False),
            ),
            # The search of staff, from the newest on; and what one of them did. Most lines of an
            # import have no actor.
            models.Index(fields=["district_id", "at", "id"], name="change_in_time"),
            models.Index(
                fields=["actor_id", "at"],
                name="change_by_actor",
                condition=Q(actor_id__isnull=False),
            ),
            # Few of very many lines: what the page of a provider of single sign-on lists.
            models.Index(
                fields=["kind", "-at"],
                name="change_of_sign_on",
                condition=Q(kind__in=SIGN_ON),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class SeenChanges(DistrictOwned):
    """Up to where somebody has read what changed: the moment, and which transactions had ended."""

    wall: ClassVar[Wall] = Wall.ALONE
    stamp: ClassVar[Stamp] = Stamp.NONE  # the entry of a request has it

    person_id = models.BigIntegerField(primary_key=True)
    seen_at = models.DateTimeField()
    snapshot = models.TextField()
    #: The same of scores and marks, where some were held back as she read (``GradeHours``).
    grades_at = models.DateTimeField(null=True)
    grades_snapshot = models.TextField(null=True)

    def __str__(self) -> str:
        return f"seen by person {self.person_id}"


class StampNumber(models.Model):
    """A number that moves with each change: of a student, of a section, of a district.

    No model names a wall for it, so the application's role has no right to it at all: triggers move
    it, and the statement that opens a request reads it. No reference either, for a lock on the
    student would hold up whoever writes about her.
    """

    pk = models.CompositePrimaryKey("kind", "about_id")
    kind = models.CharField(max_length=8)
    about_id = models.BigIntegerField()
    number = models.BigIntegerField()

    class Meta:
        db_table = "ledger_stamp"

    def __str__(self) -> str:
        return f"{self.kind} {self.about_id}: {self.number}"
