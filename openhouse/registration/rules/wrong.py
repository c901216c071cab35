"""What is not right about an answer."""

from enum import StrEnum
from typing import Any


class Fault(StrEnum):
    """What is wrong; ``registration.words`` says it, and what to do."""

    #: It did not come as a form sends it.
    SHAPE = "shape"
    TOO_LONG = "too long"
    OPTION = "option"
    YES_NO = "yes or no"
    DATE = "date"
    #: A year that nobody means: 1890 for a birth date.
    YEAR = "year"
    FUTURE = "future"
    NUMBER = "number"
    PHONE = "phone"
    AREA_CODE = "area code"
    EMAIL = "email"
    MISSING = "missing"
    STATE = "state"
    ZIP = "zip"
    NAME = "name"
    LANGUAGE = "language"
    AGREED = "agreed"
    NO_INITIALS = "no initials"
    INITIALS = "initials"
    SIGNATURE = "signature"
    FILES = "files"
    LARGE = "large"


class Wrong(ValueError):
    """An answer cannot be taken. ``field`` is the piece of it that is wrong: "postal_code"."""

    def __init__(self, fault: Fault, field: str = "", **params: Any) -> None:
        super().__init__(fault)
        self.fault, self.field, self.params = fault, field, params
