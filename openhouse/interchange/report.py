"""What came of an import: as JSON for machines, in words for people."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.interchange.merge import Count
from openhouse.interchange.rows import Reject

Status = Literal["imported", "unchanged", "preview", "refused"]
#: Rejected rows that a report lists; it counts all of them.
LISTED = 10_000


@dataclass(slots=True)
class Report:
    """What an import did, would do (``preview``), or why it did nothing (``refused``).

    ``counts`` has one line a kind; kinds that have no table yet stand there with ``not_taken``.
    ``message`` says in one sentence what came of the run.
    """

    status: Status
    counts: dict[str, Count] = field(default_factory=dict)
    rejected: list[Reject] = field(default_factory=list)
    message: str = ""
    needs_allow_ending: bool = False
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The report as the interface promises it."""
        names = ("read", "added", "changed", "ended", "unchanged", "rejected", "not_taken")
        return {
            "status": self.status,
            "message": str(self.message),
            "counts": {
                kind: {name: getattr(count, name) for name in names}
                for kind, count in self.counts.items()
            },
            "rejected": [
                {name: asdict(each)[name] for name in REJECT_COLUMNS} for each in self.rejected
            ],
            "needs_allow_ending": self.needs_allow_ending,
            "seconds": round(self.seconds, 2),
        }

    def write(self, path: str) -> None:
        """Write the JSON to *path*; raises OSError when that cannot be."""
        with Path(path).open("w", encoding="utf-8") as file:
            json.dump(self.as_json(), file, indent=2, ensure_ascii=False)
            file.write("\n")

    @property
    def rejected_count(self) -> int:
        return max(len(self.rejected), sum(count.rejected for count in self.counts.values()))

    def lines(self) -> Iterator[tuple[str, str]]:
        """Of each kind that something happens to: its name and what, both in words."""
        yield from words_of(self.as_json())


REJECT_COLUMNS = ("file", "line", "column", "value", "expected")


def words_of(report: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The counts of a report's JSON in words: ``("Students", "248 will be added")``."""
    words = _DONE if report["status"] in ("imported", "unchanged") else _TO_COME
    counts = report["counts"]
    # JSON kept in the database has lost its order.
    for kind in [*(k for k in LABELS if k in counts), *sorted(counts.keys() - LABELS.keys())]:
        count = counts[kind]
        parts = [str(said) % count[what] for what, said in words.items() if count[what]]
        if parts:
            yield str(LABELS.get(kind) or kind.replace("_", " ").capitalize()), ", ".join(parts)
        elif count["read"]:
            yield (
                str(LABELS.get(kind) or kind.replace("_", " ").capitalize()),
                _("no change in %(read)s") % count,
            )


_DONE = {
    "added": gettext_lazy("%s added"),
    "changed": gettext_lazy("%s changed"),
    "ended": gettext_lazy("%s ended"),
    "rejected": gettext_lazy("%s not taken because of a mistake"),
    "not_taken": gettext_lazy("%s not taken yet, Openhouse has no place for them"),
}
_TO_COME = {
    "added": gettext_lazy("%s will be added"),
    "changed": gettext_lazy("%s will change"),
    "ended": gettext_lazy("%s will end"),
    "rejected": gettext_lazy("%s will not be taken because of a mistake"),
    "not_taken": gettext_lazy("%s will not be taken, Openhouse has no place for them yet"),
}
LABELS = {
    "schools": gettext_lazy("Schools"),
    "school_years": gettext_lazy("School years"),
    "terms": gettext_lazy("Terms"),
    "bell_schedules": gettext_lazy("Bell schedules"),
    "periods": gettext_lazy("Periods"),
    "days": gettext_lazy("Calendar days"),
    "people": gettext_lazy("People"),
    "students": gettext_lazy("Students"),
    "guardians": gettext_lazy("Parents and guardians"),
    "guardianships": gettext_lazy("Ties of guardians to students"),
    "households": gettext_lazy("Households"),
    "household_members": gettext_lazy("Members of households"),
    "contact_points": gettext_lazy("Phone numbers and e-mail addresses"),
    "staff": gettext_lazy("Staff"),
    "staff_posts": gettext_lazy("Staff posts"),
    "enrollments": gettext_lazy("School enrollments"),
    "courses": gettext_lazy("Courses"),
    "sections": gettext_lazy("Sections"),
    "section_teachers": gettext_lazy("Teachers of sections"),
    "meetings": gettext_lazy("Meeting times"),
    "placements": gettext_lazy("Students in sections"),
    "scales": gettext_lazy("Grading scales"),
    "tasks": gettext_lazy("Grading tasks"),
    "gradebooks": gettext_lazy("Gradebook settings"),
    "categories": gettext_lazy("Categories"),
    "assignments": gettext_lazy("Assignments"),
    "scores": gettext_lazy("Scores"),
    "marks": gettext_lazy("Posted marks"),
    "attendance_codes": gettext_lazy("Attendance codes"),
    "attendance": gettext_lazy("Attendance marks"),
    "transcripts": gettext_lazy("Transcript lines"),
    "immunizations": gettext_lazy("Immunizations"),
}
