"""Single sign-on (ACC-25): who else may say who somebody is, by which rule, and who is whom there.

What the sign-in page shows before anybody is known is one table; how the provider is reached, its
secret included, another one that only the district's own staff can read.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.people.models import Person


class Protocol(models.TextChoices):
    """How the provider and the house talk."""

    OPENID = "openid", "OpenID Connect"
    SAML = "saml", "SAML 2.0"


class Rule(models.TextChoices):
    """What of an identity says who it is here."""

    EMAIL = "email", _("The e-mail address that the school has of the person")
    NUMBER = "number", _("The student number, and for staff the id in the student system")
    USERNAME = "username", _("The user name of the account here")


class IdentityProvider(DistrictOwned):
    """Somebody whose word the district takes for who a person is; what the sign-in page shows."""

    wall: ClassVar[Wall] = Wall.POST
    stamp: ClassVar[Stamp] = Stamp.NONE

    #: On the button: "Sign in with <name>".
    name = models.CharField(max_length=60)
    protocol = models.CharField(max_length=6, choices=Protocol)
    is_on = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class ProviderSetup(DistrictOwned):
    """How a provider is reached, and the rule that matches its identities with persons."""

    wall: ClassVar[Wall] = Wall.STAFF
    stamp: ClassVar[Stamp] = Stamp.NONE

    provider = models.OneToOneField(
        IdentityProvider, models.CASCADE, primary_key=True, related_name="setup"
    )
    #: OpenID's issuer, SAML's entity id.
    issuer = models.CharField(max_length=300)
    client_id = models.CharField(max_length=300, blank=True, default="")
    #: ``common.sealed``; never shown again.
    secret = models.TextField(blank=True, default="")
    #: SAML: where a sign-in begins, and the certificates that answers are signed with.
    sign_in_url = models.CharField(max_length=500, blank=True, default="")
    certificates = ArrayField(models.TextField(), default=list)
    for_staff = models.BooleanField(default=True)
    for_students = models.BooleanField(default=False)
    rule = models.CharField(max_length=8, choices=Rule, default=Rule.EMAIL)
    #: The claim or attribute that the rule reads; empty: the usual one.
    claim = models.CharField(max_length=200, blank=True, default="")
    #: E-mail domains of the district, lower case; others are turned away. Empty: any.
    domains = ArrayField(models.CharField(max_length=253), default=list)
    #: A matched person without an account gets one.
    makes_accounts = models.BooleanField(default=False)
    #: The provider asks for the second factor, so the house does not.
    second_factor_there = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(for_staff=True) | Q(for_students=True),
                name="providersetup_is_for_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(rule="email") | Q(domains__len__gt=0),
                name="providersetup_email_needs_a_domain",
            ),
        ]

    def __str__(self) -> str:
        return self.issuer


class LinkedIdentity(DistrictOwned):
    """Who *subject* is here. Made at the first match; afterwards only the subject counts, so an
    address that somebody else gets next year does not bring the account along."""

    wall: ClassVar[Wall] = Wall.KEY
    stamp: ClassVar[Stamp] = Stamp.NONE

    provider = models.ForeignKey(IdentityProvider, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    subject = models.CharField(max_length=500)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "subject"], name="linkedidentity_subject_once"
            ),
            models.UniqueConstraint(
                fields=["provider", "person"], name="linkedidentity_person_once"
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} at provider {self.provider_id}"
