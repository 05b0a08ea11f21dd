"""Users' decisions (waivers and choices), written into the configuration."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from refcheck.cli.configuring import RunOptions, config_path
from refcheck.cli.output import put, say
from refcheck.cli.streams import read_configured, read_source, replace_file
from refcheck.errors import SettingsError
from refcheck.messages import Message
from refcheck.model import Finding, Reference, Report
from refcheck.settings import Choice, File, Settings, Waiver, as_toml, fits, of_message, with_appended
from refcheck.settings.definitions import OWN
from refcheck.settings.trusted import Trusted, is_within, sift
from refcheck.system.regular_files import MAX_SETTINGS, read_file


def references_of(file: str, wanted: str) -> tuple[Reference, ...]:
    """Return the references of a file with the key or fingerprint ``wanted``, or with one of several separated by commas.

    Raises:
        SettingsError: no reference has one of them.
    """
    references = read_source(file).references
    named = {name for reference in references for name in (reference.fingerprint, reference.key)}
    names = [wanted] if wanted in named else [name.strip() for name in wanted.split(",")]
    for name in names:
        if name not in named:
            keys = ", ".join(reference.key for reference in references[:3])
            more = ", …" if len(references) > 3 else ""
            raise SettingsError(f"{file}: no reference has the key or fingerprint {name!r}; the keys are {keys}{more}")
    found = [each for each in references if each.key in names or each.fingerprint in names]
    return tuple({reference.fingerprint: reference for reference in found}.values())


def fingerprints_of(file: str, wanted: str, codes: Sequence[str], config: str | None) -> tuple[str, ...]:
    """Return the fingerprints for decisions on references, named as in ``references_of``, or on a citation as a report quotes it.

    Raises:
        SettingsError: there is no such reference or citation, or a rule finds nothing in it.
    """
    try:
        references = references_of(file, wanted)
    except SettingsError:
        matching = [each.finding for each in _audited(file, config).list_findings if _citation(each.finding) == wanted]
        found = [finding for finding in matching if any(fits(code, finding.code) for code in codes)]
        if not found or not all(any(fits(code, finding.code) for finding in found) for code in codes):
            raise
        return tuple(dict.fromkeys(map(of_message, found)))
    require_findings(file, references, codes, config)
    return tuple(each.fingerprint for each in references)


def _citation(finding: Finding) -> str:
    """Return the citation that a finding without references quotes, without its quotation marks: “Zimmer (2022)”, [7]."""
    said = finding.message.values.get("citation", "") if isinstance(finding.message, Message) else ""
    quoted = said.values.get("text", said) if isinstance(said, Message) else said
    return "" if finding.references else str(quoted)


def _audited(file: str, config: str | None) -> Report:
    """Return the report of an offline audit of the file."""
    from refcheck.audit import audit

    run = RunOptions(config=config if config and Path(config).exists() else None, offline=True)
    read = read_configured([file], run.settings([file]))
    return audit(read.bibliographies, registry=run.registry(read.settings))


def require_findings(file: str, references: Iterable[Reference], codes: Sequence[str], config: str | None) -> None:
    """Refuse to waive a rule that finds nothing, as far as an offline audit with the cache and local records can show that.

    Raises:
        SettingsError: a rule finds nothing in one of the references; the message says what is found there.
    """
    from refcheck.checks import of_print, rules
    from refcheck.identifiers import repair_rules

    report = _audited(file, config)
    audited = {each.case.reference.fingerprint: each for each in report.references}
    for reference in references:
        it = audited[reference.fingerprint]
        of_list = (each.finding.code for each in report.list_findings if it.key in each.finding.references)
        found = list(dict.fromkeys((*(each.code for each in it.findings), *of_list)))
        is_open = any(each.candidates for each in reference.identifiers)  # a registry must confirm one
        sure = of_print() - (repair_rules().keys() if is_open else frozenset())
        for code in codes:
            meant = {each for each in rules() if fits(code, each)}
            if (it.record is not None or meant <= sure) and not any(fits(code, each) for each in found):
                raise SettingsError(
                    f"{file}: {code} finds nothing in reference {reference.key}; found there: {', '.join(found) or 'nothing'}"
                )


def write_decisions(decisions: Iterable[Waiver | Choice], file: str, config: str | None, *, write: bool) -> None:
    """Print the decisions as lines of the configuration, or add them to it. A trusted configuration stays trusted.

    Raises:
        SettingsError: the configuration cannot be read, would become invalid, or is a link that leads out of its folder.
    """
    path = config_path([file], config) or Path(OWN)
    tables = "\n".join(as_toml(decision, path) for decision in decisions)
    if not write:
        say(f"# for the end of {path}")
        put(tables)
        return
    if config is None and not is_within(path.absolute().parent, path.name):
        raise SettingsError(f"{path}: is a link to a file outside its folder; name the file with --config")
    before = read_file(path, most=MAX_SETTINGS) if path.exists() else b""
    after = with_appended(before.decode("utf-8", "surrogateescape"), tables).encode("utf-8", "surrogateescape")
    _demand_sound(File.of(after, path))
    trusted = Trusted.read()
    replace_file(path, after)
    if trusted.holds(path, before):
        write_down(trusted.adding(path, after))
    say(f"refcheck: added to {path}:")
    put(tables)


def _demand_sound(file: File) -> None:
    """Make sure that the file is still a valid configuration.

    Raises:
        SettingsError: the file is not valid.
    """
    from refcheck.checks import rules

    heeded, _ = sift(file.data, file.path.absolute().parent, Settings())
    file.settings(rules(), here=Path.cwd(), heeded=heeded)


def write_down(trusted: Trusted) -> None:
    """Save the list of files that the user trusts."""
    path = trusted.path()
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, trusted.to_json().encode())
