"""The schools whose details somebody may change."""

from datetime import date, time

from django.db.models import Exists, OuterRef, QuerySet

from openhouse.access.viewer import Viewer
from openhouse.common.rows import rows
from openhouse.districts.models import District, GradeHours, School, SchoolLogo
from openhouse.papers.heads import Head, head_of

_HOURS = "SELECT starts_at, ends_at FROM openhouse_grade_hours(%s, %s) WHERE school = %s"


def schools_of(viewer: Viewer) -> QuerySet[School]:
    """The schools whose clerk *viewer* is, for the district all of them; by name.

    Each with ``has_logo``.
    """
    found = School.objects.annotate(has_logo=Exists(SchoolLogo.objects.filter(pk=OuterRef("pk"))))
    if "district" not in viewer.roles:
        mine = {post.school for post in viewer.posts if post.school and post.role == "office"}
        found = found.filter(pk__in=mine)
    return found.order_by("name", "pk")


def school_of(viewer: Viewer, number: int) -> School | None:
    """One of them; None where it is none of hers."""
    return schools_of(viewer).filter(pk=number).first()


def logo_of(school: School) -> SchoolLogo | None:
    """Its logo, where it has one."""
    return SchoolLogo.objects.filter(pk=school.pk).first()


def grade_hours(school: School) -> GradeHours:
    """When it shows no scores and marks; unsaved and closed to nobody where it has not said."""
    return GradeHours.objects.filter(pk=school.pk).first() or GradeHours(school=school)


def shut_on(school: School, on: date) -> tuple[time, time] | None:
    """From when to when it shows none on a day; None: it does all day."""
    found = rows(_HOURS, [school.district_id, on, school.pk])
    return (found[0][0], found[0][1]) if found else None


def head_now(school: School) -> Head:
    """What stands at the head of the papers that are made of it from now on."""
    return head_of(school, District.objects.get(pk=school.district_id))
