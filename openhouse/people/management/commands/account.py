"""``openhouse account``: a sign-in for one person, until the office can give it on a page."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.people.models import Account, Person


class Command(BaseCommand):
    help = "Gives one person of a district a user name and a password, or a new password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--district", required=True, help="the district's address, its slug")
        parser.add_argument("--person", required=True, help="the person's id in the source system")
        parser.add_argument("--username", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        district = District.objects.filter(slug=options["district"]).first()
        if district is None:
            raise CommandError(f"There is no district {options['district']!r}.")
        password = asked_password()
        with scope(district=district.pk, students=ALL, hat="system"):
            person = Person.objects.filter(source_id=options["person"]).first()
            if person is None:
                raise CommandError(f"Nobody in {district} has the id {options['person']!r}.")
            taken = Account.objects.filter(username__iexact=options["username"])
            if taken.exclude(person=person).exists():
                raise CommandError(f"The user name {options['username']!r} is taken.")
            account = Account.objects.filter(person=person).first() or Account(person=person)
            account.username = options["username"]
            account.set_password(password)
            account.save()
        self.stdout.write(f"{person} signs in at /{district.slug}/ as {account.username}.")


def asked_password() -> str:
    """A password typed twice, or the first line of standard input where nobody types."""
    if not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = getpass.getpass("Password: ")
        if getpass.getpass("Once more: ") != password:
            raise CommandError("The two passwords differ; nothing was changed.")
    if len(password) < 8:
        raise CommandError("A password has at least 8 characters; nothing was changed.")
    return password
