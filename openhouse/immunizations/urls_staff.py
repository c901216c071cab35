from django.urls import path

from openhouse.immunizations.care.views import nurse_care, nurse_care_entry
from openhouse.immunizations.views import desk, letters, staff

urlpatterns = [
    path("", desk.nurse_desk, name="nurse-desk"),
    path("exclusions.csv", desk.nurse_exclusions, name="nurse-exclusions"),
    path("exclusions/", desk.nurse_excluded, name="nurse-door"),
    path("letters/", letters.nurse_letters, name="nurse-letters"),
    path("rules/", desk.nurse_rules, name="nurse-rules"),
    path("counts/", desk.nurse_counts, name="nurse-counts"),
    path("<int:student>/", staff.nurse_student, name="nurse-student"),
    path("<int:student>/health/", nurse_care, name="nurse-care"),
    path(
        "<int:student>/health/<slug:what>/<int:entry>/", nurse_care_entry, name="nurse-care-entry"
    ),
    path("<int:student>/card/<int:card>/", staff.nurse_card, name="nurse-card"),
    path("<int:student>/card/<int:card>/file/", staff.nurse_card_file, name="nurse-card-file"),
    path(
        "<int:student>/appointment/<int:number>/kept/",
        staff.nurse_appointment_kept,
        name="nurse-appointment-kept",
    ),
    *(
        path(
            f"<int:student>/{what}/<int:number>/remove/",
            staff.nurse_remove,
            {"what": what},
            name=f"nurse-remove-{what}",
        )
        for what in ("dose", "exemption", "appointment")
    ),
]
