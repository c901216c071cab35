"""Announcements of the district and its schools, around today."""

from datetime import date, timedelta

from openhouse.interchange.demo.copying import copy_rows
from openhouse.interchange.demo.town import Town

#: Days from today to the first and last day it is shown, title, text.
DISTRICT = (
    (-3, 9, "Winter coats and hats, free for any family",
     "Stop by the district office on weekdays from 8 to 4. Nobody asks for papers."),
    (-10, 20, "Family survey is open",
     "Tell us what works and what does not. It takes five minutes, in six languages."),
    (-40, -12, "Bus times have changed on three routes",
     "Routes 7, 14 and 22 leave ten minutes earlier."),
    (10, 24, "Register for next year", "Registration opens soon for all grades."),
)  # fmt: skip
BY_LEVEL = {
    "elementary": (
        (-2, 5, "Picture day is {thursday}", "Order forms are in the school bags. Smile!"),
        (
            -6,
            12,
            "Book fair in the library",
            "Every day after school until 5. Cash and cards.",
        ),
    ),
    "middle": (
        (
            -1,
            7,
            "Band and choir concert",
            "{tuesday} at 6:30 in the gym. Everyone is welcome.",
        ),
        (
            -5,
            3,
            "Lost and found is full",
            "Jackets, lunch boxes and one trombone are waiting.",
        ),
    ),
    "high": (
        (
            -4,
            10,
            "College and career night",
            "{wednesday} at 6 in the commons, for grades 9 to 12.",
        ),
        (-2, 6, "Parking permits", "Permits for the second lot are at the front desk."),
    ),
}


#: What an event's text names its day by: the next such day with school; without one it is left out.
WEEKDAYS = {"tuesday": 1, "wednesday": 2, "thursday": 3}


def write_news(town: Town, today: date) -> None:
    """What families read around *today*, with one that has ended and one still to come."""
    known = {name: town.year.next_after(today, day) for name, day in WEEKDAYS.items()}
    days = {name: f"{on:%A, %b} {on.day}" for name, on in known.items() if on}

    def row(school: int | None, item: tuple[int, int, str, str]) -> tuple[object, ...]:
        first, last, title, body = item
        said = [text.format(**days) for text in (title, body)]
        return school, *said, today + timedelta(first), today + timedelta(last)

    rows = [row(None, item) for item in DISTRICT]
    rows += [
        row(school.id, item)
        for school in town.schools
        for item in BY_LEVEL[school.level]
        if all(f"{{{name}}}" not in "".join(item[2:]) or name in days for name in WEEKDAYS)
    ]
    copy_rows("school_messages_announcement", "school_id title body starts_on ends_on", rows)
