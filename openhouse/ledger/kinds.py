"""What the kinds of lines say, in words.

A line whose kind is not here is of a later release, or of a table whose lines are told from what
they hold: a score, a mark, attendance, a class, a phone.
"""

from django.utils.translation import gettext_lazy

#: What a line about an account says.
ACCOUNT = {
    "account.reset_asked": gettext_lazy("A new password was asked for"),
    "account.password_reset": gettext_lazy("The password was changed by a link from an e-mail"),
    "account.password_changed": gettext_lazy("The password was changed"),
    "account.email_given": gettext_lazy("A security e-mail was given"),
    "account.email_confirmed": gettext_lazy("The security e-mail was confirmed"),
    "account.settled": gettext_lazy("The account was used for the first time"),
    "account.agreed": gettext_lazy("The terms of use were agreed to"),
    "account.locked": gettext_lazy("Wrong passwords were typed"),
    "account.reset_by_staff": gettext_lazy("The school’s office reset the account"),
    "account.looked_at": gettext_lazy("The school’s office looked at the pages of this account"),
    "account.look_ended": gettext_lazy("The school’s office stopped looking"),
    "account.opened": gettext_lazy("The account was opened"),
    "account.given_by_command": gettext_lazy(
        "The operator of the portal set a user name and password"
    ),
    "account.code_made": gettext_lazy("A way in was made"),
    "account.identity_seen": gettext_lazy("A photo ID was seen at the counter"),
    "account.contact_corrected": gettext_lazy("A name, address, phone or e-mail was corrected"),
    "account.made": gettext_lazy("The account was made for the student"),
    "account.left": gettext_lazy("The account was closed, because the student left"),
    "account.returned": gettext_lazy("The account was opened again, because the student is back"),
    "account.first_password": gettext_lazy("A new first password was printed"),
    "account.closed": gettext_lazy("The account was closed"),
    "account.child_opened": gettext_lazy("Portal access to a child was ticked"),
    "account.child_closed": gettext_lazy("Portal access to a child was taken away"),
    "account.opened_again": gettext_lazy("The account was opened again"),
    "account.must_change": gettext_lazy("A new password was demanded at the next sign-in"),
    "account.code_withdrawn": gettext_lazy("A way in was withdrawn"),
    "account.requested": gettext_lazy("An account was asked for"),
    "account.rules_changed": gettext_lazy("The rules for accounts were changed"),
    "account.request_taken": gettext_lazy("A request for an account was taken"),
    "account.request_handed_on": gettext_lazy("A request for an account was handed on"),
    "account.request_answered": gettext_lazy("A request for an account was answered"),
    "account.passkey_added": gettext_lazy("A passkey was added"),
    "account.passkey_renamed": gettext_lazy("A passkey got another name"),
    "account.passkey_removed": gettext_lazy("A passkey was removed"),
    "account.app_added": gettext_lazy("An authenticator app was set up"),
    "account.app_removed": gettext_lazy("The authenticator app was removed"),
    "account.codes_made": gettext_lazy("New recovery codes were made"),
    "account.code_used": gettext_lazy("A recovery code was used"),
    "account.passkey_offered": gettext_lazy("A passkey was offered"),
    "account.device_ended": gettext_lazy("A device was signed out"),
    "account.devices_ended": gettext_lazy("All other devices were signed out"),
    "account.second_step_forgotten": gettext_lazy("Passkeys and authenticator app were taken away"),
    "account.second_step_undone": gettext_lazy(
        "“That was not me”: the new passkey or authenticator app was taken away"
    ),
    "account.codes_tried": gettext_lazy("Wrong codes were typed"),
    "account.request_declined": gettext_lazy("A request for an account was declined"),
    "account.sso_linked": gettext_lazy("Another way to sign in was joined to the account"),
    "account.sso_refused": gettext_lazy("A sign-in through another service was turned away"),
    "account.sso_forgotten": gettext_lazy("Another way to sign in was taken off the account"),
}
#: What the others say.
OTHERS = {
    "sign_in.done": gettext_lazy("Signed in"),
    "absence.filed": gettext_lazy("A family told of an absence"),
    "absence.approved": gettext_lazy("An absence that a family told of was approved"),
    "absence.refused": gettext_lazy("An absence that a family told of was refused"),
    "absence.withdrawn": gettext_lazy("A family took back what it told of an absence"),
    "record.viewed": gettext_lazy("The record was looked at"),
    "paper.issued": gettext_lazy("A paper about the student was issued"),
    "audit.exported": gettext_lazy("Lines of this search were saved as a file"),
    "missing_work.exported": gettext_lazy("A list of missing work was saved as a file"),
    "import.begun": gettext_lazy("A file of records was brought"),
    "import.asked": gettext_lazy("A file of records was to be taken in"),
    "import.done": gettext_lazy("A file of records was taken in"),
    "sign_on.made": gettext_lazy("A provider of single sign-on was set up"),
    "sign_on.changed": gettext_lazy("A provider of single sign-on was changed"),
    "sign_on.on": gettext_lazy("A provider of single sign-on was switched on"),
    "sign_on.off": gettext_lazy("A provider of single sign-on was switched off"),
    "rules.attendance": gettext_lazy("The rules of attendance were changed"),
    "rules.code": gettext_lazy("A code of attendance was made, changed or deleted"),
    "rules.reason": gettext_lazy("A reason that families choose was made, changed or deleted"),
    "rules.questions": gettext_lazy("By when questions are answered was changed"),
    "transcript.posted": gettext_lazy("A course was put on the transcript"),
    "transcript.changed": gettext_lazy("A course on the transcript was changed"),
    "transcript.removed": gettext_lazy("A course was taken off the transcript"),
    "record.exported": gettext_lazy("A transcript was saved as a file"),
    "rules.ranks": gettext_lazy("Class ranks were saved"),
    "rules.transcript": gettext_lazy("The rules of transcripts were changed"),
    "question.asked": gettext_lazy("A family asked about something that it thinks is wrong"),
    "question.changed": gettext_lazy("A family’s question was answered or taken back"),
    "document.published": gettext_lazy("A document was published for families"),
    "document.edition": gettext_lazy("A new edition of a document was published"),
    "document.withdrawn": gettext_lazy("A document was taken back"),
    "document.exported": gettext_lazy("Who has signed a document was saved as a file"),
    "document.opened": gettext_lazy("A document was opened"),
    "document.read": gettext_lazy("A document was said to be read"),
    "document.signed": gettext_lazy("A document was signed"),
    "document.declined": gettext_lazy("The signature under a document was declined"),
    "immunization.recorded": gettext_lazy("A dose was entered"),
    "immunization.changed": gettext_lazy("A dose was changed"),
    "immunization.removed": gettext_lazy("A dose was removed"),
    "immunization.exempted": gettext_lazy("An exemption from a vaccine was entered"),
    "immunization.exemption_changed": gettext_lazy("An exemption from a vaccine was changed"),
    "immunization.exemption_removed": gettext_lazy("An exemption from a vaccine was removed"),
    "immunization.appointed": gettext_lazy("An appointment for a vaccine was entered"),
    "immunization.appointment_changed": gettext_lazy("An appointment for a vaccine was changed"),
    "immunization.appointment_removed": gettext_lazy("An appointment for a vaccine was removed"),
    "paper.corrected": gettext_lazy("A corrected edition of a document was issued"),
    "cards.released": gettext_lazy("Report cards of a school were released"),
    "cards.hour_changed": gettext_lazy("The hour of a release of report cards was changed"),
    "cards.taken_back": gettext_lazy("Report cards that nobody had seen were taken back"),
    "rules.card": gettext_lazy("A template of report cards was made or changed"),
    "demo.filled": gettext_lazy("The demonstration was filled"),
}
#: The kinds of what the database writes down itself, by the first part of their names, and of what
#: an office searches by.
GROUPS = {
    "score": gettext_lazy("Scores"),
    "mark": gettext_lazy("Posted marks"),
    "attendance": gettext_lazy("Attendance"),
    "placement": gettext_lazy("Classes"),
    "contact": gettext_lazy("Phones and e-mails"),
    "transcript": gettext_lazy("Transcript"),
    "absence": gettext_lazy("Absences told by families"),
    "question": gettext_lazy("Questions of families"),
    "document": gettext_lazy("Documents for families"),
    "immunization": gettext_lazy("Immunizations"),
    "rules": gettext_lazy("Rules of the district"),
    "cards": gettext_lazy("Report cards"),
    "record": gettext_lazy("Looks at a record"),
    "account": gettext_lazy("Accounts"),
    "sign_on": gettext_lazy("Single sign-on"),
    "import": gettext_lazy("Imports"),
}


def kind_words(kind: str) -> str:
    """What a line says by its kind alone; never nothing, for one of a later release too."""
    known = ACCOUNT.get(kind) or OTHERS.get(kind) or GROUPS.get(kind.partition(".")[0])
    return str(known or kind)
