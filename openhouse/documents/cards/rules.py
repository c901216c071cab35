"""What stands on a report card, and in what two of them differ. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

#: What may stand under a student's name.
HEADER = ("grade", "number", "state_id", "homeroom")
#: Subjects stand apart where one of them has as many lines.
GROUPED_FROM = 2
PROGRESS, TERM, EXAM, SEMESTER, FINAL = "progress", "term", "exam", "semester", "final"


class Column(NamedTuple):
    """A mark that a card shows: of which task and term; ``own`` is of the term released."""

    task: int
    kind: str
    task_name: str
    term: int
    term_name: str
    ends_on: date
    own: bool


class Posted(NamedTuple):
    """A mark that a teacher submitted, with its section."""

    section: int
    course: int
    name: str
    subject: str
    teacher: str
    task: int
    term: int
    mark: str
    comment: str


@dataclass(slots=True)
class Line:
    """A course of a card: its marks by column, "" where there is none."""

    name: str
    subject: str
    teacher: str
    marks: list[str]
    comments: list[str]
    sections: set[int] = field(default_factory=set)

    @property
    def has_room(self) -> set[int]:
        return {at for at, mark in enumerate(self.marks) if not mark}


def short(name: str) -> str:
    """A term's name where there is little room: "Q1" of "Quarter 1"; a single word stays."""
    words = name.split()
    if len(words) < 2 or not words[-1].isdigit():
        return name
    return "".join(word if word.isdigit() else word[0].upper() for word in words)


def heading(column: Column, columns: Sequence[Column]) -> str:
    """What heads a column: the term's mark by the term, another by its task."""
    if column.kind in (TERM, SEMESTER):
        return short(column.term_name)
    if sum(each.task == column.task for each in columns) == 1:
        return column.task_name
    return f"{column.task_name} {short(column.term_name)}"


def lines_of(posted: Iterable[Posted], columns: Sequence[Column]) -> list[Line]:
    """The courses of a card, by subject and name.

    Sections of one course, of two semesters or after a change of class, are one line, unless both
    have a mark in the same column.
    """
    place = {(each.task, each.term): at for at, each in enumerate(columns)}
    by_section: dict[int, Line] = {}
    courses: dict[int, int] = {}
    for each in posted:
        if (at := place.get((each.task, each.term))) is None:
            continue
        line = by_section.get(each.section)
        if line is None:
            blank = [""] * len(columns)
            line = Line(each.name, each.subject, each.teacher, blank, [*blank], {each.section})
            by_section[each.section] = line
            courses[each.section] = each.course
        line.marks[at], line.comments[at] = each.mark, each.comment
    found: list[tuple[int, Line]] = []
    for section, line in by_section.items():
        same = next((one for course, one in found if course == courses[section]), None)
        if same and {at for at, mark in enumerate(line.marks) if mark} <= same.has_room:
            _join(same, line)
        else:
            found.append((courses[section], line))
    return sorted((line for _, line in found), key=lambda one: (one.name.casefold(), one.teacher))


def _join(line: Line, other: Line) -> None:
    last = max((at for at, mark in enumerate(other.marks) if mark), default=-1)
    if last > max((at for at, mark in enumerate(line.marks) if mark), default=-1):
        line.teacher, line.name = other.teacher, other.name
    line.sections |= other.sections
    for at, mark in enumerate(other.marks):
        if mark:
            line.marks[at], line.comments[at] = mark, other.comments[at]


def comment_of(line: Line, columns: Sequence[Column]) -> str:
    """The teacher's newest words about the term released; older ones are another card's."""
    said = [line.comments[at] for at, each in enumerate(columns) if each.own]
    return next((words for words in reversed(said) if words), "")


def by_subject(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """The lines under their subjects, in the order in which these come first.

    Where no subject has more than one line, all of them are one group without a name.
    """
    found: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda one: (one.subject.casefold(), one.name.casefold())):
        found.setdefault(line.subject, []).append(line)
    if max(map(len, found.values()), default=0) < GROUPED_FROM:
        return {"": list(lines)} if lines else {}
    return found


def legend_of(text: str) -> list[list[str]]:
    """The lines "A = 93 and up" as pairs; a line without "=" explains nothing and stays out."""
    pairs = [line.partition("=") for line in text.splitlines()]
    return [[sign.strip(), words.strip()] for sign, said, words in pairs if said and sign.strip()]


def language_for(reads: str, languages: Sequence[str]) -> str:
    """The card's language for a family that *reads* one: hers if the template has it."""
    found = spoken(reads, languages)
    return found or next(iter(languages), "en")


def spoken(reads: str, languages: Iterable[str]) -> str:
    """That of *languages* which somebody understands who *reads* one; "" where there is none."""
    known = set(languages)
    likely = (reads.lower(), reads.partition("-")[0].lower())
    return next((one for one in likely if one in known), "")


