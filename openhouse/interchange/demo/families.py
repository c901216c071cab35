"""Families: children, adults, one home or two. Everybody is invented."""

from datetime import date, timedelta
from random import Random

from openhouse.interchange.demo.names import (
    ENGLISH,
    ORIGINS,
    SHORT,
    STREETS,
    WEIGHTS,
    Origin,
    phone,
)
from openhouse.interchange.demo.town import Family, Home, Human, Kid, School, Tie, Town

#: One family in so many lives in two households.
TWO_HOMES = 6
#: How many children a family has here, by chance.
CHILDREN = (1, 1, 1, 1, 2, 2, 2, 2, 3, 4)


def raise_families(town: Town) -> None:
    """Fill ``town.families`` with exactly ``town.students`` children, and ``town.homes``."""
    dice = town.dice("families")
    town.families.append(vega_family(town, dice))
    left = town.students - 2
    while left > 0:
        count = min(left, dice.choice(CHILDREN))
        town.families.append(_family(town, dice, len(town.families), count))
        left -= count


def vega_family(town: Town, dice: Random) -> Family:
    """The family of the demonstration's parent: two children, two schools, two homes."""
    start = town.year.start
    zones = zone_of(town, 0)
    mother = Human("Marisol", "Vega", "F", "en")
    father = Human("Tomás", "Vega", "M", "es")
    kids = []
    for given, grade, sex, ability, month in (
        ("Ana", 8, "F", 0.9, 3),
        ("Leo", 2, "M", 0.88, 5),
    ):
        human = Human(given, "Vega", sex, middle="Inés" if sex == "F" else "Andrés")
        human.born_on = date(start - 5 - grade, month, 14)
        kids.append(_kid(town, human, grade, zones, ability, 0))
    ties = [
        Tie(mother, "Mother", order=1),
        Tie(father, "Father", lives_with=False, order=2),
    ]
    _settle(town, dice, kids, ties, two_homes=True)
    return Family(kids, ties, True)


def _family(town: Town, dice: Random, place: int, count: int) -> Family:
    origin = dice.choices(ORIGINS, WEIGHTS)[0]
    name = dice.choice(origin.family)
    two_homes = place % TWO_HOMES == 0
    zones = zone_of(town, dice.randrange(len(town.of_level("elementary"))))
    kids = [_child(town, dice, origin, name, grade, zones) for grade in _grades(dice, count)]
    ties = _adults(town, dice, origin, name, two_homes)
    _settle(town, dice, kids, ties, two_homes=two_homes)
    return Family(kids, ties, two_homes)


def _grades(dice: Random, count: int) -> list[int]:
    """Grades of *count* siblings, the eldest first; now and then twins."""
    eldest = dice.randrange(13)
    grades = [eldest]
    for _ in range(count - 1):
        apart = 0 if dice.random() < 0.06 else dice.choice((1, 2, 2, 3, 3, 4))
        grades.append((grades[-1] - apart) % 13)
    return sorted(grades, reverse=True)


def zone_of(town: Town, zone: int) -> tuple[School, School, School]:
    """The three schools of one part of town."""
    elementary, middle, high = map(town.of_level, ("elementary", "middle", "high"))
    of = len(elementary)
    return (
        elementary[zone],
        middle[zone * len(middle) // of],
        high[zone * len(high) // of],
    )


def _given(dice: Random, origin: Origin, sex: str, here: float) -> str:
    """A given name; *here* is the chance of an English one."""
    names = ENGLISH if dice.random() < here else origin
    return dice.choice(names.female if sex == "F" else names.male)


def _child(
    town: Town,
    dice: Random,
    origin: Origin,
    name: str,
    grade: int,
    zones: tuple[School, ...],
) -> Kid:
    sex = dice.choice("FM")
    given = _given(dice, origin, sex, 0.3)
    human = Human(given, name, sex)
    if dice.random() < 0.4:
        human.middle = _given(dice, origin, sex, 0.6)
    if dice.random() < 0.5:
        human.short = SHORT.get(given, "")
    born = date(town.year.start - 6 - grade, 8, 1) + timedelta(dice.randrange(365))
    human.born_on = born
    ability = min(0.99, max(0.45, dice.gauss(0.84, 0.09)))
    careless = (ability < 0.9) + (ability < 0.78) + (ability < 0.68)
    careless = min(3, max(0, careless + dice.choice((-1, 0, 0, 0, 1))))
    kid = _kid(town, human, grade, zones, ability, careless)
    kid.musician = dice.random() < 0.1
    _moves(town, dice, kid)
    return kid


def _kid(
    town: Town,
    human: Human,
    grade: int,
    zones: tuple[School, ...],
    ability: float,
    careless: int,
) -> Kid:
    school = zones[0 if grade <= 5 else 1 if grade <= 8 else 2]
    return Kid(human, grade, school, ability, careless, town.year.starts_on)


def _moves(town: Town, dice: Random, kid: Kid) -> None:
    """A few come late in the year."""
    past = [day.on for day in town.year.past]
    if len(past) > 25 and dice.random() < 0.03:
        kid.starts_on = past[5 + int(dice.random() * (len(past) - 15))]


def _adults(town: Town, dice: Random, origin: Origin, name: str, two_homes: bool) -> list[Tie]:
    def adult(sex: str, family: str) -> Human:
        speaks = origin.language if dice.random() < 0.5 else "en"
        return Human(_given(dice, origin, sex, 0.15), family, sex, speaks)

    mother, father = (
        Tie(adult("F", name), "Mother"),
        Tie(adult("M", name), "Father", order=2),
    )
    if two_homes:
        if dice.random() < 0.5:
            mother.adult.family = dice.choice(origin.family)
        father.lives_with = dice.random() < 0.6
        if dice.random() < 0.08:
            father.barred, father.lives_with, father.mail = True, False, False
            if dice.random() < 0.5:
                father.barred_until = town.year.planned_on + timedelta(dice.randrange(30, 400))
        return [mother, father]
    ties = [mother, father]
    chance = dice.random()
    if chance < 0.12:
        ties = [mother]
    elif chance < 0.16:
        ties = [father]
        father.order = 1
    elif chance < 0.19:
        ties = [Tie(adult("F", dice.choice(origin.family)), "Grandparent")]
    if dice.random() < 0.1:
        elder = Tie(adult(dice.choice("FM"), name), "Grandparent", False, False, False, False, 3)
        ties.append(elder)
    return ties


def _settle(town: Town, dice: Random, kids: list[Kid], ties: list[Tie], *, two_homes: bool) -> None:
    """Give everybody a home; the children of two homes belong to both."""

    def home(name: str) -> int:
        street = f"{dice.randrange(10, 980)} {dice.choice(STREETS)}"
        town.homes.append(Home(name, street, phone(dice)))
        return len(town.homes) - 1

    first = home(f"{ties[0].adult.family} household")
    second = home(f"{ties[1].adult.family} household") if two_homes else -1
    for place, tie in enumerate(ties):
        if tie.relation == "Grandparent" and place:
            continue
        tie.adult.homes = (second if two_homes and place == 1 else first,)
    for kid in kids:
        kid.human.homes = (first, second) if two_homes else (first,)
