"""The pages about contact data, for the matrix: one's own, and those of an office."""

#: About a phone or address, a home, a request of one's own: what its owner gets by GET, others 404.
OF_A_POINT = {
    "contact-point": "200",
    "contact-verify": "404",  # the phones of the cast are none that can be dialed
    "contact-try": "405",
}
OF_A_HOME = {"contact-home": "200"}
OF_AN_OWN_REQUEST = {"contact-withdraw": "405"}
OF_AN_UNCONFIRMED = {"contact-unconfirmed": "200"}
OF_A_KIND = {"contact-add": "200"}
#: A request at the desk: who reads it, of each request of the cast.
OF_A_REQUEST = {"contact-request": "200"}
READ_IT = {
    "asked_mother": ("clerk", "admin"),
    "asked_father": ("admin",),
    "asked_long_parent": ("clerk", "admin"),
    "asked_home": ("clerk", "admin"),
}
#: The calendar feed: sent by a family, and read by whoever has an address; nobody has this one.
OF_A_CALENDAR = {"calendar-make": "405", "calendar-end": "405", "calendar-feed": "404"}
EVERY = {*OF_A_CALENDAR, *OF_A_POINT, *OF_A_HOME, *OF_AN_OWN_REQUEST, *OF_A_KIND, *OF_A_REQUEST}
EVERY |= {*OF_AN_UNCONFIRMED}
