"""If somebody may be one of whom a court has spoken: by name, or by what reaches him."""

from openhouse.registration.rules.likeness import Fit, family_fit, given_fit

#: Two names that may be one person's.
_ALIKE = (Fit.SAME, Fit.SCRIPT, Fit.NICKNAME, Fit.PART)


def may_be_called(given: str, family: str, *, given_name: str, family_name: str) -> bool:
    """If *given* and *family* may be the name of who is called *given_name family_name*."""
    return given_fit(given, given_name) in _ALIKE and family_fit(family, family_name) in _ALIKE


def plain_point(point: str) -> str:
    """An e-mail address in small letters; of a phone its last ten figures."""
    figures = "".join(sign for sign in point if sign.isdigit())
    return point.strip().lower() if "@" in point or not figures else figures[-10:]
