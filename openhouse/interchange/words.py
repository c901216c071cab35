"""What the page of an import says, in the reader's language.

The report itself is a machine's file and stays in English; beside it the run keeps the messages
that its words came from (``report.Report.for_page``), which are translated here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.interchange.report import LABELS, SHOWN, number, said, words_of
from openhouse.interchange.rows import Reject, Words
from openhouse.people.models import StaffPost

#: Letters of a value that the page shows; the report has more of it.
WIDEST = 80
#: Letters after which a long value may go on in the next line.
PIECE = 12
#: Counts of which one says that something happens to a kind.
HAPPENED = ("added", "changed", "ended", "rejected", "not_taken")
BUSY = ("waiting", "running")


def state_of(run: Any) -> str:
    """The state of a run in a word or two; a run that asks something is not simply refused."""
    if run.state == "refused" and _asks(run):
        return _("Waits for your answer")
    if run.state == "previewed" and run.report and not _touches(run.report):
        return _("Nothing to change")
    return str(run.get_state_display())


def _asks(run: Any) -> bool:
    return bool((run.report or {}).get("needs_allow_ending") and run.stored_as)


def _touches(report: Mapping[str, Any]) -> bool:
    """If anything is added, changed or ended."""
    return any(
        count[what] for count in report["counts"].values() for what in ("added", "changed", "ended")
    )


def of_run(run: Any, reader: int | None) -> dict[str, Any]:
    """All that the page says of *run* to the person *reader*."""
    report = run.report or {"counts": {}, "rejected": [], "status": "", "message": ""}
    kept = report.get("page", {})
    touched = _touches(report)
    asks = _asks(run)
    same = _same(report)
    return {
        "busy": run.state in BUSY,
        "state": state_of(run),
        "doing": doing(run.doing) or _("Waiting for its turn"),
        "lines": [line for line in words_of(report) if line[0] not in same],
        "same": " · ".join(same.values()),
        "message": said(kept.get("message")) or report["message"],
        "asks": asks,
        "touched": touched,
        "can_take_in": bool(asks or (run.state == "previewed" and run.stored_as and touched)),
        "broken": run.state == "refused" and not asks,
        "mistakes": _mistakes(report),
        "rejected": _listed(report["rejected"], kept.get("expected", [])),
        "more_rejected": _more(report, "rejected"),
        "aside": _listed(report.get("set_aside", []), kept.get("reason", [])),
        "more_aside": _more(report, "set_aside"),
        **_doubted(report, kept),
        **_posts(report, kept, reader),
    }


def doing(text: str) -> str:
    """What a running import does: the id of a message and, after a tab, what it names."""
    message, _tab, what = text.partition("\t")
    return _(message) % {"what": _(what)} if what else _(message) if message else ""


def _listed(rows: list[dict[str, Any]], messages: list[Any]) -> list[dict[str, Any]]:
    shown = rows[:SHOWN]
    kept = [*messages, *[None] * len(shown)]
    return [
        {
            "where": ", ".join(filter(None, (row["file"], _line(row["line"]), row["column"]))),
            "value": _breakable(Truncator(row["value"]).chars(WIDEST)),
            "why": said(message) or row.get("expected") or row.get("reason"),
        }
        for row, message in zip(shown, kept, strict=False)
    ]


def of_rejects(rejects: Sequence[Reject], most: int) -> dict[str, Any]:
    """Rows that were not taken, for a page that keeps no report: the first *most* of them."""
    more = len(rejects) - most
    return {
        "rejected": [
            {
                "where": ", ".join(filter(None, (each.file, _line(each.line), each.column))),
                "value": _breakable(Truncator(each.value).chars(WIDEST)),
                "why": why(each.expected),
            }
            for each in rejects[:most]
        ],
        "more_rejected": [_("%(count)s more") % {"count": number(more)}] if more > 0 else [],
    }


def why(expected: str) -> str:
    """What was expected, in the reader's language."""
    words = Words.of(expected)
    return said((words.id, words.values))


def _same(report: Mapping[str, Any]) -> dict[str, str]:
    """Of the kinds that nothing happens to: the name, and "Terms 2"."""
    counts = report["counts"]
    return {
        str(label): f"{label} {number(counts[kind]['read'])}"
        for kind, label in LABELS.items()
        if kind in counts and counts[kind]["read"]
        and not any(counts[kind][what] for what in HAPPENED)
    }  # fmt: skip


def _breakable(value: str) -> SafeString:
    pieces = [value[at : at + PIECE] for at in range(0, len(value), PIECE)]
    return format_html_join(mark_safe("<wbr>"), "{}", ((piece,) for piece in pieces))


def _mistakes(report: Mapping[str, Any]) -> str:
    count = sum(each["rejected"] for each in report["counts"].values())
    if not count:
        return ""
    words = ngettext(
        "%(count)s row has a mistake and is left out.",
        "%(count)s rows have a mistake and are left out.",
        count,
    )
    return words % {"count": number(count)}


def _line(line: int) -> str:
    return _("line %(line)s") % {"line": number(line)} if line else ""


def _more(report: Mapping[str, Any], name: str) -> list[str]:
    """ "900 more in users.csv": what is not shown, of each file."""
    unlisted = dict(report.get(f"{name}_more", {}))
    for row in report.get(name, [])[SHOWN:]:
        unlisted[row["file"]] = unlisted.get(row["file"], 0) + 1
    return [
        _("%(count)s more in %(file)s") % {"count": number(count), "file": file}
        for file, count in sorted(unlisted.items())
    ]


def _doubted(report: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Scores that are taken and asked about."""
    shown = _listed(report.get("doubted", []), kept.get("doubt", []))
    more = report.get("doubted_count", 0) - len(shown)
    said = [_("%(count)s more") % {"count": number(more)}] if more > 0 else []
    return {"doubted": shown, "more_doubted": said}


def _posts(
    report: Mapping[str, Any], kept: Mapping[str, Any], reader: int | None
) -> dict[str, Any]:
    """Whose staff posts end, and what that means for the reader's own."""
    ending = report.get("staff_posts_ending", [])
    more = report.get("staff_posts_ending_count", 0) - len(ending)
    return {
        "posts": [(post["person"], _post(post)) for post in ending],
        "more_posts": number(more) if more > 0 else "",
        "own_post_ends": reader in kept.get("ending", []),
        "own_post_kept": reader in kept.get("kept", []),
        "kept_posts": ", ".join(dict.fromkeys(
            post["person"] for post in report.get("staff_posts_kept", [])
        )),
    }  # fmt: skip


def _post(post: Mapping[str, str]) -> str:
    role = str(dict(StaffPost.Role.choices).get(post["role"], post["role"]))
    return f"{role}, {post['school']}" if post["school"] else role