class Difference(NamedTuple):
    """What another edition says otherwise, in no language: the course ("" for the student), what of
    it and both values.

    What is a column's heading, "comment", "name", "head.…" for what stands under her name,
    "day.…" for her days, or "class.…" for how often she missed a course.
    """

    what: str
    column: str
    before: str
    after: str


#: The words in which cards said so that kept no keys; they are frozen as those cards are.
_WORDS = {
    "Student number": "head.number", "Número de alumno": "head.number",
    "State ID": "head.state_id", "Identificación del estado": "head.state_id",
    "Homeroom": "head.homeroom", "Salón": "head.homeroom",
    "day absent": "day.absent", "days absent": "day.absent",
    "día ausente": "day.absent", "días ausente": "day.absent",
    "day absent in part": "day.part", "days absent in part": "day.part",
    "día de falta parcial": "day.part", "días de falta parcial": "day.part",
    "day late": "day.late", "days late": "day.late",
    "día tarde": "day.late", "días tarde": "day.late",
    "school day": "day.school", "school days": "day.school",
    "día de clases": "day.school", "días de clases": "day.school",
    "excused": "excused", "justificada": "excused",
    "not excused": "unexcused", "injustificada": "unexcused",
    "not explained yet": "unknown", "sin explicar aún": "unknown",
    "does not count": "exempt", "no cuenta": "exempt",
}  # fmt: skip


def counted(many: int | str, by_excuse: Mapping[str, int | str]) -> str:
    """A number of days and its parts, in no language: "3;excused=2;unknown=1"."""
    return ";".join([str(many), *(f"{excuse}={of}" for excuse, of in by_excuse.items())])


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """In what two sets of facts differ for a reader: marks, comments, attendance, name.

    Days that have merely gone by since are no difference of their own.
    """
    old, new = _said(before), _said(after)
    found = [
        Difference(*key, old.get(key, ""), new.get(key, ""))
        for key in dict.fromkeys([*old, *new])
        if old.get(key, "") != new.get(key, "")
        # an older card said what stands under her name in words alone, and not all of it
        and not (key[1].startswith("head.") and (key not in old or key not in new))
    ]
    return found if any(each.column != "day.school" for each in found) else []


def _said(facts: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    found = {("", "name"): str(facts["student"]["name"])}
    of_her = facts["said"] if "said" in facts else _said_in_words(facts)
    found |= {("", key): value for key, value in of_her.items()}
    seen: dict[str, int] = {}
    for line in _lines(facts):
        seen[line["name"]] = seen.get(line["name"], 0) + 1
        many = seen[line["name"]]
        name = line["name"] if many == 1 else f"{line['name']} ({many})"
        missed = line.get("missed") or []
        columns = [*facts["columns"], *(["class.absent", "class.late"] if missed else [])]
        for column, mark in zip(columns, [*line["marks"], *missed], strict=False):
            found[name, column] = str(mark)
        found[name, "comment"] = line["comment"]
    return found


def _said_in_words(facts: Mapping[str, Any]) -> dict[str, str]:
    """The same of a card that kept no keys, from its words."""
    found = {_WORDS[what]: said for what, said in facts["student"]["facts"] if what in _WORDS}
    for many, what, why in facts.get("days", []):
        parts = [part.partition(" ") for part in why.split(", ") if part]
        by_excuse = {_WORDS.get(words, words): of for of, _space, words in parts}
        found[_WORDS.get(what, what)] = counted(many, by_excuse)
    if "day.absent" in found:
        found.setdefault("day.part", "0")  # it was said only where there was one
    return found


def _lines(facts: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    grouped = [line for subject in facts.get("subjects", []) for line in subject["lines"]]
    return [*facts.get("courses", []), *grouped]


#: What begins code in Typst's markup, where no backslash stands before it.
_CODE = re.compile(r"(?:\\.|[^#$\\])*[#$]", re.DOTALL)


def line_of_code(note: str) -> int:
    """The line of *note* in which Typst's code begins, counted from 1; 0 where there is none.

    A note is words. Code in it could read the server's files, fetch packages, or never end:
    ``eval`` keeps none of that out (seen with Typst 0.15).
    """
    found = _CODE.match(note)
    return note.count("\n", 0, found.end()) + 1 if found else 0


#: What means something in Typst's markup that no note means by it: references, labels, raw text,
#: brackets, comments. What is escaped already and web addresses stay as they are.
_SIGNS = re.compile(r"\\.|https?://\S+|([@`<\[\]]|/(?=[/*]))", re.DOTALL)


def as_markup(note: str) -> str:
    """*note* for Typst: "office@school.org" is an address, and nothing after "//" gets lost."""
    return _SIGNS.sub(lambda found: f"\\{found[1]}" if found[1] else found[0], note)
