/** The extension in a browser without a machine behind it, where no program can be started. */

import { commands, env, type ExtensionContext, type TextEditor, Uri, window, workspace } from 'vscode';

const NEEDED =
  'refcheck needs a machine to run on: open the folder on a desktop, in code-server or in a codespace. ' +
  'Or set refcheck.page to a page that checks lists in the browser.';

export async function activate(context: ExtensionContext): Promise<void> {
  await commands.executeCommand('setContext', 'refcheck.web', true);
  const item = window.createStatusBarItem('refcheck.summary');
  item.name = item.text = 'refcheck';
  item.tooltip = NEEDED;
  item.command = 'refcheck.checkList';
  item.show();
  context.subscriptions.push(
    item,
    commands.registerCommand('refcheck.checkList', () => handOver((editor) => editor.document.getText())),
    commands.registerCommand('refcheck.checkSelection', () =>
      handOver((editor) => editor.document.getText(editor.selection)),
    ),
  );
}

/** Put a list in the clipboard and open the page; nothing is sent before the user pastes it there. */
async function handOver(textOf: (editor: TextEditor) => string): Promise<void> {
  const page = workspace.getConfiguration('refcheck').get('page', '');
  const editor = window.activeTextEditor;
  if (!/^https?:\/\//.test(page) || !editor) {
    await window.showInformationMessage(page ? 'Open a document with references first.' : NEEDED);
    return;
  }
  await env.clipboard.writeText(textOf(editor));
  await env.openExternal(Uri.parse(page));
  await window.showInformationMessage('The list is in the clipboard; paste it on the page.');
}
