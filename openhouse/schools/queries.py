"""The schools whose details somebody may change."""

from django.db.models import Exists, OuterRef, QuerySet

from openhouse.access.viewer import Viewer
from openhouse.districts.models import District, School, SchoolLogo
from openhouse.papers.heads import Head, head_of


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


def head_now(school: School) -> Head:
    """What stands at the head of the papers that are made of it from now on."""
    return head_of(school, District.objects.get(pk=school.district_id))
