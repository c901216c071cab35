"""Vaccines, doses and standings in words that a family knows from the card on the fridge."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openhouse.common.text import day_words, long_day
from openhouse.immunizations.rules.course import Step
from openhouse.immunizations.rules.entry import Fault, vaccines_like
from openhouse.immunizations.rules.history import Reason
from openhouse.immunizations.rules.school import Compliance, Standing, VaccineStanding
from openhouse.immunizations.schedules import vaccine_names
from openhouse.people.words import grade_words

#: The groups of the CDC's schedule, by its names.
GROUPS = {
    "DTaP/Tdap/Td": gettext_lazy("Diphtheria, tetanus, whooping cough (DTaP, Tdap)"),
    "Polio": gettext_lazy("Polio (IPV)"),
    "MMR": gettext_lazy("Measles, mumps, rubella (MMR)"),
    "Varicella": gettext_lazy("Chickenpox (varicella)"),
    "HepB": gettext_lazy("Hepatitis B"),
    "HepA": gettext_lazy("Hepatitis A"),
    "Meningococcal": gettext_lazy("Meningitis (MenACWY)"),
    "HPV": gettext_lazy("HPV"),
    "Hib": gettext_lazy("Hib (Haemophilus influenzae type b)"),
    "Pneumococcal": gettext_lazy("Pneumococcal disease (PCV)"),
}
#: The vaccines of the school's rules, by the names in the files.
VACCINES = {
    "DTaP": gettext_lazy("DTaP"),
    "Tdap": gettext_lazy("Tdap"),
    "Polio": gettext_lazy("polio"),
    "MMR": gettext_lazy("MMR"),
    "Hepatitis A": gettext_lazy("hepatitis A"),
    "Hepatitis B": gettext_lazy("hepatitis B"),
    "Varicella": gettext_lazy("chickenpox"),
    "MenACWY": gettext_lazy("meningitis (MenACWY)"),
    "HPV": gettext_lazy("HPV"),
    "Hib": gettext_lazy("Hib"),
    "PCV": gettext_lazy("pneumococcal vaccine (PCV)"),
}
#: What is given where a vaccine has another name from seven years of age on.
_GIVEN = {"Td": gettext_lazy("Td"), "Tdap or Td": gettext_lazy("Tdap or Td")}
_REASONS = {
    Reason.TOO_YOUNG: gettext_lazy("given too early"),
    Reason.TOO_OLD: gettext_lazy("given too late"),
    Reason.TOO_SOON: gettext_lazy("too soon after the dose before"),
    Reason.CONFLICT: gettext_lazy("too soon after another live vaccine"),
    Reason.WRONG_VACCINE: gettext_lazy("not a vaccine for this dose"),
    Reason.INADVERTENT: gettext_lazy("not the vaccine for this age"),
    Reason.SPOILED: gettext_lazy("the vaccine had expired"),
    Reason.NOT_NEEDED: gettext_lazy("one more than needed"),
}
_FAULTS = {
    Fault.UNKNOWN_VACCINE: gettext_lazy("No vaccine is called that."),
    Fault.BEFORE_BIRTH: gettext_lazy("This day lies before the child was born."),
    Fault.IN_FUTURE: gettext_lazy("This day has not come yet."),
    Fault.TWICE: gettext_lazy("This vaccine is on file for that day already."),
}
_ADVICE = {
    Fault.BEFORE_BIRTH: gettext_lazy("Look at the year, and at the birthday above."),
    Fault.IN_FUTURE: gettext_lazy("Look at the year."),
    Fault.TWICE: gettext_lazy("Clear this line, or mend its day."),
}


def group_words(group: str) -> str:
    return str(GROUPS.get(group, group))


def vaccine_words(vaccine: str) -> str:
    """A vaccine of the school's rules inside a sentence."""
    return str(VACCINES.get(vaccine, vaccine))


def given_words(cvx: str, trade: str = "") -> str:
    """What was given: the brand, else the CDC's short name."""
    found = vaccine_names().get(cvx)
    return trade or (found.short if found else _("Vaccine %(cvx)s") % {"cvx": cvx})


