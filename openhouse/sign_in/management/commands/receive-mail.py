# ruff: noqa: N999 - the command's name, as mail servers' settings have it
"""``openhouse receive-mail``: a mail handed over on standard input, as mail servers do."""

import sys
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import DatabaseError

#: What mail servers go by (sysexits.h): the mail is no good; or keep it and try again.
NO_GOOD, TRY_AGAIN = 65, 75


class Command(BaseCommand):
    help = (
        "Takes in an e-mail from standard input. Exit: 0 taken in, 65 not understood, 75 try again."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--district", required=True, metavar="SLUG", help="the district's address"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        from openhouse.districts.models import District
        from openhouse.notifications.arriving import LARGEST, NotUnderstood
        from openhouse.sign_in.jobs import take_mail

        raw = sys.stdin.buffer.read(LARGEST + 1)
        try:
            district = District.objects.filter(slug=options["district"]).first()
            if district is None:
                # The mail server's settings are wrong, not the mail.
                self._end(TRY_AGAIN, f"There is no district {options['district']!r}.")
            became = take_mail(district.pk, raw)
        except NotUnderstood as error:
            self._end(NO_GOOD, f"{error}.")
        except DatabaseError as error:
            self._end(TRY_AGAIN, f"The database cannot be used: {str(error).strip()}")
        self.stdout.write(f"{became}.")

    def _end(self, code: int, words: str) -> NoReturn:
        self.stderr.write(f"openhouse: {words}")
        sys.exit(code)
