/** Where the program refcheck may lie, most wanted first. */

import * as path from 'node:path';

export interface Places {
  /** The setting `refcheck.path`; empty where none is given. */
  setting: string;
  /** Whether what lies in the folders may be run. */
  isTrusted: boolean;
  folders: readonly string[];
  /** The interpreter that the Python extension has chosen. */
  interpreter?: string;
  /** The environment's PATH. */
  path: string;
  home: string;
  isWindows: boolean;
}

/** Return the files that may be refcheck. A setting is the only place if there is one. */
export function candidates(places: Places): string[] {
  const { join, dirname, delimiter, isAbsolute } = places.isWindows ? path.win32 : path.posix;
  const name = places.isWindows ? 'refcheck.exe' : 'refcheck';
  const scripts = places.isWindows ? 'Scripts' : 'bin';
  if (places.setting) {
    return [expanded(places)];
  }
  const own = places.folders.flatMap((folder) => ['.venv', 'venv'].map((each) => join(folder, each, scripts)));
  const chosen = places.interpreter ? [dirname(places.interpreter)] : [];
  const trusted = places.isTrusted ? [...own, ...chosen] : [];
  // a relative entry of PATH would be looked up in the opened folder, which may be a stranger's
  const known = places.path.split(delimiter).filter(isAbsolute);
  return [...trusted, ...known, join(places.home, '.local', 'bin')].map((folder) => join(folder, name));
}

function expanded({ setting, home, folders }: Places): string {
  return setting.replace(/^~(?=$|[\\/])/, () => home).replace(/\$\{workspaceFolder\}/g, () => folders[0] ?? '');
}

/** A way to install refcheck, as it is typed in a terminal. */
export interface Way {
  label: string;
  command: string;
}

const WANTED = 'refcheck-audit[lsp]';

/** Return the ways to install refcheck with what is there: programs by their names, and the interpreter chosen. */
export function ways(programs: ReadonlySet<string>, interpreter?: string): Way[] {
  const found: Way[] = [];
  if (programs.has('uv')) {
    found.push({ label: 'uv', command: `uv tool install "${WANTED}"` });
  }
  if (programs.has('pipx')) {
    found.push({ label: 'pipx', command: `pipx install "${WANTED}"` });
  }
  const python = interpreter ? `"${interpreter}"` : ['python3', 'python', 'py'].find((each) => programs.has(each));
  if (python) {
    const call = interpreter && programs.has('powershell') ? `& ${python}` : python;
    found.push({ label: 'pip', command: `${call} -m pip install "${WANTED}"` });
  }
  return found;
}
