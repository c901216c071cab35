"""Schools and their calendars."""

from openhouse.interchange.kinds.kind import Kind

SCHOOLS: tuple[Kind, ...] = (
    Kind(
        "schools",
        "districts_school",
        {
            "source_id": "text",
            "name": "text",
            "level": "text",
            "number": "text",
            "phone": "text",
            "street": "text",
            "city": "text",
            "state": "text",
            "postal_code": "text",
        },
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
)
