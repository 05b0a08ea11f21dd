"""The files for continuous integration: valid by the schemas of their services, and run as far as that goes here."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema import main as check_jsonschema  # type: ignore[import-untyped]  # it ships no types
from click.testing import CliRunner
from tables import DOCS, SEEDS

from refcheck.cli import main

pytestmark = pytest.mark.end_to_end

ROOT = DOCS.parent
ACTION = ROOT / ".github" / "actions" / "refcheck"
MONITOR = ROOT / ".github" / "actions" / "refcheck-monitor"
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PAGE = (DOCS / "ci.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"<!-- ([\w-]+) -->\n```yaml\n(.*?)```", PAGE, re.DOTALL))
LIST = SEEDS / "jcep-central-asia-ai" / "references.txt"


def is_valid(schema: str, file: Path) -> bool:
    """Whether a file is as the schema says that a service's own documentation refers to."""
    result = CliRunner().invoke(check_jsonschema, ["--builtin-schema", schema, str(file)])
    assert result.exit_code in (0, 1), result.output
    return result.exit_code == 0


@pytest.mark.parametrize(
    ("recipe", "schema"),
    [
        ("github", "vendor.github-workflows"),
        ("github-monitor", "vendor.github-workflows"),
        ("overleaf", "vendor.github-workflows"),
        ("gitlab", "vendor.gitlab-ci"),
    ],
)
def test_a_recipe_is_valid(recipe: str, schema: str, tmp_path: Path) -> None:
    file = tmp_path / "recipe.yml"
    file.write_text(RECIPES[recipe], encoding="utf-8")
    assert is_valid(schema, file)
    file.write_text(RECIPES[recipe].replace("    ", "    nonsense: [\n", 1), encoding="utf-8")
    assert not is_valid(schema, file)


@pytest.mark.parametrize("action", [ACTION, MONITOR], ids=lambda action: action.name)
def test_an_action_is_valid(action: Path) -> None:
    assert is_valid("vendor.github-actions", action / "action.yml")


def test_the_page_names_the_inputs_and_outputs_of_the_action() -> None:
    action = yaml.safe_load((ACTION / "action.yml").read_text(encoding="utf-8"))
    rows = re.findall(r"^\| `([\w-]+)` \|", PAGE.partition("| input |")[2].partition("\n\n")[0], re.MULTILINE)
    assert rows == list(action["inputs"])
    assert all(f"`{name}`" in PAGE for name in action["outputs"])
    for recipe in ("github", "overleaf"):
        used = yaml.safe_load(RECIPES[recipe])["jobs"]["refcheck"]["steps"][-1]
        assert set(used["with"]) <= set(action["inputs"])


