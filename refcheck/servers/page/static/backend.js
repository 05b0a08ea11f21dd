// Who checks: a service over HTTP. The edition that runs in the browser alone has another file here, and nothing else differs.

export { backend } from "./backend_http.js";
