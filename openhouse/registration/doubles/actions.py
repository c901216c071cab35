"""Two persons of the records who are one become one, and within 30 days two again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.locks import check_now
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record, told_by_one_line
from openhouse.people.models import Account, Person, Student
from openhouse.registration.doubles.moving import Moved, move_all, move_back
from openhouse.registration.doubles.opening import called, named, order_lost, orders_on, posts, seen
from openhouse.registration.doubles.queries import WITHIN
from openhouse.registration.models_matching import Merge, TwoPeople

_GONE = gettext_lazy("One of the two is not in the records any more. Look at the list again.")


class NotDone(Exception):
    """What was asked for is not done; the words say why, and what to do."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen: rows that move, that are set aside, that stay; each by table.

    ``opens`` are an adult and a child of whom she sees more than before, ``orders`` the same of
    whom a court keeps apart, ``posts`` what she works as from then on, and did not before.
    """

    moves: Counter[str]
    aside: Counter[str]
    stays: Counter[str]
    closes_account: bool
    opens: tuple[tuple[str, str], ...]
    orders: tuple[tuple[str, str], ...]
    posts: tuple[tuple[str, str, str], ...]


class _OnlyLooked(Exception):
    """The preview has done it all, and takes all of it back."""


def preview(kept: int, gone: int) -> Preview:
    """What a merge would do, found by doing it and taking it back. Raises NotDone."""
    try:
        with transaction.atomic(), as_the_house():
            both, worked = seen(kept, kept) & seen(gone, kept), posts(kept)
            done, closes = _become_one(kept, gone)
            opens, orders = named(seen(kept, kept) - both), orders_on(kept)
            gained = called(posts(kept) - worked, kept)
            raise _OnlyLooked
    except _OnlyLooked:
        return Preview(
            Counter(table for table, _column, _key in done.rows),
            Counter(table for table, _row in done.aside),
            done.stays,
            closes,
            tuple(opens),
            tuple(orders),
            tuple(gained),
        )


def merge(viewer: Viewer, kept: int, gone: int) -> Merge:
    """The records of *gone* become *kept*'s. Raises NotDone with the reason."""
    if viewer.person_id == gone:
        raise NotDone(_("You cannot put your own record into another’s."))
    with transaction.atomic(), as_the_house():
        done, closes = _become_one(kept, gone)
        names = {each.pk: _named(each) for each in Person.objects.filter(pk__in=(kept, gone))}
        made = Merge.objects.create(
            kept_id=kept, gone_id=gone, kept_name=names[kept], gone_name=names[gone],
            by_id=viewer.person_id, at=clock.now(),
            moved={"rows": done.rows, "aside": done.aside, "closed": closes},
        )  # fmt: skip
        _told("registration.merged", viewer, made)
    return made


def undo(viewer: Viewer, number: int) -> Merge:
    """The two are two again: each row where it was. Raises NotDone with the reason."""
    with transaction.atomic(), as_the_house():
        made = Merge.objects.select_for_update().filter(pk=number, undone_at=None).first()
        if made is None or clock.now() - made.at > WITHIN:
            raise NotDone(_("This was taken back already, or more than 30 days have passed."))
        closed = made.moved.pop("closed")
        try:
            with transaction.atomic(), told_by_one_line():
                move_back(made.gone_id, made.kept_id, Moved(**made.moved))
                check_now()
        except DatabaseError:
            raise NotDone(
                _("Something has been entered since that stands in the way. Move it by hand first.")
            ) from None
        if closed:
            Account.objects.filter(person=made.gone_id).update(is_active=True)
        _keys_anew(made.gone_id)
        Merge.objects.filter(pk=number).update(undone_at=clock.now(), undone_by_id=viewer.person_id)
        _told("registration.merge_undone", viewer, made)
    return made


def tell_apart(viewer: Viewer, one: int, other: int) -> None:
    """The two records are of two people, whatever they have in common. Raises NotDone."""
    one, other = sorted((one, other))
    with transaction.atomic(), as_the_house():
        people = Person.objects.filter(pk__in=(one, other))
        if one == other or people.count() < 2 or _was_merged(one, other):
            raise NotDone(str(_GONE))
        _pair, is_new = TwoPeople.objects.get_or_create(
            one_id=one, other_id=other, defaults={"by_id": viewer.person_id, "at": clock.now()}
        )
        if is_new:
            record("registration.told_apart", actor=viewer.person_id, subject=_names(people))


def look_again(viewer: Viewer, one: int, other: int) -> None:
    """It is open again if they are one or two."""
    one, other = sorted((one, other))
    with transaction.atomic(), as_the_house():
        gone, _each = TwoPeople.objects.filter(one_id=one, other_id=other).delete()
        if gone:
            names = _names(Person.objects.filter(pk__in=(one, other)))
            record("registration.looked_again", actor=viewer.person_id, subject=names)


def _names(people: Iterable[Person]) -> str:
    return ", ".join(sorted(map(_named, people)))


def _become_one(kept: int, gone: int) -> tuple[Moved, bool]:
    people = {
        each.pk: each
        for each in Person.objects.select_for_update().filter(pk__in=(kept, gone)).order_by("pk")
    }
    if len(people) < 2 or _was_merged(kept, gone):
        raise NotDone(str(_GONE))
    students = set(
        Student.objects.visible_to(System()).filter(pk__in=people).values_list("pk", flat=True)
    )
    if gone in students and kept not in students:
        raise NotDone(_("Only one of the two is a student. Keep the student’s record."))
    _keep_orders(kept, gone)
    with told_by_one_line():
        done = move_all(gone, kept)
        try:
            check_now()
        except DatabaseError:
            raise NotDone(
                _("These two records hang together in a way that cannot be moved. Ask for help.")
            ) from None
    closes = Account.objects.filter(person=gone, is_active=True).update(is_active=False) > 0
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM registration_matchkey WHERE person_id = %s", [gone])
    return done, closes


def _keep_orders(kept: int, gone: int) -> None:
    if lost := order_lost(kept, gone):
        raise NotDone(
            _(
                "A court order keeps %(adult)s from %(child)s, and the record that stays does not"
                " have it. Let the other one stay, or note the order there first."
            )
            % {"adult": lost[0], "child": lost[1]}
        )


def _was_merged(*people: int) -> bool:
    return Merge.objects.filter(gone_id__in=people, undone_at=None).exists()


def _keys_anew(person: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT openhouse_match_keys(ARRAY[%s]::bigint[], 'nbpesh')", [person])


def _named(person: Person) -> str:
    return f"{person.given_name} {person.family_name}"


def _told(kind: str, viewer: Viewer, made: Merge) -> None:
    is_student = Student.objects.visible_to(System()).filter(pk=made.kept_id).exists()
    record(
        kind, actor=viewer.person_id, student=made.kept_id if is_student else None,
        person=None if is_student else made.kept_id, about=made.gone_id,
        subject=f"{made.gone_name} → {made.kept_name}",
        after={"merge": made.pk, "kept": made.kept_id, "gone": made.gone_id},
    )  # fmt: skip
