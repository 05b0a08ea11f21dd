// A check under way or done: what is told of it is put on the page, and what a person decides is told back.

import { announce } from "./announce.js";
import { backend } from "./backend.js";
import * as cards from "./cards.js";
import * as changes from "./changes.js";
import * as decisions from "./decisions.js";
import { byId, make, trusted } from "./dom.js";
import * as downloads from "./downloads.js";
import * as filters from "./filters.js";
import * as letter from "./letter.js";
import { compose, phrase, say } from "./messages.js";
import { hideProblem, isForgotten, problemOf, showProblem } from "./problems.js";
import { stage } from "./sent.js";
import { isFleeting, recall, remember } from "./session.js";

const AT_FIRST_HIDDEN = ["notes", "filters", "list-title", "take-open", "letter-open", "print", "anew", "delete", "accept-open"];
const UNTIL_DONE = ["progress", "cancel"];

const hide = (isHidden, ...ids) => {
  for (const id of ids) byId(id).hidden = isHidden;
};

/** One check of what was given, or of a `job` that goes on; `failed(problem)` is told what ended it. */
export class Check {
  isDone = false; // all was told
  isTaken = true; // what was decided is in a file
  #stop = new AbortController();
  #failure = null;
  #isUntold = false; // of what was decided
  #telling = null; // while it is
  #running = null; // while it is run again
  #before = null; // what was decided before, until the references are there
  #agreed = {}; // what is decided as whoever checks has it, as far as is known here

  constructor({ job = null, input = null, options = {}, name = null, about, started, failed }) {
    Object.assign(this, { job, input, options, name, isKept: options.keep, about, started, failed });
  }

  async run() {
    this.#clear();
    this.isResumed = Boolean(this.job);
    try {
      const held = recall("decisions");
      if (this.job && this.job !== held?.job) this.#before = await this.#decidedThere();
      this.#agreed = (this.job && (this.#before ?? held?.agreed)) || {};
      await this.#follow(this.job);
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#end(problemOf(error));
    }
  }

