"""Getting in: signing in, asking for an account and opening it, and every way back."""

from django.urls import path

from openhouse.sign_in.views import (
    account,
    district_rules,
    door,
    not_me,
    opening,
    portal_form,
    recovery,
    second_step,
)

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
    path("ask/form/", portal_form.portal_form, name="portal-form"),
    path("ask/form/sent/", portal_form.portal_form_sent, name="portal-form-sent"),
    path("open/", opening.open_account, name="open"),
    path("open/choose/", opening.open_choose, name="open-choose"),
    path("open/<str:code>/", opening.open_with_link, name="open-with-link"),
    path("help/", district_rules.help_page, name="help"),
    path("sign-in/second-step/", second_step.second_step, name="second-step"),
    path("sign-in/passkey/", second_step.passkey_sign_in, name="passkey-sign-in"),
    path("sign-in/passkey/options/", second_step.passkey_options, name="passkey-options"),
    path("not-me/done/", not_me.not_me_done, name="not-me-done"),
    path("not-me/<str:key>/", not_me.not_me, name="not-me"),
]
