/** What Word has, as far as the pane asks for it: a document of paragraphs. `window.given` holds its file and its lines. */

class Range {
  constructor(paragraph, start, length) {
    Object.assign(this, { paragraph, start, length });
  }
  insertComment(said) {
    shown.comments.push({ at: this.paragraph.text.slice(this.start, this.start + this.length), said });
  }
  insertText(text) {
    const { paragraph, start, length } = this;
    queue.push({ paragraph, start, length, text, mode: Word.document.changeTrackingMode });
  }
  select() {
    shown.selected = this.paragraph.text.slice(this.start, this.start + this.length);
  }
}

class Paragraph {
  constructor(text) {
    this.text = text;
  }
  getRange() {
    return new Range(this, 0, this.text.length);
  }
  search(sought) {
    const plain = sought.replaceAll("^^", "^");
    const items = [];
    for (let at = this.text.indexOf(plain); at >= 0; at = this.text.indexOf(plain, at + plain.length)) {
      items.push(new Range(this, at, plain.length));
    }
    return { items, load: () => {} };
  }
}

const paragraphs = window.given.lines.map((line) => new Paragraph(line));
const shown = { comments: [], selected: "", modes: [] };
let queue = [];
window.shown = shown;
window.paragraphs = paragraphs;

window.Word = {
  document: { changeTrackingMode: "Off", load: () => {}, body: { paragraphs: { items: paragraphs, load: () => {} } } },
  run: (work) => work({ document: window.Word.document, sync }),
};

async function sync() {
  for (const { paragraph, start, length, text, mode } of queue.sort((a, b) => b.start - a.start)) {
    paragraph.text = paragraph.text.slice(0, start) + text + paragraph.text.slice(start + length);
    shown.modes.push(mode);
  }
  queue = [];
}

const bytes = Uint8Array.from(atob(window.given.file), (each) => each.charCodeAt(0));
window.Office = {
  onReady: (ready) => window.addEventListener("load", ready),
  context: {
    document: {
      getFileAsync: (_kind, _options, done) =>
        done({
          status: "succeeded",
          value: {
            sliceCount: 1,
            getSliceAsync: (_place, gave) => gave({ status: "succeeded", value: { data: Array.from(bytes) } }),
            closeAsync: () => {},
          },
        }),
    },
  },
};
