"""Times, their table, and the ratios that are held to."""

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks.finding import report
from benchmarks.finding.timing import Question, Way, measure


def way(seconds, *more):
    return Way(lambda: None, times=[seconds, *more])


def measured(cases, *questions):
    return report.Measured(cases, 2_000_000_000, list(questions), {"Python": "3.11"})


RARE = Question(
    "a rare statute (15 U.S.C. § 7)",
    60,
    {"bare SQL": way(0.002), "drawing": way(0.008), "ours": way(0.019, 0.021)},
    is_selective=True,
)
COMMONEST = Question(
    "the commonest statute (42 U.S.C. § 1983)",
    180,
    {"ours": way(0.1), "Datasette": way(0.8), "admin": way(0.3)},
    remarks=["Datasette drops 3 of 5 facets"],
)


def test_times_are_told_by_median_and_p95():
    lines = report.table(measured(1_000, RARE)).splitlines()
    assert lines[1] == "1,000 cases, 2.00 GB; milliseconds, median (p95)"
    assert lines[-1].startswith("| a rare statute (15 U.S.C. § 7) | 60 | 2 (2) | 8 (8) | 20 (21) |")


def test_what_others_leave_out_is_said():
    assert report.table(measured(1_000, COMMONEST)).endswith("Datasette drops 3 of 5 facets.")


def test_a_ratio_within_its_mark_is_met_and_one_beyond_it_missed():
    by_floor, by_datasette, by_admin = report.marks({1_000: measured(1_000, RARE, COMMONEST)})
    assert by_floor.ratio == pytest.approx(2.0)
    assert by_floor.is_met
    assert by_datasette.ratio == pytest.approx(0.125)
    assert by_datasette.is_met
    assert not by_admin.is_met
    assert by_admin.sentence.endswith("0.33 times (at most 0.25), which is missed")


def test_a_rare_statute_is_compared_with_a_rare_one_of_the_smaller_world():
    in_turns = Question("in turns", None, {"1000": way(0.02), "100": way(0.01)})
    found = report.marks({1_000: measured(1_000, RARE)}, in_turns)
    assert found[-1].sentence == (
        "a rare statute, 1,000 cases to 100: 2.00 times (at most 1.3), which is missed"
    )


def test_results_have_the_newest_first(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "RESULTS", tmp_path / "RESULTS.md")
    report.RESULTS.write_text("# Results\n\nOf benchmarks.\n\n## 1 May 2025\n\nOlder.\n")
    found = {1_000: measured(1_000, RARE)}
    report.write(found, report.marks(found))
    head, newest, older = report.RESULTS.read_text().split("\n## ")
    assert head == "# Results\n\nOf benchmarks.\n"
    assert "up to 1,000 cases" in newest
    assert "Python 3.11." in newest
    assert older == "1 May 2025\n\nOlder.\n"


def test_all_are_asked_in_turns_and_once_before():
    asked = []
    ways = {name: Way(lambda name=name: asked.append(name)) for name in ("ours", "theirs")}
    measure([Question("q", None, ways)])
    assert asked == ["ours", "theirs"] * 16
    assert len(ways["ours"].times) == 15


def test_what_is_done_before_is_not_timed(monkeypatch):
    clock = iter(range(100))
    monkeypatch.setattr("benchmarks.finding.timing.time.perf_counter", lambda: next(clock))
    assert Way(lambda: None, before=lambda: next(clock)).run() == 1


@pytest.mark.parametrize(("seconds", "rounds"), [(1, 15), (3, 5), (40, 3)])
def test_who_is_slow_is_asked_less_often(monkeypatch, seconds, rounds):
    clock = iter(range(0, 10_000, seconds))
    monkeypatch.setattr("benchmarks.finding.timing.time.perf_counter", lambda: next(clock))
    slow = Way(lambda: None)
    measure([Question("q", None, {"slow": slow})])
    assert len(slow.times) == rounds


def test_options_go_to_the_benchmark_named_last(monkeypatch):
    got = []
    runs = {name: lambda *given, name=name: got.append((name, given)) for name in ("a", "b")}
    monkeypatch.setattr(benchmarks, "_runs", lambda: runs)
    assert benchmarks.main(["a", "b", "--cases", "5"]) == 0
    assert got == [("a", ()), ("b", ("--cases", "5"))]


def test_options_of_no_benchmark_are_refused(monkeypatch, capsys):
    monkeypatch.setattr(benchmarks, "_runs", lambda: {"a": pytest.fail})
    assert benchmarks.main(["--cases", "5"]) == 2
    assert "Name a benchmark before '--cases': a." in capsys.readouterr().err
