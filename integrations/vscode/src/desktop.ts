/** The extension where programs can be started: on a desktop, over a remote connection, in code-server. */

import { type ExtensionContext, window, workspace } from 'vscode';
import { addCommands } from './actions';
import { Server } from './server';
import { showStatus } from './status';

/** Settings that a running server cannot take over. */
const OF_START = ['path', 'arguments', 'offline', 'languages'];

let server: Server | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel('refcheck', { log: true });
  const started = (server = new Server(output));
  addCommands(context, started);
  context.subscriptions.push(
    output,
    showStatus(started),
    // a trusted folder may have a refcheck of its own
    workspace.onDidGrantWorkspaceTrust(() => void started.restart()),
    workspace.onDidChangeConfiguration((event) => {
      if (OF_START.some((name) => event.affectsConfiguration(`refcheck.${name}`))) {
        void started.restart();
      } else if (event.affectsConfiguration('refcheck')) {
        void started.tellOptions();
      }
    }),
  );
  await started.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
