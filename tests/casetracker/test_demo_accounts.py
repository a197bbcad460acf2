"""The demo's accounts: one for each role, made once, and never in a deployment."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from casetracker.demo_accounts import make_demo_accounts
from casetracker.models import User
from tests.casetracker.processes import manage
from tests.people import ROLES, person

SERVER = "postgres://tracker:secret@db.example.org/tracker"


@pytest.fixture
def data_dir(db: None, tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    settings.PRODUCTION = False
    return tmp_path


def say() -> str:
    said = io.StringIO()
    call_command("demo_accounts", stdout=said)
    return said.getvalue()


def kept(data_dir: Path) -> dict[str, str]:
    lines = (data_dir / "demo-accounts").read_text().splitlines()
    return dict(line.split("\t") for line in lines)


@pytest.mark.parametrize("role", ROLES)
def test_there_is_an_account_for_each_role_that_signs_in(data_dir: Path, role: str) -> None:
    say()
    account = User.objects.get(username=role)
    assert account.role is not None
    assert account.role.role == role
    response = Client().post("/account/sign-in/", {"login": role, "password": kept(data_dir)[role]})
    assert response.status_code == 302


def test_the_passwords_are_printed_and_kept_for_the_owner_only(data_dir: Path) -> None:
    said = say()
    file = data_dir / "demo-accounts"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in data_dir.iterdir()] == ["demo-accounts"]
    for role, password in kept(data_dir).items():
        assert f"{role:<10} {password}" in said


def test_a_second_time_says_where_they_are_and_changes_nothing(data_dir: Path) -> None:
    say()
    before = kept(data_dir)
    hashes = set(User.objects.values_list("password", flat=True))

    said = say()

    assert str(data_dir / "demo-accounts") in said
    assert not any(password in said for password in before.values())
    assert kept(data_dir) == before
    assert set(User.objects.values_list("password", flat=True)) == hashes


def test_an_account_that_an_admin_deleted_stays_deleted(data_dir: Path) -> None:
    say()
    User.objects.filter(username="attorney").delete()
    say()
    assert not User.objects.filter(username="attorney").exists()


def test_without_the_file_they_get_new_passwords_and_stay_closed_if_closed(data_dir: Path) -> None:
    say()
    before = kept(data_dir)
    User.objects.filter(username="admin").update(is_active=False)
    (data_dir / "demo-accounts").unlink()

    say()

    after = kept(data_dir)
    assert all(after[role] != before[role] for role in ROLES)
    assert User.objects.get(username="reader").check_password(after["reader"])
    assert not User.objects.get(username="admin").is_active


def test_a_file_left_from_another_database_is_made_anew(data_dir: Path) -> None:
    (data_dir / "demo-accounts").write_text("reader\tof another database\n")
    say()
    assert set(kept(data_dir)) == set(ROLES)


def test_two_installations_have_different_passwords(data_dir: Path) -> None:
    one = make_demo_accounts(data_dir=data_dir)
    (data_dir / "demo-accounts").unlink()
    other = make_demo_accounts(data_dir=data_dir)
    assert one is not None
    assert other is not None
    assert not set(one.values()) & set(other.values())
    assert all(len(password) >= 12 for password in other.values())


def test_a_file_that_cannot_be_written_leaves_no_account_behind(data_dir: Path) -> None:
    person("reader", username="somebody else")
    with pytest.raises(OSError, match="not there"):
        make_demo_accounts(data_dir=data_dir / "not there")
    assert not User.objects.filter(username="attorney").exists()


def test_a_deployment_refuses_and_says_what_to_do(data_dir: Path, settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match=r"embedded database only.*createsuperuser"):
        say()
    assert not User.objects.exists()


def test_a_deployment_refuses_before_it_asks_its_database(tmp_path: Path) -> None:
    done = manage(
        *("demo_accounts", "--skip-checks"),
        data_dir=tmp_path,
        DATABASE_URL=SERVER,
        SECRET_KEY="k" * 60,
    )
    assert done.returncode == 1
    assert "Demo accounts are for the embedded database only" in done.stdout
    assert "Traceback" not in done.stdout
