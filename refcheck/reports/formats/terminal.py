"""The report for a person at a terminal: the counts, the most severe findings with their differences marked, and the next steps."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from io import StringIO
from itertools import groupby
from shlex import quote

from refcheck.messages import speaker, worded
from refcheck.model import CheckedReference, Finding, ListFinding, Report, Rule, Verdict
from refcheck.reports.explained_once import ExplainedOnce
from refcheck.reports.html.words import field_phrase
from refcheck.reports.marking import differing, is_said
from refcheck.reports.ordering import Priority
from refcheck.reports.phrases import (
    MESSAGE_LENGTH,
    about,
    count,
    gap_phrase,
    heading,
    keys_phrase,
    next_steps,
    services_table,
    severity_word,
    short_description,
    sources,
    summary,
    waiver_phrase,
)
from refcheck.reports.placing import of_which, whereabouts
from refcheck.reports.screen import SEVERITY_STYLES, Screen
from refcheck.reports.view import Detail, Entry, Group, Section, Shown, View, excerpt, hidden, unsettled
from refcheck.text.visible import brief, visible

_HEAD_LENGTH = 160

_RULES_SHOWN = 5
"""The most rules whose findings are counted one rule per line, where there is no room for the findings."""

_TROUBLES_SHOWN = 5
"""The most lines about registries that could not be queried and files that could not be read; more are counted."""

_WAIVED_SHOWN = 5
"""The most findings listed that were waived in the same words; more are counted."""

_MARGIN = "  "
_LABEL = 10
"""The width of the margin and the label in front of a finding, and of the label in front of each side of a field."""

_SUMMED = (Priority.BROKEN, Priority.DIFFERS, Priority.NOT_FOUND)
"""The groups that need no heading where they come first: the summary above them says the same."""

_VERDICT_STYLES = {
    Verdict.BROKEN: "bold red",
    Verdict.DIFFERS: "yellow",
    Verdict.NOT_FOUND: "magenta",
    Verdict.VERIFIED: "green",
    Verdict.UNVERIFIED: "dim",
}

_DEFAULT = View()


def render(report: Report, view: View = _DEFAULT) -> str:
    """Return the report as plain text, without colours."""
    text = StringIO()
    draw(report, Screen(file=text), view)
    return text.getvalue()


def draw(report: Report, screen: Screen, view: View = _DEFAULT) -> None:
    """Print the report to a terminal, in its styles and width."""
    chosen = excerpt(report, view)
    has_a_body = bool(chosen.sections or report.waived) or view.policy is not None
    if has_a_body:
        screen.paragraph(screen.styled(summary(report), "bold"))
        _draw_policy(report, screen, view)
    drawing = _Drawing(screen, view, report, is_short=bool(chosen.others))
    for number, section in enumerate(chosen.sections):
        if number or view.policy is not None:
            screen.line()
        _draw_heading(section, screen, is_redundant=not number and _is_summed(section, report, view))
        for each in section.shown:
            drawing.draw(each)
    if chosen.others:
        _draw_others(chosen.others, report, screen)
    elif report.waived:
        _draw_waived(report, screen)
    if not has_a_body:
        screen.paragraph(screen.styled(summary(report), "bold"))
    end = list(_end(report, view))
    if has_a_body and end:
        screen.line()
    for line, style in end:
        screen.paragraph(screen.styled(line, style))


def _draw_heading(section: Section, screen: Screen, *, is_redundant: bool) -> None:
    if not is_redundant:
        screen.paragraph(screen.styled(brief(section.title, _HEAD_LENGTH), "bold underline"))


def _is_summed(section: Section, report: Report, view: View) -> bool:
    """Return whether the summary above the first section says what its heading would."""
    return view.policy is None and section.heading in {heading(report, each) for each in _SUMMED}


def _draw_policy(report: Report, screen: Screen, view: View) -> None:
    if view.policy is not None:
        screen.paragraph(screen.styled(visible(view.policy.name), "bold"))
        for line in view.policy.summary(report):
            screen.paragraph(brief(line, MESSAGE_LENGTH), label=_MARGIN)


class _Drawing:
    """The items of the report, drawn in turn: repeated explanations are left out, and in a short report all but one line."""

    def __init__(self, screen: Screen, view: View, report: Report, *, is_short: bool) -> None:
        self._screen = screen
        self._view = view
        self._is_short = is_short
        self._report = report
        self._explained = ExplainedOnce(report)
        self._language = report.language
        self._names_files = len({each.file for each in report.references}) > 1 and view.group is not Group.FILE

    def draw(self, shown: Shown) -> None:
        if isinstance(shown, ListFinding):
            details = (about(shown.finding, self._language), of_which(shown, self._report))
            self._draw_finding(shown.finding, about="; ".join(filter(None, details)))
        else:
            self._draw_entry(shown)

    def _draw_entry(self, entry: Entry) -> None:
        view, screen = self._view, self._screen
        named, in_words = self._divided(entry.findings)
        codes = dict.fromkeys(each.code for each in named if each.code not in {one.code for one in in_words})
        screen.line(_head(entry.audited, screen, tuple(codes)))
        for finding in in_words:
            self._draw_finding(finding, known=str(entry.audited.case.reference.work))
        is_shown = view.shows_unanswered and entry.audited.record is None
        if open_ := entry.audited.unsettled if is_shown else entry.beside_record:
            said = brief(open_, MESSAGE_LENGTH)
            screen.paragraph(screen.styled(said, "dim"), label=_MARGIN)
        place = whereabouts(visible(entry.audited.file), entry.audited.place())
        below: tuple[str, ...] = (place,) if self._names_files else ()
        if view.detail is Detail.FULL:
            fingerprint = entry.audited.case.reference.fingerprint
            said = speaker(self._language)("place-and-fingerprint", place=place, fingerprint=fingerprint)
            below = *sources(entry.findings), said
        for line in below:
            screen.paragraph(screen.styled(line, "dim"), label=_MARGIN)

    def _divided(self, findings: Sequence[Finding]) -> tuple[Sequence[Finding], Sequence[Finding]]:
        """Return the findings for which the rule's name is enough, and those that are shown in words."""
        if self._view.detail is Detail.FULL:
            return (), findings
        if self._is_short:
            return findings[1:], findings[:1]
        named = [each for each in findings if self._explained.needs_no_words(each)]
        return named, [each for each in findings if each not in named]

    def _draw_finding(self, finding: Finding, about: str = "", known: str = "") -> None:
        """Draw a finding, with the cited and registered values unless its message or the ``known`` text above contains them."""
        screen, severity = self._screen, finding.severity
        is_full = self._view.detail is Detail.FULL
        message = brief(finding.message if is_full else self._explained.message(finding), MESSAGE_LENGTH)
        label = _MARGIN + screen.styled(
            f"{severity_word(severity, self._language)} ".ljust(_LABEL - len(_MARGIN)), SEVERITY_STYLES[severity]
        )
        body = f"{message} ({about})" if about else message
        if self._is_short:
            room = (screen.columns or _HEAD_LENGTH) - _LABEL - len(finding.code) - 2
            screen.line(f"{label}{screen.cut(body, max(room, _LABEL))}  {screen.styled(finding.code, 'dim')}")
            return
        screen.paragraph(f"{body}  {screen.styled(finding.code, 'dim')}", label=label)
        for evidence in finding.evidence:
            cited, registered = (brief(side or "", MESSAGE_LENGTH) for side in (evidence.cited, evidence.registered))
            is_two_sided = bool(evidence.registry and cited and registered)
            if is_two_sided and (is_full or not is_said(cited, registered, f"{message} {known}")):
                is_named = evidence.field is not None and len(finding.evidence) > 1
                field = (
                    speaker(self._language)("said-of", what=field_phrase(evidence.field), said="") if is_named else ""
                )
                self._draw_side("cited", field + _marked(cited, registered, "red", screen))
                self._draw_side("registered", field + _marked(registered, cited, "green", screen))

    def _draw_side(self, word: str, text: str) -> None:
        said = speaker(self._language)(word)
        label = " " * _LABEL + self._screen.styled(f"{said} ".ljust(_LABEL + 1), "dim")
        self._screen.paragraph(text, label=label)


