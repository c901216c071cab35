"""Changes of contact data at an office's desk."""

from django.urls import path

from openhouse.contact.views import office

urlpatterns = [
    path("contact/", office.contact_requests, name="contact-requests"),
    path("contact/<int:number>/", office.contact_request, name="contact-request"),
    path("rules/contact/", office.contact_rules, name="contact-rules"),
]
