"""The code that stands for a status and an excuse, where nobody has chosen one."""

from django.utils.translation import gettext_lazy, override

from openhouse.attendance.models import AttendanceCode

#: What the house calls a code that a district does not have yet.
_NAMES = {
    ("absent", "unknown"): ("A?", gettext_lazy("Absent, not yet explained")),
    ("tardy", "unknown"): ("T?", gettext_lazy("Late, not yet explained")),
    ("present", "unknown"): ("P", gettext_lazy("Present")),
}


def code_for(status: str, excuse: str = AttendanceCode.Excuse.UNKNOWN) -> AttendanceCode:
    """The district's first code of *status* and *excuse*; made where it has none."""
    found = AttendanceCode.objects.filter(status=status, excuse=excuse).order_by("pk").first()
    if found is not None:
        return found
    code = _NAMES[status, excuse][0] if (status, excuse) in _NAMES else f"{status} {excuse}"[:60]
    names = {"name": _name(status, excuse, "en"), "name_es": _name(status, excuse, "es")}
    made, _ = AttendanceCode.objects.get_or_create(
        code=code, defaults={**names, "status": status, "excuse": excuse}
    )
    return made


def _name(status: str, excuse: str, language: str) -> str:
    with override(language):
        if (status, excuse) in _NAMES:
            return str(_NAMES[status, excuse][1])
        labels = AttendanceCode.Status(status).label, AttendanceCode.Excuse(excuse).label
        return f"{labels[0]} ({str(labels[1]).lower()})"
