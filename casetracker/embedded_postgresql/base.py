"""The database backend: whatever connects (web, worker, shell, test) has the server started.

It takes no connection pool: over a Unix socket on the same machine a connection costs less than
the threads that a pool would have to stop before the server does.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient as PostgreSQLClient
from psycopg import OperationalError as ConnectionRefused

from casetracker import embedded
from casetracker.server_place import WHEEL_PROGRAMS


class DatabaseClient(PostgreSQLClient):
    """`manage.py dbshell`, with the psql that comes with the server."""

    executable_name = str(WHEEL_PROGRAMS / "bin" / "psql")

    def runshell(self, parameters: Iterable[str]) -> None:
        """Open psql on the running server."""
        embedded.hold(Path(self.connection.settings_dict["EMBEDDED_IN"]))
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded server, which is started when it does not run."""

    client_class = DatabaseClient

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; a server that has died since is started once more."""
        data_dir = Path(self.settings_dict["EMBEDDED_IN"])
        embedded.hold(data_dir)
        try:
            return super().get_new_connection(conn_params)
        except (OperationalError, ConnectionRefused):
            if not embedded.revive(data_dir):
                raise
            return super().get_new_connection(conn_params)
