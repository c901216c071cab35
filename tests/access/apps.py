"""The matrix's lines about the installed apps and what one's own device keeps."""

#: Where an installed app begins: the start, or for a family the page that says it is the wrong one.
OF_AN_APP = ("app-parent", "app-student")
#: Whose app is that of students.
IS_A_STUDENT = ("ben", "mia")

#: Everybody may read what a phone installs.
MANIFESTS = {"manifest-parent": "200", "manifest-student": "200"}
#: In a session that is not for long, as those of the tests are, nothing may be kept.
OF_A_PRIVATE_DEVICE = {
    "keep-offer": "start",
    "keep-pages": "405",
    "forget-pages": "405",
    "kept": "404",
}
#: The server's own: an app before its district is chosen, and the worker.
OF_THE_APPS = {
    "begin-parent": 302,
    "begin-student": 302,
    "first-parent": 200,
    "first-student": 200,
    "choose-district": 404,
    "worker": 200,
    "offline": 200,
    "unsent": 200,
    "asset-links": 404,
    "apple-links": 404,
}
