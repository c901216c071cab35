"""What the adults of an application become to a child. By the house.

What a court has said, what has ended and what another home says stays as it is. Nobody who was
known before sees a child because an application names her; a member of its home does.
"""

from openhouse.access.viewer import System
from openhouse.people.models import Guardianship, Person
from openhouse.registration.models import ApplicationMember, Part
from openhouse.registration.posting.case import Case
from openhouse.registration.posting.parting import part_with
from openhouse.registration.rules.mapping import Tie, counts, ties


def tie_adults(case: Case) -> None:
    """Write the guardianships of the home's adults, and whom to call in an emergency."""
    found = case.found
    known = {
        tie.person_id: tie
        for tie in Guardianship.objects.visible_to(System())
        .select_for_update()
        .filter(student_id=case.student.pk)
    }
    said = {part.pk: counts(found.lines[part.pk]) for part in found.adults}
    wanted = dict(ties(counts(found.lines[found.child.pk]), said))
    for part in found.adults:
        person = case.people[part.pk]
        if person.pk == case.student.pk:
            continue
        there = known.get(person.pk)
        if there is None and case.is_change and not case.is_new(part):
            continue  # a change of the home makes nobody a guardian who was none
        if there is None:
            _begin(case, part, person, wanted[part.pk])
        elif is_ours_to_change(there, case):
            _change(there, wanted[part.pk])
    part_with(found, case.today)


def is_ours_to_change(tie: Guardianship, case: Case) -> bool:
    """If no court order stands on it, and it has not ended."""
    return not tie.barred and (tie.ends_on is None or tie.ends_on >= case.today)


def _begin(case: Case, part: Part, person: Person, tie: Tie) -> None:
    guardian = part.kind == Part.Kind.GUARDIAN
    legal = guardian and (tie.legal if tie.legal is not None else not case.is_change)
    opens = legal and (part.pk in case.made or _is_member(case, person))
    Guardianship(
        student=case.student.student,
        person=person,
        relation=(tie.relation or "")[:60],
        lives_with=guardian and bool(tie.lives_with),
        legal_guardian=legal,
        portal_access=opens,
        receives_mail=guardian and tie.receives_mail is not False,
        call_order=_next_in_order(case.student.pk),
    ).save(force_insert=True)


def _is_member(case: Case, person: Person) -> bool:
    members = ApplicationMember.objects.filter(application=case.found.application)
    return members.filter(person=person).exists()


def _next_in_order(student: int) -> int:
    """The place after all who are called before."""
    rows = Guardianship.objects.visible_to(System()).filter(student_id=student)
    return max((each.call_order or 0 for each in rows), default=0) + 1


def _change(there: Guardianship, tie: Tie) -> None:
    new = {
        "relation": tie.relation or there.relation,
        "lives_with": there.lives_with if tie.lives_with is None else tie.lives_with,
        "receives_mail": there.receives_mail if tie.receives_mail is None else tie.receives_mail,
    }
    differ = [name for name, value in new.items() if value != getattr(there, name)]
    for name in differ:
        setattr(there, name, new[name])
    if differ:
        there.save(update_fields=differ)
