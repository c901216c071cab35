"""The rule of passwords in words, for Django's check and for the meter: one list for both."""

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.sign_in.rules import KINDS, SHORTEST, Fault, faults

_COMMON = CommonPasswordValidator()


def words_of(fault: Fault, password: str) -> str:
    """What is wrong, and what to do."""
    missing = SHORTEST - len(password)
    return {
        Fault.SHORT: ngettext(
            "Add %(many)s more character.", "Add %(many)s more characters.", missing
        )
        % {"many": missing},
        Fault.PLAIN: _("Mix two kinds: letters, numbers, symbols or punctuation."),
        Fault.COMMON: _("Many people use this password. Choose another one."),
        Fault.NAME: _("Leave your user name out of it."),
    }[fault]


def found_in(password: str, username: str) -> list[Fault]:
    """The faults of *password*, by the rule that saving goes by."""
    common = password.lower().strip() in _COMMON.passwords
    return faults(password, username, is_common=common)


class SchoolRule:
    """The rule as Django asks for it (``AUTH_PASSWORD_VALIDATORS``)."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with a line for each fault."""
        found = found_in(password, getattr(user, "username", ""))
        if found:
            raise ValidationError([words_of(fault, password) for fault in found])

    def get_help_text(self) -> str:
        return _("At least %(many)s characters, of two kinds: letters, numbers, symbols.") % {
            "many": SHORTEST,
            "kinds": KINDS,
        }
