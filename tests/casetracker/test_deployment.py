"""The deployment: what Dockerfile and docker-compose.yml say, done here without containers.

There is no engine here, so no image is built. But the files that would go into it are laid out as
.dockerignore lets them in, its build step is run on them, and each service of the tracker runs
its own command line from docker-compose.yml, with the settings written there, on a real PostgreSQL
and a real Redis.
"""

import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

import brotli
import pytest
import yaml
from django.conf import settings

from tests.casetracker.processes import environment, free_port, passable_folder, wait_until
from tests.casetracker.servers import PASSWORD, PostgreSQL, Redis, postgresql, redis

pytestmark = pytest.mark.timeout(180)

ROOT = Path(settings.BASE_DIR)
COMPOSE = (ROOT / "docker-compose.yml").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SECRETS = {
    "SECRET_KEY": "0123456789-a-key-that-no-log-may-show-0123456789-abcdef",
    "POSTGRES_PASSWORD": PASSWORD,
    "REDIS_PASSWORD": PASSWORD,
}
GIVEN = SECRETS | {"ALLOWED_HOSTS": "tracker.example.org"}
TRACKER = ["migrate", "web", "worker", "beat"]
WELL = {"database": "ok", "queue": "ok", "worker": "ok"}

# What a view does that sends a task, in a process of its own.
SEND = """
import django; django.setup()
from django.http import HttpResponse
from django.test import RequestFactory
from casetracker import celery_app
from casetracker.request_log import RequestLog
def view(request):
    celery_app.send_task("celery.accumulate", args=[[1, 2]])
    return HttpResponse()
RequestLog(view)(RequestFactory().get("/", headers={"X-Request-ID": "sent-by-a-test"}))
"""


class MissingError(Exception):
    """A variable that the compose file demands is not set."""