def _head(audited: CheckedReference, screen: Screen, codes: Sequence[str]) -> str:
    """Return ``[29] Lewis et al. (2021) The Chinese Approach …`` on one line, linked to the work if its DOI is known.

    At the end are the rules whose findings need no more words.
    """
    columns = min(screen.columns or _HEAD_LENGTH, _HEAD_LENGTH)
    label = f"[{brief(audited.case.reference.key, _HEAD_LENGTH)}] "
    suffix = f"  {', '.join(codes)}" if codes else ""
    room = max(columns - len(label) - len(suffix), len(label), _LABEL)
    text = screen.cut(brief(short_description(audited.case.reference), max(columns, 2 * len(label))), room)
    head = screen.styled(label, _VERDICT_STYLES[audited.verdict]) + screen.linked(text, _link(audited))
    return head + screen.styled(suffix, "dim")


def _draw_others(others: Mapping[Rule, Sequence[Finding]], report: Report, screen: Screen) -> None:
    """Draw the number of findings of each rule that are not shown, their references, and the command that lists them."""
    say = speaker(report.language)
    counted = worded("count-more-finding", count=sum(map(len, others.values())))
    screen.line()
    screen.paragraph(screen.styled(say("others-by-rule", findings=counted), "bold underline"))
    rules = list(others.items())
    files = list(dict.fromkeys(audited.file for audited in report.references))
    for rule, found in rules[:_RULES_SHOWN]:
        keys = dict.fromkeys(key for each in found for key in each.references if len(files) == 1)
        which = f" ({keys_phrase(tuple(keys), report.language)})" if keys else ""
        line = f"{len(found):>8}  {rule.code}{which}: {rule.title}"
        screen.line(screen.cut(line, screen.columns or _HEAD_LENGTH))
    if len(rules) > _RULES_SHOWN:
        left = sum(len(found) for _, found in rules[_RULES_SHOWN:])
        more = worded("count-more-rule", count=len(rules) - _RULES_SHOWN)
        screen.line(f"{left:>8}  {say('of-rules', rules=more)}")
    named = quote(visible(files[0])) if len(files) == 1 else "FILE"
    command = f"refcheck check {named} --show all --select {rules[0][0].code}"
    screen.paragraph(say("list-one-rule", command=command))


