"""``openhouse signing_key``: from now on the district's papers are signed with another key."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.papers.signing import new_signer


class Command(BaseCommand):
    help = (
        "Makes a new key for signing a district's papers. Papers that the old ones signed stay"
        " proven."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--district", required=True, metavar="SLUG", help="the district's address"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        district = District.objects.filter(slug=options["district"]).first()
        if district is None:
            raise CommandError(f"There is no district {options['district']!r}.")
        with scope(district=district.pk, students=ALL, hat="system"):
            new_signer()
        self.stdout.write(f"The papers of {district.name} are signed with a new key from now on.")
