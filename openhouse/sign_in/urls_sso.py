from django.urls import path

from openhouse.sign_in.views import single

urlpatterns = [
    path("<int:number>/", single.sso, name="sso"),
    path("<int:number>/callback/", single.sso_callback, name="sso-callback"),
]
