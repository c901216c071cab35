"""The pages of registration, for the matrix: a family's, and those behind the link of a new one."""

#: About an application of one's own, a part, a file, a child's paper or a school's question in it:
#: what its family gets by GET. One that was sent is filled in no more, so its pages lead away.
OF_AN_APPLICATION = {"open": "200", "review": "200", "copy": "200", "add": "405", "withdraw": "405"}
#: And of a home with an account alone.
OF_A_HOMES = {"drop": "405"}
OF_A_PART = {"page": "200", "save": "405", "remove": "405"}
OF_A_FILE = {"file": "200"}
OF_AN_ITEM = {"item": "200"}
OF_A_REPLY = {"reply": "200"}
PAGES = (*OF_AN_APPLICATION, *OF_A_PART, *OF_A_FILE, *OF_AN_ITEM, *OF_A_REPLY)
#: Whose application each of the cast's is.
WHOSE = {"app_rivera": "mother", "app_santos": "father", "app_new": ""}
OF_A_FAMILY = {
    "registration": "200",
    "registration-begin": "405",
    "registration-change": "200",
    "registration-change-begin": "405",
}
FOR_EVERYBODY = {
    **dict.fromkeys(("register", "register-mailed", "register-again"), "200"),
    "register-leave": "405",
}
BEHIND_A_LINK = {
    "register-link": {"secret": "not-a-secret"},
    "register-consents": {"secret": "not-a-secret"},
}
#: What somebody has said to a consent, for her alone: by the row, who she is; "" for nobody, since
#: what it is about was not sent.
GIVEN = {"given_rivera0": "mother", "given_rivera1": "mother", "given_santos0": ""}
#: The district alone says when it is open.
LIKE_THE_RULES = (
    "registration-windows",
    "registration-letters",
    "registration-forms",
    "registration-changes",
    "registration-doubles",
    "registration-zones-file",
)
OF_A_YEAR = {"registration-window": "200"}
#: And what it adds to a letter, by its kind.
OF_A_LETTER = {"registration-letter": "200"}
LETTERS = ("received", "question", "accepted", "waiting", "declined", "reminder")
#: And makes the form: what a draft of the cast answers, and the key of a piece where it needs one.
OF_A_FORM = {
    "registration-form": ("200", ()),
    "registration-form-preview": ("200", ()),
    "registration-form-publish": ("200", ()),
    "registration-form-move": ("405", ()),
    "registration-section-new": ("200", ()),
    "registration-section": ("200", ("home",)),
    "registration-question": ("200", ("address",)),
    "registration-question-new": ("200", ("home",)),
}
#: Of one child, for the office of its school.
OF_A_CANDIDATE = {"registration-people": "200"}
#: For whom the help desk opens: the queue, and how far it is.
LIKE_THE_HELP_DESK = {
    **dict.fromkeys(("registration-desk", "registration-campaign"), "200"),
    **dict.fromkeys(("registration-places", "registration-waiting", "registration-zones"), "200"),
    "registration-campaign-file": "200",
    "registration-accept-all": "200",
    "registration-roster": "200",
}
#: About a child that was sent: for the office of her school, and for its nurse and transport.
OF_AN_OFFICES_CHILD = {"registration-child": "200", "registration-decide": "405"}
OF_A_DESKS_CHILD = {"registration-part": "200", "registration-part-do": "405"}
#: And a file with it, which in the cast is the nurse's.
OF_A_CHILDS_FILE = ("registration-child-file", "registration-part-file")
OF_THE_SCHOOL = {
    *LIKE_THE_HELP_DESK,
    *OF_AN_OFFICES_CHILD,
    *OF_A_DESKS_CHILD,
    *OF_A_CHILDS_FILE,
    "registration-parts",
}
PUBLIC = {
    *FOR_EVERYBODY,
    *BEHIND_A_LINK,
    *(f"register-{page}" for page in PAGES),
}
EVERY = {
    *PUBLIC,
    *OF_A_FAMILY,
    *LIKE_THE_RULES,
    *OF_A_YEAR,
    *OF_A_LETTER,
    *OF_A_FORM,
    "registration-form-begin",
    "registration-consent",
    *OF_A_CANDIDATE,
    *OF_THE_SCHOOL,
    *(f"registration-{page}" for page in (*PAGES, *OF_A_HOMES)),
}
