/** The program on this machine: found, or installed where the user says so. */

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { commands, extensions, window, workspace } from 'vscode';
import { candidates, ways } from './finding';
import { get } from './settings';

/** Return the program's file; nothing where it is not found. */
export async function findProgram(): Promise<string | undefined> {
  const found = candidates({
    setting: get('path', ''),
    isTrusted: workspace.isTrusted,
    folders: (workspace.workspaceFolders ?? []).map((each) => each.uri.fsPath),
    interpreter: await interpreter(),
    path: process.env['PATH'] ?? '',
    home: homedir(),
    isWindows: process.platform === 'win32',
  });
  return found.find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

interface PythonApi {
  environments?: {
    getActiveEnvironmentPath(): { path: string };
    resolveEnvironment(of: { path: string }): Promise<{ executable: { uri?: { fsPath: string } } } | undefined>;
  };
}

/** Return the interpreter that the Python extension has chosen; nothing where it is absent, or the folder not trusted. */
async function interpreter(): Promise<string | undefined> {
  const python = extensions.getExtension<PythonApi>('ms-python.python');
  if (!python || !workspace.isTrusted) {
    return undefined;
  }
  try {
    const { environments } = await python.activate();
    const resolved = await environments?.resolveEnvironment(environments.getActiveEnvironmentPath());
    return resolved?.executable.uri?.fsPath;
  } catch {
    return undefined; // its fault is not ours: the other places are looked at
  }
}

/** Ask how refcheck is to be installed, and do it in a terminal that the user sees, after a yes. */
export async function install(): Promise<void> {
  const offered = ways(programs(), await interpreter());
  if (!offered.length) {
    await window.showWarningMessage('refcheck needs Python 3.11 or later; install Python first.');
    return;
  }
  const items = offered.map(({ label, command }) => ({ label, description: command, command }));
  const chosen = await window.showQuickPick(items, { title: 'Install refcheck with …' });
  if (!chosen) {
    return;
  }
  const run = 'Run in a terminal';
  const said = await window.showInformationMessage(`Install refcheck?`, { modal: true, detail: chosen.command }, run);
  if (said !== run) {
    return;
  }
  const terminal = window.createTerminal({ name: 'Install refcheck' });
  terminal.show();
  terminal.sendText(chosen.command);
  if (await window.showInformationMessage('When the terminal has finished, start refcheck.', 'Start')) {
    await commands.executeCommand('refcheck.restart');
  }
}

/** Return the names of the programs that are there to install with. */
function programs(): Set<string> {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), path.join(homedir(), '.local', 'bin')];
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  const has = (name: string) => folders.some((folder) => endings.some((each) => existsSync(path.join(folder, name + each))));
  return new Set(['uv', 'pipx', 'python3', 'python', 'py', 'powershell'].filter(has));
}
