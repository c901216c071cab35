"""The browsers that somebody signs in with (ACC-24, ACC-32)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.people.models import Person


class Device(DistrictOwned):
    """One browser of one person: known again by a cookie that lives longer than any session.

    When it was last seen is in its session, which is written once a minute anyway.
    """

    wall: ClassVar[Wall] = Wall.ALONE
    stamp: ClassVar[Stamp] = Stamp.NONE

    class How(models.TextChoices):
        PASSWORD = "password", _("with the password")
        SECOND_STEP = "second step", _("with the password and a second step")
        PASSKEY = "passkey", _("with a passkey")
        PROVIDER = "provider", _("with the school account")
        CODE = "code", _("with a code or link")

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: SHA-256 of the cookie's number, hexadecimal.
    digest = models.CharField(max_length=64)
    browser = models.CharField(max_length=40, blank=True, default="")
    system = models.CharField(max_length=40, blank=True, default="")
    #: The internet address without its last part: enough to say "not from here".
    place = models.CharField(max_length=60, blank=True, default="")
    how = models.CharField(max_length=11, choices=How)
    #: Stay signed in: its owner said that it is her own.
    is_own = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    signed_in_at = models.DateTimeField()
    #: Key of the session begun here last; the session itself may be over. In plain, to end it with:
    #: who reads this table reads the table of sessions too.
    session_key = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "digest"], name="device_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.browser} on {self.system} of person {self.person_id}"
