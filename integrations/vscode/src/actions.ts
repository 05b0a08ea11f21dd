/** The commands of the palette. Every word of a finding comes from the server. */

import { basename } from 'node:path';
import {
  type CancellationToken,
  commands,
  type Diagnostic,
  Disposable,
  type ExtensionContext,
  ProgressLocation,
  type TextEditor,
  window,
  workspace,
} from 'vscode';
import { CodeActionRequest } from 'vscode-languageclient/node';
import { install } from './program';
import { Rules, showReport } from './reports';
import type { Server } from './server';
import { findings } from './status';

export function addCommands(context: ExtensionContext, server: Server): void {
  const rules = new Rules();
  const inEditor = (act: (editor: TextEditor) => Promise<unknown>) => () => {
    const editor = window.activeTextEditor;
    return editor ? act(editor) : window.showInformationMessage('Open a document with references first.');
  };
  const named: Record<string, () => unknown> = {
    checkList: inEditor((editor) => checkList(context, server, editor)),
    checkSelection: inEditor((editor) => checkText(context, server, editor, editor.document.getText(editor.selection))),
    fixAll: inEditor((editor) => fixAll(server, editor)),
    showReport: inEditor((editor) => report(context, server, editor)),
    explainFinding: inEditor((editor) => explain(server, rules, editor)),
    checkWorkspace: () => waiting('refcheck: reading files …', () => server.ask('refcheck.workspace', [])),
    install: () => install(),
    restart: () => server.restart().then(() => server.isThere()),
    showOutput: () => server.output.show(),
  };
  const added = Object.entries(named).map(([name, act]) => commands.registerCommand(`refcheck.${name}`, act));
  context.subscriptions.push(Disposable.from(...added), rules.register());
}

function waiting<T>(title: string, act: (token: CancellationToken) => Promise<T>): Thenable<T | undefined> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, (_, token) =>
    act(token).catch((error: unknown) => {
      if (token.isCancellationRequested) {
        return undefined;
      }
      throw error;
    }),
  );
}

function uriOf(server: Server, editor: TextEditor): string {
  return server.client?.code2ProtocolConverter.asUri(editor.document.uri) ?? editor.document.uri.toString();
}

/** Check the document at once, and say the sum. One that is not followed while somebody types has its report shown. */
async function checkList(context: ExtensionContext, server: Server, editor: TextEditor): Promise<void> {
  const asked = (token: CancellationToken) => server.ask<string>('refcheck.check', [uriOf(server, editor)], token);
  const summary = await waiting('refcheck: checking …', asked);
  if (summary === null && server.state === 'running') {
    await checkText(context, server, editor, editor.document.getText());
  } else if (summary) {
    const show = 'Show Report';
    if ((await window.showInformationMessage(summary, show)) === show) {
      await report(context, server, editor);
    }
  }
}

async function checkText(context: ExtensionContext, server: Server, editor: TextEditor, text: string): Promise<void> {
  if (!text.trim()) {
    await window.showInformationMessage('Select the references first.');
    return;
  }
  const name = editor.document.uri.fsPath;
  const html = await waiting('refcheck: checking …', (token) => server.ask<string>('refcheck.excerpt', [name, text], token));
  if (html) {
    await showReport(context, basename(name), html);
  }
}

async function report(context: ExtensionContext, server: Server, editor: TextEditor): Promise<void> {
  const html = await server.ask<string>('refcheck.report', [uriOf(server, editor)]);
  if (html) {
    await showReport(context, basename(editor.document.uri.fsPath), html);
  } else if (server.state === 'running') {
    // to make one now would ask registries, which Check List alone may
    await window.showInformationMessage('This document is not checked while you type; Check List shows its report.');
  }
}

/** Make all safe fixes, as one step that one Undo takes back. */
async function fixAll(server: Server, editor: TextEditor): Promise<void> {
  if (!(await server.isThere()) || !server.client) {
    return;
  }
  const { code2ProtocolConverter: ours, protocol2CodeConverter: theirs } = server.client;
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  const actions = await server.client.sendRequest(CodeActionRequest.type, {
    textDocument: ours.asTextDocumentIdentifier(editor.document),
    range: { start: { line: 0, character: 0 }, end: ours.asPosition(end) },
    context: { diagnostics: [], only: ['source.fixAll'] },
  });
  const edit = actions?.flatMap((each) => ('edit' in each && each.edit ? [each.edit] : []))[0];
  if (edit) {
    await workspace.applyEdit(await theirs.asWorkspaceEdit(edit));
  } else {
    await window.showInformationMessage('There is no safe fix in this document.');
  }
}

/** Show the page of the rule at the cursor; where there are several findings, or none, one is chosen. */
async function explain(server: Server, rules: Rules, editor: TextEditor): Promise<void> {
  const all = findings(editor.document);
  const here = all.filter((each) => each.range.contains(editor.selection.active));
  const code = await chosen(here.length ? here : all);
  const page = code && (await server.ask<string>('refcheck.explain', [code]));
  if (code && page) {
    await rules.show(code, page);
  }
}

async function chosen(found: Diagnostic[]): Promise<string | undefined> {
  const items = found.map((each) => ({ label: codeOf(each), detail: each.message }));
  if (new Set(items.map((each) => each.label)).size <= 1) {
    return items[0]?.label;
  }
  return (await window.showQuickPick(items, { title: 'Explain …', matchOnDetail: true }))?.label;
}

function codeOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}
