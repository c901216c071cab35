"""What was sent and signed, as a PDF: in the signer's language, whoever looks at it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.access.district import CurrentDistrict
from openhouse.common.text import hour_of, long_day
from openhouse.districts.models import School
from openhouse.papers.typesetting import typeset
from openhouse.registration.family import pages
from openhouse.registration.family.files import names_of_files
from openhouse.registration.family.sending import facts_of
from openhouse.registration.family.sent_page import signature_of
from openhouse.registration.models import Application
from openhouse.registration.models_answers import Signature
from openhouse.registration.queries import form_with
from openhouse.registration.rules.form import Form, Kind
from openhouse.registration.standing.whose import Filler
from openhouse.registration.words import Names, shown

LAYOUT = "registration/layouts/application.typ"


def copy_of(filler: Filler, application: Application, district: CurrentDistrict) -> bytes | None:
    """The PDF of what was signed last; None where there is none that she may read. It says what the
    signature holds, to the byte, whatever the records say by now.
    """
    signature = signature_of(filler, application)
    if signature is None:
        return None
    with override(signature.language):
        paper = paper_of(filler, application, signature) | {"district": district.name}
        return typeset(LAYOUT, paper, made_at=signature.signed_at).content


def paper_of(filler: Filler, application: Application, signature: Signature) -> dict[str, Any]:
    """What stands on it: the home, the adults, the contacts and the children, as on the pages."""
    at = timezone.localtime(signature.signed_at)
    form = form_with(application.version_id)
    order = [*dict.fromkeys(str(section.per) for section in form.sections)]
    parts = sorted(facts_of(signature)["parts"], key=lambda part: order.index(part["kind"]))
    names = _names(filler, form, parts)
    return {
        "language": signature.language,
        "title": pages.title_of(application),
        "number": application.number,
        "parts": [_part(form, part, signature.language, names) for part in parts],
        "statement": signature.statement,
        "typed": signature.typed,
        "signed": _("Signed on %(day)s at %(hour)s") % {"day": long_day(at.date()),
                                                         "hour": hour_of(at)},
        "digest": signature.sha256,
        "words": {
            "number": _("Registration number"),
            "digest": _("SHA-256 of what was signed"),
            "signature": _("Signature"),
        },
    }  # fmt: skip


def _names(filler: Filler, form: Form, parts: list[dict[str, Any]]) -> Names:
    """Of the adults, the files and the schools that are spoken of."""
    found = {("part", str(part["part"])): part["name"] for part in parts}
    said: dict[Kind, list[Any]] = {Kind.FILE: [], Kind.SCHOOL: []}
    for part in parts:
        for one in part["answers"]:
            question = form.question(one["key"])
            if question and question[1].kind in said and one["answer"]:
                said[question[1].kind].append(one["answer"])
    schools = School.objects.filter(pk__in=said[Kind.SCHOOL]) if said[Kind.SCHOOL] else ()
    found |= {("school", str(each.pk)): each.name for each in schools}
    return found | names_of_files(filler.reader, said[Kind.FILE])


def _part(form: Form, part: Any, language: str, names: Names) -> dict[str, Any]:
    lines = []
    for one in part["answers"]:
        question = form.question(one["key"])
        said = shown(question[1], one["answer"], language, names) if question else ""
        if said:
            lines.append({"section": one["section"], "asked": one["asked"], "answer": said,
                          "agreed": one.get("statement", "")})  # fmt: skip
    return {"name": part["name"], "lines": lines}
