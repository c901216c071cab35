"""Health: the doses of vaccines, and who is excused from one."""

from openhouse.interchange.kinds.kind import Kind

HEALTH: tuple[Kind, ...] = (
    Kind(
        "doses",
        "immunizations_dose",
        {
            "student": "text",
            "given_on": "date",
            "cvx": "text",
            "trade": "text",
            "lot": "text",
            "source": "text",
        },
        refs={"student": "students"},
        key=("student", "given_on", "cvx"),
        required=("student", "given_on", "cvx"),
        # What a nurse knows of the same dose is better.
        once=("trade", "lot", "source"),
    ),
    Kind(
        "exemptions",
        "immunizations_exemption",
        {"student": "text", "kind": "text", "vaccine": "text", "given_on": "date"},
        refs={"student": "students"},
        key=("student", "kind", "vaccine", "given_on"),
        # No vaccine: of all of them.
        required=("student", "kind", "given_on"),
    ),
)