def reason_words(reason: Reason | None) -> str:
    """Why a dose does not count; "" for one that does."""
    return str(_REASONS.get(reason, "")) if reason is not None else ""


def fault_words(fault: Fault) -> str:
    return str(_FAULTS[fault])


def advice_words(fault: Fault) -> str:
    """What to do about a line that is not right."""
    return str(_ADVICE.get(fault, ""))


def unknown_words(typed: str) -> str:
    """What to do about a vaccine that is none, or is not typed."""
    if not typed:
        return _("Say which vaccine.")
    like = vaccines_like(typed, vaccine_names())
    if not like:
        return (
            f"{fault_words(Fault.UNKNOWN_VACCINE)} {_('Pick one of the list, or type its number.')}"
        )
    said = {"names": _(" or ").join(like)}
    return f"{fault_words(Fault.UNKNOWN_VACCINE)} {_('Did you mean %(names)s?') % said}"


def kept_words(kept: int, again: int, wrong: int) -> str:
    """ "3 doses kept; 1 needs a look": what became of the lines that were sent."""
    parts = []
    if kept:
        parts += [ngettext("%(many)s dose kept", "%(many)s doses kept", kept) % {"many": kept}]
    if again:
        text = ngettext("%(many)s dose was kept before", "%(many)s doses were kept before", again)
        parts += [text % {"many": again}]
    if wrong:
        parts += [
            ngettext("%(many)s needs a look", "%(many)s need a look", wrong) % {"many": wrong}
        ]
    return "; ".join(parts if kept or again else [_("Nothing is kept yet"), *parts])


def standing_tag(standing: Standing) -> tuple[str, str]:
    """The word for a standing and its kind."""
    return {
        Standing.COMPLIANT: (_("All on file"), "good"),
        Standing.IN_PROGRESS: (_("In progress"), "info"),
        Standing.EXEMPT: (_("Exempt"), "info"),
        Standing.NOT_COMPLIANT: (_("Something is missing"), "warn"),
        Standing.NO_REQUIREMENT: (_("Nothing is asked for"), "neutral"),
    }[standing]


def standing_words(name: str, found: Compliance) -> str:
    """How a child stands, in a sentence."""
    said = {"name": name, "grade": grade_words(found.grade)}
    return {
        Standing.COMPLIANT: _("%(name)s has every vaccine that the school asks for in %(grade)s."),
        Standing.IN_PROGRESS: _(
            "A series has begun, and the next appointment is set. This holds as long as the"
            " appointment is kept."
        ),
        Standing.EXEMPT: _("An exemption is on file for what is missing."),
        Standing.NOT_COMPLIANT: _("The school asks for more than is on file for %(name)s."),
        Standing.NO_REQUIREMENT: _("The school asks for no vaccine in %(grade)s."),
    }[found.standing] % said


def missing_words(line: VaccineStanding) -> str:
    """ "One dose of Tdap": the next one; where a schedule decides, "The next dose of polio"."""
    name = _step_vaccine(line, line.steps[0]) if line.steps else vaccine_words(line.vaccine)
    said = {"many": line.missing, "vaccine": name}
    if not line.needed:
        return _("The next dose of %(vaccine)s") % said
    if line.missing == 1 or line.steps:
        return _("One dose of %(vaccine)s") % said
    return (
        ngettext("%(many)s dose of %(vaccine)s", "%(many)s doses of %(vaccine)s", line.missing)
        % said
    )


def short_words(line: VaccineStanding) -> str:
    """ "One dose of Tdap, then 2 more": for a list."""
    more = len(line.steps) - 1
    if more < 1:
        return missing_words(line)
    return _("%(what)s, then %(many)s more") % {"what": missing_words(line), "many": more}


