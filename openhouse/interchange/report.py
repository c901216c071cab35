"""What came of an import: as JSON for machines, in words for people."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy

from openhouse.interchange.closing import NAMED, Post
from openhouse.interchange.counts import Count
from openhouse.interchange.names import NAMES
from openhouse.interchange.rows import Reject, Words

Status = Literal["imported", "unchanged", "preview", "refused"]
#: Rejected rows that a report lists; it counts all of them.
LISTED = 10_000
#: Of those, how many a page shows.
SHOWN = 100


@dataclass(slots=True)
class Report:
    """What an import did, would do (``preview``), or why it did nothing (``refused``).

    ``counts`` has one line a kind; kinds that have no table yet stand there with ``not_taken``.
    ``message`` says in one sentence what came of the run. ``rejected`` are rows with a mistake,
    ``aside`` rows without one of which another row stands; ``more`` and ``more_aside`` count, by
    file, what is not listed. ``ended_posts`` are the staff posts that end, ``kept_posts`` those of
    whoever asked for the import, which would have ended.
    """

    status: Status
    counts: dict[str, Count] = field(default_factory=dict)
    rejected: list[Reject] = field(default_factory=list)
    message: str = ""
    needs_allow_ending: bool = False
    seconds: float = 0.0
    aside: list[Reject] = field(default_factory=list)
    more: Counter[str] = field(default_factory=Counter)
    more_aside: Counter[str] = field(default_factory=Counter)
    ended_posts: list[Post] = field(default_factory=list)
    kept_posts: list[Post] = field(default_factory=list)
    #: Rows that are taken and asked about, and how many there are.
    doubted: list[Reject] = field(default_factory=list)
    doubted_count: int = 0
    #: What a page says, which lists the broken file itself.
    page_message: str = ""

    def as_json(self) -> dict[str, Any]:
        """The report as the interface promises it: for machines, in English everywhere."""
        return {
            "status": self.status,
            "message": str(self.message),
            "counts": {
                kind: {name: getattr(count, name) for name in COUNTED}
                for kind, count in self.counts.items()
            },
            "rejected": [_listed(each, "expected") for each in self.rejected],
            "rejected_more": dict(self.more),
            "set_aside": [_listed(each, "reason") for each in self.aside],
            "set_aside_more": dict(self.more_aside),
            "doubted": [_listed(each, "reason") for each in self.doubted],
            "doubted_count": self.doubted_count,
            "staff_posts_ending": [_named(post) for post in self.ended_posts[:NAMED]],
            "staff_posts_ending_count": len(self.ended_posts),
            "staff_posts_kept": [_named(post) for post in self.kept_posts],
            "needs_allow_ending": self.needs_allow_ending,
            "seconds": round(self.seconds, 2),
        }

    def for_page(self) -> dict[str, Any]:
        """The report as it is kept for the page: with the words' messages, to be translated.

        ``page`` is taken off again when the report is downloaded.
        """
        return self.as_json() | {
            "page": {
                "message": _message(self.page_message or self.message),
                "expected": [_message(each.expected) for each in self.rejected[:SHOWN]],
                "reason": [_message(each.expected) for each in self.aside[:SHOWN]],
                "doubt": [_message(each.expected) for each in self.doubted[:SHOWN]],
                "ending": [post.person_id for post in self.ended_posts],
                "kept": [post.person_id for post in self.kept_posts],
            }
        }

    def write(self, path: str) -> None:
        """Write the JSON to *path*; raises OSError when that cannot be."""
        with Path(path).open("w", encoding="utf-8") as file:
            json.dump(self.as_json(), file, indent=2, ensure_ascii=False)
            file.write("\n")

    def lines(self) -> Iterator[tuple[str, str]]:
        """Of each kind that something happens to: its name and what, both in words."""
        yield from words_of(self.as_json())


COUNTED = ("read", "added", "changed", "ended", "unchanged", "rejected", "not_taken")


def _listed(each: Reject, why: str) -> dict[str, Any]:
    place = {name: getattr(each, name) for name in ("file", "line", "column", "value")}
    return place | {why: str(each.expected)}


def _named(post: Post) -> dict[str, str]:
    return {"person": post.person, "role": post.role, "school": post.school}


def _message(text: str) -> tuple[str, dict[str, str]]:
    words = Words.of(text)
    return words.id, words.values


def said(message: tuple[str, dict[str, str]] | None) -> str:
    """A message that was kept, in the reader's language."""
    if not message or not message[0]:
        return ""
    words, values = message
    shown = {name: number(value) if name in NUMBERS else value for name, value in values.items()}
    return gettext(words) % shown if shown else gettext(words)


#: Places of messages that hold a count.
NUMBERS = ("ended", "active", "count")


def number(value: int | str) -> str:
    """A count as the reader writes it: 1,944 or 1.944."""
    return number_format(value, use_l10n=True, force_grouping=True)


def label_of(kind: str) -> str:
    """What a kind is called, in the reader's language; one that nobody foresaw in English."""
    name = kind.replace("_", " ")
    return str(LABELS.get(kind) or NAMES.get(name) or name.capitalize())


def words_of(report: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The counts of a report's JSON in words: ``("Students", "248 will be added")``."""
    words = _DONE if report["status"] in ("imported", "unchanged") else _TO_COME
    counts = report["counts"]
    # JSON kept in the database has lost its order.
    for kind in [*(k for k in LABELS if k in counts), *sorted(counts.keys() - LABELS.keys())]:
        count = counts[kind]
        parts = [str(each) % number(count[what]) for what, each in words.items() if count[what]]
        if count["not_taken"]:
            no_place = _NO_PLACE if kind not in LABELS or kind in _NO_TABLE else _LEFT_OUT
            parts.append(str(no_place) % number(count["not_taken"]))
        if count["unchanged"] and parts:
            parts.append(str(_REST) % number(count["unchanged"]))
        if not parts and count["read"]:
            parts.append(str(_REST) % number(count["read"]))
        if parts:
            yield label_of(kind), ", ".join(parts)


_DONE = {
    "added": gettext_lazy("%s added"),
    "changed": gettext_lazy("%s changed"),
    "ended": gettext_lazy("%s ended"),
    "rejected": gettext_lazy("%s not taken because of a mistake"),
}
_TO_COME = {
    "added": gettext_lazy("%s will be added"),
    "changed": gettext_lazy("%s will change"),
    "ended": gettext_lazy("%s will end"),
    "rejected": gettext_lazy("%s will not be taken because of a mistake"),
}
_NO_PLACE = gettext_lazy("%s left out, Openhouse has no place for them yet")
_LEFT_OUT = gettext_lazy("%s left out")
_REST = gettext_lazy("no change in %s")
#: Kinds with a name and no table yet.
_NO_TABLE = ("immunizations",)
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
    "sign_ins": gettext_lazy("Sign-ins"),
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
    "credit_areas": gettext_lazy("Credit areas"),
    "course_credits": gettext_lazy("Credits of courses"),
    "transcripts": gettext_lazy("Transcript lines"),
    "academic_records": gettext_lazy("Academic records"),
    "doses": gettext_lazy("Doses of vaccines"),
    "exemptions": gettext_lazy("Exemptions"),
    "immunizations": gettext_lazy("Immunizations"),
}
