from django.urls import path

from openhouse.sign_in.views import account, door, recovery

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
    path("first-steps/", account.first_steps, name="first-steps"),
    path("account/", account.account, name="account"),
    path("account/password/", account.change_password, name="change-password"),
    path("account/email/", account.change_email, name="change-email"),
]
