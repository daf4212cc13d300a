"""What a supervisor asks: is the process alive, can it serve?"""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """200 while the process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def readyz(request):
    """200 when the database answers, may be written to, keeps what it confirms and has every migration, else 503."""
    problem = problem_found()
    return JsonResponse({"status": problem or "ok"}, status=503 if problem else 200)


def problem_found():
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "migrations are missing"
        if is_read_only():
            return "the database may only be read"
        return f"{', '.join(unsafe)} off" if (unsafe := settings_off()) else ""
    except DatabaseError:
        return "the database does not answer"


def is_read_only():
    """Whether the server is a replica, or was told to take no writes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('transaction_read_only')::boolean OR pg_is_in_recovery()")
        return cursor.fetchone()[0]


def settings_off():
    """The settings of the server without which a confirmed registration could be lost."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = 'off'", [list(DURABLE)])
        return [name for (name,) in cursor.fetchall()]
