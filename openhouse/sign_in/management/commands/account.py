"""``openhouse account``: a sign-in for one person, where no office is there yet to give it."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from openhouse.access.district import as_current
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District, School
from openhouse.people.models import Account, Person, StaffPost
from openhouse.sign_in.actions import give_by_command
from openhouse.sign_in.opening.codes import is_taken

#: Posts that not every delivery knows: OneRoster has no nurse, and nobody who plans the buses.
POSTS = (StaffPost.Role.OFFICE, StaffPost.Role.COUNSELOR, StaffPost.Role.NURSE,
         StaffPost.Role.TRANSPORT)  # fmt: skip


class Command(BaseCommand):
    help = (
        "Gives one person of a district a user name and a password, or a new password; and a post"
        " that no import brings, such as a nurse's."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--district", required=True, metavar="SLUG", help="the district's address"
        )
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument(
            "--person",
            metavar="ID",
            help="somebody known: her id where she was imported from",
        )
        who.add_argument(
            "--name",
            metavar="'GIVEN FAMILY'",
            help="somebody new; goes with --administrator or --works-as",
        )
        parser.add_argument("--username", required=True, help="what she signs in with")
        parser.add_argument(
            "--administrator", action="store_true", help="she sees and imports the whole district"
        )
        parser.add_argument(
            "--works-as", choices=POSTS, help="a post that she is given; goes with --school"
        )
        parser.add_argument(
            "--school",
            action="append",
            default=[],
            metavar="NAME",
            help="where she works: a school's name or number, once for each",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        district = District.objects.filter(slug=options["district"]).first()
        if district is None:
            raise CommandError(f"There is no district {options['district']!r}.")
        if options["name"] and not options["administrator"] and not options["works_as"]:
            raise CommandError(
                "Nobody new without a post: add --administrator, or --works-as and --school."
            )
        if bool(options["works_as"]) != bool(options["school"]):
            raise CommandError("--works-as and --school go together: what she is, and where.")
        password = asked_password()
        with scope(district=district.pk, students=ALL, hat="system"):
            if options["name"]:
                person = new_person(options["name"])
            else:
                person = person_of(options["person"], district)
            if is_taken(options["username"], person.pk):
                raise CommandError(f"The user name {options['username']!r} is taken.")
            if options["administrator"]:
                StaffPost.objects.get_or_create(
                    person=person, role=StaffPost.Role.DISTRICT, school=None
                )
            for school in [school_called(name, district) for name in options["school"]]:
                StaffPost.objects.get_or_create(
                    person=person, role=options["works_as"], school=school
                )
            account = Account.objects.filter(person=person).first() or Account(person=person)
            account.username = options["username"]
            check(password, account)
            give_by_command(account, as_current(district), password)
        self.stdout.write(f"{person} signs in at /{district.slug}/ as {account.username}.")


def new_person(name: str) -> Person:
    """Somebody whom no import brings; the last word is the family name."""
    given, _space, family = name.strip().rpartition(" ")
    if not given:
        raise CommandError("Give a given and a family name, as in --name 'Kim Ortega'.")
    return Person.objects.create(given_name=given.strip(), family_name=family)


def school_called(name: str, district: District) -> School:
    """The school with that name, or number; capitals do not matter."""
    found = list(School.objects.filter(Q(name__iexact=name.strip()) | Q(number=name.strip())))
    if len(found) > 1:
        raise CommandError(f"More than one school of {district} is called {name!r}.")
    if not found:
        there = ", ".join(School.objects.order_by("name").values_list("name", flat=True))
        raise CommandError(f"No school of {district} is called {name!r}. There are: {there}.")
    return found[0]


def person_of(number: str, district: District) -> Person:
    """Whoever has the id *number*, with or without the kind of person that Ed-Fi ids start with.

    Ed-Fi counts students, contacts and staff apart: one number may be three persons, and is then
    to be written out, ``contact/778167``.
    """
    kinds = [f"{kind}/{number}" for kind in ("student", "contact", "staff")]
    found = list(Person.objects.filter(source_id__in=[number, *kinds]).order_by("source_id"))
    if len(found) > 1:
        listed = ", ".join(f"{person.source_id} ({person})" for person in found)
        raise CommandError(f"More than one person has the id {number!r}; write one of: {listed}.")
    if not found:
        raise CommandError(f"Nobody in {district} has the id {number!r}.")
    return found[0]


def asked_password() -> str:
    """A password typed twice, or the first line of standard input where nobody types."""
    if not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = getpass.getpass("Password: ")
        if getpass.getpass("Once more: ") != password:
            raise CommandError("The two passwords differ; nothing was changed.")
    return password


def check(password: str, account: Account) -> None:
    """Raise CommandError with what the rule of passwords has against it."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise CommandError(f"{' '.join(error.messages)} Nothing was changed.") from error
