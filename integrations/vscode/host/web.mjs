// The entry for browsers, in the browser's own extension host: it says what it needs, and starts nothing.
import assert from 'node:assert/strict';
import { Editor } from './drive.mjs';

const { ADDRESS, CHROMIUM, FOLDER } = process.env;

const editor = await Editor.open({ address: ADDRESS, folder: FOLDER, browser: CHROMIUM });
try {
  await editor.openFile('references.txt');
  assert.equal(await editor.status(/refcheck/), 'refcheck');
  await editor.command('refcheck: Check List');
  const said = await editor.notification(/refcheck/);
  assert.match(said, /needs a machine to run on.*refcheck\.page/);
  console.log(`in a browser alone: ${said}`);
} finally {
  await editor.close();
}
