"""What the queue holds, done here and now by the tasks themselves."""

import json
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app


def waiting(name: str = "") -> list[tuple[int, str, dict[str, Any]]]:
    """Id, name and arguments of the jobs that wait, oldest first; of one task, if *name*."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo'"
            " AND (%s = '' OR task_name = %s) ORDER BY id",
            [name, name],
        )
        found = cursor.fetchall()
    return [
        (n, task, json.loads(args) if isinstance(args, str) else args) for n, task, args in found
    ]


def work_off() -> int:
    """Do every waiting job, and what those leave, but send no mail; how many it were."""
    done = 0
    while found := [job for job in waiting() if job[1] != "notifications.deliver"]:
        for number, name, arguments in found:
            app.tasks[name](**arguments)
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [number])
            done += 1
    return done
