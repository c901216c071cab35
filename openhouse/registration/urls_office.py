"""Under ``office/registration/``."""

from django.urls import path

from openhouse.registration.views import changes, letters, office

urlpatterns = [
    path("", office.registration_desk, name="registration-desk"),
    path("accept/", office.registration_accept_all, name="registration-accept-all"),
    path("changes/", changes.registration_changes, name="registration-changes"),
    path("letters/", letters.registration_letters, name="registration-letters"),
    path("letters/<slug:kind>/", letters.registration_letter, name="registration-letter"),
    path("campaign/", office.registration_campaign, name="registration-campaign"),
    path("campaign/file/", office.registration_campaign_file, name="registration-campaign-file"),
    path("<int:candidate>/", office.registration_child, name="registration-child"),
    path("<int:candidate>/decide/", office.registration_decide, name="registration-decide"),
    path(
        "<int:candidate>/files/<int:file>/",
        office.registration_child_file,
        name="registration-child-file",
    ),
]
