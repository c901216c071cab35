"""The immunization record as a PDF: issued, or the one that was issued of the very same."""

from typing import Any

from django.utils.translation import gettext as _

from openhouse.access.viewer import Viewer
from openhouse.common.text import long_day, reader_language
from openhouse.immunizations.pages.record import record
from openhouse.immunizations.queries import Assessed
from openhouse.papers.actions import issue_once
from openhouse.papers.drafts import Draft
from openhouse.papers.heads import Head, head_at
from openhouse.papers.models import Paper
from openhouse.people.words import grade_words

#: The layout, from ``openhouse/``.
LAYOUT = "immunizations/layouts/record.typ"


def record_paper(viewer: Viewer, found: Assessed, district: str) -> Paper:
    """The paper of *found* in the language that is active; who asks twice gets it once."""
    head = head_at(found.file.school)
    return issue_once(
        viewer,
        Draft(
            student=found.file.student,
            kind=Paper.Kind.IMMUNIZATIONS,
            title=_("Immunization record"),
            language=reader_language(),
            layout=LAYOUT,
            facts=record_facts(found, district, head),
            school=found.file.school,
            picture=head.picture if head else "",
        ),
    )


def record_facts(found: Assessed, district: str, head: Head | None) -> dict[str, Any]:
    """What the layout is given: plain words, nothing that it must reckon."""
    file, said = found.file, record(found, found.file.name)
    others = [{"name": each["what"], "doses": [_dose(each)], "next": ""} for each in said["others"]]
    return {
        "district": district,
        "from": head.said if head else {},
        "school": file.school_name,
        "name": file.name,
        "on": long_day(found.on),
        "head": [
            [_("Student"), file.name],
            [_("Born"), long_day(file.born_on) if file.born_on else _("not known")],
            [_("School"), file.school_name],
            [_("Grade"), grade_words(file.grade)],
        ],
        "sentence": said["sentence"],
        "needs": [_need(each) for each in [*said["needs"], *said["coming"]]],
        "groups": [_group(each) for each in said["groups"]],
        "recommended": [_group(each) for each in said["recommended"]],
        "others": others,
        "papers": said["papers"],
        "note": _("By the school rules of %(rules)s and the CDC’s schedule (%(version)s).")
        % {"rules": said["rules_of"], "version": said["schedule_version"]},
        "words": {
            "doses": _("Doses"),
            "none": _("No dose is on file."),
            "vaccine": _("Vaccine"),
            "given": _("Given on"),
            "not_given": _("none on file"),
            "next": _("What is next"),
            "recommended": _("Recommended, not required by the school"),
            "others": _("Other vaccines, not required by the school"),
            "papers": _("Exemptions and appointments"),
        },
    }


def _group(group: dict[str, Any]) -> dict[str, Any]:
    doses = [_dose(each) for each in group["doses"]]
    return {"name": group["name"], "doses": doses, "next": group["next"]}


def _dose(dose: dict[str, Any]) -> dict[str, str]:
    why = "" if dose.get("counts", True) else _("does not count: %(why)s") % {"why": dose["why"]}
    return {"on": dose["on"], "what": dose["what"], "why": why}


def _need(need: dict[str, str]) -> str:
    return ". ".join(part.rstrip(".") for part in (need["what"], need["from_on"]) if part) + "."
