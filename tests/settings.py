"""The house's settings, but for what a password costs: the tests sign in some hundred times."""

from django.contrib.auth.hashers import Argon2PasswordHasher

from openhouse.config.settings import *  # noqa: F403


class Cheap(Argon2PasswordHasher):
    """Argon2 with the least memory and time that it takes: one millisecond, not two hundred."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1

    def must_update(self, encoded: str) -> bool:
        """Never: a sign-in in a test changes no more of the account than one outside does."""
        return False


PASSWORD_HASHERS = [f"{Cheap.__module__}.{Cheap.__qualname__}", *PASSWORD_HASHERS[1:]]  # noqa: F405
