"""Some in 8th grade take one class at the high school: they are in two schools at once."""

from openhouse.interchange.demo.families import zone_of
from openhouse.interchange.demo.subjects import CORE
from openhouse.interchange.demo.town import Kid, School, Section, Town

#: The last period of an A day: the high school begins it 40 minutes later, so there is time.
SLOT = 4
GRADE = 8
#: One in so many of a grade, two at the least.
ONE_IN = 60
#: A class that others leave keeps so many.
FEWEST = 3


def share_classes(town: Town) -> None:
    """Move a few of each middle school out of one class of theirs into one of the high school."""
    for middle in town.of_level("middle"):
        zones = (zone_of(town, place) for place in range(len(town.of_level("elementary"))))
        high = next(zone[2] for zone in zones if zone[1] is middle)
        course = _course(town, high)
        if course is None:
            continue
        kids = [kid for kid in town.kids if kid.school is middle and kid.grade == GRADE]
        shown = town.families[0].kids
        able = sorted((kid for kid in kids if kid not in shown), key=lambda kid: -kid.ability)
        for kid in able[: max(2, len(kids) // ONE_IN)]:
            _share(town, kid, high, course)


def _course(town: Town, high: School) -> str | None:
    """The first of the ninth grade's courses that the school teaches then in both semesters."""
    taught = [
        {section.name for section in _then(town, high) if section.semester == semester}
        for semester in (1, 2)
    ]
    wanted = sorted(CORE[9], key=lambda offer: offer.subject != "Math")
    return next((offer.name for offer in wanted if offer.name in taught[0] & taught[1]), None)


def _then(town: Town, high: School) -> list[Section]:
    return [each for each in town.sections if each.school is high and each.slot == SLOT]


def _share(town: Town, kid: Kid, high: School, course: str) -> None:
    own = [kid.slots.get((semester, SLOT)) for semester in (1, 2)]
    if any(left is None or _size(town, left) <= FEWEST for left in own):
        return
    kid.also = high
    for semester, left in zip((1, 2), own, strict=True):
        there = next(
            each for each in _then(town, high) if each.semester == semester and each.name == course
        )
        kid.sections = [there if each is left else each for each in kid.sections]
        kid.slots[semester, SLOT] = there


def _size(town: Town, section: Section) -> int:
    return sum(section in kid.slots.values() for kid in town.kids if kid.grade == GRADE)
