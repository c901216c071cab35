"""Runs of imports, for the pages of the district's staff."""

from openhouse.interchange.models import ImportRun


def latest_runs() -> list[ImportRun]:
    """The last twenty, newest first."""
    return list(ImportRun.objects.select_related("begun_by").order_by("-id")[:20])


def run_numbered(number: int) -> ImportRun | None:
    """The run, or None where the district has no such."""
    return ImportRun.objects.select_related("begun_by").filter(pk=number).first()
