"""The versions of the forms."""

from typing import Any

from openhouse.districts.models import School
from openhouse.messages.wording import languages_offered
from openhouse.registration.models import FormVersion


def versions() -> list[FormVersion]:
    """All versions of all forms, the newest first; the draft before what is published."""
    found = FormVersion.objects.select_related("published_by").defer("definition")
    return sorted(found, key=lambda each: (each.published_at is not None, -each.number))


def version_at(number: int) -> FormVersion | None:
    """One version."""
    return FormVersion.objects.select_related("published_by").filter(pk=number).first()


def draft_of(purpose: str) -> FormVersion | None:
    """The version that is being made."""
    return FormVersion.objects.filter(purpose=purpose, published_at=None).first()


def languages_of_forms(district: int) -> list[str]:
    """The languages in which a form is written, English first."""
    return list(dict.fromkeys(["en", *languages_offered(district)]))


def schools_of(level: str) -> list[tuple[int, str]]:
    """The schools of a level, or all, to choose from."""
    found: Any = School.objects.order_by("name").values_list("pk", "name")
    return list(found.filter(level=level) if level else found)