  async #decidedThere() {
    try {
      return await backend.decisions?.(this.job);
    } catch (error) {
      if (this.input && isForgotten(error)) return null;
      throw error;
    }
  }

  async #follow(job = null) {
    this.isDone = false;
    this.#before ??= recall("decisions");
    await backend.check({ ...this, job }, (kind, data) => this.#hear(kind, data), this.#stop.signal);
    if (this.#failure) this.#end(this.#failure);
  }

  /** What is asked about it; where it was forgotten, since the service was started anew, it is run again with what was decided. */
  async #asked(task) {
    try {
      return await task(this.job);
    } catch (error) {
      if (!this.input || !isForgotten(error)) throw error;
      await (this.#running ??= this.#follow().finally(() => {
        this.#running = null;
      }));
      return task(this.job);
    }
  }

  #again() {
    hideProblem();
    this.#failure = null;
    if (this.input) this.job = null;
    return this.run();
  }

  /** Follows it no further; where that is wished, whoever checks forgets it. */
  leave({ forget = false } = {}) {
    if (this.job && forget) backend.forget(this.job);
    this.#stop.abort();
  }

  /** Whether a reload would lose what is decided. */
  get isFleeting() {
    return isFleeting("decisions") && this.hasDecisions && (!this.isDone || this.#telling !== null);
  }

  get hasDecisions() {
    return Object.values(decisions.decided()).some((each) => each.length > 0);
  }

  /** Tells what is decided, one change at a time; what is decided meanwhile goes with the next. */
  decide() {
    this.isTaken = false;
    this.#remember();
    this.#sayDecided();
    this.#isUntold = true;
    if (this.isDone) this.#telling ??= this.#tellDecided();
  }

  async #tellDecided() {
    try {
      while (this.#isUntold) {
        this.#isUntold = false;
        let sent = {};
        const report = await this.#asked((job) => backend.decide(job, (sent = decisions.decided()), this.#agreed, this.#stop.signal));
        if (this.#stop.signal.aborted) return;
        const isNews = !this.#isUntold && Boolean(report.decisions) && !decisions.areSame(report.decisions, sent);
        this.#agreed = isNews ? report.decisions : sent;
        if (isNews) decisions.adopt(report.decisions);
        this.#remember();
        this.#sayDecided();
        byId("check-elsewhere").hidden = !isNews;
        cards.inPlace(() => {
          cards.judge(report.references, decisions.decorate);
          this.#tell(report);
        });
        announce(() => (isNews ? phrase("decided.elsewhere") : byId("check-decided").textContent));
      }
    } catch (error) {
      if (!this.#stop.signal.aborted) showProblem(problemOf(error), () => (hideProblem(), this.decide()));
    } finally {
      this.#telling = null;
    }
  }

  // What others decided meanwhile is shown, and is in what is taken away.
  async #catchUp() {
    await this.#telling;
    const theirs = await backend.decisions?.(this.job);
    if (!theirs || decisions.areSame(theirs, this.#agreed)) return;
    this.#isUntold = true;
    await (this.#telling ??= this.#tellDecided());
  }

  #remember() {
    remember("decisions", { job: this.job, agreed: this.#agreed, ...decisions.kept((index) => cards.cards.get(index)?.raw) });
  }

  #clear() {
    cards.clear();
    decisions.undecide();
    filters.reset();
    for (const id of ["whole", "glossary", "notes-list", "check-summary", "check-decided"]) byId(id).replaceChildren();
    hide(true, ...AT_FIRST_HIDDEN, "check-kept", "check-decided", "check-elsewhere");
    hide(false, ...UNTIL_DONE);
    byId("progress-bar").removeAttribute("value");
    say(byId("check-title"), "check.reading");
    say(byId("progress-text"), "progress.reading");
    this.#sayName();
  }

  #hear(kind, data) {
    if (this.#stop.signal.aborted) return;
    if (kind === "started") this.#start(data);
    else if (kind === "read") this.#read(data);
    else if (kind === "asking") this.#asking(data);
    else if (kind === "judged") this.#judged(data);
    else if (kind === "report") this.#report(data);
    else if (kind === "failed") this.#failure = data.problem;
  }

  #start({ job, name, kept }) {
    if (job !== this.job) this.#agreed = {};
    this.job = job;
    this.isKept = kept ?? this.isKept;
    if (name && !name.startsWith("<")) this.name = name;
    this.#sayName();
    byId("check-kept").hidden = !this.isKept;
    this.started(this);
  }

  #read({ references, total, notes }) {
    cards.put(references);
    say(byId("check-title"), "check.checking");
    say(byId("check-summary"), "check.read", { count: total });
    say(byId("progress-text"), "progress.judging");
    if (cards.cards.size === total) this.#readAll(total);
    this.#note(notes);
    if (total) this.#show();
  }

  #readAll(total) {
    announce(() => phrase("check.read", { count: total }));
    if (!this.#before) return;
    decisions.redecide(this.#before, [...cards.cards.values()].map((card) => card.raw));
    this.#before = null;
    this.#remember();
    this.#sayDecided();
  }

  #asking(asking) {
    compose(byId("progress-text"), () => stage(asking));
    Object.assign(byId("progress-bar"), { max: Math.max(1, asking.total), value: asking.done });
  }

  #judged({ references }) {
    cards.inPlace(() => {
      cards.judge(references, decisions.decorate);
      this.#show();
    });
    if (!cards.isBeingRead()) cards.arrange();
    filters.offerOrder();
  }

  #report(report) {
    this.isDone = true;
    hide(true, ...UNTIL_DONE);
    hide(false, "anew");
    byId("delete").hidden = !this.isKept;
    if (cards.cards.size) {
      hide(false, "take-open", "letter-open", "print");
      say(byId("check-title"), "check.done");
      cards.inPlace(() => this.#tell(report));
      announce(() => phrase("check.told", { sentence: () => byId("check-summary").textContent }));
    } else {
      say(byId("check-title"), "check.nothing");
      say(byId("check-summary"), "check.nothing-advice");
      this.#note(report.notes);
      announce(() => phrase("check.nothing"));
    }
    this.#offer(report);
    if (this.hasDecisions || !decisions.areSame(decisions.decided(), this.#agreed)) this.decide();
    else if (this.isResumed) this.#catchUp().catch(() => {}); // where it is away or forgotten, the next decision says so
  }

  // The first report, and each after a decision.
  #tell(report) {
    put("glossary", report.glossary_html);
    put("whole", report.list_html);
    byId("whole").hidden = !report.list_html;
    decisions.decorateList(byId("whole"));
    this.#note(report.notes);
    this.#note(report.incomplete, report.language);
    const { verdicts } = this.#show(report.summary.severities);
    compose(byId("check-summary"), () => filters.sentence(verdicts));
    hide(!changes.hasOpen(), "accept-open");
    cards.remember(report.order);
    if (!cards.isBeingRead()) cards.arrange();
    filters.offerOrder();
  }

  #show(reported) {
    hide(false, "filters", "list-title");
    filters.apply();
    return filters.count(reported);
  }

  #offer({ downloads: possible }) {
    const offered = this.about.downloads.filter(({ format }) => possible?.includes(format) ?? true);
    const stem = `${(this.name ?? "references").replace(/\.[^.]*$/, "")}-refcheck`;
    const fetched = (format, language) =>
      this.#asked(async () => {
        await this.#catchUp(); // the file has what was decided, and so has the page
        return backend.download(this.job, format, language);
      });
    const taken = () => {
      this.isTaken = true;
    };
    downloads.offer(offered, this.name, stem, (format) => fetched(format, document.documentElement.lang), taken);
    byId("letter-word").hidden = !offered.some(({ format }) => format === "queries-docx");
    letter.address(this.about.languages, stem, fetched, taken);
  }

  // Each is said once, whatever the number of references.
  #note(notes = [], lang = "en") {
    const list = byId("notes-list");
    const said = new Set([...list.children].map((item) => item.textContent));
    list.append(...notes.filter((text) => !said.has(text)).map((text) => make("li", { lang, dir: "auto" }, text)));
    byId("notes").hidden = !list.children.length;
  }

  #sayName() {
    const node = byId("check-name");
    if (this.name) compose(node, () => this.name);
    else say(node, "intake.pasted");
  }

  #sayDecided() {
    byId("undo").hidden = !changes.canUndo();
    byId("check-decided").hidden = !this.hasDecisions;
    compose(byId("check-decided"), decisions.inWords);
  }

  // What is known by then stays to be looked at.
  #end(problem) {
    if (cards.cards.size) {
      hide(true, ...UNTIL_DONE);
      hide(false, "anew");
      say(byId("check-title"), "check.stopped");
      showProblem(problem, () => this.#again());
    } else this.failed(problem);
  }
}

const put = (id, html) => {
  byId(id).replaceChildren(trusted(html ?? ""));
  cards.spoken(byId(id));
};
