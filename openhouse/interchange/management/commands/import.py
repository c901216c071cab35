"""``openhouse import PATH --district SLUG``."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from openhouse.districts.models import District
from openhouse.interchange.closing import NAMED
from openhouse.interchange.report import Report, number
from openhouse.interchange.rows import Reject
from openhouse.interchange.run import run_import

REFUSED = 2
#: Rejected rows that the terminal shows; the report lists more.
SHOWN = 20
CHECK_PATH = "Look at how the path is written."
NEXT = "Mend the files, or export them again, and repeat the import."


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
        report = self._imported(district, options)
        if options["report"]:
            report.write(options["report"])
        self._tell(report, options["report"])
        if report.status == "refused":
            sys.exit(REFUSED)

    def _imported(self, district: District, options: dict[str, Any]) -> Report:
        """The report; one of a refusal where there is no such path."""
        if options["report"]:
            _may_write(options["report"])
        quiet = options["verbosity"] < 1
        if not quiet:
            self.stdout.write(f"Importing {options['path']} into {district.name} …")
            self.stdout.flush()
        with _bar(quiet=quiet) as bar:
            task = bar.add_task("Opening", total=1.0)

            def progress(words: str, share: float) -> None:
                bar.update(task, description=words, completed=share)

            try:
                return run_import(
                    options["path"],
                    district,
                    dry_run=options["dry_run"],
                    allow_ending=options["allow_ending"],
                    progress=progress,
                )
            except FileNotFoundError as error:
                report = Report("refused", message=f"{error}. Nothing was changed.")
                report.rejected = [Reject(options["path"], 0, "", "", "a file or folder")]
                if options["report"]:
                    report.write(options["report"])
                raise CommandError(f"{report.message} {CHECK_PATH}", returncode=REFUSED) from error

    def _tell(self, report: Report, where: str | None) -> None:
        for kind, words in report.lines():
            self.stdout.write(f"{kind}: {words}")
        for post in report.ended_posts[:NAMED]:
            self.stdout.write(f"  Staff post that ends: {post.person}, {post.role} {post.school}")
        if len(report.ended_posts) > NAMED:
            self.stdout.write(f"  … and {len(report.ended_posts) - NAMED} more posts")
        for each in report.rejected[:SHOWN]:
            self.stdout.write(f"  {each}")
        self._more(len(report.rejected), report.more, where)
        for each in report.aside[:SHOWN]:
            self.stdout.write(f"  {each.place}: {each.value} left out: {each.expected}")
        self._more(len(report.aside), report.more_aside, where)
        self.stdout.write(report.page_message if _is_broken(report) else report.message)
        if report.status == "refused" and not report.needs_allow_ending:
            self.stdout.write(NEXT)

    def _more(self, listed: int, unlisted: Mapping[str, int], where: str | None) -> None:
        more = max(listed - SHOWN, 0) + sum(unlisted.values())
        if more:
            place = f"in {where}" if where else "in the report, with --report FILE.json"
            self.stdout.write(f"  … and {number(more)} more, {place}")


def _is_broken(report: Report) -> bool:
    """If the message would only say again what is listed."""
    return bool(report.page_message) and not report.needs_allow_ending


def _may_write(path: str) -> None:
    """Raise CommandError before anything is changed where no report can be written."""
    folder = Path(path).absolute().parent
    if Path(path).is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise CommandError(
            f"The report cannot be written to {path}. Nothing was changed. Name a file in a"
            " folder that is there and may be written to.",
            returncode=REFUSED,
        )


def _bar(*, quiet: bool) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        transient=True,
        disable=quiet or not sys.stderr.isatty(),
    )