def later_words(line: VaccineStanding) -> str:
    """ "Then 2 more doses of Tdap or Td, at least 4 weeks and then 6 months after the one before."

    "" where the next dose is the last one.
    """
    later = line.steps[1:]
    if not later:
        return ""
    names = list(dict.fromkeys(_step_vaccine(line, each) for each in later))
    said = {
        "many": len(later),
        "vaccine": _("%s or %s") % tuple(names) if len(names) == 2 else names[-1],
    }
    if any(each.waits_for_age for each in later):
        said["days"] = _joined([long_day(each.on) for each in later], _(" and "))
        return (
            ngettext(
                "Then %(many)s more dose of %(vaccine)s, not before %(days)s.",
                "Then %(many)s more doses of %(vaccine)s, not before %(days)s.",
                len(later),
            )
            % said
        )
    waits = [_wait_words(each) for each in later]
    said["wait"] = waits[0] if len(set(waits)) == 1 else _joined(waits, _(" and then "))
    return (
        ngettext(
            "Then %(many)s more dose of %(vaccine)s, at least %(wait)s later.",
            "Then %(many)s more doses of %(vaccine)s, each at least %(wait)s after the one before.",
            len(later),
        )
        % said
    )


def _joined(parts: list[str], last: str) -> str:
    return last.join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _wait_words(step: Step) -> str:
    if step.months:
        return ngettext("%(many)s month", "%(many)s months", step.months) % {"many": step.months}
    return ngettext("%(many)s week", "%(many)s weeks", step.weeks) % {"many": step.weeks}


def _step_vaccine(line: VaccineStanding, step: Step) -> str:
    return str(_GIVEN.get(step.vaccine, "")) or vaccine_words(step.vaccine or line.vaccine)


def next_vaccine(name: str) -> str:
    """ " (Tdap or Td)", where the group's vaccine depends on the age; else ""."""
    return f" ({_GIVEN.get(name) or vaccine_words(name)})" if name else ""


def no_record_words() -> str:
    """For a list: what is to be asked first of whom nothing is on file."""
    return _("No record on file: bring the vaccination card")


def no_record_sentence(name: str) -> str:
    """For the family: an empty file says nothing of what was given."""
    return _(
        "No record on file: bring the vaccination card of %(name)s, or the doctor’s record. What"
        " was given already counts. If nothing was given yet, this comes next:"
    ) % {"name": name}


def by_words(found: Compliance, *, is_known: bool, today: date) -> str:
    """ "before 8th grade starts on Monday, Aug 24"; "now" where school has begun."""
    grade = grade_words(found.grade)
    if not is_known:
        return _("before %(grade)s starts") % {"grade": grade}
    if found.by <= today:
        return _("now")
    return _("before %(grade)s starts on %(day)s") % {"grade": grade, "day": day_words(found.by)}


def need_words(line: VaccineStanding, found: Compliance, *, is_known: bool, today: date) -> str:
    """ "One dose of Tdap before 8th grade starts on Monday, Aug 24"."""
    return _("%(what)s %(when)s") % {
        "what": missing_words(line),
        "when": by_words(found, is_known=is_known, today=today),
    }


def from_words(on: date | None, today: date) -> str:
    """From when it may be given."""
    if on is None or on <= today:
        return _("It can be given now.")
    return _("It can be given from %(day)s on.") % {"day": long_day(on)}


def course_words(line: VaccineStanding, today: date) -> str:
    """From when the next dose may be given, and what follows it."""
    return f"{from_words(line.from_on, today)} {later_words(line)}".strip()


def appointment_words(standing: Standing, on: date) -> str:
    """What an appointment to come means for how a child stands in one vaccine."""
    said = {"day": long_day(on)}
    if standing is Standing.IN_PROGRESS:
        return _("In progress: appointment on %(day)s.") % said
    if standing is Standing.NOT_COMPLIANT:
        return (
            _("Appointment on %(day)s. It is in progress only once a first dose is on file.") % said
        )
    return ""


def lapsed_words(on: date) -> str:
    """When an exemption or an appointment that excused it ended, as a tag."""
    return _("Ended on %(day)s: ask") % {"day": long_day(on)}
