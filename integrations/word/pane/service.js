/** Ask a running `refcheck serve`, which the pane's own host passes requests on to. */

const API = "api/v1";
const PAUSE = 500;

/** Return the document with comments. */
export async function annotated(bytes) {
  return new Uint8Array(await (await request(`annotate?name=document.docx`, bytes)).arrayBuffer());
}

/** Return the document with its safe fixes as tracked changes. */
export async function fixed(bytes) {
  const { job } = await (await request(`check?name=document.docx`, bytes)).json();
  let state = "waiting";
  while (["waiting", "checking"].includes(state)) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    ({ state } = await (await request(`jobs/${job}`)).json());
  }
  const made = await (await request(`jobs/${job}/download/fixed`)).arrayBuffer();
  await request(`jobs/${job}`, undefined, "DELETE");
  return new Uint8Array(made);
}

async function request(path, body, method = body ? "POST" : "GET") {
  const headers = { "X-Refcheck": "1", ...(body ? { "Content-Type": "application/octet-stream" } : {}) };
  const answer = await fetch(`${API}/${path}`, { method, body, headers });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Error(problem.detail ?? problem.title ?? `refcheck serve answered ${answer.status}.`);
  }
  return answer;
}
