/** The status bar: the summary of the list that is looked at, in the server's words. */

import { commands, Diagnostic, Disposable, languages, StatusBarAlignment, TextDocument, window } from 'vscode';
import { CodeLensRequest } from 'vscode-languageclient/node';
import type { Server } from './server';

/** Milliseconds in which several changes are one. */
const PAUSE = 150;

/** Return the findings of a document. */
export function findings(document: TextDocument): Diagnostic[] {
  return languages.getDiagnostics(document.uri).filter((each) => each.source === 'refcheck');
}

export function showStatus(server: Server): Disposable {
  const item = window.createStatusBarItem('refcheck.summary', StatusBarAlignment.Left, 0);
  item.name = 'refcheck';
  let waiting: NodeJS.Timeout | undefined;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void show(), PAUSE);
  };

  async function show(): Promise<void> {
    const document = window.activeTextEditor?.document;
    void commands.executeCommand('setContext', 'refcheck.hasFindings', !!document && findings(document).length > 0);
    if (server.state === 'absent' || server.state === 'failed') {
      const isAbsent = server.state === 'absent';
      item.text = isAbsent ? '$(checklist) refcheck is not installed' : '$(warning) refcheck did not start';
      item.command = isAbsent ? 'refcheck.install' : 'refcheck.showOutput';
      item.tooltip = undefined;
      item.show();
      return;
    }
    const summary = document && (await summaryOf(document));
    if (window.activeTextEditor?.document !== document) {
      return;
    }
    item.text = `$(checklist) ${summary ?? ''}`;
    item.tooltip = summary;
    item.command = 'refcheck.showReport';
    summary ? item.show() : item.hide();
  }

  /** Return the summary that the server shows above the list; nothing of a document that has none. */
  async function summaryOf(document: TextDocument): Promise<string | undefined> {
    const client = server.client;
    if (!client || !languages.match(client.clientOptions.documentSelector as never, document)) {
      return undefined;
    }
    const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
    const lenses = await client.sendRequest(CodeLensRequest.type, { textDocument }).catch(() => null);
    return lenses?.[0]?.command?.title;
  }

  soon();
  return Disposable.from(
    item,
    server.onDidChange(soon),
    window.onDidChangeActiveTextEditor(soon),
    languages.onDidChangeDiagnostics(soon),
    new Disposable(() => clearTimeout(waiting)),
  );
}
