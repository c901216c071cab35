"""The help desk, the counter, all accounts, and what the district decided about them."""

from django.urls import path

from openhouse.sign_in.views import (
    accounts,
    counter,
    desk,
    district_rules,
    helped,
    look,
    many,
    portal,
    slips,
)

urlpatterns = [
    path("office/", desk.help_desk, name="help-desk"),
    path("office/people/<int:person>/", desk.helped, name="helped"),
    path("office/people/<int:person>/way-in/", helped.give_way_in, name="give-way-in"),
    path("office/people/<int:person>/look/", look.begin, name="look-begin"),
    path("look/end/", look.end, name="look-end"),
    path("look/over/", look.over, name="look-over"),
    path("office/people/<int:person>/reset/", helped.reset, name="reset-account"),
    path(
        "office/people/<int:person>/codes/<int:code>/withdraw/",
        desk.withdraw_code,
        name="withdraw-code",
    ),
    path("office/requests/unknown/decline/", desk.decline_strangers, name="decline-strangers"),
    path("office/requests/<int:number>/", desk.account_request, name="account-request"),
    path("office/requests/<int:number>/take/", desk.take_request, name="take-request"),
    path("office/requests/<int:number>/hand-on/", desk.hand_on_request, name="hand-on-request"),
    path("office/requests/<int:number>/decide/", desk.decide_request, name="decide-request"),
    path("office/counter/<int:person>/", counter.at_counter, name="counter"),
    path("office/counter/<int:person>/contact/", counter.correct_contact, name="correct-contact"),
    path("office/counter/<int:person>/give/", counter.give_at_counter, name="give-at-counter"),
    path("office/accounts/", accounts.accounts, name="accounts"),
    path("office/accounts/run/", accounts.run_batch, name="run-batch"),
    path("office/accounts/runs/<int:run>/", accounts.account_run, name="account-run"),
    path("office/accounts/exceptions/", accounts.account_exceptions, name="account-exceptions"),
    path("office/accounts/slips/", slips.account_slips, name="account-slips"),
    path("office/accounts/slips/print/", slips.print_slips, name="print-slips"),
    path("office/accounts/spreadsheet/", slips.account_spreadsheet, name="account-spreadsheet"),
    path("office/accounts/many/", many.many_accounts, name="many-accounts"),
    path("office/accounts/many/change/", many.change_many, name="change-many"),
    path("office/never/", accounts.never_signed_in, name="never"),
    path("office/rules/", district_rules.account_rules, name="account-rules"),
    path(
        "office/people/<int:person>/children/<int:student>/",
        portal.portal_access,
        name="portal-access",
    ),
    path("office/rules/who-sees/", district_rules.who_sees, name="who-sees"),
]
