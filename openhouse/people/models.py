"""Persons, students, guardianships, households, enrollments, staff posts and accounts."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned, Sourced, source_is_unique
from openhouse.common.triggers import Lines, Stamp
from openhouse.common.wall import Wall
from openhouse.common.wall_writers import AN_OFFICE, Writers
from openhouse.districts.models import School, SchoolYear
from openhouse.people.guard import AccountManager, Guarded, ends_after_start, never_together
from openhouse.people.proof import Proven


class Person(Sourced):
    """Anybody: student, guardian, teacher; often more than one of these."""

    wall: ClassVar[Wall] = Wall.PERSON

    given_name = models.CharField(max_length=100)
    middle_name = models.CharField(max_length=100, blank=True, default="", db_default="")
    family_name = models.CharField(max_length=100)
    preferred_name = models.CharField(max_length=100, blank=True, default="", db_default="")
    #: "Ms.", "Dr.": how a teacher is shown to families.
    title = models.CharField(max_length=30, blank=True, default="", db_default="")
    suffix = models.CharField(max_length=20, blank=True, default="", db_default="")
    born_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=20, blank=True, default="", db_default="")
    language = models.CharField(max_length=10, blank=True, default="", db_default="")

    class Meta:
        constraints = [source_is_unique("person")]

    def __str__(self) -> str:
        return f"{self.first_name} {self.family_name}"

    @property
    def first_name(self) -> str:
        """What she is called."""
        return self.preferred_name or self.given_name


class Student(DistrictOwned):
    """A person who goes to school here. The student's id is her person's id."""

    wall: ClassVar[Wall] = Wall.STUDENT
    stamp: ClassVar[Stamp] = Stamp.STUDENT

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, db_column="student_id", related_name="student"
    )
    number = models.CharField(max_length=60, blank=True, default="", db_default="")
    state_id = models.CharField(max_length=60, blank=True, default="", db_default="")

    objects = Guarded["Student"](student_field="pk")

    def __str__(self) -> str:
        return f"student {self.pk}"


class StudentRecord(Sourced):
    """Base of every model about a student; ``objects`` raises on anything but ``visible_to``."""

    wall: ClassVar[Wall] = Wall.STUDENT
    stamp: ClassVar[Stamp] = Stamp.STUDENT

    student = models.ForeignKey(Student, models.CASCADE, related_name="+")

    objects = Guarded["StudentRecord"]()

    class Meta:
        abstract = True


class Enrollment(StudentRecord):
    """A student at a school, in a grade, from a day to a day.

    Two at once are normal (half a day at the career center), but only one of them is primary.
    Dates may be open where the source sends none.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    school_year = models.ForeignKey(SchoolYear, models.CASCADE, null=True, related_name="+")
    #: "KG", "01" … "12"; the words for it are in ``people.words``.
    grade_level = models.CharField(max_length=20, blank=True, default="", db_default="")
    starts_on = models.DateField(null=True, blank=True)
    #: The last day, included.
    ends_on = models.DateField(null=True, blank=True)
    primary = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            source_is_unique("enrollment"),
            ends_after_start("enrollment_starts_before_it_ends"),
            never_together(
                "enrollment_one_primary_at_a_time", "student", condition=Q(primary=True)
            ),
        ]


class Guardianship(StudentRecord):
    """What an adult is to a student. Portal access is a fact of this row, never of the account."""

    wall: ClassVar[Wall] = Wall.GUARDIANSHIP

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: In the field's words: "Mother", "Father", "Grandparent", "Legal guardian".
    relation = models.CharField(max_length=60, blank=True, default="", db_default="")
    lives_with = models.BooleanField(default=False, db_default=False)
    legal_guardian = models.BooleanField(default=False, db_default=False)
    portal_access = models.BooleanField(default=False, db_default=False)
    receives_mail = models.BooleanField(default=False, db_default=False)
    call_order = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    #: A court order bars this adult from the record, from a day to a day (open = until lifted).
    barred = models.BooleanField(default=False, db_default=False)
    barred_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            source_is_unique("guardianship"),
            models.UniqueConstraint(fields=["person", "student"], name="guardianship_once"),
            models.CheckConstraint(
                condition=~Q(person_id=F("student_id")), name="guardianship_not_of_oneself"
            ),
            models.CheckConstraint(
                condition=Q(barred=True) | Q(barred_until__isnull=True),
                name="guardianship_barred_until_needs_barred",
            ),
            ends_after_start("guardianship_starts_before_it_ends"),
        ]


