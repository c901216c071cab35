"""Who is taught what, when, where and by whom."""

from collections.abc import Callable
from random import Random

from openhouse.interchange.demo.names import ORIGINS, WEIGHTS
from openhouse.interchange.demo.schools import ELEMENTARY
from openhouse.interchange.demo.subjects import CORE, ELECTIVES, MARKED, STUDY, Offer
from openhouse.interchange.demo.town import (
    CourseRow,
    Human,
    Kid,
    School,
    Section,
    Teacher,
    Town,
)

TEAM = 25
SLOTS = 8
#: A teacher of a middle or high school teaches in so many of the eight slots.
LOAD = 6
Group = tuple[list[Kid], int]


class Roster:
    """The teachers and catalog of one school while its timetable is made."""

    def __init__(self, town: Town, school: School, mothers: Callable[[], Human | None]) -> None:
        self.town = town
        self.school = school
        self.mothers = mothers
        self.dice = town.dice(f"timetable {school.name}")
        self.teachers: dict[str, list[Teacher]] = {}
        self.courses: dict[str, CourseRow] = {}

    def hire(self, subject: str) -> Teacher:
        """A new teacher of *subject*; one in twelve has children in the district."""
        human = self.mothers() if self.dice.random() < 1 / 12 else None
        human = human or invented_adult(self.dice)
        human.title = human.title or ("Ms." if human.sex == "F" else "Mr.")
        of_school = sum(map(len, self.teachers.values()))
        room = str(100 * (1 + of_school // 30) + of_school % 30 + 1)
        teacher = Teacher(human, self.school, subject, room)
        self.teachers.setdefault(subject, []).append(teacher)
        self.town.teachers.append(teacher)
        return teacher

    def free(self, subject: str, semester: int, slot: int) -> Teacher:
        """A teacher of *subject* who has time in that slot."""
        for teacher in self.teachers.get(subject, []):
            taken = sum(1 for when in teacher.busy if when[0] == semester)
            if (semester, slot) not in teacher.busy and taken < LOAD:
                return teacher
        return self.hire(subject)

    def course(self, name: str, subject: str) -> CourseRow:
        """The catalog's row of that name, made at its first use."""
        if name not in self.courses:
            level = {"elementary": "E", "middle": "M", "high": "H"}[self.school.level]
            row = CourseRow(name, subject, self.school, f"{level}{len(self.courses) + 101}")
            self.courses[name] = row
            self.town.courses.append(row)
        return self.courses[name]

    def place(self, section: Section, kids: list[Kid]) -> Section:
        """Open *section* for *kids*."""
        self.town.sections.append(section)
        for kid in kids:
            kid.sections.append(section)
            if section.slot:
                kid.slots[section.semester, section.slot] = section
        return section

    def teach(self, offer: Offer, semester: int, slot: int, kids: list[Kid], turn: int) -> Section:
        """A section of a middle or high school in one slot of one semester."""
        teacher = self.free(offer.subject, semester, slot)
        teacher.busy.add((semester, slot))
        section = Section(
            self.course(offer.name, offer.subject),
            self.school,
            semester,
            teacher,
            offer.name,
            f"{semester}-{slot}-{turn + 1}",
            offer.topics,
            slot,
            work=1.0 if offer.topics else 0.0,
        )
        return self.place(section, kids)


def invented_adult(dice: Random) -> Human:
    """Somebody who works here."""
    origin = dice.choices(ORIGINS, WEIGHTS)[0]
    sex = dice.choice("FFM")
    given = dice.choice(origin.female if sex == "F" else origin.male)
    title = "Dr." if dice.random() < 0.04 else ""
    return Human(given, dice.choice(origin.family), sex, title=title)


def make_timetables(town: Town) -> None:
    """Fill ``town.teachers``, ``courses`` and ``sections``, and put each student in hers."""
    parents = [
        tie.adult
        for family in town.families[1:]
        for tie in family.ties
        if tie.relation in ("Mother", "Father") and not tie.barred and tie.adult.homes
    ]
    town.dice("teachers with children").shuffle(parents)
    by_grade: dict[tuple[int, int], list[Kid]] = {}
    for kid in town.kids:
        by_grade.setdefault((id(kid.school), kid.grade), []).append(kid)
    for school in town.schools:
        roster = Roster(town, school, lambda: parents.pop() if parents else None)
        for grade in range(13):
            kids = by_grade.get((id(school), grade), [])
            if not kids:
                continue
            if school.level == "elementary":
                _classrooms(roster, grade, kids)
            else:
                _year_group(roster, grade, kids)
    _known_teachers(town)


def _groups(kids: list[Kid], size: int) -> list[list[Kid]]:
    """Nearly equal groups of about *size*."""
    count = max(1, -(-len(kids) // size))
    return [kids[place::count] for place in range(count)]


def _classrooms(roster: Roster, grade: int, kids: list[Kid]) -> None:
    """K-5: one teacher the whole day, specials apart, and courses for marks only."""
    label = "K" if grade == 0 else str(grade)
    for turn, group in enumerate(_groups(kids, TEAM - 1)):
        teacher = roster.hire(f"Grade {label}" if grade else "Kindergarten")
        number = f"{label}{'ABCDEFGHIJ'[turn % 10]}"
        for block in ELEMENTARY:
            leads = teacher
            if block[0] == "Specials":
                leads = _special(roster, turn)
            course = roster.course(block[0], "School day")
            section = Section(course, roster.school, 0, leads, block[0], number, block=block[0])
            roster.place(section, group)
        for offer, work in MARKED:
            leads = (
                _special(roster, ("Art", "Music").index(offer.subject))
                if offer.subject
                in (
                    "Art",
                    "Music",
                )
                else teacher
            )
            course = roster.course(f"{offer.name}, grade {label}", offer.subject)
            section = Section(
                course, roster.school, 0, leads, offer.name, number, offer.topics,
                grading_only=True, work=work,
            )  # fmt: skip
            roster.place(section, group)


def _special(roster: Roster, turn: int) -> Teacher:
    """The school's teacher of art or of music."""
    subject = ("Art", "Music")[turn % 2]
    there = roster.teachers.get(subject)
    return there[0] if there else roster.hire(subject)


def _year_group(roster: Roster, grade: int, kids: list[Kid]) -> None:
    """One grade of a middle or high school: core courses by team, electives across teams."""
    teams = _groups(kids, TEAM)
    open_slots = [1 + (grade * 2 + step) % SLOTS for step in (0, 3, 6)]
    core_slots = [slot for slot in range(1, SLOTS + 1) if slot not in open_slots]
    for semester in (1, 2):
        for turn, team in enumerate(teams):
            for place, offer in enumerate(CORE[grade]):
                slot = core_slots[(place + turn) % len(core_slots)]
                roster.teach(offer, semester, slot, team, turn)
            study = STUDY[roster.school.level]
            roster.teach(study, semester, open_slots[2], team, turn)
        for which, slot in enumerate(open_slots[:2]):
            _electives(roster, semester, slot, which, kids, len(teams))


def _electives(
    roster: Roster, semester: int, slot: int, which: int, kids: list[Kid], count: int
) -> None:
    """The whole grade chooses among as many electives as it has teams; musicians choose music."""
    offers = ELECTIVES[roster.school.level]
    at = roster.dice.randrange(len(offers))
    chosen = [offers[(at + step) % len(offers)] for step in range(count)]
    if which == 0:
        chosen[0] = offers[0]
    order = list(kids)
    roster.dice.shuffle(order)
    if which == 0:
        order.sort(key=lambda kid: not kid.musician)
    size = -(-len(order) // count)
    for turn, offer in enumerate(chosen):
        group = order[turn * size : (turn + 1) * size]
        if group:
            group.sort(key=lambda kid: (kid.human.family, kid.human.given))
            roster.teach(offer, semester, slot, group, turn)


def _known_teachers(town: Town) -> None:
    """The teachers of the demonstration's two children get the names that the guide tells."""
    ana, leo = town.families[0].kids
    math = next(section for section in ana.sections if section.course.subject == "Math")
    room = next(section for section in leo.sections if section.grading_only)
    math.teacher.human = Human("Ngozi", "Okafor", "F", title="Ms.")
    room.teacher.human = Human("Karim", "Haddad", "M", title="Mr.")
    for semester in (1, 2):
        _every_day(town, math.teacher, semester)


def _every_day(town: Town, teacher: Teacher, semester: int) -> None:
    """Whoever signs in as *teacher* has a class on A and on B days: where one is missing, she has
    a colleague's, of her own subject if there is one."""
    slots = {slot for when, slot in teacher.busy if when == semester}
    for lacking in (range(1, 5), range(5, SLOTS + 1)):
        if slots & set(lacking):
            continue
        open_to_her = [
            section
            for section in town.sections
            if section.school is teacher.school
            and section.semester == semester
            and section.slot in lacking
        ]
        open_to_her.sort(key=lambda each: each.course.subject != teacher.subject)
        if open_to_her:
            section = open_to_her[0]
            section.teacher.busy.discard((semester, section.slot))
            section.teacher = teacher
            teacher.busy.add((semester, section.slot))
