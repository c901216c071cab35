from django.urls import path

from openhouse.sign_in.views import single, single_saml

urlpatterns = [
    path("<int:number>/", single.sso, name="sso"),
    path("<int:number>/callback/", single.sso_callback, name="sso-callback"),
    path("<int:number>/acs/", single_saml.sso_acs, name="sso-acs"),
    path("<int:number>/acs/finish/", single_saml.sso_acs_finish, name="sso-acs-finish"),
    path("<int:number>/metadata/", single_saml.sso_metadata, name="sso-metadata"),
]