def test_the_page_names_the_inputs_and_outputs_of_the_monitor() -> None:
    action = yaml.safe_load((MONITOR / "action.yml").read_text(encoding="utf-8"))
    rows = PAGE.partition("| option of the monitor |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `([\w-]+)` \|", rows, re.MULTILINE) == list(action["inputs"])
    assert all(f"`{name}`" in PAGE for name in action["outputs"])
    used = yaml.safe_load(RECIPES["github-monitor"])["jobs"]["monitor"]["steps"][-1]
    assert set(used["with"]) <= set(action["inputs"])


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
def test_a_project_is_fetched_by_git_with_a_token_that_stands_in_no_command(tmp_path: Path) -> None:
    fetch, check = yaml.safe_load(RECIPES["overleaf"])["jobs"]["refcheck"]["steps"]
    assert "${{" not in fetch["run"]
    author = ["-c", "user.name=Doe", "-c", "user.email=doe@example.org"]
    project = tmp_path / "0123abc"
    project.mkdir()
    (project / "main.tex").write_text("\\documentclass{article}\\cite{doe2001}\\bibliography{refs}\n", encoding="utf-8")
    (project / "refs.bib").write_text(
        "@article{doe2001, author={Doe, J.}, title={On quays}, year=2001}\n", encoding="utf-8"
    )
    for command in (["init", "-q"], ["add", "."], [*author, "commit", "-qm", "All"]):
        subprocess.run(["git", *command], cwd=project, check=True)
    home = {"HOME": str(tmp_path), "GIT_CONFIG_GLOBAL": str(tmp_path / "config"), "GIT_CONFIG_NOSYSTEM": "1"}
    (tmp_path / "config").write_text(f'[url "{tmp_path.as_uri()}/"]\n\tinsteadOf = https://git.overleaf.com/\n')
    given = os.environ | home | {"TOKEN": "a-secret", "PROJECT": project.name}
    subprocess.run(["bash", "-euc", fetch["run"]], cwd=tmp_path, env=given, check=True, capture_output=True)
    assert "a-secret" not in (tmp_path / "paper" / ".git" / "config").read_text(encoding="utf-8")
    asked = ["--offline", "--isolated", "--format", "json", str(tmp_path / check["with"]["files"])]
    result = CliRunner().invoke(main, ["check", *asked])
    assert [each["key"] for each in json.loads(result.stdout)["references"]] == ["doe2001"]
    helper = re.search(r"helper='(.*)'", fetch["run"])
    assert helper is not None
    asked_for = ["git", "-c", f"credential.helper={helper[1]}", "credential", "fill"]
    wish = "protocol=https\nhost=git.overleaf.com\n\n"
    said = subprocess.run(asked_for, input=wish, env=given, text=True, check=True, capture_output=True).stdout
    assert {"username=git", "password=a-secret"} <= set(said.splitlines())


@pytest.mark.parametrize("folder", [ACTION, MONITOR], ids=lambda folder: folder.name)
def test_no_input_is_pasted_into_a_script(folder: Path) -> None:
    action = yaml.safe_load((folder / "action.yml").read_text(encoding="utf-8"))
    assert not [step for step in action["runs"]["steps"] if "${{" in step.get("run", "")]


def test_the_recipes_call_what_there_is() -> None:
    hooks = {hook["id"] for hook in HOOKS}
    used = yaml.safe_load(RECIPES["pre-commit"])["repos"][0]["hooks"]
    assert {hook["id"] for hook in used} <= hooks
    for line in yaml.safe_load(RECIPES["gitlab"])["refcheck"]["script"]:
        if line.startswith("refcheck "):
            command, *arguments = shlex.split(line.partition("||")[0])[1:]
            options = {argument for argument in arguments if argument.startswith("-")}
            assert options <= set(re.findall(r"--[\w-]+", CliRunner().invoke(main, [command, "--help"]).output))


@pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])
def test_a_hook_runs(hook: dict[str, Any]) -> None:
    program, *arguments = shlex.split(hook["entry"])
    result = CliRunner().invoke(main, [*arguments, "--offline", "--isolated", str(LIST)], catch_exceptions=False)
    assert program == "refcheck"
    assert result.exit_code == (1 if "warning" in arguments else 0), "the list has warnings, and offline no error"
    assert re.search(rf"^{re.escape(str(LIST))}:\d+: \[\d+\] mirrored-bracket: ", result.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('@string{rr = "Rivers and their Regions"}\n@comment{by hand}\n', (0, 0)),
        ("% the references of the second part\n\n  % come here\n", (0, 0)),
        ("", (4, 4)),
        ("@article{okafor2012, title = {How rivers move across plains},\n year = 2012\n", (4, 1)),
        ("How rivers move\n", (2, 2)),
    ],
    ids=["abbreviations", "comments", "empty", "broken", "no bibliography"],
)
def test_a_hook_fails_on_what_it_cannot_read_and_not_on_what_holds_no_reference(
    text: str, codes: tuple[int, int], tmp_path: Path
) -> None:
    file = tmp_path / "part.bib"
    file.write_text(text, encoding="utf-8")
    for hook, code in zip(HOOKS, codes, strict=True):
        arguments = [*shlex.split(hook["entry"])[1:], "--offline", "--isolated", str(file)]
        assert CliRunner().invoke(main, arguments).exit_code == code


needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")


def _logged(script: Path, runner: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """A script as a runner has it, with one log of both streams."""
    return subprocess.run(
        ["bash", str(script)],
        env=os.environ | runner,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def run_action(folder: Path, files: str, arguments: str = "--offline\n--isolated", fail_on: str = "error") -> Any:
    """Run the action's script as a runner does; its exit code, its log, its outputs and its summary."""
    runner = {"RUNNER_TEMP": str(folder / "temp"), "GITHUB_OUTPUT": str(folder / "output")}
    runner |= {"GITHUB_STEP_SUMMARY": str(folder / "summary"), "INPUT_FILES": files}
    runner |= {"INPUT_ARGUMENTS": arguments, "INPUT_FAIL_ON": fail_on, "REFCHECK_MAILTO": ""}
    runner["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for name in ("output", "summary"):
        (folder / name).touch()
    done = _logged(ACTION / "check.sh", runner, folder)
    outputs = dict(line.split("=", 1) for line in (folder / "output").read_text(encoding="utf-8").splitlines())
    return done.returncode, done.stdout, outputs, (folder / "summary").read_text(encoding="utf-8")


@needs_bash
def test_the_action_annotates_sums_up_and_writes_sarif(tmp_path: Path) -> None:
    (tmp_path / "my paper").mkdir()
    shutil.copy(LIST, tmp_path / "my paper" / "the list.txt")
    (tmp_path / "-other.txt").write_text("Doe, J. (2020). A title. A Journal, 1(2), 3–4.\n", encoding="utf-8")
    code, log, outputs, summary = run_action(tmp_path, "**/*.txt\n-other.txt\n", fail_on="warning")
    assert code == 0, "a later step fails the job, so that the upload comes first"
    assert outputs["exit-code"] == "1"
    assert "::warning file=my paper/the list.txt,line=16," in log
    assert summary.startswith("### refcheck: ")
    assert json.loads(Path(outputs["report"]).read_text(encoding="utf-8"))["schema_version"] == 1
    sarif = json.loads(Path(outputs["sarif"]).read_text(encoding="utf-8"))
    found = {
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in sarif["runs"][0]["results"]
    }
    assert "my%20paper/the%20list.txt" in found


@needs_bash
def test_an_outage_is_no_failure_of_the_action(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(
        "Doe, J. (2020). A title. A Journal, 1(2), 3–4. doi:10.1000/x\n", encoding="utf-8"
    )
    nobody = "http://127.0.0.1:9"
    asking = [f"--{registry}-url\n{nobody}" for registry in ("crossref", "datacite", "doi")]
    code, log, outputs, _ = run_action(tmp_path, "list.txt", "\n".join([*asking, "--isolated"]))
    assert (code, outputs["exit-code"]) == (0, "0")
    assert "::warning title=refcheck::Could not query" in log


@needs_bash
@pytest.mark.parametrize(("files", "said"), [("*.bib", "::error title=refcheck::No file"), ("missing.bib", "")])
def test_the_action_fails_where_there_is_no_list(tmp_path: Path, files: str, said: str) -> None:
    code, log, outputs, _ = run_action(tmp_path, files)
    assert code == 2
    assert said in log
    assert outputs == {}


GH = """\
#!/usr/bin/env bash
echo "$*" >> "$GH_LOG"
if [[ "$1 $2" == "issue list" ]]; then cat "$GH_OPEN"; fi
if [[ "$1 $2" == "issue create" && -n "$GH_FAILS" ]]; then exit 1; fi
if [[ "$1 $2" == "issue create" ]]; then echo 7 > "$GH_OPEN"; fi
"""
"""GitHub's command, played: it writes down what it is asked, and knows whether an issue is open."""


def run_monitor(folder: Path, *, fails: str = "") -> tuple[int, list[str], dict[str, str]]:
    """Run the monitor's script as a runner does; its exit code, what GitHub was asked, and its outputs."""
    (folder / "bin").mkdir(exist_ok=True)
    (folder / "bin" / "gh").write_text(GH, encoding="utf-8")
    (folder / "bin" / "gh").chmod(0o755)
    for name in ("open", "output", "log", "summary"):
        (folder / name).touch()
    for name in ("output", "log"):
        (folder / name).write_text("", encoding="utf-8")
    runner = {"RUNNER_TEMP": str(folder / "temp"), "GITHUB_OUTPUT": str(folder / "output")}
    runner |= {
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        "INPUT_REPORTS": "*.json",
        "INPUT_LEDGER": "told.sqlite3",
    }
    runner |= {
        "INPUT_ARGUMENTS": "--offline\n--isolated\n--retraction-watch\nwatch.csv",
        "INPUT_LABEL": "refcheck-monitor",
    }
    runner |= {"GH_LOG": str(folder / "log"), "GH_OPEN": str(folder / "open"), "GH_FAILS": fails, "REFCHECK_MAILTO": ""}
    runner["PATH"] = os.pathsep.join([str(folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
    done = _logged(MONITOR / "monitor.sh", runner, folder)
    outputs = dict(line.split("=", 1) for line in (folder / "output").read_text(encoding="utf-8").splitlines())
    asked = [" ".join(line.split()[:2]) for line in (folder / "log").read_text(encoding="utf-8").splitlines()]
    return done.returncode, asked, outputs


@needs_bash
def test_the_monitor_opens_one_issue_and_updates_it(tmp_path: Path) -> None:
    columns = ("OriginalPaperDOI", "RetractionNature", "RetractionDOI", "RetractionDate", "Title", "Author", "Journal")
    header = ",".join([*columns, "Publisher", "OriginalPaperDate"])
    row = (
        "10.1000/{0},Retraction,10.1000/n{0},11/20/2026 0:00,A title of some length,Jane Doe,A Journal,P,1/1/2020 0:00"
    )
    watch, none = tmp_path / "watch.csv", f"{header}\n{row.format('other')}\n"
    watch.write_text(f"{header}\n{row.format('x')}\n{row.format('y')}\n", encoding="utf-8")
    cited = [f"Doe, J. (2020). A title of some length. A Journal, 1(2), 3–4. doi:10.1000/{each}" for each in "xy"]
    (tmp_path / "list.txt").write_text("\n".join(cited), encoding="utf-8")
    options = [
        "--offline",
        "--isolated",
        "--retraction-watch",
        str(watch),
        "--format",
        "json",
        "-o",
        str(tmp_path / "old.json"),
    ]
    CliRunner().invoke(main, ["check", str(tmp_path / "list.txt"), *options], catch_exceptions=False)
    old = (tmp_path / "old.json").read_text(encoding="utf-8")
    watch.write_text(none, encoding="utf-8")
    (tmp_path / "old.json").write_text(old.replace('"type": "retraction"', '"type": "clarification"'), encoding="utf-8")
    assert run_monitor(tmp_path)[1:] == ([], {"news": str(tmp_path / "temp/refcheck-monitor/news.md"), "has-news": "0"})
    watch.write_text(f"{header}\n{row.format('x')}\n", encoding="utf-8")
    assert run_monitor(tmp_path, fails="yes")[0] == 1
    code, asked, outputs = run_monitor(tmp_path)
    assert (code, asked[-1], outputs["has-news"]) == (0, "issue create", "1"), (
        "what was not told is told by the next run"
    )
    assert run_monitor(tmp_path)[1] == []
    watch.write_text(f"{header}\n{row.format('x')}\n{row.format('y')}\n", encoding="utf-8")
    assert run_monitor(tmp_path)[1][-1] == "issue comment"
    assert "10.1000/ny" in (tmp_path / "temp/refcheck-monitor/news.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        (".github/workflows/ci.yml", "vendor.github-workflows"),
        (".github/workflows/ci.yml", "custom.github-workflows-require-timeout"),
        (".github/workflows/release.yml", "vendor.github-workflows"),
        (".github/workflows/release.yml", "custom.github-workflows-require-timeout"),
        (".github/ISSUE_TEMPLATE/config.yml", "vendor.github-issue-config"),
        (".github/ISSUE_TEMPLATE/fault.yml", "vendor.github-issue-forms"),
        (".github/ISSUE_TEMPLATE/wrong.yml", "vendor.github-issue-forms"),
        (".github/dependabot.yml", "vendor.dependabot"),
        ("CITATION.cff", "vendor.citation-file-format"),
    ],
)
def test_a_file_of_the_project_s_own_is_valid(file: str, schema: str) -> None:
    assert is_valid(schema, ROOT / file)


def test_every_version_of_python_that_is_promised_is_tested() -> None:
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))["jobs"]
    promised = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert jobs["tests"]["strategy"]["matrix"]["python"] == promised


def test_the_hooks_of_the_project_run_what_it_has() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    tools = {hook["entry"].split()[0] for repository in config["repos"] for hook in repository["hooks"]}
    assert tools == {"ruff", "lint-imports", "mypy", "python"}


LIVE = ROOT / ".github" / "workflows" / "live.yml"


def test_the_weekly_workflow_is_valid_and_pastes_nothing_into_a_script() -> None:
    assert is_valid("vendor.github-workflows", LIVE)
    steps = yaml.safe_load(LIVE.read_text(encoding="utf-8"))["jobs"]["ask"]["steps"]
    assert not [step for step in steps if "${{" in step.get("run", "")]


def run_live(folder: Path, code: int, said: str, opened: str) -> tuple[int, list[str]]:
    """The steps of the weekly workflow that are scripts, with a `refcheck` and a `gh` of our own; what `gh` was called with."""
    programs = folder / "bin"
    programs.mkdir()
    (programs / "refcheck").write_text(f"#!/bin/sh\ncat <<'END'\n{said}\nEND\nexit {code}\n", encoding="utf-8")
    (programs / "gh").write_text(
        f'#!/bin/sh\necho "$*" >> "{folder}/calls"\ncase "$*" in *"issue list"*) echo "{opened}";; esac\n',
        encoding="utf-8",
    )
    for program in programs.iterdir():
        program.chmod(0o755)
    runner = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_OUTPUT": str(folder / "output"),
        "RUN": "url",
    }
    (folder / "calls").touch()
    steps = {
        step.get("name"): step for step in yaml.safe_load(LIVE.read_text(encoding="utf-8"))["jobs"]["ask"]["steps"]
    }
    done = 0
    for name in ("Ask every service", "Open an issue, or add to the open one"):
        if name.startswith("Open") and "code=1" not in (folder / "output").read_text(encoding="utf-8"):
            continue
        run = subprocess.run(["bash", "-e", "-c", steps[name]["run"]], cwd=folder, env=os.environ | runner, check=False)
        done = done or run.returncode
    return done, (folder / "calls").read_text(encoding="utf-8").splitlines()


@needs_bash
@pytest.mark.parametrize(
    ("code", "opened", "called"),
    [(0, "", []), (3, "", []), (1, "", ["issue list", "issue create"]), (1, "7", ["issue list", "issue comment 7"])],
)
def test_the_weekly_workflow_opens_an_issue_where_a_contract_has_changed(
    tmp_path: Path, code: int, opened: str, called: list[str]
) -> None:
    done, calls = run_live(tmp_path, code, "NO  dblp · search   `a` is now a text, expected ```a list```", opened)
    assert done == 0
    assert [call for call, wanted in zip(calls, called, strict=True) if not call.startswith(wanted)] == []
    if called:
        assert "\n    NO  dblp · search" in (tmp_path / "body.md").read_text(encoding="utf-8")


@needs_bash
def test_the_weekly_workflow_fails_where_it_could_not_ask_at_all(tmp_path: Path) -> None:
    assert run_live(tmp_path, 2, "", "") == (1, [])
