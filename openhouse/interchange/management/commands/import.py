"""``openhouse import PATH --district SLUG``."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from openhouse.districts.models import District
from openhouse.interchange.report import Report
from openhouse.interchange.run import run_import

REFUSED = 2
#: Rejected rows that the terminal shows; the report lists more.
SHOWN = 20


class Command(BaseCommand):
    help = "Brings a delivery of another system (OneRoster, Ed-Fi) into a district."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="PATH", help="a zip file or a folder")
        parser.add_argument("--district", required=True, metavar="SLUG", help="the district")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and change nothing"
        )
        parser.add_argument("--report", metavar="FILE.json", help="write the report to this file")
        parser.add_argument(
            "--allow-ending",
            action="store_true",
            help="go on even if more than a tenth of the enrollments would end",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["district"]
        district = District.objects.filter(slug=slug).first()
        if district is None:
            known = ", ".join(District.objects.order_by("slug").values_list("slug", flat=True)[:10])
            raise CommandError(
                f"There is no district {slug!r}. Known: {known or 'none yet'}.", returncode=REFUSED
            )
        with _bar(quiet=options["verbosity"] < 1) as bar:
            task = bar.add_task("Opening", total=1.0)

            def progress(words: str, share: float) -> None:
                bar.update(task, description=words, completed=share)

            try:
                report = run_import(
                    options["path"],
                    district,
                    dry_run=options["dry_run"],
                    allow_ending=options["allow_ending"],
                    progress=progress,
                )
            except FileNotFoundError as error:
                raise CommandError(str(error), returncode=REFUSED) from error
        if options["report"]:
            report.write(options["report"])
        self._tell(report, options["report"])
        if report.status == "refused":
            sys.exit(REFUSED)

    def _tell(self, report: Report, where: str | None) -> None:
        for kind, words in report.lines():
            self.stdout.write(f"{kind}: {words}")
        for each in report.rejected[:SHOWN]:
            place = f"{each.file}, line {each.line}" + (f", {each.column}" if each.column else "")
            self.stdout.write(f"  {place}: found {each.value!r}, expected {each.expected}")
        more = report.rejected_count - SHOWN
        if more > 0:
            listed = f"in {where}" if where else "in the report, with --report FILE.json"
            self.stdout.write(f"  … and {more} more, {listed}")
        self.stdout.write(report.message)


def _bar(*, quiet: bool) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        transient=True,
        disable=quiet or not sys.stderr.isatty(),
    )
