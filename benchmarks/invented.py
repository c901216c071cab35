"""An invented OneRoster 1.1 delivery of any size, for ``import_speed.py``."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

#: Students in one class, and classes that each student takes.
CLASS_SIZE, CLASSES = 25, 5


def guid(kind: int, number: int) -> str:
    """An id as exporters write them; the same number has the same one."""
    mixed = (number * 0x9E3779B97F4A7C15 + kind) % 2**64
    return f"{mixed >> 32:08x}-{kind:04x}-4f3a-9c1e-{mixed % 2**32:08x}{number % 65536:04x}"


@dataclass(frozen=True)
class Sizes:
    """How many students and classes the delivery has, and how much work each class."""

    students: int
    classes: int
    per_class: int


def write_delivery(folder: Path, results: int) -> None:
    """A district with 50 scores a student."""
    students = max(CLASS_SIZE, results // 50 // CLASS_SIZE * CLASS_SIZE)
    sizes = Sizes(
        students,
        classes=students // CLASS_SIZE * CLASSES,
        per_class=max(1, results // students // CLASSES),
    )
    for name, (columns, lines) in (SCHOOL | people(sizes) | work(sizes)).items():
        part = folder / ("results" if name == "results" else "roster")
        part.mkdir(exist_ok=True)
        with (part / f"{name}.csv").open("w") as file:
            file.write(f"sourcedId,status,dateLastModified,{columns}\n")
            file.writelines(f"{line}\n" for line in lines)


BLANK = "active,2026-09-01"
#: File to its columns behind the first three, and its lines.
SCHOOL: dict[str, tuple[str, Iterable[str]]] = {
    "orgs": (
        "name,type,identifier,parentSourcedId",
        [f"org-1,{BLANK},North High School,school,1,"],
    ),
    "academicSessions": (
        "title,type,startDate,endDate,parentSourcedId,schoolYear",
        [
            f"sy,{BLANK},2026-2027,schoolYear,2026-08-15,2027-06-10,,2027",
            f"s1,{BLANK},Semester 1,semester,2026-08-15,2027-01-10,sy,2027",
        ],
    ),
    "courses": (
        "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
        [f"course-{i},{BLANK},sy,Course {i},C{i},09,org-1,Math," for i in range(50)],
    ),
    "categories": ("title,weight", [f"cat-{i},{BLANK},Category {i},25" for i in range(4)]),
}


def people(sizes: Sizes) -> dict[str, tuple[str, Iterable[str]]]:
    """The files of classes, students and who takes what."""
    return {
        "classes": (
            "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
            "termSourcedIds,subjects,subjectCodes,periods",
            (
                f"{guid(1, i)},{BLANK},Class {i},09,course-{i % 50},K{i},scheduled,Room {i % 90},"
                f"org-1,s1,Math,,{i % 7 + 1}"
                for i in range(sizes.classes)
            ),
        ),
        "users": (
            "enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,"
            "identifier,email,sms,phone,agentSourcedIds,grades,password",
            (
                f"{guid(2, i)},{BLANK},true,org-1,student,s{i},,Given{i},Family{i},,{i},,,,,09,"
                for i in range(sizes.students)
            ),
        ),
        "enrollments": (
            "classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
            (
                f"{guid(3, s * CLASSES + k)},{BLANK},"
                f"{guid(1, s // CLASS_SIZE * CLASSES + k)},org-1,{guid(2, s)},"
                "student,,2026-08-15,2027-01-10"
                for s in range(sizes.students)
                for k in range(CLASSES)
            ),
        ),
    }


def work(sizes: Sizes) -> dict[str, tuple[str, Iterable[str]]]:
    """The files of assignments and of their results."""
    per_class = sizes.per_class
    return {
        "lineItems": (
            "title,description,assignDate,dueDate,classSourcedId,categorySourcedId,"
            "gradingPeriodSourcedId,resultValueMin,resultValueMax",
            (
                f"{guid(4, c * per_class + a)},{BLANK},Assignment {a},,2026-09-01,"
                f"2026-09-{a % 28 + 1:02d},"
                f"{guid(1, c)},cat-{a % 4},s1,0,100"
                for c in range(sizes.classes)
                for a in range(per_class)
            ),
        ),
        "results": (
            "lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment",
            (
                f"{guid(5, (c * per_class + a) * CLASS_SIZE + s)},{BLANK}T00:00:00.000Z,"
                f"{guid(4, c * per_class + a)},{guid(2, c // CLASSES * CLASS_SIZE + s)},"
                "fully graded,"
                f"{(c * 31 + a * 17 + s * 7) % 101},2026-09-{a % 28 + 1:02d},"
                for a in range(per_class)
                for c in range(sizes.classes)
                for s in range(CLASS_SIZE)
            ),
        ),
    }
