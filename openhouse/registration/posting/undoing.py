"""Taking a posting back within a day: every row as it was, or nothing and why not."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.locks import check_at_the_end, check_now
from openhouse.notifications.models import Delivery
from openhouse.people.models import Account, Person, Student
from openhouse.registration.models import Candidate, Part
from openhouse.registration.models_office import Posting
from openhouse.registration.posting import area
from openhouse.sign_in.models import ActivationCode

#: How long an office may take a posting back.
WITHIN = timedelta(days=1)


class CannotUndo(Exception):
    """It stays as it is. ``moved`` are the tables of rows that have changed since, ``stands`` that
    of something newer that stands on what was made; neither: the day is over."""

    def __init__(self, *, moved: Iterable[str] = (), stands: str = "") -> None:
        super().__init__(*moved)
        self.moved, self.stands = tuple(dict.fromkeys(moved)), stands


def may_undo(posting: Posting) -> bool:
    """If the day is not over."""
    return posting.undone_at is None and clock.now() - posting.at <= WITHIN


def entered_since(posting: Posting) -> list[Person]:
    """Who has used a way in that *posting* gave her, or was made by it and has an account: what was
    written can be taken back no more. By the house."""
    made: dict[str, list[int]] = {"people_person": [], "sign_in_activationcode": []}
    for one in area.read_written(posting.written):
        if one.before is None and one.table in made:
            made[one.table].append(one.id)
    used = ActivationCode.objects.filter(
        pk__in=made["sign_in_activationcode"], used_at__isnull=False
    )
    opened = Account.objects.filter(person__in=made["people_person"])
    entered = Q(pk__in=used.values("person")) | Q(pk__in=opened.values("person"))
    return list(Person.objects.filter(entered).order_by("pk"))


def take_back(candidate: Candidate, posting: Posting, viewer: Viewer) -> None:
    """Put everything back that *posting* wrote; rows of *candidate* are held. As the house.

    Raises CannotUndo. What was mailed is mailed; ways in that were given open nothing, until the
    same address is given one again (``inviting``).
    """
    if not may_undo(posting):
        raise CannotUndo
    wrote = area.read_written(posting.written)
    if moved := [one.table for one in wrote if not _is_as_written(one)]:
        raise CannotUndo(moved=moved)
    posting.ways = ways_of(posting, wrote)
    part = candidate.part
    persons = [one.id for one in wrote if one.table == "people_person" and one.before is None]
    Candidate.objects.visible_to(System()).filter(pk=candidate.pk).update(student=None)
    try:
        with transaction.atomic():
            Delivery.objects.filter(person_id__in=persons).update(person=None)
            Delivery.objects.filter(student_id__in=persons).update(student=None)
            for one in reversed(wrote):
                _put_back(one)
            check_now()
            check_at_the_end()
    except IntegrityError as error:
        raise CannotUndo(stands=_table_of(error)) from error
    part.refresh_from_db()
    students = Student.objects.visible_to(System()).filter(pk=part.person_id or 0)
    candidate.student = students.first()
    posting.undone_at, posting.undone_by_id = clock.now(), viewer.person_id
    posting.save(update_fields=["undone_at", "undone_by", "ways"])


def ways_of(posting: Posting, wrote: Iterable[area.Written]) -> list[dict[str, Any]]:
    """The ways in that it has mailed, and that nobody has used: by the adult they are for."""
    made = [one.id for one in wrote if one.table == "sign_in_activationcode" and not one.before]
    codes = ActivationCode.objects.filter(pk__in=made, used_at=None, withdrawn_at=None)
    parts = Part.objects.visible_to(System()).filter(application=posting.application_id)
    adults = dict(parts.values_list("person_id", "pk"))
    return [
        {
            "part": adults[code.person_id], "to": code.sent_to, "digest": code.digest,
            "way": code.way, "until": code.expires_at.isoformat(),
        }
        for code in codes.exclude(sent_to="") if code.person_id in adults
    ]  # fmt: skip


def _is_as_written(one: area.Written) -> bool:
    """If the row is as the posting left it, in the columns that it wrote."""
    now = area.as_it_stands(one)
    if one.after is None:
        return now is None
    if one.table == "sign_in_activationcode" and now is not None:
        return now["used_at"] is None
    return now is not None and all(now.get(name) == said for name, said in one.after.items())


def _put_back(one: area.Written) -> None:
    """One row. A school year that others stand on by now stays, for it is theirs too."""
    if one.table != "districts_schoolyear":
        area.put_back(one)
        return
    try:
        with transaction.atomic():
            area.put_back(one)
            check_now()
    except IntegrityError:
        return
    finally:
        check_at_the_end()


def _table_of(error: IntegrityError) -> str:
    cause = getattr(error.__cause__, "diag", None)
    return str(getattr(cause, "table_name", "") or "")
