"""Many families of the high school: for what is only seen where there are many."""

from typing import Any

from openhouse.access.viewer import System
from openhouse.courses.models import Placement
from openhouse.people.models import ContactPoint, Enrollment, Guardianship, Person, Student
from tests.cast import Cast


def families(north: Cast, many: int, guardians: int = 2) -> list[int]:
    """So many students of the high school in two classes, each with guardians who have an e-mail.

    Within the scope of the district's own jobs.
    """

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
    for turn in range(guardians):
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
