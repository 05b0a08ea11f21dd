"""``refcheck index``, and a check that asks an index."""

from pathlib import Path

from click.testing import CliRunner, Result
from registries_index_made import items, lines

from refcheck.cli import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["index", *map(str, arguments)])


def test_an_index_is_made_added_to_described_and_verified(tmp_path: Path) -> None:
    index, records = tmp_path / "index", lines(tmp_path / "r.jsonl", [*items(20), "no record"])
    built = run("build", index, records, "--edition", "Sample 2026", "--shards", 2)
    assert built.exit_code == 0, built.output
    assert "20 records, 1 malformed" in built.output
    assert "entry 21: not a JSON object" in built.output
    assert run("add", index, lines(tmp_path / "s.jsonl", items(30, seed=2))).exit_code == 0
    info = run("info", index).output
    assert "edition: Sample 2026" in info
    assert "30 documents" in info
    assert run("verify", index).output == f"{index}: whole\n"
    (index / "dictionary").write_bytes(b"")
    broken = run("verify", index)
    assert (broken.exit_code, broken.output) == (1, f"{index}: dictionary has changed\n")


def test_what_is_no_index_is_one_clear_line(tmp_path: Path) -> None:
    result = run("info", tmp_path)
    assert result.exit_code == 2
    assert result.output.startswith(f"refcheck: {tmp_path}: is not an index")


def test_a_check_asks_the_index(tmp_path: Path) -> None:
    index, (item, *others) = tmp_path / "index", items(20)
    assert run("build", index, lines(tmp_path / "r.jsonl", [item, *others])).exit_code == 0
    family, year = item["author"][0]["family"], item["issued"]["date-parts"][0][0]
    reference = (
        f"{family}, A. ({year}). {item['title'][0]}. {item['container-title'][0]}, {item['volume']}, {item['page']}."
    )
    (tmp_path / "list.txt").write_text(f"{reference} https://doi.org/{item['DOI']}\n", encoding="utf-8")
    arguments = ["check", str(tmp_path / "list.txt"), "--offline", "--no-cache", "--index", str(index), "--isolated"]
    result = CliRunner().invoke(main, [*arguments, "--format", "json"])
    assert result.exit_code == 0, result.output
    assert '"registry": "local index"' in result.output
