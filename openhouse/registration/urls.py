"""Under ``family/registration/``."""

from django.urls import path

from openhouse.registration.views import changes, consents, family

urlpatterns = [
    path("", family.registration, name="registration"),
    path("change/", changes.registration_change, name="registration-change"),
    path("change/begin/", changes.registration_change_begin, name="registration-change-begin"),
    path("<int:number>/drop/", changes.registration_drop, name="registration-drop"),
    path("consents/", consents.registration_consents, name="registration-consents"),
    path("consents/<int:number>/", consents.registration_consent, name="registration-consent"),
    path("begin/", family.registration_begin, name="registration-begin"),
    path("<int:number>/", family.registration_open, name="registration-open"),
    path("<int:number>/about/<int:part>/", family.registration_page, name="registration-page"),
    path("<int:number>/about/<int:part>/save/", family.registration_save, name="registration-save"),
    path(
        "<int:number>/about/<int:part>/remove/",
        family.registration_remove,
        name="registration-remove",
    ),
    path("<int:number>/add/", family.registration_add, name="registration-add"),
    path("<int:number>/review/", family.registration_review, name="registration-review"),
    path("<int:number>/files/<int:file>/", family.registration_file, name="registration-file"),
    path("<int:number>/copy/", family.registration_copy, name="registration-copy"),
    path("<int:number>/withdraw/", family.registration_withdraw, name="registration-withdraw"),
    path("<int:number>/needed/<int:item>/", family.registration_item, name="registration-item"),
    path("<int:number>/asked/<int:asked>/", family.registration_reply, name="registration-reply"),
]
