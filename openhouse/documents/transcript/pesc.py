"""A transcript as a PESC High School Transcript (XML, version 1.5.0).

Element names and their order are those of the standard's sectors (AcademicRecord 1.9.0, CoreMain
1.14.0); only what the lines say is written, and codes only where the standard has one for it.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from lxml import etree

from openhouse.common.text import number_words
from openhouse.documents.models_transcript import TranscriptLine
from openhouse.documents.transcript.pupils import Pupil
from openhouse.documents.transcript.queries import Transcript
from openhouse.documents.transcript.rules import rounded

SPACE = "urn:org:pesc:message:HighSchoolTranscript:v1.5.0"
#: The standard's words for the grades that earn credits.
GRADES = {
    "06": "SixthGrade", "07": "SeventhGrade", "08": "EighthGrade", "09": "NinthGrade",
    "10": "TenthGrade", "11": "EleventhGrade", "12": "TwelfthGrade",
}  # fmt: skip
#: A part: a text, or parts by name; what is empty is left out.
type Part = str | Mapping[str, "Part"] | list["Part"] | None


#: What XML cannot hold; a file or a hand may have brought it.
_NO_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def as_pesc(pupil: Pupil, found: Transcript, district: str, number: str, now: datetime) -> bytes:
    """The document; *number* names it, and never two."""
    root = etree.Element(f"{{{SPACE}}}HighSchoolTranscript", nsmap={"HSTrn": SPACE})
    _fill(root, "TransmissionData", _transmission(pupil, district, number, now))
    _fill(root, "Student", {"Person": _person(pupil), "AcademicRecord": _record(pupil, found)})
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _fill(above: etree._Element, name: str, part: Part) -> None:
    """Add *part* below *above*, without what is empty."""
    if isinstance(part, list):
        for each in part:
            _fill(above, name, each)
    elif isinstance(part, str):
        if part:
            etree.SubElement(above, name).text = _NO_XML.sub("", part)
    elif part:
        inside = etree.SubElement(above, name)
        for inner, each in part.items():
            _fill(inside, inner, each)
        if not len(inside):
            above.remove(inside)


def _transmission(pupil: Pupil, district: str, number: str, now: datetime) -> Part:
    return {
        "DocumentID": number,
        "CreatedDateTime": now.isoformat(timespec="seconds"),
        "DocumentTypeCode": "StudentRequest",
        "TransmissionType": "Original",
        "Source": {"Organization": {"OrganizationName": pupil.school_name or district}},
        "Destination": {"Organization": {"OrganizationName": pupil.name}},
        "DocumentOfficialCode": "Unofficial",
    }


def _person(pupil: Pupil) -> Part:
    return {
        "SchoolAssignedPersonID": pupil.number,
        "Birth": {"BirthDate": pupil.born_on.isoformat() if pupil.born_on else ""},
        "Name": {
            "FirstName": pupil.given_name,
            "MiddleName": pupil.middle_name,
            "LastName": pupil.family_name,
        },
    }


def _record(pupil: Pupil, found: Transcript) -> Part:
    sums = found.sums
    kinds = [("NonWeighted", sums.unweighted)]
    if found.decided.shows_weighted:
        kinds.append(("Weighted", sums.weighted))
    rank = found.rank
    return {
        "School": {"OrganizationName": pupil.school_name},
        "StudentLevel": {"StudentLevelCode": GRADES.get(pupil.grade_level, "")},
        "AcademicSummary": [
            {
                "AcademicSummaryType": kind,
                "GPA": {
                    "CreditHoursAttempted": number_words(sums.attempted),
                    "CreditHoursEarned": number_words(sums.earned),
                    "GradePointAverage": _average(average, found),
                },
                "ClassRank": str(rank.rank) if rank else "",
                "ClassSize": str(rank.rank_of) if rank else "",
            }
            for kind, average in kinds
        ],
        "AcademicSession": [*_sessions(found)],
    }


def _average(average: Decimal | None, found: Transcript) -> str:
    shown = rounded(average) if found.decided.shows_average else None
    return "" if shown is None else str(shown)


def _sessions(found: Transcript) -> Iterator[Part]:
    """A session for each year, term and school."""

    def of(line: TranscriptLine) -> tuple[int, str, str]:
        return line.ends_in, line.term_name, line.school_name

    lines = sorted(found.lines, key=lambda line: (line.ends_in, str(line.ended_on), of(line)))
    for (year, term, school), some in groupby(lines, of):
        several = list(some)
        ended = several[0].ended_on
        yield {
            "AcademicSessionDetail": {
                # the month in which its school year began; the end is exact
                "SessionDesignator": f"{year - 1}-08",
                "SessionName": term,
                "SessionSchoolYear": f"{year - 1}-{year}",
                "SessionEndDate": ended.isoformat() if ended else "",
            },
            "School": {"OrganizationName": school},
            "Course": [_course(line) for line in several],
        }


def _course(line: TranscriptLine) -> Part:
    return {
        "CourseCreditBasis": "HighSchoolTransferCredit" if line.transfer else "Regular",
        "CourseCreditLevel": GRADES.get(line.grade_level, ""),
        "CourseCreditValue": number_words(line.credits_attempted),
        "CourseCreditEarned": number_words(line.credits_earned),
        "CourseAcademicGrade": "" if line.suppressed else line.mark,
        "CourseNumber": line.course_number,
        "CourseTitle": line.course_name,
    }
