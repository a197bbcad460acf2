# The tracker for a server: one image, and docker-compose.yml says which part of it each service runs.

FROM python:3.11-slim-bookworm AS libraries
RUN python -m venv /venv
COPY requirements.lock .
# Wheels only: nothing is compiled, so no compiler is needed, here or later.
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check \
    --require-hashes --no-deps --only-binary=:all: -r requirements.lock

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin casetracker \
    && install -d -o casetracker -g casetracker -m 0700 /data
COPY --from=libraries /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=casetracker.settings \
    STATIC_ROOT=/static \
    DATA_DIR=/data \
    LISTEN_ON=0.0.0.0
# The key that the settings make for want of another lies in the throwaway folder.
RUN DATA_DIR=/tmp/build python manage.py collectstatic --noinput && rm -r /tmp/build
USER casetracker
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "--config=python:casetracker.gunicorn", "casetracker.wsgi"]
