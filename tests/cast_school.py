"""The schools of the cast: calendars, bell schedules, courses and sections."""

from datetime import UTC, date, datetime, time
from hashlib import sha256
from io import BytesIO

from PIL import Image

from openhouse.courses.models import Course, Meeting, Placement, Section, SectionTeacher
from openhouse.districts.models import (
    BellSchedule,
    Day,
    District,
    GradeHours,
    Period,
    School,
    SchoolLogo,
    SchoolYear,
    Term,
)
from tests.cast import FIRST_DAY, LAST_DAY, school_days
from tests.cast_rows import Maker

SCHOOLS = ("elementary", "west", "middle", "high", "career")
LEVELS = {"elementary": "elementary", "west": "elementary", "middle": "middle", "high": "high"}
#: Of the high school; the others have none.
ADDRESS = {
    "street": "100 Sample Street",
    "city": "Openfield",
    "state": "MO",
    "postal_code": "65101",
}
HOLIDAYS = {date(2026, 9, 7): "Labor Day", date(2026, 10, 12): "Fall break"}
#: key, name, kind, parent, from, until
TERMS = (
    ("s1", "Semester 1", "semester", "", FIRST_DAY, date(2026, 12, 18)),
    ("s2", "Semester 2", "semester", "", date(2027, 1, 4), LAST_DAY),
    ("q1", "Quarter 1", "quarter", "s1", FIRST_DAY, date(2026, 10, 16)),
    ("q2", "Quarter 2", "quarter", "s1", date(2026, 10, 19), date(2026, 12, 18)),
)
TIMES = (
    ("8:00", "9:25"),
    ("9:35", "11:00"),
    ("11:40", "13:05"),
    ("13:15", "14:40"),
)
#: key, school, name, for grading only, the bell schedule and period it meets in
SECTIONS = (
    ("algebra", "high", "Algebra II", False, "a2"),
    ("history", "high", "US History", False, "b1"),
    ("drawing", "high", "Drawing", False, "a4"),
    ("biology", "high", "Biology", False, "a3"),
    ("literature", "high", "Literatura contemporánea en lengua española, avanzada", False, "a1"),
    ("homeroom", "elementary", "Grade 3", False, "r1"),
    ("math", "elementary", "Mathematics", True, ""),
    ("reading", "elementary", "Reading", True, ""),
    ("west_homeroom", "west", "Grade 3", False, "r1"),
    ("science", "middle", "Science 7", False, "r2"),
    ("welding", "career", "Welding", False, "r4"),
)
TEACHERS = {
    "teacher": ("algebra", "history", "drawing"),
    "teacher_mother": ("biology",),
    "second_teacher": ("homeroom", "math", "reading"),
}
#: section -> who sits in it
ROSTERS = {
    "algebra": ("ben", "cai"),
    "history": ("ben", "mia"),
    "drawing": ("ben",),
    "biology": ("cai", "mia"),
    "literature": ("max",),
    "homeroom": ("ana", "eli", "dee"),
    "math": ("ana", "eli"),
    "reading": ("ana", "eli"),
    "west_homeroom": ("dee",),
    "science": ("leo", "fay"),
    "welding": ("cai",),
}


def make_district(make: Maker) -> None:
    """The district, its schools, and the calendar of each."""
    slug = make.cast.slug
    make.cast.id = make.next
    make.row(
        District,
        "district",
        slug=slug,
        name=f"{slug.capitalize()} Openfield Schools",
        state="MO",
        city="Openfield",
        hue=195 if slug == "north" else 30,
        languages=["en", "es"],
        help_email="help@openhouse.example",
        help_phone="555-0100",
        grading_only_notice="These courses carry the marks of the report card.",
    )
    for key in SCHOOLS:
        make_school(make, key)


def make_logo(make: Maker, school: School, key: str) -> None:
    """A picture that says inside, where nobody sees it, which row it is."""
    into, word = BytesIO(), f"ZQ{make.next}{make.cast.slug}"
    Image.new("RGB", (96, 64), "teal").save(into, "JPEG", comment=word)
    content = into.getvalue()
    make.row(
        SchoolLogo,
        f"logo_{key}",
        school=school,
        name="logo.png",
        width=96,
        height=64,
        content=content,
        sha256=sha256(content).hexdigest(),
        added_at=datetime(2026, 9, 1, tzinfo=UTC),
    )


