"""The second lock, and the shapes of constraints that records of students share."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, Func, Q, QuerySet
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from openhouse.common.scope import ALL, Sees


class Unguarded(Exception):
    """Rows about students were asked for without saying who is looking."""


class Guarded[M: models.Model](models.Manager[M]):
    """The ``objects`` of a model about students: ``visible_to(viewer)`` is the only road."""

    use_in_migrations = False

    def __init__(self, student_field: str = "student_id", *, or_none: bool = False) -> None:
        """With *or_none* rows about no one student pass too: a letter to a whole school, which the
        wall and the query keep to its readers."""
        super().__init__()
        self.student_field, self.or_none = student_field, or_none

    def get_queryset(self) -> NoReturn:
        raise Unguarded(f"{self.model.__name__}.objects: say who looks, with visible_to(viewer)")

    def visible_to(self, viewer: Sees) -> QuerySet[M]:
        """The rows about students that *viewer* may see."""
        rows: QuerySet[M] = QuerySet(self.model, using=self._db)
        if viewer.student_ids == ALL:
            return rows
        theirs = Q(**{f"{self.student_field}__in": list(viewer.student_ids)})
        return rows.filter(theirs | Q(**{self.student_field: None}) if self.or_none else theirs)


def seen(viewer: Sees, students: Iterable[int]) -> list[int]:
    """Those of *students* that *viewer* may see, in their order.

    The second lock for reads that are functions of the database (``<feature>/sql/*.sql``): only
    ids that went through here are sent into a statement.
    """
    if viewer.student_ids == ALL:
        return list(students)
    return [student for student in students if student in viewer.student_ids]


def within(viewer: Sees) -> list[int] | None:
    """The same for a statement about everyone of a school: the ids that it keeps to; None: all."""
    return None if viewer.student_ids == ALL else [*map(int, viewer.student_ids)]


class AccountManager(models.Manager[Any]):
    """Accounts by user name; letters' case does not matter."""

    def called(self, username: str) -> QuerySet[Any]:
        """The accounts of that name: one at the most in a district.

        Compared in small letters, as failed tries are counted: in capitals, as ``iexact`` has it,
        the Turkish "admın" would be "ADMIN" too, and have tries of its own.
        """
        return self.filter(Exact(Lower("username"), username.lower()))

    def get_by_natural_key(self, username: str) -> Any:
        return self.called(username).get()


class _Same(Func):
    """A range of one id, because GiST compares ranges without an extension, but not integers."""

    template = "int8range(%(expressions)s, '[]')"
    arg_joiner = ", "

    def __init__(self, field: str) -> None:
        super().__init__(field, field)


class _Dates(Func):
    """The days from *starts* to *ends*, both included; an empty end is open."""

    template = "daterange(%(expressions)s, '[]')"
    output_field = DateRangeField()


def dates(starts: str = "starts_on", ends: str = "ends_on") -> Func:
    return _Dates(starts, ends)


def never_together(name: str, *same: str, condition: Q | None = None) -> ExclusionConstraint:
    """No two rows with equal *same* columns may overlap in time."""
    pairs = [(_Same(field), RangeOperators.OVERLAPS) for field in same]
    return ExclusionConstraint(
        name=name,
        index_type="gist",
        # An import may swap the days of two rows in one statement, and in several.
        deferrable=Deferrable.IMMEDIATE,
        expressions=[*pairs, (dates(), RangeOperators.OVERLAPS)],
        condition=condition,
    )


def ends_after_start(name: str) -> models.CheckConstraint:
    """A stretch of time does not end before it starts; either end may be open."""
    return models.CheckConstraint(
        condition=Q(starts_on__isnull=True)
        | Q(ends_on__isnull=True)
        | Q(starts_on__lte=models.F("ends_on")),
        name=name,
    )
