from django.urls import path

from openhouse.sign_in.views import devices, not_me, safety, second_step

urlpatterns = [
    path("sign-in/second-step/", second_step.second_step, name="second-step"),
    path("sign-in/passkey/", second_step.passkey_sign_in, name="passkey-sign-in"),
    path("sign-in/passkey/options/", second_step.passkey_options, name="passkey-options"),
    path("account/again/", second_step.ask_again, name="ask-again"),
    path("account/devices/", devices.devices_page, name="devices"),
    path("account/devices/others/out/", devices.sign_out_others, name="sign-out-others"),
    path("account/devices/<int:number>/out/", devices.sign_out_device, name="sign-out-device"),
    path("not-me/done/", not_me.not_me_done, name="not-me-done"),
    path("not-me/<str:key>/", not_me.not_me, name="not-me"),
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
