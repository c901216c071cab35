"""From what a merge found to the report: what is listed, what it is called, and may it stand."""

import json
from collections import Counter
from typing import Any

from django.utils.translation import gettext_noop as _

from openhouse.interchange import persons
from openhouse.interchange.counts import Count
from openhouse.interchange.merge import Merge
from openhouse.interchange.report import LABELS, LISTED, Report
from openhouse.interchange.rows import Reject, Words

#: The share of running enrollments that a run may end without being asked.
MAY_END = 0.10
_ENDING = {
    "enrollments": _(
        "Nothing was changed, because this would end %(ended)s of %(active)s school enrollments."
    ),
    "placements": _(
        "Nothing was changed, because this would end %(ended)s of %(active)s places of students"
        " in sections."
    ),
}
#: The next step on the command line; the page has a box to check.
_ALLOW = (
    " If that is right (a new school year, a closed school), import it again with --allow-ending."
)


def decided(report: Report, merge: Merge, *, dry_run: bool, allow_ending: bool) -> Report:
    """The report with its status and what it says in one sentence."""
    ending = [
        name
        for name in _ENDING
        if (count := merge.counts.get(name)) and count.ended > MAY_END * count.active
    ]
    touched = any(count.touched for count in merge.counts.values())
    if ending and not allow_ending:
        count = merge.counts[ending[0]]
        report.status, report.needs_allow_ending = "refused", True
        words = Words(_ENDING[ending[0]], ended=count.ended, active=count.active)
        report.message, report.page_message = f"{words}{_ALLOW}", words
    elif dry_run:
        report.status = "preview"
        report.message = _("This is a preview. Nothing was changed.")
        if not touched:
            report.message = _("This is a preview. The delivery would change nothing.")
    elif not touched:
        report.status = "unchanged"
        report.message = _("Nothing to change: Openhouse has all of this already.")
    else:
        report.message = _("The delivery was imported.")
    return report


def counts_of(merge: Merge, rejected: Counter[str], not_taken: Counter[str]) -> dict[str, Count]:
    """The counts by kind, in the order of ``LABELS``; ties of persons are counted as persons too.

    *rejected* and *not_taken* are those of the reader, by kind.
    """
    counts = dict(merge.counts)
    if "students" in counts and "people" in counts:
        persons.renamed_students(merge.cursor, counts["students"])
    for kind, name in persons.TIES.items():
        if kind not in counts or kind not in [each.name for each in merge.kinds()]:
            continue
        of_persons = persons.persons(
            merge.cursor, kind, merge.today, people_too="people" in merge.staging.tables
        )
        if kind == name:
            counts[f"{name}_posts"] = counts.pop(kind)
        counts[name] = of_persons
    for name, number in rejected.items():
        if name:
            count = counts.setdefault(name, Count())
            count.read += number
            count.rejected += number
    for name, number in not_taken.items():
        count = counts.setdefault(name, Count())
        count.read += number
        count.not_taken += number
    order = [*LABELS, *sorted(counts.keys() - LABELS.keys())]
    return {name: counts[name] for name in order if name in counts}


def listed(merge: Merge, reader: Any, *, aside: bool) -> tuple[list[Reject], Counter[str]]:
    """The rows that the merge took out, in the order of the files, and how many each file has.

    Rows that only miss another row come last: most of them follow from one that stands before.

    Each place and value once, however many kinds of rows were made of the line; and a row that
    only misses another row of its own line, which was taken out itself, is not listed beside it.
    *aside*: those that are no mistake, but of which another one stands.
    """
    which = "aside" if aside else "NOT j.aside AND NOT (j.lost AND o.line IS NOT NULL)"
    rows = (
        'SELECT DISTINCT ON (j.file, j.line, j."column", j.value) j.* FROM in_rejects j'
        " LEFT JOIN (SELECT DISTINCT file, line FROM in_rejects WHERE NOT lost AND NOT aside) o"
        f" ON o.file = j.file AND o.line = j.line WHERE {which}"
        ' ORDER BY j.file, j.line, j."column", j.value, j.lost, j.n'
    )
    merge.cursor.execute(
        'SELECT kind, n, file, line, "column", value, expected, holds::text'
        f" FROM ({rows}) each ORDER BY lost, file, line, n LIMIT {LISTED}"
    )
    found: dict[tuple[str, int, str, str], Reject] = {}
    dropped: Counter[str] = Counter()
    for row in merge.cursor.fetchall():
        each = _as_reject(merge, reader, row)
        place = (each.file, each.line, each.column, each.value)
        if place in found:
            dropped[each.file] += 1
        else:
            found[place] = each
    merge.cursor.execute(f"SELECT file, count(*) FROM ({rows}) each GROUP BY file")
    totals = Counter(dict(merge.cursor.fetchall()))
    return list(found.values()), totals - dropped


def _as_reject(merge: Merge, reader: Any, row: tuple[Any, ...]) -> Reject:
    kind, n, file, line, column, value, expected, holds = row
    return Reject(
        file,
        merge.staging.line_of(kind, n, line),
        column_of(reader, file, kind, column),
        value or "",
        Words(expected, **json.loads(holds)),
        kind,
    )


def column_of(reader: Any, file: str, kind: str, column: str) -> str:
    """What the file itself calls a staging column."""
    stem = file.rpartition("/")[2].rpartition(".")[0].lower()
    special = getattr(reader, "BY_FILE", {}).get(stem, {}).get(kind, {})
    usual = getattr(reader, "COLUMNS", {}).get(kind, {})
    return str(special.get(column) or usual.get(column, column))
