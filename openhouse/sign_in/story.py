"""The story of an account, as its owner and the help desk read it: what happened, and when."""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.ledger.queries import Line
from openhouse.sign_in.words import moment
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

#: What a line of an account's story says, by its kind in the ledger.
STORY = {
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
#: What an office did with an account: its owner reads who, and why.
BY_AN_OFFICE = {
    "account.reset_by_staff",
    "account.looked_at",
    "account.child_opened",
    "account.child_closed",
}


def words_of_kind(kind: str) -> str:
    """What happened; never nothing, for a line of a later release is read by this one too."""
    return str(STORY[kind]) if kind in STORY else _("The account was changed")


def _given(line: Line) -> list[str]:
    """How a way in went out, and by whom; a line of an earlier release does not say it."""
    said = line.after if isinstance(line.after, dict) else {}
    if not said:
        return []
    how = _("on paper") if said.get("paper") else _("by e-mail to %(email)s")
    by = [_("by %(name)s") % {"name": said["by"]}] if said.get("by") else []
    return [how % {"email": line.subject} if not said.get("paper") else how, *by]


def story(lines: Iterable[Line]) -> SafeString:
    """A row for each line."""
    found = []
    for line in lines:
        said = [moment(line.at)]
        if line.kind in BY_AN_OFFICE:
            said += [_("by %(name)s") % {"name": line.subject}, f"“{line.reason}”"]
        if line.kind == "account.code_made":
            said += _given(line)
        found.append(row(words_of_kind(line.kind), small=" · ".join(said)))
    return joined(found)
