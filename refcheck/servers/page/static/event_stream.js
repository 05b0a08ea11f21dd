// Server-sent events out of a fetched body: EventSource can neither send a header nor be told why it was turned away.

/** The events of a body: {kind, data, id}. Ends where the body ends; an event that is cut off is none. `alive` is told of each line. */
export async function* eventsIn(body, alive) {
  const lines = body.pipeThrough(new TextDecoderStream()).pipeThrough(new TransformStream(byLine()));
  let event = blank();
  for await (const line of iterated(lines)) {
    alive();
    if (line === "") {
      if (event.lines.length) yield { kind: event.kind, id: event.id, data: JSON.parse(event.lines.join("\n")) };
      event = blank();
      continue;
    }
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line);
    if (field === "event") event.kind = value;
    else if (field === "id") event.id = value;
    else if (field === "data") event.lines.push(value);
  }
}

const blank = () => ({ kind: "message", id: "", lines: [] });

const byLine = () => {
  let rest = "";
  return {
    transform(text, controller) {
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop();
      for (const line of lines) controller.enqueue(line);
    },
  };
};

// Not every browser can iterate over a stream.
async function* iterated(stream) {
  const reader = stream.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    reader.cancel().catch(() => {});
  }
}
