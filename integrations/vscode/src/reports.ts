/** What is read at length: the HTML report, and a rule's page. */

import { commands, env, EventEmitter, ExtensionContext, TextDocumentContentProvider, Uri, ViewColumn, window, workspace } from 'vscode';
import { get } from './settings';

/** Show a report, as a document beside the text or in the browser. It has a content security policy of its own. */
export async function showReport(context: ExtensionContext, name: string, html: string): Promise<void> {
  if (get<string>('showReportIn', 'editor') === 'browser') {
    const file = Uri.joinPath(context.globalStorageUri, 'report.html');
    await workspace.fs.writeFile(file, new TextEncoder().encode(html));
    await env.openExternal(file);
    return;
  }
  const options = { enableScripts: true, enableFindWidget: true, localResourceRoots: [] };
  const panel = window.createWebviewPanel('refcheck.report', `Report: ${name}`, ViewColumn.Beside, options);
  panel.webview.html = html;
}

const SCHEME = 'refcheck-rule';

/** The pages of rules, as documents that the Markdown preview can show. */
export class Rules implements TextDocumentContentProvider {
  private readonly pages = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;

  register() {
    return workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.pages.get(uri.path) ?? '';
  }

  async show(code: string, page: string): Promise<void> {
    const uri = Uri.from({ scheme: SCHEME, path: `/${code}.md` });
    this.pages.set(uri.path, page);
    this.changed.fire(uri);
    await commands.executeCommand('markdown.showPreviewToSide', uri);
  }
}