def make_school(make: Maker, key: str) -> None:
    rows = make.cast.rows
    school = make.row(
        School,
        key,
        name=f"{key.capitalize()} School",
        level=LEVELS.get(key, "other"),
        number="0101",
        phone="555-0101",
        portal_open=True,
        **(ADDRESS if key == "high" else {}),
    )
    if key in ("high", "west"):
        make_logo(make, school, key)
        make.row(GradeHours, f"hours_{key}", school=school, closed_to="nobody", by_bell=True)
    year = make.row(
        SchoolYear,
        f"{key}_year",
        school=school,
        ends_in=2027,
        name="2026-27",
        starts_on=FIRST_DAY,
        ends_on=LAST_DAY,
    )
    for order, (term, name, kind, parent, starts_on, ends_on) in enumerate(TERMS):
        make.row(
            Term,
            f"{key}_{term}",
            school_year=year,
            parent=rows[f"{key}_{parent}"] if parent else None,
            name=name,
            kind=kind,
            sequence=order,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    make_days(make, key, year)


def make_days(make: Maker, key: str, year: SchoolYear) -> None:
    """The school days, A and B days taking turns at the high school; and the holidays."""
    rows = make.cast.rows
    bells = ("a", "b") if key == "high" else ("r",)
    for bell in bells:
        make_bells(make, key, bell)
    taught = [day for day in school_days() if day not in HOLIDAYS]
    # October 6 is an A day.
    parity = taught.index(date(2026, 10, 6)) % 2
    for day in school_days():
        off = HOLIDAYS.get(day, "")
        bell = bells[0] if off or len(bells) == 1 else bells[(taught.index(day) - parity) % 2]
        make.row(
            Day,
            f"{key}_{day}",
            school_year=year,
            on=day,
            instructional=not off,
            bell_schedule=None if off else rows[f"{key}_{bell}"],
            note=off,
        )


def make_bells(make: Maker, school: str, bell: str) -> None:
    """One bell schedule: four periods and lunch."""
    name = {"a": "A day", "b": "B day", "r": "Regular day"}[bell]
    schedule = make.row(BellSchedule, f"{school}_{bell}", school=make.cast.rows[school], name=name)
    first = 5 if bell == "b" else 1
    for number, (starts, ends) in enumerate(TIMES, start=1):
        make.row(
            Period,
            f"{school}_{bell}{number}",
            bell_schedule=schedule,
            name=f"Period {first + number - 1}",
            sequence=number if number < 3 else number + 1,
            starts_at=time.fromisoformat(starts.zfill(5)),
            ends_at=time.fromisoformat(ends.zfill(5)),
        )
    make.row(
        Period,
        f"{school}_{bell}_lunch",
        bell_schedule=schedule,
        name="Lunch",
        sequence=3,
        starts_at=time(11, 0),
        ends_at=time(11, 40),
        instructional=False,
    )


def make_courses(make: Maker) -> None:
    """Courses, sections, when they meet, who teaches them and who sits in them."""
    rows = make.cast.rows
    for key, school, name, grading_only, period in SECTIONS:
        course = make.row(
            Course, f"{key}_course", school=rows[school], name=name, number="C1", subject="Subject"
        )
        section = make.row(
            Section,
            key,
            course=course,
            school=rows[school],
            term=rows[f"{school}_s1"],
            number="01",
            name=name,
            teacher_name="Ms. Teacher",
            room="Room 12",
            for_grading_only=grading_only,
            starts_on=FIRST_DAY,
            ends_on=date(2026, 12, 18),
        )
        if period:
            make.row(Meeting, f"{key}_meeting", section=section, period=rows[f"{school}_{period}"])
    for teacher, sections in TEACHERS.items():
        for key in sections:
            make.row(SectionTeacher, f"{teacher}_of_{key}", section=rows[key], person=rows[teacher])
    for key, roster in ROSTERS.items():
        for student in roster:
            moved = student == "dee"
            make.row(
                Placement,
                f"{student}_in_{key}",
                student=student,
                student_id=rows[student].id,
                section=rows[key],
                starts_on=date(2026, 9, 21) if key == "west_homeroom" else FIRST_DAY,
                ends_on=date(2026, 9, 18) if moved and key == "homeroom" else date(2026, 12, 18),
            )
