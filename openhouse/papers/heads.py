"""The head of a school's papers: its name, where it is, its logo or first letters."""

import base64
from dataclasses import dataclass
from typing import Any

from openhouse.districts.models import District, School, SchoolLogo


@dataclass(frozen=True, slots=True)
class Head:
    """A school as its papers name it; read once for all papers that are made together."""

    name: str
    district: str
    #: Angle of the district's colour.
    hue: int
    #: Empty where nobody has said it; ``town`` is then the district's.
    street: str
    town: str
    phone: str
    #: The digest of the logo and its width for a height of 1; "" where the first letters stand.
    logo: str = ""
    wide: float = 1.0
    #: The logo as the layouts take it.
    picture: str = ""

    @property
    def said(self) -> dict[str, Any]:
        """Of the facts of a paper: which logo it is, never the picture, which is in the PDF."""
        return {
            "school": self.name,
            "initials": initials(self.name),
            "hue": self.hue,
            "place": self.place,
            "phone": self.phone,
            "logo": self.logo,
            "wide": self.wide,
        }

    @property
    def line(self) -> str:
        """District, place and phone in one line, for the head of a card."""
        return " · ".join(part for part in (self.district, self.place, self.phone) if part)

    @property
    def place(self) -> str:
        """ "12 Elm Street, Columbia, MO 65201"."""
        return ", ".join(part for part in (self.street, self.town) if part)

    @property
    def sender(self) -> list[str]:
        """What stands under the school's name on an envelope: its address, else its district."""
        return [self.street, self.town] if self.street else [self.district]


def head_of(school: School, district: District, *, with_logo: bool = True) -> Head:
    """The head of the papers of *school*; *with_logo* false: with its first letters."""
    towns = ", ".join(part for part in (district.city, district.state) if part)
    logo = SchoolLogo.objects.filter(pk=school.pk).first() if with_logo else None
    return Head(
        name=school.name,
        district=district.name,
        hue=district.hue,
        street=school.street,
        town=school.town if school.street else towns,
        phone=school.phone,
        logo=logo.sha256 if logo else "",
        wide=round(logo.width / logo.height, 3) if logo else 1.0,
        picture=_drawn(logo) if logo else "",
    )


def head_at(school: int | None) -> Head | None:
    """The head of the papers of the school with that number; None where there is none."""
    found = School.objects.filter(pk=school).first() if school else None
    return head_of(found, District.objects.get(pk=found.district_id)) if found else None


def initials(name: str) -> str:
    """The letters of a monogram: "CH" of "Capital Hills High School"."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0] for word in words[:2]).upper()


def _drawn(logo: SchoolLogo) -> str:
    """The logo inside an SVG: facts are text, and Typst has no other way from text to a picture.

    A JPEG goes into the PDF as it is, which costs a card nothing that can be measured.
    """
    content = base64.b64encode(logo.content).decode()
    size = f'width="{logo.width}" height="{logo.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f'<image {size} href="data:image/jpeg;base64,{content}"/></svg>'
    )