def compose(**given: str) -> dict[str, Any]:
    """The services, with the variables filled in as compose does."""

    def filled_in(found: "re.Match[str]") -> str:
        name, operator, rest = found.groups()
        if name is None:
            return "$"
        if operator == ":?" and not given.get(name):
            raise MissingError(f"{name}: {rest}")
        if operator == ":+":
            return rest if given.get(name) else ""
        return given.get(name) or (rest if operator == ":-" else "")

    def fill_in(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: fill_in(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [fill_in(inner) for inner in value]
        if isinstance(value, str):
            return re.sub(r"\$(?:\$|\{(\w+)(?:(:[?+-])([^}]*))?\})", filled_in, value)
        return value

    return dict(fill_in(yaml.safe_load(COMPOSE)["services"]))


def image_environment() -> dict[str, str]:
    """What the Dockerfile's ENV sets."""
    [block] = re.findall(r"^ENV ((?:.*\\\n)*.*)$", DOCKERFILE, re.MULTILINE)
    return dict(pair.split("=", 1) for pair in block.replace("\\\n", " ").split())


def compose_client() -> list[str]:
    """The docker client, if it has compose; else the test is skipped, and says so."""
    if shutil.which("docker"):
        asked = subprocess.run(["docker", "compose", "version"], capture_output=True, check=False)
        if asked.returncode == 0:
            return ["docker", "compose"]
    pytest.skip("NO DOCKER CLIENT WITH COMPOSE: docker-compose.yml IS NOT VALIDATED BY IT HERE")


class Installation:
    """The services of the tracker as processes, in a copy of what the image holds."""

    def __init__(self, folder: Path, database: PostgreSQL, broker: Redis) -> None:
        self.app, self.folder, self.port = folder / "app", folder, free_port()
        self.database, self.broker = database, broker
        self.services = compose(**GIVEN)
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def environment(self, name: str) -> dict[str, str]:
        """The image's and the service's variables, with the servers' addresses of this test."""
        asked = image_environment() | self.services[name]["environment"]
        here = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "STATIC_ROOT": str(self.folder / "static"),
            "DATA_DIR": str(self.folder / "data"),
            "LISTEN_ON": "127.0.0.1",
            "PORT": str(self.port),
            "HOSTNAME": socket.gethostname(),
            "DATABASE_URL": asked["DATABASE_URL"].replace(
                "database:5432", f"127.0.0.1:{self.database.port}"
            ),
            "CELERY_BROKER_URL": asked["CELERY_BROKER_URL"].replace(
                "redis:6379", f"127.0.0.1:{self.broker.port}"
            ),
        }
        return environment(self.folder / "data", **(asked | here))

    def run(self, name: str, command: list[str]) -> "subprocess.CompletedProcess[str]":
        """Run something to its end in the container of a service, so to speak."""
        return subprocess.run(
            command,
            cwd=self.app,
            env=self.environment(name),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=90,
        )

    def start(self, name: str) -> None:
        with self.log(name).open("ab") as log:
            self.running[name] = subprocess.Popen(
                self.services[name]["command"],
                cwd=self.app,
                env=self.environment(name),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def stop(self, name: str) -> None:
        self.running[name].terminate()
        self.running.pop(name).wait(30)

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The log of a service; every line of it has to be JSON.

        All but Celery's farewell, which it writes past all logging when it gets a signal.
        """
        said = re.sub(r"\nworker: \w+ shutdown \(MainProcess\)\n", "", self.log(name).read_text())
        return [json.loads(line) for line in said.splitlines()]

    def get(self, path: str, **headers: str) -> HTTPResponse:
        """Ask as the proxy would that speaks HTTPS; redirections are followed."""
        proxied = {"Host": "tracker.example.org", "X-Forwarded-Proto": "https", **headers}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=proxied)
        try:
            return urllib.request.urlopen(request, timeout=20)  # type: ignore[no-any-return]
        except urllib.error.HTTPError as answer:
            return answer  # type: ignore[return-value]

    def health(self) -> dict[str, str]:
        try:
            with self.get("/healthz") as answer:
                return dict(json.loads(answer.read()))
        except OSError:
            return {}

    def wait_until_well(self) -> None:
        wait_until(lambda: self.health() == WELL, 60)


def lay_out(folder: Path) -> None:
    """Copy what .dockerignore lets in: the Dockerfile copies all of that."""
    ignore = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in ignore
    for name in (line.removeprefix("!") for line in ignore if line.startswith("!")):
        if (ROOT / name).is_dir():
            unwanted = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=unwanted)
        else:
            shutil.copy(ROOT / name, folder / name)


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """Everything running, after the image's build step and the one-shot migration."""
    options = compose(**GIVEN)["redis"]["command"][1:]
    with passable_folder() as folder, postgresql() as database, redis(options) as broker:
        database.new_database("casetracker")
        made = Installation(folder, database, broker)
        made.app.mkdir()
        (folder / "data").mkdir()  # the image's /data
        lay_out(made.app)
        [build] = re.findall(r"^RUN DATA_DIR=\S+ (.*) && rm ", DOCKERFILE, re.MULTILINE)
        built = subprocess.run(
            build.split(),
            cwd=made.app,
            env=environment(folder / "build", STATIC_ROOT=str(folder / "static"))
            | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert built.returncode == 0, built.stderr
        migrated = made.run("migrate", made.services["migrate"]["command"])
        assert migrated.returncode == 0, migrated.stdout
        try:
            for name in ("web", "worker", "beat"):
                made.start(name)
            yield made
        finally:
            for name in list(made.running):
                made.stop(name)


@contextmanager
def stopped(installation: Installation, part: str) -> Iterator[None]:
    """One part is away for a while."""
    stop: dict[str, Callable[[], None]] = {
        "database": installation.database.stop,
        "queue": installation.broker.stop,
        "worker": lambda: installation.stop("worker"),
    }
    start: dict[str, Callable[[], None]] = {
        "database": installation.database.start,
        "queue": installation.broker.start,
        "worker": lambda: installation.start("worker"),
    }
    stop[part]()
    try:
        yield
    finally:
        start[part]()


# -- The mailbox ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "mounted", "named"),
    [({}, "no-mailbox:/mailbox", ""), ({"MAILBOX": "/srv/mail"}, "/srv/mail:/mailbox", "/mailbox")],
)
def test_the_worker_reads_the_mailbox_and_the_clock_asks_it_to(
    given: dict[str, str], mounted: str, named: str
) -> None:
    services = compose(**GIVEN, **given)
    assert {services[name]["environment"]["MAILBOX"] for name in TRACKER} == {named}
    assert [name for name in TRACKER if mounted in services[name]["volumes"]] == ["worker"]


# -- What runs ------------------------------------------------------------------------------------


def test_each_service_runs_and_is_well_by_its_own_health_check(installation: Installation) -> None:
    installation.wait_until_well()

    for name, first in {"web": "CMD", "worker": "CMD-SHELL"}.items():
        kind, *check = installation.services[name]["healthcheck"]["test"]
        assert kind == first
        asked = installation.run(name, check if kind == "CMD" else ["/bin/sh", "-c", *check])
        assert asked.returncode == 0, asked.stdout
    assert installation.running["beat"].poll() is None
    assert any("beat: Starting" in line["event"] for line in installation.lines("beat"))


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("database", WELL | {"database": "no answer"}),
        ("queue", WELL | {"queue": "no answer", "worker": "not asked: the queue does not answer"}),
        ("worker", WELL | {"worker": "no answer"}),
    ],
)
def test_what_fails_is_told_apart_and_comes_back_by_itself(
    installation: Installation, part: str, found: dict[str, str]
) -> None:
    installation.wait_until_well()

    with stopped(installation, part):
        wait_until(lambda: installation.health() == found, 30)
        [_, *check] = installation.services["web"]["healthcheck"]["test"]
        asked = installation.run("web", check)
        assert asked.returncode == 1
        assert json.loads(asked.stdout) == found

    installation.wait_until_well()


