from django.urls import path

from openhouse.sign_in.views import account, desk, door, opening, recovery

urlpatterns = [
    path("", door.start, name="start"),
    path("sign-in/", door.sign_in, name="sign-in"),
    path("sign-out/", door.sign_out, name="sign-out"),
    path("forgot-password/", recovery.forgot_password, name="forgot-password"),
    path("forgot-password/sent/", recovery.forgot_password_sent, name="forgot-password-sent"),
    path("forgot-username/", recovery.forgot_username, name="forgot-username"),
    path("forgot-username/sent/", recovery.forgot_username_sent, name="forgot-username-sent"),
    path("reset/done/", recovery.reset_done, name="reset-done"),
    path("reset/<str:uidb36>/<str:key>/", recovery.reset, name="reset"),
    path("confirm/<str:key>/", account.confirm_email, name="confirm-email"),
    path("password-meter/", account.password_meter, name="password-meter"),
    path("ask/", opening.ask, name="ask"),
    path("ask/sent/", opening.asked, name="asked"),
    path("open/", opening.open_account, name="open"),
    path("open/choose/", opening.open_choose, name="open-choose"),
    path("open/<str:code>/", opening.open_with_link, name="open-with-link"),
    path("office/", desk.help_desk, name="help-desk"),
    path("office/people/<int:person>/", desk.helped, name="helped"),
    path("office/people/<int:person>/way-in/", desk.give_way_in, name="give-way-in"),
    path(
        "office/people/<int:person>/codes/<int:code>/withdraw/",
        desk.withdraw_code,
        name="withdraw-code",
    ),
    path("office/requests/<int:number>/", desk.account_request, name="account-request"),
    path("office/requests/<int:number>/decide/", desk.decide_request, name="decide-request"),
    path("first-steps/", account.first_steps, name="first-steps"),
    path("account/", account.account, name="account"),
    path("account/password/", account.change_password, name="change-password"),
    path("account/email/", account.change_email, name="change-email"),
]
