/** The server `refcheck lsp`: started, told what changes, asked. */

import { homedir } from 'node:os';
import { CancellationToken, commands, env, EventEmitter, LogOutputChannel, Uri, window, workspace } from 'vscode';
import { DidChangeConfigurationNotification, ExecuteCommandRequest, LanguageClient } from 'vscode-languageclient/node';
import { findProgram } from './program';
import { selector, serverArguments, serverOptions } from './settings';

/** Of the server's own commands those that are asked for here. */
export type Asked = 'refcheck.check' | 'refcheck.report' | 'refcheck.excerpt' | 'refcheck.explain' | 'refcheck.workspace';

export type State = 'starting' | 'running' | 'absent' | 'failed';

export class Server {
  client: LanguageClient | undefined;
  program: string | undefined;
  state: State = 'starting';
  private readonly changed = new EventEmitter<State>();
  readonly onDidChange = this.changed.event;
  private last: Promise<void> = Promise.resolve();

  constructor(readonly output: LogOutputChannel) {}

  /** Start, or start anew; one at a time. */
  restart(): Promise<void> {
    this.last = this.last.then(() => this.stop()).then(() => this.start());
    return this.last;
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose().catch(() => undefined); // it may have ended by itself
  }

  private async start(): Promise<void> {
    this.become('starting');
    this.program = await findProgram();
    if (!this.program) {
      this.become('absent');
      return;
    }
    this.output.info(`${this.program} ${serverArguments().join(' ')}`);
    const client = this.made(this.program);
    try {
      await client.start();
      this.client = client;
      this.become('running');
    } catch (error) {
      this.output.error(error instanceof Error ? error.message : String(error));
      await client.dispose().catch(() => undefined);
      this.become('failed');
    }
  }

  private made(command: string): LanguageClient {
    const cwd = workspace.workspaceFolders?.find((each) => each.uri.scheme === 'file')?.uri.fsPath ?? homedir();
    return new LanguageClient(
      'refcheck',
      'refcheck',
      { command, args: serverArguments(), options: { cwd } },
      {
        documentSelector: selector(),
        initializationOptions: serverOptions(),
        initializationFailedHandler: () => false,
        outputChannel: this.output,
        connectionOptions: { maxRestartCount: 2 },
        middleware: {
          // the server may run on another machine, where nobody sees its browser
          executeCommand: (name, given, next) =>
            name === 'refcheck.open' ? env.openExternal(Uri.parse(String(given[0]))) : next(name, given),
        },
      },
    );
  }

  /** Tell what has changed of the settings and of trust. */
  async tellOptions(): Promise<void> {
    await this.client?.sendNotification(DidChangeConfigurationNotification.type, { settings: serverOptions() });
  }

  /** Return what one of the server's commands gives; nothing where the server is not there. */
  async ask<T>(command: Asked, given: unknown[], token?: CancellationToken): Promise<T | null> {
    if (!(await this.isThere()) || !this.client) {
      return null;
    }
    const asked = { command, arguments: given };
    return (await this.client.sendRequest(ExecuteCommandRequest.type, asked, token)) as T | null;
  }

  /** Whether the server runs; if not, the user is told, and offered what helps. */
  async isThere(): Promise<boolean> {
    await this.last;
    if (this.state === 'running') {
      return true;
    }
    const [why, help, command] =
      this.state === 'absent'
        ? ['refcheck is not found on this machine.', 'Install …', 'refcheck.install']
        : ['refcheck did not start; its output says why.', 'Show Output', 'refcheck.showOutput'];
    const settings = 'Settings';
    const said = await window.showWarningMessage(why, help, settings);
    if (said === help) {
      await commands.executeCommand(command);
    } else if (said === settings) {
      await commands.executeCommand('workbench.action.openSettings', 'refcheck.path');
    }
    return false;
  }

  private become(state: State): void {
    this.state = state;
    void commands.executeCommand('setContext', 'refcheck.isRunning', state === 'running');
    this.changed.fire(state);
  }
}
