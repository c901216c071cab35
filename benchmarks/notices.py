"""From posted marks to what waits in the outbox: ``python benchmarks/notices.py [--many 20000]``.

So many notices of one posting day: students with two guardians each, two marks a student, all
posted in one transaction; told at once, with e-mails, by one or two processes as restricted role
with the wall up. What then takes them to the mail server is ``benchmarks/deliveries.py``.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
NAME = "bench_notices"
GUARDIANS, MARKS = 2, 2
#: One worker's part, in a process of its own.
TELL = (
    "import django; django.setup();"
    "from openhouse.home.heard.jobs import tell_due; tell_due(district=%d)"
)


def families(north: Any, many: int) -> list[int]:
    """So many students of the high school, placed in two classes, each with two guardians."""
    from openhouse.access.viewer import System
    from openhouse.courses.models import Placement
    from openhouse.people.models import ContactPoint, Enrollment, Guardianship, Person, Student

    def persons(count: int, name: str) -> list[Any]:
        return Person.objects.bulk_create(
            Person(given_name=f"{name}{n}", family_name="Family") for n in range(count)
        )

    students = persons(many, "Student")
    Student.objects.visible_to(System()).bulk_create(Student(person=one) for one in students)
    like = Enrollment.objects.visible_to(System()).filter(student_id=north.ben.id).first()
    assert like
    columns = ("school_id", "school_year_id", "grade_level", "primary", "starts_on", "ends_on")
    same = {name: getattr(like, name) for name in columns}
    Enrollment.objects.visible_to(System()).bulk_create(
        Enrollment(student_id=one.pk, **same) for one in students
    )
    Placement.objects.visible_to(System()).bulk_create(
        Placement(student_id=one.pk, section_id=north.rows[key].pk)
        for one in students
        for key in ("algebra", "history")
    )
    for turn in range(GUARDIANS):
        adults = persons(many, f"Adult{turn}")
        Guardianship.objects.visible_to(System()).bulk_create(
            Guardianship(student_id=one.pk, person=adult, relation="mother", portal_access=True)
            for one, adult in zip(students, adults, strict=True)
        )
        ContactPoint.objects.bulk_create(
            ContactPoint(person=adult, kind="email", value=f"p{adult.pk}@home.example")
            for adult in adults
        )
    return [one.pk for one in students]


def post(north: Any, students: list[int]) -> None:
    """A mark in each class for each student."""
    from openhouse.access.viewer import System
    from openhouse.grades.models import GradingTask, PostedMark

    task = GradingTask.objects.order_by("pk").first()
    PostedMark.objects.visible_to(System()).bulk_create(
        PostedMark(
            student_id=one, section_id=north.rows[key].pk, term_id=north.rows["high_q1"].pk,
            task=task, letter="B", percent=84,
        )
        for one in students
        for key in ("algebra", "history")
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=20_000)
    asked = parser.parse_args()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "openhouse.config.settings",
        "OPENHOUSE_TODAY": "2026-10-06T18:00",
    }
    from tests import database

    database.copy(NAME)
    os.environ |= {
        "DATABASE_URL": database.url_of(NAME),
        "DATABASE_APP_URL": database.url_of(NAME, database.ROLE),
    }
    import django

    django.setup()
    from django.utils import timezone

    from openhouse.common import clock

    with timezone.override(clock.zone("America/Chicago")):
        measure(begin(asked.many // (GUARDIANS * MARKS)))


def begin(count: int) -> list[int]:
    """The families, with everything up to now read, and no hour to wait for."""
    from django.db import connection

    from openhouse.common import clock
    from openhouse.home.heard.reading import hold_notices
    from openhouse.notifications.models_notices import HeardUpTo, NoticeRules
    from tests.cast import NORTH, in_all

    with in_all(NORTH):
        students = families(NORTH, count)
        HeardUpTo.objects.all().delete()
        NoticeRules.objects.all().delete()
        NoticeRules.objects.create(fold=0, head_start=0)
    with in_all(NORTH), connection.cursor() as cursor:
        hold_notices(clock.today())
        cursor.execute("ANALYZE")
    return students


def measure(students: list[int]) -> None:
    """Post, hold, and let two workers tell; they load Django first, which counts."""
    from django.db import connections

    from openhouse.common import clock
    from openhouse.home.heard.reading import hold_notices
    from openhouse.notifications.models import Delivery
    from openhouse.notifications.models_notices import Notice
    from tests.cast import NORTH, in_all

    with in_all(NORTH):
        post(NORTH, students)
    posted = time.monotonic()
    with in_all(NORTH):
        held = hold_notices(clock.today())
        Notice.objects.update(due_at=clock.now())  # not at the hour of the bundle
    read = time.monotonic()
    connections.close_all()
    command = [sys.executable, "-W", "ignore", "-c", TELL % NORTH.id]
    workers = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    for worker in workers:
        worker.wait()
    told = time.monotonic()
    with in_all(NORTH):
        out = Notice.objects.filter(state="out", matter__startswith="mark:").count()
        mails = Delivery.objects.filter(kind__startswith="notice")
        sent, persons = mails.count(), mails.values("person_id").distinct().count()
    print(
        f"{held} notices of {len(students) * MARKS} marks: held in {read - posted:.1f} s, in the"
        f" outbox {told - read:.1f} s after that; {out} out, {sent} messages to {persons} persons;"
        f" load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
