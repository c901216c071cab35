"""What a member of staff works as, by the words of an Ed-Fi delivery. No XML and no database."""

import re


def staff_role(classification: str, position: str) -> str:
    """What a member of staff works as.

    An unknown classification gets the role that may see nothing, unless the position's title
    says what it is: rights are never guessed upwards.
    """
    for words in (classification.lower().strip(), position.lower().strip()):
        if _DISTRICT.fullmatch(words):
            return "district"
        for role, parts in _ROLES:
            if any(part in words for part in parts):
                return role
    return "other"


#: Who sees every student of a district: these words and no others. A superintendent's secretary, a
#: district's courier, an "LEA Administrative Support Staff" or an "LEA Specialist" is none.
_DISTRICT = re.compile(
    r"(?:(?:assistant|associate|deputy|interim|acting) )*superintendent(?: of schools)?"
    r"|(?:lea|district)(?: system)? administrator"
)
_ROLES = (
    ("other", ("aide", "paraprofessional", "librar", "media", "psycholog", "state admin",
               "support services", "student support", "all other", "operational")),
    # who plans the buses, not who drives one
    ("transport", ("transportation coordinator", "transportation director",
                   "transportation manager", "director of transportation")),
    ("nurse", ("nurse",)),
    ("counselor", ("counselor", "counsellor")),
    ("teacher", ("teacher",)),
    ("office", ("principal", "school admin", "school leader", "clerk", "secretary", "registrar",
                "receptionist", "attendance", "office")),
)  # fmt: skip
