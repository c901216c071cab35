"""What the students of the demonstration have been given, as a nurse's records have it."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from openhouse.interchange.demo.copying import copy_rows
from openhouse.interchange.demo.town import Kid, Town

#: Days after birth, CVX code, brand: the usual childhood series.
USUAL = (
    (1, "08", "Engerix-B-Peds"),
    (62, "110", "Pediarix"),
    (124, "110", "Pediarix"),
    (187, "110", "Pediarix"),
    (370, "03", "M-M-R II"),
    (370, "21", "Varivax"),
    (370, "83", "Havrix-Peds"),
    (480, "20", "Infanrix"),
    (565, "83", "Havrix-Peds"),
    (1490, "130", "Kinrix"),
    (1490, "94", "Proquad"),
    (4040, "115", "Boostrix"),
    (4040, "114", "Menactra"),
    (4050, "165", "Gardasil 9"),
    (4240, "165", "Gardasil 9"),
    (5860, "114", "Menactra"),
)
#: What the youngest are given besides: Hib and pneumococcal vaccine, which preschool asks for.
YOUNGEST = (
    (62, "49", "PedvaxHIB"),
    (62, "133", "Prevnar 13"),
    (124, "49", "PedvaxHIB"),
    (124, "133", "Prevnar 13"),
    (187, "133", "Prevnar 13"),
    (370, "49", "PedvaxHIB"),
    (370, "133", "Prevnar 13"),
)
#: Who is older than so many days has no such doses on file: the card of the school begins later.
OLDEST_WITH = 8 * 365
#: Of a hundred students, so many have nothing on file, so many lack the doses of eleven years, and
#: so many those of school entry; the next ones are excused.
NO_RECORD, NO_TDAP, NO_BOOSTERS, EXCUSED = 2, 6, 10, 13


def write_doses(town: Town) -> None:
    """Doses of every student, and exemptions of some."""
    dice = town.dice("doses")
    fates = {kid.id: dice.randrange(100) for kid in town.kids}
    ana = town.families[0].kids[0]
    fates[ana.id] = NO_RECORD  # her page says what to do next
    copy_rows(
        "immunizations_dose",
        "student_id cvx trade given_on source",
        (row for kid in town.kids for row in _doses(town, kid, fates[kid.id], dice)),
    )
    copy_rows(
        "immunizations_exemption",
        "student_id kind vaccine given_on expires_on",
        (
            (kid.id, "medical" if kid.id % 3 == 0 else "religious", "", town.year.starts_on, None)
            for kid in town.kids
            if NO_BOOSTERS <= fates[kid.id] < EXCUSED
        ),
    )


def _doses(town: Town, kid: Kid, fate: int, dice: Random) -> Iterator[tuple[Any, ...]]:
    born = kid.human.born_on
    if born is None or fate < NO_RECORD:
        return
    later = {age: dice.randrange(15) for age, _cvx, _trade in USUAL}
    for age, cvx, trade in USUAL:
        on = born + timedelta(days=age + later[age])
        booster = 1000 < age < 2000
        late = age > 4000 and fate < NO_TDAP
        if on > town.today or late or (booster and NO_TDAP <= fate < EXCUSED):
            continue
        yield kid.id, cvx, trade, on, "record"
    if (town.today - born).days > OLDEST_WITH:
        return
    for age, cvx, trade in YOUNGEST:  # at the same visits as the usual ones
        on = born + timedelta(days=age + later[age])
        if on <= town.today:
            yield kid.id, cvx, trade, on, "record"
