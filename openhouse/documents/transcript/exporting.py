"""A transcript as a file for another system: PESC XML, or a spreadsheet that comes back in too."""

from uuid import uuid4

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.spreadsheet import as_csv
from openhouse.common.text import number_words
from openhouse.documents.transcript.pesc import as_pesc
from openhouse.documents.transcript.pupils import Pupil
from openhouse.documents.transcript.queries import Transcript
from openhouse.ledger.actions import record

#: The columns of the file; an import knows it by the first four.
COLUMNS = (
    "student_number", "school_year", "course_name", "credits_earned", "credits_attempted", "mark",
    "percent", "term", "ended_on", "grade_level", "school", "course_number", "area", "level",
    "in_average", "transfer",
)  # fmt: skip


def exported(
    actor: Viewer, pupil: Pupil, found: Transcript, district: CurrentDistrict, kind: str
) -> bytes:
    """The file, ``xml`` or ``csv``; a line of the ledger says who saved it."""
    record("record.exported", actor=actor.person_id, student=pupil.id, subject=kind)
    if kind == "xml":
        return as_pesc(pupil, found, district.name, uuid4().hex, clock.now())
    return as_csv(COLUMNS, _rows(pupil, found))


def _rows(pupil: Pupil, found: Transcript) -> list[tuple[object, ...]]:
    areas = found.decided.areas
    return [
        (
            pupil.number,
            f"{line.ends_in - 1}-{line.ends_in}",
            line.course_name,
            number_words(line.credits_earned),
            number_words(line.credits_attempted),
            "" if line.suppressed else line.mark,
            "" if line.suppressed or line.percent is None else number_words(line.percent),
            line.term_name,
            line.ended_on or "",
            line.grade_level,
            line.school_name,
            line.course_number,
            areas.get(line.area_id or 0, ""),
            line.level,
            "yes" if line.counts else "no",
            "yes" if line.transfer else "no",
        )
        for line in found.lines
    ]
