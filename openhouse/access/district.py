"""The district as pages know it."""

from dataclasses import dataclass
from typing import Any

from openhouse.districts.models import District


@dataclass(frozen=True, slots=True)
class CurrentDistrict:
    """The district whose address the request has."""

    id: int
    slug: str
    name: str
    state: str
    city: str
    hue: int
    time_zone: str
    help_email: str
    help_phone: str
    grading_only_notice: str


def district_from(row: dict[str, Any]) -> CurrentDistrict:
    """The district from its row as JSON."""
    return CurrentDistrict(**{name: row[name] for name in CurrentDistrict.__slots__})


def as_current(district: District) -> CurrentDistrict:
    """The district from its row, for a job."""
    return CurrentDistrict(**{name: getattr(district, name) for name in CurrentDistrict.__slots__})
