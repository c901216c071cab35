"""The kinds of rows an import knows: the contract between the readers and the merge.

A reader of a format (``oneroster``, ``edfi``) turns files into rows of these kinds; the staging
tables have these columns, all text; the merge writes them to the tables of the school. A reference
holds the ``source_id`` of a row of another kind. Kinds stand in the order in which they are merged.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of row.

    ``columns`` maps a staging column to its type: text, date, time, int, decimal, bool, or json.
    ``refs`` maps a staging column to the kind it refers to. ``key`` is what tells two rows apart.
    ``once`` names columns that an import fills when it adds a row and leaves alone afterwards,
    because the district may have changed them here. ``shuts`` maps a staging column that no table
    has to a yes-or-no column of ``once``: where the sender says it (true), the answer is no from
    now on, whatever it was; where the sender does not, nothing opens by itself.
    ``required`` columns may not be empty.
    ``ranked`` is for rows that the sender's format tells apart and this house does not (an absence
    and a late arrival on one day): a staging column ``rank`` says which of them stands, the last in
    the order of the alphabet. It is a weight, a tab, and what the row is called in the report; two
    of one rank are the same row twice. Those that do not stand count as ``not_taken`` and are
    listed. It holds the column that they are listed under, and why, a message.
    ``ends`` says what becomes of rows that a complete delivery no longer has: True sets their
    ``ends_on`` to the day before the import, their last day; False leaves them. ``replaced_by``
    names the column whose rows are replaced as a whole: a complete delivery with one phone of a
    person takes away the other phones that came by import, and none that was added here (where
    the table has ``source_id`` to tell them apart). ``same`` columns tell a row that came back
    under another ``source_id`` at an overlapping time. ``deletes``: a row that the sender deletes
    is deleted here; otherwise it ends, or stays where it has no end. ``beside`` are staging columns
    that no table has: ``disabled`` of a person, whom the sender lets use no system (``closing``).
    """

    name: str
    table: str
    columns: dict[str, str]
    refs: dict[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ("source_id",)
    required: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    shuts: dict[str, str] = field(default_factory=dict)
    ranked: tuple[str, str] | tuple[()] = ()
    ends: bool = False
    replaced_by: str = ""
    same: tuple[str, ...] = ()
    deletes: bool = False
    beside: tuple[str, ...] = ()

    @property
    def staged(self) -> tuple[str, ...]:
        """The staging columns: the table's, and those that only the merge reads."""
        rank = ("rank",) if self.ranked else ()
        return (*self.columns, *self.shuts, *rank, *self.beside)


KINDS: tuple[Kind, ...] = (
    Kind(
        "schools",
        "districts_school",
        {"source_id": "text", "name": "text", "level": "text", "number": "text", "phone": "text"},
        required=("name",),
    ),
    Kind(
        "school_years",
        "districts_schoolyear",
        {
            "source_id": "text",
            "school": "text",
            "ends_in": "int",
            "name": "text",
            "starts_on": "date",
            "ends_on": "date",
        },
        refs={"school": "schools"},
        required=("school", "ends_in", "starts_on", "ends_on"),
    ),
    Kind(
        "terms",
        "districts_term",
        {
            "source_id": "text",
            "school_year": "text",
            "parent": "text",
            "name": "text",
            "kind": "text",
            "sequence": "int",
            "starts_on": "date",
            "ends_on": "date",
        },
        refs={"school_year": "school_years", "parent": "terms"},
        required=("school_year", "name", "starts_on", "ends_on"),
    ),
    Kind(
        "bell_schedules",
        "districts_bellschedule",
        {"source_id": "text", "school": "text", "name": "text"},
        refs={"school": "schools"},
        required=("school", "name"),
    ),
    Kind(
        "periods",
        "districts_period",
        {
            "source_id": "text",
            "bell_schedule": "text",
            "name": "text",
            "sequence": "int",
            "starts_at": "time",
            "ends_at": "time",
        },
        refs={"bell_schedule": "bell_schedules"},
        required=("bell_schedule", "name"),
    ),
    Kind(
        "days",
        "districts_day",
        {
            "school_year": "text",
            "on": "date",
            "instructional": "bool",
            "bell_schedule": "text",
            "note": "text",
        },
        refs={"school_year": "school_years", "bell_schedule": "bell_schedules"},
        key=("school_year", "on"),
        required=("school_year", "on"),
        deletes=True,
    ),
    Kind(
        "people",
        "people_person",
        {
            "source_id": "text",
            "given_name": "text",
            "middle_name": "text",
            "family_name": "text",
            "preferred_name": "text",
            "title": "text",
            "suffix": "text",
            "born_on": "date",
            "sex": "text",
            "language": "text",
        },
        required=("given_name", "family_name"),
        beside=("disabled",),
    ),
    Kind(
        "students",
        "people_student",
        {"person": "text", "number": "text", "state_id": "text"},
        refs={"person": "people"},
        key=("person",),
        required=("person",),
    ),
    Kind(
        "guardianships",
        "people_guardianship",
        {
            "source_id": "text",
            "person": "text",
            "student": "text",
            "relation": "text",
            "lives_with": "bool",
            "legal_guardian": "bool",
            "portal_access": "bool",
            "receives_mail": "bool",
            "call_order": "int",
            "starts_on": "date",
            "ends_on": "date",
        },
        refs={"person": "people", "student": "students"},
        key=("person", "student"),
        required=("person", "student"),
        once=("portal_access",),
        shuts={"restricted": "portal_access"},
        ranked=(
            "relation",
            _(
                "%(stands)s (%(file)s, line %(line)s) is taken for this person and student: a"
                " restricted tie counts first, then a legal guardian's"
            ),
        ),
        ends=True,
    ),
    Kind(
        "households",
        "people_household",
        {
            "source_id": "text",
            "name": "text",
            "street": "text",
            "city": "text",
            "state": "text",
            "postal_code": "text",
            "phone": "text",
        },
    ),
    Kind(
        "household_members",
        "people_householdmember",
        {"household": "text", "person": "text"},
        refs={"household": "households", "person": "people"},
        key=("household", "person"),
        required=("household", "person"),
        replaced_by="person",
        deletes=True,
    ),
    Kind(
        "contact_points",
        "people_contactpoint",
        {"source_id": "text", "person": "text", "kind": "text", "label": "text", "value": "text"},
        refs={"person": "people"},
        key=("person", "kind", "value"),
        required=("person", "kind", "value"),
        replaced_by="person",
        deletes=True,
    ),
    Kind(
        "staff",
        "people_staffpost",
        {
            "source_id": "text",
            "person": "text",
            "role": "text",
            "school": "text",
            "title": "text",
            "starts_on": "date",
            "ends_on": "date",
        },
        refs={"person": "people", "school": "schools"},
        key=("person", "role", "school"),
        required=("person", "role"),
        ends=True,
    ),
    Kind(
        "enrollments",
        "people_enrollment",
        {
            "source_id": "text",
            "student": "text",
            "school": "text",
            "school_year": "text",
            "grade_level": "text",
            "starts_on": "date",
            "ends_on": "date",
            "primary": "bool",
        },
        refs={"student": "students", "school": "schools", "school_year": "school_years"},
        required=("student", "school"),
        ends=True,
        same=("student", "school", "school_year"),
    ),
    Kind(
        "courses",
        "courses_course",
        {
            "source_id": "text",
            "school": "text",
            "number": "text",
            "name": "text",
            "subject": "text",
        },
        refs={"school": "schools"},
        required=("name",),
    ),
    Kind(
        "sections",
        "courses_section",
        {
            "source_id": "text",
            "course": "text",
            "school": "text",
            "term": "text",
            "number": "text",
            "name": "text",
            "teacher_name": "text",
            "room": "text",
            "for_grading_only": "bool",
            "homeroom": "bool",
            "starts_on": "date",
            "ends_on": "date",
        },
        refs={"course": "courses", "school": "schools", "term": "terms"},
        required=("course", "school", "name"),
        once=("for_grading_only",),
    ),
    Kind(
        "section_teachers",
        "courses_sectionteacher",
        {
            "source_id": "text",
            "section": "text",
            "person": "text",
            "primary": "bool",
            "starts_on": "date",
            "ends_on": "date",
        },
        refs={"section": "sections", "person": "people"},
        key=("section", "person"),
        required=("section", "person"),
        ends=True,
    ),
    Kind(
        "meetings",
        "courses_meeting",
        {"section": "text", "period": "text"},
        refs={"section": "sections", "period": "periods"},
        key=("section", "period"),
        required=("section", "period"),
        replaced_by="section",
        deletes=True,
    ),
    Kind(
        "placements",
        "courses_placement",
        {
            "source_id": "text",
            "student": "text",
            "section": "text",
            "starts_on": "date",
            "ends_on": "date",
        },
        refs={"student": "students", "section": "sections"},
        required=("student", "section"),
        ends=True,
        same=("student", "section"),
    ),
    Kind(
        "scales",
        "grades_gradingscale",
        {"source_id": "text", "name": "text", "steps": "json"},
        required=("name", "steps"),
    ),
    Kind(
        "tasks",
        "grades_gradingtask",
        {"source_id": "text", "name": "text", "kind": "text"},
        required=("name", "kind"),
    ),
    Kind(
        "gradebooks",
        "grades_gradebook",
        {"section": "text", "scale": "text", "weighted": "bool"},
        refs={"section": "sections", "scale": "scales"},
        key=("section",),
        required=("section",),
    ),
    Kind(
        "categories",
        "grades_category",
        {"source_id": "text", "section": "text", "name": "text", "weight": "decimal"},
        refs={"section": "sections"},
        required=("name",),
    ),
    Kind(
        "assignments",
        "grades_assignment",
        {
            "source_id": "text",
            "section": "text",
            "category": "text",
            "term": "text",
            "name": "text",
            "description": "text",
            "assigned_on": "date",
            "due_on": "date",
            "points": "decimal",
        },
        refs={"section": "sections", "category": "categories", "term": "terms"},
        required=("section", "name"),
        deletes=True,
    ),
    Kind(
        "scores",
        "grades_score",
        {
            "student": "text",
            "assignment": "text",
            "points": "decimal",
            "text": "text",
            "flag": "text",
            "comment": "text",
            "scored_on": "date",
        },
        refs={"student": "students", "assignment": "assignments"},
        key=("student", "assignment"),
        required=("student", "assignment"),
        ranked=(
            "student",
            _(
                "%(stands)s (%(file)s, line %(line)s) is taken for this student and work: the"
                " later stay in the section counts"
            ),
        ),
        deletes=True,
    ),
    Kind(
        "marks",
        "grades_postedmark",
        {
            "source_id": "text",
            "student": "text",
            "section": "text",
            "term": "text",
            "task": "text",
            "letter": "text",
            "percent": "decimal",
            "comment": "text",
            "posted_on": "date",
        },
        refs={"student": "students", "section": "sections", "term": "terms", "task": "tasks"},
        key=("student", "section", "term", "task"),
        required=("student", "section", "task"),
        ranked=(
            "task",
            _(
                "%(stands)s (%(file)s, line %(line)s) is taken for this student, section and"
                " term: the later stay in the section counts, then the grading period's own mark"
            ),
        ),
        deletes=True,
    ),
    Kind(
        "attendance_codes",
        "attendance_attendancecode",
        {
            "source_id": "text",
            "code": "text",
            "name": "text",
            "status": "text",
            "excuse": "text",
        },
        required=("code", "name", "status", "excuse"),
    ),
    Kind(
        "attendance",
        "attendance_attendancemark",
        {
            "source_id": "text",
            "student": "text",
            "school": "text",
            "on": "date",
            "section": "text",
            "period": "text",
            "code": "text",
            "taken_by": "text",
            "arrived_at": "time",
            "left_at": "time",
            "comment": "text",
        },
        refs={
            "student": "students",
            "school": "schools",
            "section": "sections",
            "period": "periods",
            "code": "attendance_codes",
        },
        key=("student", "on", "section", "period", "taken_by"),
        required=("student", "school", "on", "code"),
        ranked=(
            "code",
            _(
                "%(stands)s (%(file)s, line %(line)s) is taken for this student and day: an"
                " absence counts before part of a day, then late, left early and present; an"
                " excused one before one that is not"
            ),
        ),
        deletes=True,
    ),
)

BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
