// Who checks: Python in a worker of this browser. The service's page has another file here, and nothing else differs.

export { backend } from "./backend_worker.js";