def test_once_the_database_is_back_nobody_is_told_that_it_is_away(
    installation: Installation,
) -> None:
    installation.wait_until_well()
    for _ in range(10):  # each process of the web has a connection
        installation.health()

    with stopped(installation, "database"):
        pass

    installation.wait_until_well()
    assert [installation.health() for _ in range(10)] == [WELL] * 10


def test_the_health_check_says_when_nobody_answers(installation: Installation) -> None:
    [_, *check] = installation.services["web"]["healthcheck"]["test"]
    variables = installation.environment("web") | {"PORT": str(free_port())}

    asked = subprocess.run(
        check, cwd=installation.app, env=variables, capture_output=True, text=True, check=False
    )

    assert asked.returncode == 1
    assert "The web does not answer" in asked.stdout


def test_the_settings_written_there_pass_djangos_checks(installation: Installation) -> None:
    done = installation.run(
        "web",
        ["python", "manage.py", "check", "--deploy", "--database=default", "--fail-level=WARNING"],
    )

    assert done.returncode == 0, done.stdout


def test_a_pages_style_sheet_is_compressed_and_kept_for_ever(installation: Installation) -> None:
    installation.wait_until_well()
    page = installation.get("/").read().decode()
    [style] = re.findall(r'href="(/static/casetracker\.[0-9a-f]{12}\.css)"', page)

    plain = installation.get(style).read()

    for encoding, unpack in {"br": brotli.decompress, "gzip": gzip.decompress}.items():
        packed = installation.get(style, **{"Accept-Encoding": encoding})
        body = packed.read()
        assert packed.headers["Content-Encoding"] == encoding
        assert packed.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert unpack(body) == plain
        assert len(body) < len(plain) / 2


