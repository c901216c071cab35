"""The terms for which an office opens windows."""

from collections.abc import Iterable
from datetime import date, timedelta

from openhouse.districts.models import Term

#: Marks are posted for terms that are not long over.
LONG_OVER = timedelta(90)


def terms_of(schools: Iterable[int] | None, on: date) -> list[tuple[tuple[int, int], str]]:
    """School and term, with the names of both; *schools* None: of all."""
    terms = Term.objects.filter(ends_on__gte=on - LONG_OVER).order_by(
        "school_year__school__name", "starts_on", "ends_on"
    )
    if schools is not None:
        terms = terms.filter(school_year__school_id__in=list(schools))
    fields = ("school_year__school_id", "id", "school_year__school__name", "name")
    return [
        ((school, term), f"{school_name}: {name}")
        for school, term, school_name, name in terms.values_list(*fields)
        if school is not None
    ]
