"""Django's PostgreSQL backend, on a server that the first connection starts."""
