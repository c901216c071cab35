"""The first steps, and one's own account afterwards."""

from django.urls import path

from openhouse.sign_in.views import account, devices, safety, second_step

urlpatterns = [
    path("first-steps/", account.first_steps, name="first-steps"),
    path("account/", account.account, name="account"),
    path("account/language/", account.own_language, name="own-language"),
    path("account/password/", account.change_password, name="change-password"),
    path("account/email/", account.change_email, name="change-email"),
    path("account/email/again/", account.send_link_again, name="send-link-again"),
    path("account/again/", second_step.ask_again, name="ask-again"),
    path("account/devices/", devices.devices_page, name="devices"),
    path("account/devices/others/out/", devices.sign_out_others, name="sign-out-others"),
    path("account/devices/<int:number>/out/", devices.sign_out_device, name="sign-out-device"),
    path("account/devices/keep/", devices.keep_offer, name="keep-offer"),
    path("account/devices/keep/yes/", devices.keep_pages, name="keep-pages"),
    path("account/devices/keep/no/", devices.forget_pages, name="forget-pages"),
    path("account/offer/", safety.passkey_offer, name="passkey-offer"),
    path("account/safety/", safety.safety, name="safety"),
    path("account/safety/first/", safety.second_step_first, name="second-step-first"),
    path("account/safety/passkeys/add/", safety.add_passkey, name="add-passkey"),
    path("account/safety/passkeys/<int:number>/", safety.passkey, name="passkey"),
    path(
        "account/safety/passkeys/<int:number>/remove/",
        safety.remove_passkey,
        name="remove-passkey",
    ),
    path("account/safety/app/", safety.authenticator_app, name="authenticator-app"),
    path("account/safety/app/remove/", safety.remove_app, name="remove-app"),
    path("account/safety/codes/", safety.recovery_codes, name="recovery-codes"),
    path("account/safety/codes/text/", safety.recovery_codes_text, name="recovery-codes-text"),
    path("account/safety/codes/new/", safety.new_recovery_codes, name="new-recovery-codes"),
]
