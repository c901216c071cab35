"""The links with which an owner takes back a second step that she did not add."""

from typing import ClassVar

from django.db import models

from openhouse.common.models import DistrictOwned
from openhouse.common.wall import Wall
from openhouse.people.models import Person


class NotMeLink(DistrictOwned):
    """The link in one mail about a first second step. It works once; only its digest is kept.

    Of two, the one that was made first has more to say (``safety/not_me.py``).
    """

    wall: ClassVar[Wall] = Wall.ALONE

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: SHA-256 of the key in the link, hexadecimal. The key has 256 random bits.
    digest = models.CharField(max_length=64)
    #: The address it was mailed to.
    email = models.EmailField()
    #: The owner had confirmed it; else it is the one on file at the school.
    is_confirmed = models.BooleanField()
    #: When the account got its second step: what came then and later is taken away.
    since = models.DateTimeField()
    expires_at = models.DateTimeField()
    #: When it was used, or something else made it worth nothing.
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="notmelink_digest_unique"),
        ]

    def __str__(self) -> str:
        return f"link for person {self.person_id}"
