"""Every change, append-only: the application's role may add a line and read, nothing else."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from openhouse.common.models import DistrictOwned
from openhouse.common.wall import Wall

#: What happens to the district's own ways to sign in, and who is turned away there.
SIGN_ON = ["account.sso_refused", "sign_on.made", "sign_on.changed", "sign_on.on", "sign_on.off"]


class Change(DistrictOwned):
    """What was done, to whom, by whom and when.

    Ids of persons stand here as numbers, not as references: a line outlives whom it is about.
    """

    wall: ClassVar[Wall] = Wall.LEDGER

    at = models.DateTimeField(db_default=Now(), editable=False)
    #: ``<feature>.<what happened>``: "account.password_changed".
    kind = models.CharField(max_length=60)
    #: Who did it; empty for the house itself and for somebody who has not signed in.
    actor_id = models.BigIntegerField(null=True)
    #: Whom it is about: the owner of the account, and the student where it is about a student.
    person_id = models.BigIntegerField(null=True)
    student_id = models.BigIntegerField(null=True)
    #: In words for a reader: the user name, the address a mail went to.
    subject = models.CharField(max_length=300, blank=True, default="")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-at"], name="change_of_person"),
            models.Index(fields=["student_id", "-at"], name="change_of_student"),
            # Few of very many lines: what the page of a provider of single sign-on lists.
            models.Index(
                fields=["kind", "-at"],
                name="change_of_sign_on",
                condition=Q(kind__in=SIGN_ON),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
