"""What the families of the demonstration answer, page by page, until nothing is left."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from openhouse.access.district import CurrentDistrict
from openhouse.common.checking import checked
from openhouse.registration.family import pages
from openhouse.registration.family.answering import keep
from openhouse.registration.family.files import add_files
from openhouse.registration.family.moving import next_to_do
from openhouse.registration.family.people import add
from openhouse.registration.family.sending import Became, Signed, send
from openhouse.registration.models import Part
from openhouse.registration.rules.form import Kind, Per
from openhouse.registration.rules.progress import Asked
from openhouse.registration.standing.state import Standing, standing_of
from openhouse.registration.standing.whose import Filler, application_of

type Said = Mapping[str, Any]
#: By key, what nearly everybody answers.
USUAL: dict[str, Any] = {
    "moved": False, "mailing_differs": False, "housing": "own",
    "interpreter": False, "receives_mail": True, "military": "no", "federal_property": False,
    "guardian_language": "en", "contact_relation": "Grandmother", "may_pick_up": True,
    "hispanic": False, "races": ["white"], "lives_where": "guardian", "court_order": False,
    "been_to_school": True, "last_school": "Lincoln School, Jefferson City",
    "in_district_before": False, "has_services": False, "first_language": "en",
    "home_language": "en", "child_language": "en", "allergies": False, "epinephrine": False,
    "has_conditions": False, "medication": False, "to_school": "bus", "from_school": "bus",
    "pick_up_differs": False, "drop_off_differs": False, "sex": "female",
}  # fmt: skip
#: What a family adds though it need not: by key.
FREELY: dict[str, Any] = {
    "doctor": "Capital Hills Pediatrics", "doctor_phone": "+15735550188", "insurance": "private",
}  # fmt: skip
#: Grandmothers, whom the school may call; a home of the records often has nobody.
_GIVEN = ("Rosa", "Ida", "Amina", "Vera", "Thuy", "Grace", "Pilar", "Edith", "Nadia", "Ruth", "Mei")


def grandmother(place: int, family: str) -> dict[str, str]:
    """One of her own for each family, the *place*-th."""
    return {
        "contact_given_name": _GIVEN[place % len(_GIVEN)], "contact_family_name": family,
        "contact_phone": f"+15735550{100 + place % 100}", "contact_language": "en",
    }  # fmt: skip


class Sitting:
    """One application as its family sits before it."""

    def __init__(self, filler: Filler, number: int) -> None:
        self.filler, self.number = filler, number
        self.standing = self.looked_at()

    def looked_at(self) -> Standing:
        """It as it stands now."""
        return standing_of(self.filler, application_of(self.filler, self.number))

    def say(self, kind: str, place: int = 0, **answers: Any) -> Part:
        """Answer questions about the *place*-th home, adult, contact or child of it."""
        standing = self.standing
        part = standing.of(kind)[place]
        for section in standing.form.of(Per(kind)):
            keys = {one.key for one in section.questions} & answers.keys()
            keep(standing, section, part, {
                key: (answers[key], standing.answers[part.pk][key].revision
                      if key in standing.answers[part.pk] else 0)
                for key in keys
            })  # fmt: skip
        return part

    def fill(self, *, pages_at_most: int = 1000, **own: Any) -> None:
        """Answer what is left: as *own* says by key, or as most do."""
        standing = self.standing
        if standing.progress.lacks and not standing.of(Part.Kind.CONTACT):
            add(standing, Per.CONTACT)
            self.standing = standing = self.looked_at()
            adult = standing.of(Part.Kind.GUARDIAN)[0]
            family = standing.filled(adult, "person.family_name")
            hers = grandmother(7 * self.number + len(family), family)
            self.say("contact", **{**hers, **own})
        done: list[tuple[str, int]] = []
        while (page := next_to_do(standing)) and len(done) < pages_at_most:
            here = (page.section.key, page.part.pk)
            if done.count(here) > 3:
                asked = standing.asked(page.section, page.part)
                raise LookupError([one.question.key for one in asked if one.open])
            done.append(here)
            asked = standing.asked(page.section, page.part)
            keep(standing, page.section, page.part, {
                one.question.key: (_answer(standing, one, page.part, {**USUAL, **own}), 0)
                for one in asked if one.open
            })  # fmt: skip

    def attach(self, key: str, title: str) -> None:
        """Send a photo of a paper with the answer *key*, of the first whom it is asked about."""
        standing = self.standing
        one = next(each for each in standing.progress.asked if each.question.key == key)
        part = next(each for each in standing.parts if each.pk == one.part.id)
        photo = checked(f"{key.replace('_', '-')}.jpg", paper(title))
        numbers = add_files(standing, one.section, part, key, [photo])
        keep(standing, one.section, part, {key: (numbers, 0)})

    def send(self, typed: str, district: CurrentDistrict) -> list[int]:
        """Sign and send; its children. Raises LookupError where it is not taken."""
        standing = self.standing
        signed = Signed(typed, pages.statement_of(standing))
        became = send(self.filler, standing.application, signed, district)
        if became != Became.DONE:
            raise LookupError(f"{standing.application} is not sent: {became}")
        return [part.candidate_id or 0 for part in standing.of(Part.Kind.STUDENT)]


def _answer(standing: Standing, one: Asked, part: Part, said: Said) -> Any:
    question = one.question
    there = one.part.values.get(question.key)
    if question.kind == Kind.RELATION:
        known = there or {}
        adults = standing.of(Part.Kind.GUARDIAN)
        return {
            str(each.pk): known.get(str(each.pk), {"relation": "Parent", "lives_with": True})
            for each in adults
        }
    if one.expired and question.key not in said:
        return there
    if question.kind == Kind.STATEMENT:
        signer = standing.name_of(standing.of(Part.Kind.GUARDIAN)[0])
        letters = "".join(word[0] for word in signer.split())[:4].upper()
        return {"agreed": bool(said.get(question.key, True)), "initials": letters}
    if question.key in said:
        return said[question.key]
    if question.kind == Kind.SCHOOL:  # where a level ends, a large district has several to choose
        grade = standing.filled(part, "enrollment.grade_level")
        return min(school for school, offered in standing.offers.pairs if offered == grade)
    raise LookupError(f"Nobody has said what a family answers to {question.key}")


def paper(title: str) -> bytes:
    """A photo of a paper that does not exist, and says so."""
    image = Image.new("RGB", (900, 600), "#f6f3ea")
    draw = ImageDraw.Draw(image)
    draw.rectangle((30, 30, 870, 570), outline="#7a6f55", width=4)
    draw.text((80, 90), title, fill="#222222", font_size=44)
    draw.text((80, 180), "An example: this paper does not exist.", fill="#555555", font_size=28)
    into = BytesIO()
    image.save(into, "JPEG", quality=70)
    return into.getvalue()
