from django.apps import AppConfig


class GradesConfig(AppConfig):
    name = "openhouse.grades"
    label = "grades"
    default_auto_field = "django.db.models.BigAutoField"