class Household(Sourced):
    """A home: one address, one phone, several members. A student may be a member of two."""

    wall: ClassVar[Wall] = Wall.HOUSEHOLD

    name = models.CharField(max_length=200, blank=True, default="", db_default="")
    street = models.CharField(max_length=200, blank=True, default="", db_default="")
    city = models.CharField(max_length=100, blank=True, default="", db_default="")
    state = models.CharField(max_length=20, blank=True, default="", db_default="")
    postal_code = models.CharField(max_length=20, blank=True, default="", db_default="")
    phone = models.CharField(max_length=40, blank=True, default="", db_default="")

    class Meta:
        constraints = [source_is_unique("household")]

    def __str__(self) -> str:
        return self.name


class HouseholdMember(DistrictOwned):
    """A person lives in a household."""

    wall: ClassVar[Wall] = Wall.SELF
    writers: ClassVar[Writers] = AN_OFFICE

    household = models.ForeignKey(Household, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "household"], name="householdmember_once")
        ]


class ContactPoint(Sourced):
    """A phone number or e-mail address of one person; nobody else's family sees it."""

    wall: ClassVar[Wall] = Wall.SELF
    writers: ClassVar[Writers] = AN_OFFICE
    #: About the person and no student: nobody reads of a change who does not see the row.
    lines: ClassVar[Lines] = Lines(
        "contact", "id", ("kind", "label", "value"), "added", "changed", "removed", "person_id"
    )

    class Kind(models.TextChoices):
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")

    person = models.ForeignKey(Person, models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=5, choices=Kind)
    label = models.CharField(max_length=40, blank=True, default="", db_default="")
    value = models.CharField(max_length=254)

    class Meta:
        constraints = [
            source_is_unique("contactpoint"),
            models.UniqueConstraint(
                fields=["person", "kind", "value"], name="contactpoint_once_a_person"
            ),
        ]


class Correction(DistrictOwned):
    """What the student system says of somebody, and what an office knows better.

    An import that brings ``sent`` again takes ``kept`` in its place; other words are newer than the
    correction, and are taken as they come. An empty ``kept`` is a phone or address taken away.
    """

    wall: ClassVar[Wall] = Wall.SELF
    writers: ClassVar[Writers] = AN_OFFICE

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: Where a home is corrected: whose address it is.
    household = models.ForeignKey(Household, models.CASCADE, null=True, related_name="+")
    #: The column of the person or household; of a contact point its kind.
    field = models.CharField(max_length=40)
    sent = models.CharField(max_length=254)
    kept = models.CharField(max_length=254, blank=True, default="")
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "household", "field", "sent"],
                name="correction_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} of person {self.person_id}"


class StaffPost(Sourced):
    """A person works here: what as, at which school; no school means the whole district."""

    wall: ClassVar[Wall] = Wall.POST

    class Role(models.TextChoices):
        TEACHER = "teacher", _("Teacher")
        OFFICE = "office", _("Office")
        COUNSELOR = "counselor", _("Counselor")
        NURSE = "nurse", _("Nurse")
        DISTRICT = "district", _("District")
        TRANSPORT = "transport", _("Transport")
        OTHER = "other", _("Staff")

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts")
    role = models.CharField(max_length=10, choices=Role)
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=100, blank=True, default="", db_default="")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            source_is_unique("staffpost"),
            models.UniqueConstraint(
                fields=["person", "role", "school"], name="staffpost_once", nulls_distinct=False
            ),
            ends_after_start("staffpost_starts_before_it_ends"),
        ]


class Account(Proven, DistrictOwned):
    """What somebody signs in with. It points at a person and grants nothing by itself."""

    wall: ClassVar[Wall] = Wall.ACCOUNT
    stamp: ClassVar[Stamp] = Stamp.NONE  # written at each sign-in; the entry has it

    username = models.CharField(max_length=150)
    person = models.OneToOneField(Person, models.CASCADE, related_name="account")
    is_active = models.BooleanField(default=True, db_default=True)
    #: When the first-sign-in steps were last done; empty: they come before any other page.
    settled_at = models.DateTimeField(null=True)
    #: The password was given by somebody else: it opens the steps, and dies at ``password_until``.
    must_change_password = models.BooleanField(default=False, db_default=False)
    password_until = models.DateTimeField(null=True)
    #: Closed by the house because the student left; a student who returns finds it open again.
    left_on = models.DateField(null=True)
    #: The language that she chose herself; empty: her device and the records say which.
    language = models.CharField(max_length=10, blank=True, default="", db_default="")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "district_id", Lower("username"), name="account_username_unique"
            )
        ]

    def __str__(self) -> str:
        return self.username