def test_a_page_is_sent_to_https_unless_the_proxy_says_it_came_so(
    installation: Installation,
) -> None:
    installation.wait_until_well()
    unsafe = urllib.request.Request(
        f"http://127.0.0.1:{installation.port}/no-such-page",
        headers={"Host": "tracker.example.org"},
    )

    class Refuse(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    with pytest.raises(urllib.error.HTTPError) as moved:
        urllib.request.build_opener(Refuse).open(unsafe)

    assert moved.value.code == 301
    assert moved.value.headers["Location"].startswith("https://tracker.example.org/")
    moved.value.close()


# -- What is logged -------------------------------------------------------------------------------


def test_a_request_is_found_in_the_log_by_the_id_of_its_answer(installation: Installation) -> None:
    installation.wait_until_well()
    request_id = installation.get("/no-such-page").headers["X-Request-ID"]

    [line] = [
        line
        for line in installation.lines("web")
        if line.get("request_id") == request_id and line["event"] == "request"
    ]
    assert line["path"] == "/no-such-page"


def test_gunicorn_worker_and_beat_write_json_lines(installation: Installation) -> None:
    installation.wait_until_well()

    loggers = {
        name: {line["logger"] for line in installation.lines(name)}
        for name in ("web", "worker", "beat")
    }
    assert "gunicorn.error" in loggers["web"]
    assert "celery.apps.worker" in loggers["worker"]
    assert "celery.beat" in loggers["beat"]


def test_a_task_carries_the_id_of_the_request_that_sent_it(installation: Installation) -> None:
    installation.wait_until_well()
    sent = installation.run("web", ["python", "-c", SEND])
    assert sent.returncode == 0, sent.stdout

    def told() -> list[str]:
        return [
            line["event"]
            for line in installation.lines("worker")
            if line.get("request_id") == "sent-by-a-test"
        ]

    wait_until(lambda: "task_succeeded" in told())
    assert told() == ["task_started", "task_succeeded"]


def test_no_log_shows_a_password_a_key_or_a_cookie(installation: Installation) -> None:
    installation.wait_until_well()
    with stopped(installation, "queue"), stopped(installation, "database"):
        installation.get("/?token=s3same", Cookie="sessionid=s3same", Authorization="Bearer s3same")
        wait_until(lambda: installation.health().get("database") == "no answer")
    installation.wait_until_well()

    logs = [installation.log(name).read_text() for name in ("web", "worker", "beat")]
    assert [
        secret for secret in (*SECRETS.values(), "s3same") for log in logs if secret in log
    ] == []


# -- What is written ------------------------------------------------------------------------------


def test_compose_accepts_the_file_and_refuses_without_a_secret() -> None:
    client = compose_client()
    for missing in (None, *GIVEN):
        given = {name: value for name, value in GIVEN.items() if name != missing}
        done = subprocess.run(
            [*client, "--file", str(ROOT / "docker-compose.yml"), "config", "--quiet"],
            env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **given},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode == 0) is (missing is None), done.stderr
        assert not missing or missing in done.stderr


@pytest.mark.parametrize("missing", GIVEN)
def test_nothing_starts_without_a_secret_of_its_own(missing: str) -> None:
    with pytest.raises(MissingError, match=f"{missing}: .*docs/deployment.md"):
        compose(**{name: value for name, value in GIVEN.items() if name != missing})


@pytest.mark.parametrize("name", TRACKER)
def test_the_tracker_runs_without_rights_it_does_not_need(name: str) -> None:
    service = compose(**GIVEN)[name]

    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"] is True
    assert service["restart"] == ("no" if name == "migrate" else "unless-stopped")
    [user] = re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)
    assert user not in {"root", "0"}


def test_only_the_web_can_be_reached_and_only_from_this_machine() -> None:
    ports = {name: service.get("ports") for name, service in compose(**GIVEN).items()}

    assert ports.pop("web") == ["127.0.0.1:8000:8000"]
    assert not any(ports.values())


def test_the_image_holds_what_the_lock_names_by_hash_and_no_compiler() -> None:
    installs = re.findall(r"(?:pip|apt-get|apk) install(?:.*\\\n)*.*", DOCKERFILE)

    assert len(installs) == 1
    for option in ("--require-hashes", "--no-deps", "--only-binary=:all:", "-r requirements.lock"):
        assert option in installs[0]
    assert not re.search(r"https?://|index-url|find-links", DOCKERFILE + COMPOSE)
    assert len(re.findall(r"^FROM ", DOCKERFILE, re.MULTILINE)) == 2


def test_neither_data_nor_keys_nor_tests_go_into_the_image(tmp_path: Path) -> None:
    lay_out(tmp_path)

    left_out = {"var", ".git", ".env", ".venv", "tests", "docs", "docker-compose.yml"}
    assert {path.name for path in tmp_path.iterdir()} & left_out == set()


def test_the_document_speaks_of_services_and_settings_that_are_there() -> None:
    document = (ROOT / "docs" / "deployment.md").read_text()
    spoken_of = re.findall(
        r"docker compose (?:exec|run|logs|stop)((?: --?[\w-]+)*(?: (?!python|sh\b)[a-z]+)+)",
        document,
    )

    services = {word for words in spoken_of for word in words.split() if word[0] != "-"}
    assert {"web", "worker", "beat"} <= services
    assert services <= set(compose(**GIVEN))
    assert [name for name in GIVEN if f"`{name}`" not in document] == []
