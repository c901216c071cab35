"""Telling staff that a rule has found somebody: how many, and where she reads who; never a name.

Who it is she reads on a page of the portal, where the wall says what is hers.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from openhouse.access.district import as_current
from openhouse.access.viewer import System
from openhouse.common.addresses import whole, whole_page
from openhouse.common.models import running
from openhouse.courses.models import Section, SectionTeacher
from openhouse.districts.models import District
from openhouse.messages.models_rules import EventRule, RuleCrossing
from openhouse.notifications.actions import draft, draft_push, send_off
from openhouse.notifications.kinds import OF_A_RULE
from openhouse.notifications.letters import Letter, Push
from openhouse.notifications.models import Delivery
from openhouse.notifications.ways import MAIL, PUSH, Way, ways_of
from openhouse.people.models import Enrollment, StaffPost

Tells = EventRule.Tells
#: A person, how many students of hers, what they are called after, and the page with them.
type Told = tuple[int, int, str, str]


def tell_staff(
    district: District, rule: EventRule, came: Collection[RuleCrossing], today: date
) -> None:
    """Tell those whom the rule names of what has come about at their school, or in their class."""
    told = [*_at_desks(district, rule, came, today), *_in_classes(district, rule, came, today)]
    ways = ways_of({person for person, *_more in told}, OF_A_RULE)
    drafts = [
        made
        for one in told
        for way in ways[one[0]]
        if (made := _draft(district, rule, one, way, today)) is not None
    ]
    if drafts:
        send_off(drafts, as_current(district))


def _at_desks(
    district: District, rule: EventRule, came: Collection[RuleCrossing], today: date
) -> Iterator[Told]:
    """Each counselor and clerk of a school, with how many of its students."""
    roles = [one for one in (Tells.OFFICE, Tells.COUNSELOR) if one in rule.tells]
    if not roles:
        return
    students = {one.student_id for one in came}
    there = Enrollment.objects.visible_to(System()).filter(running(today), student_id__in=students)
    if rule.school_id is not None:
        there = there.filter(school_id=rule.school_id)
    many = Counter(school for school, _student in set(there.values_list("school_id", "student_id")))
    posts = StaffPost.objects.filter(running(today), role__in=roles, school_id__in=many)
    url = whole_page(district.slug, "event-rule", number=rule.pk)
    found: Counter[int] = Counter()
    for person, school in set(posts.values_list("person_id", "school_id")):
        found[person] += many[school]
    for person, count in sorted(found.items()):
        yield person, count, "", url


def _in_classes(
    district: District, rule: EventRule, came: Collection[RuleCrossing], today: date
) -> Iterator[Told]:
    """Each teacher of a class that it is about, and the page of it on which she reads who it is."""
    found = {(one.section_id, one.student_id) for one in came if one.section_id is not None}
    many = Counter(section for section, _student in found)
    if Tells.TEACHER not in rule.tells or not many:
        return
    names = dict(Section.objects.filter(pk__in=many).values_list("pk", "name"))
    posts = StaffPost.objects.filter(running(today), role=StaffPost.Role.TEACHER)
    teach = SectionTeacher.objects.filter(
        running(today), section_id__in=many, person_id__in=posts.values("person_id")
    ).order_by("pk")
    page = "class-documents" if rule.what == EventRule.What.DOCUMENT else "gradebook"
    for person, section in teach.values_list("person_id", "section_id"):
        url = whole_page(district.slug, page, section=section)
        yield person, many[section], names[section], url


def _draft(
    district: District, rule: EventRule, one: Told, way: Way, today: date
) -> Delivery | None:
    person, many, called, url = one
    with override(way.language or None):
        said = ngettext(
            "By the rule “%(rule)s” there is something to know about %(n)s student.",
            "By the rule “%(rule)s” there is something to know about %(n)s students.", many,
        ) % {"rule": rule.name, "n": many}  # fmt: skip
        about = {
            "kind": OF_A_RULE, "district": as_current(district), "person": person, "about": rule.pk,
        }  # fmt: skip
        if way.way == MAIL:
            link = (_("See who it is"), url)
            letter = Letter(
                _("A rule has found somebody"), tuple(filter(None, (called, said))), link=link
            )
            return draft(letter, way.to, **about)  # type: ignore[arg-type]
        if way.way == PUSH and way.subscription:
            tag = f"rule-{rule.pk}-{today.isoformat()}-{called}"
            push = Push(_("A rule has found somebody"), said, url.removeprefix(whole("")), tag)
            return draft_push(push, way.subscription, **about)  # type: ignore[arg-type]
    return None
