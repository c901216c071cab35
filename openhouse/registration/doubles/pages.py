"""The page on which the district makes two records of one person one."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from openhouse.common.addresses import address
from openhouse.common.text import long_day
from openhouse.registration.doubles.actions import Preview
from openhouse.registration.doubles.queries import One, Pair
from openhouse.registration.matching.words import agrees, differs, sex_words
from openhouse.registration.models_matching import Merge


def doubles_page(
    pairs: Iterable[Pair], merges: Iterable[tuple[Merge, bool]], apart: Iterable[Pair]
) -> dict[str, Any]:
    """Who may be there twice, what was made one of late, and who was said to be two."""
    return {
        "pairs": [_line(each) for each in pairs],
        "apart": [_line(each) for each in apart],
        "merges": [
            {
                "id": each.pk,
                "title": _("%(gone)s became %(kept)s")
                % {"gone": each.gone_name, "kept": each.kept_name},
                "small": long_day(timezone.localdate(each.at)),
                "can_undo": can_undo,
                "undone": each.undone_at is not None,
            }
            for each, can_undo in merges
        ],
    }


def _line(pair: Pair) -> dict[str, str]:
    return {
        "title": f"{pair.one.name} · {pair.other.name}",
        "small": agrees(pair.proposal),
        "url": _address(pair.one, pair.other),
        "side": _("%(score)s of 100") % {"score": pair.proposal.score},
    }


def pair_page(
    pair: Pair, preview: Preview | None, why_not: str, *, are_two: bool
) -> dict[str, Any]:  # fmt: skip
    """Two beside each other, and what would become of their rows; *are_two*: the district has said
    that they are two people."""
    return {
        "pair": pair,
        "are_two": are_two,
        "rows": [
            (_("Name"), pair.one.name, pair.other.name),
            (_("Birth date"), _day(pair.one), _day(pair.other)),
            (_("Sex"), sex_words(pair.one.who.sex), sex_words(pair.other.who.sex)),
            (_("Kind"), _kind(pair.one), _kind(pair.other)),
            (_("At school"), ", ".join(pair.one.schools), ", ".join(pair.other.schools)),
            (_("Phone"), _end(pair.one.who.phones), _end(pair.other.who.phones)),
        ],
        "agrees": agrees(pair.proposal),
        "differs": differs(pair.proposal),
        "preview": preview,
        "moves": _counted(preview.moves) if preview else [],
        "aside": _counted(preview.aside) if preview else [],
        "stays": _counted(preview.stays) if preview else [],
        "opens": _told_apart(preview.opens) if preview else [],
        "orders": _told_apart(preview.orders) if preview else [],
        "posts": preview.posts if preview else (),
        "why_not": why_not,
        "swap_url": _address(pair.other, pair.one),
    }


def _told_apart(ties: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"adult": adult, "child": child} for adult, child in ties]


def _address(kept: One, gone: One) -> str:
    return f"{address('registration-doubles')}?kept={kept.who.id}&gone={gone.who.id}"


def _day(one: One) -> str:
    return long_day(one.who.born_on) if one.who.born_on else ""


def _kind(one: One) -> str:
    return _("Student") if one.who.role == "child" else _("Adult")


def _end(phones: Iterable[str]) -> str:
    return ", ".join(sorted(f"… {each[-4:]}" for each in phones))


def _counted(tables: Counter[str]) -> list[tuple[str, int]]:
    """Each kind of row with how many, the most first."""
    words = Counter[str]()
    for table, count in tables.items():
        words[_words(table)] += count
    return sorted(words.items(), key=lambda each: (-each[1], each[0]))


def _words(table: str) -> str:
    return {
        "people_enrollment": _("Enrollments"),
        "people_guardianship": _("Ties of parents and children"),
        "people_householdmember": _("Homes"),
        "people_staffpost": _("Posts at schools"),
        "people_contactpoint": _("Phones and e-mail addresses"),
        "people_account": _("Account"),
        "courses_placement": _("Places in classes"),
        "courses_sectionteacher": _("Classes to teach"),
        "grades_score": _("Scores"),
        "grades_postedmark": _("Posted marks"),
        "attendance_attendancemark": _("Attendance"),
        "attendance_seat": _("Seats in class"),
        "immunizations_dose": _("Doses of vaccines"),
        "papers_paper": _("Papers"),
        "documents_transcriptline": _("Courses on the transcript"),
        "school_messages_thread": _("Conversations"),
    }.get(table, _("Everything else"))