def _link(audited: CheckedReference) -> str | None:
    """Return the URL of the work, if it has no characters that a terminal could interpret otherwise."""
    match = audited.case.match
    doi = (match.record.work.doi if match else None) or audited.case.reference.work.doi
    address = f"https://doi.org/{doi}"
    return address if doi and address.isascii() and address.isprintable() and not set(" ;") & set(address) else None


def _marked(text: str, other: str, style: str, screen: Screen) -> str:
    """Return the text with the words that ``other`` lacks in bold and colour."""
    marked, end = "", 0
    for span in differing(text, other):
        marked += text[end : span.start] + screen.styled(text[span.start : span.end], f"bold {style}")
        end = span.end
    return marked + text[end:]


def _draw_waived(report: Report, screen: Screen) -> None:
    """Draw the waived findings, a line each; of many waived in the same words, the first and a count of the others."""
    say, words_of = speaker(report.language), partial(waiver_phrase, language=report.language)
    screen.line()
    screen.line(screen.styled(say("waived"), "bold underline"))
    for words, group in groupby(sorted(report.waived, key=words_of), key=words_of):
        each = list(group)
        for one in each[:_WAIVED_SHOWN]:
            about = keys_phrase(one.finding.references, report.language) or visible(one.file)
            line = say("waived-in", code=one.finding.rule.code, about=about, words=words)
            screen.paragraph(screen.styled(line, "dim"), label=_MARGIN)
        if len(each) > _WAIVED_SHOWN:
            more = count(len(each) - _WAIVED_SHOWN, "more finding", report.language)
            screen.paragraph(screen.styled(f"{more} {words}", "dim"), label=_MARGIN)


def _end(report: Report, view: View) -> Iterator[tuple[str, str]]:
    """Yield the last lines with their styles: what could not be queried or read, and the next steps."""
    if view.detail is Detail.FULL:
        yield from ((line, "dim") for line in services_table(report.run.services))
    yield from ((line, "yellow") for line in _troubles(report, view))
    steps = next_steps(report, hidden(report, view), unsettled(report, view), view.options)
    yield from ((line, "bold") for line in steps)


def _troubles(report: Report, view: View) -> Iterator[str]:
    """Yield the first messages about registries that could not be queried and about reading, and a count of the others."""
    every = [gap_phrase(gap, report.language) for gap in report.run.incomplete]
    every += [f"{visible(note.file)}: {brief(note.message, MESSAGE_LENGTH)}" for note in report.run.notes]
    most = _TROUBLES_SHOWN if view.most is not None and len(every) > _TROUBLES_SHOWN + 1 else len(every)
    yield from every[:most]
    if len(every) > most:
        yield speaker(report.language)("more-messages", count=len(every) - most)
