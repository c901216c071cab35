from django.apps import AppConfig

from openhouse.common.faults import say_in_own_words


class CommonConfig(AppConfig):
    name = "openhouse.common"
    label = "common"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        say_in_own_words()
