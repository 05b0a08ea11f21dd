/** What the user has set, and what is told to the server of it. */

import type { DocumentSelector } from 'vscode-languageclient/node';
import { workspace } from 'vscode';

/** Files that are lists or manuscripts by their name, in whatever language they are shown. */
const FILES = ['**/*.ris', '**/*.nbib', '**/*.typ', '**/*.org', '**/*.qmd'];

export function get<T>(name: string, otherwise: T): T {
  return workspace.getConfiguration('refcheck').get<T>(name, otherwise);
}

/** Return the arguments behind the program's name. */
export function serverArguments(): string[] {
  return ['lsp', ...get<string[]>('arguments', []), ...(get('offline', false) ? ['--offline'] : [])];
}

/** Return what the server is told when it starts, and whenever it changes. */
export function serverOptions(): object {
  return { workspaceTrusted: workspace.isTrusted, askRegistries: get('askRegistries', 'command') };
}

/** Return which documents are checked while somebody types. */
export function selector(): DocumentSelector {
  const languages = get<string[]>('languages', []);
  const schemes = ['file', 'untitled'];
  return schemes.flatMap((scheme) => [
    ...languages.map((language) => ({ scheme, language })),
    ...FILES.map((pattern) => ({ scheme, pattern })),
  ]);
}
