// What the editor shows of real lists is what the command says of them; ../check calls this.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Editor } from './drive.mjs';

const { REFCHECK, ADDRESS, CHROMIUM, FOLDER, BESIDE, SCREENSHOT } = process.env;

function refcheck(...given) {
  try {
    return execFileSync(REFCHECK, given, { cwd: BESIDE, encoding: 'utf-8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    assert.ok(error.status === 1, `refcheck ${given.join(' ')} ended with ${error.status}`); // 1: there are errors
    return error.stdout;
  }
}

/** Return what the command finds in a list, and as what each finding is known. */
function expected(name) {
  const report = JSON.parse(refcheck('check', name, '--offline', '--no-cache', '--format', 'json'));
  return [...report.references.flatMap((each) => each.findings), ...report.findings];
}

/** Compare the editor's findings with the command's: the same words; behind those of a whole list stands where. */
function same(shown, findings) {
  const key = ({ code, severity, message }) => `${severity} ${code} ${message.replace(/\s+/g, ' ').trim()}`;
  const left = shown.map(key);
  for (const finding of findings) {
    const wanted = key(finding);
    const several = (finding.references ?? []).length > 1;
    const at = left.findIndex((each) => each === wanted || (several && each.startsWith(`${wanted} (`) && each.endsWith(')')));
    assert.notEqual(at, -1, `not shown: ${wanted}\nleft: ${left.join('\n')}`);
    left.splice(at, 1);
  }
  assert.deepEqual(left, [], 'shown, and not said by the command');
}

function summary(name) {
  return refcheck('check', name, '--offline', '--no-cache').split('\n').find((line) => /^\d+ references: /.test(line));
}

/** Take a picture of a small list, for the page of the extension. */
async function picture(editor) {
  await editor.command('View: Close All Editors in Group');
  await editor.openFile('example.bib');
  await editor.status(/\d+ references/);
  await editor.page.setViewportSize({ width: 1100, height: 940 });
  await editor.page.mouse.move(600, 900);
  await editor.page.waitForTimeout(2_000);
  await editor.page.screenshot({ path: SCREENSHOT });
}

const mark = join(FOLDER, 'was-run');
mkdirSync(join(FOLDER, '.venv', 'bin'), { recursive: true });
writeFileSync(join(FOLDER, '.venv', 'bin', 'refcheck'), `#!/bin/sh\ntouch '${mark}'\nexec '${REFCHECK}' "$@"\n`);
chmodSync(join(FOLDER, '.venv', 'bin', 'refcheck'), 0o755);
const bibtex = refcheck('convert', 'references.txt', '--to', 'bibtex'); // which mends what can be, so a space is put in each DOI
writeFileSync(join(BESIDE, 'list.bib'), bibtex.replace(/^(\s*doi = \{10\.\d+\/)/gm, '$1 '));
for (const name of ['references.txt', 'list.bib']) {
  cpSync(join(BESIDE, name), join(FOLDER, name));
}

cpSync(new URL('example.bib', import.meta.url), join(FOLDER, 'example.bib')); // for the picture

const editor = await Editor.open({ address: ADDRESS, folder: FOLDER, browser: CHROMIUM });
try {
  for (const name of ['references.txt', 'list.bib']) {
    const findings = expected(name);
    await editor.openFile(name);
    const shown = await editor.problems(findings.length);
    same(shown, findings);
    console.log(`${name}: ${shown.length} findings in Problems, as the command words them`);

    const sum = summary(name);
    assert.ok((await editor.status(/\d+ references/)).endsWith(sum), `the status bar is not: ${sum}`);
    console.log(`${name}: the status bar says: ${sum}`);

    if (name === 'references.txt') {
      await editor.command('refcheck: Show Report');
      const text = (await editor.webview('References checked')).replace(/\s+/g, ' ');
      for (const { message } of findings) {
        assert.ok(text.includes(message.replace(/\s+/g, ' ')), `not in the report: ${message}`);
      }
      console.log(`${name}: the report in the editor has them all`);
      await editor.command('View: Close All Editors in Group');
      await editor.openFile(name);
      await editor.command('refcheck: Check List');
      assert.ok((await editor.notification(/references: /)).includes(sum));
      console.log(`${name}: Check List says the same sum`);
      await editor.command('refcheck: Check Selection');
      await editor.notification(/Select the references first/);
      await editor.selectAll();
      await editor.command('refcheck: Check Selection');
      await editor.webview('References checked');
      await editor.command('View: Close All Editors in Group');
      await editor.openFile(name);
      console.log(`${name}: Check Selection shows the report on what is selected`);

      const code = findings[0].code;
      await editor.command('refcheck: Explain Finding');
      await editor.pick('Explain', code);
      const [title] = refcheck('rule', code).split('\n');
      assert.match(await editor.webview('Why it matters'), new RegExp(title.replace(/^#+ /, '').slice(0, 30)));
      await editor.command('View: Close All Editors in Group');
      await editor.openFile(name);
      console.log(`${name}: Explain Finding shows the page of ${code}`);

      await editor.command('refcheck: Install');
      await editor.pick('Install refcheck with', 'pip');
      assert.match(await editor.refuse(), /install "refcheck-audit\[lsp\]"/);
      assert.equal(await editor.page.locator('.terminal-wrapper').count(), 0);
      console.log('nothing is installed where the question is answered with no');
    }

    await editor.command('refcheck: Fix All');
    await editor.page.locator('.tab.active.dirty').waitFor();
    await editor.save();
    refcheck('fix', name, '--offline', '--no-cache', '--in-place');
    assert.equal(readFileSync(join(FOLDER, name), 'utf-8'), readFileSync(join(BESIDE, name), 'utf-8'));
    console.log(`${name}: Fix All makes what refcheck fix makes`);
    await editor.command('View: Close All Editors in Group');
  }

  assert.ok(!existsSync(mark), 'what a folder that is not trusted has brought was run');
  console.log('nothing was run that the folder, which is not trusted, has brought');
  const left = expected('list.bib');
  await editor.command('Workspaces: Manage Workspace Trust');
  await editor.page.locator('.workspace-trust-editor .monaco-button', { hasText: 'Trust' }).first().click();
  await editor.until(async () => existsSync(mark), 'the program of the trusted folder');
  await editor.openFile('list.bib');
  same(await editor.problems(left.length), left);
  console.log('once it is trusted, its own refcheck serves, and shows the same');
  if (SCREENSHOT) {
    await picture(editor);
  }
} catch (error) {
  await editor.page.screenshot({ path: join(BESIDE, 'failed.png') });
  console.error(error);
  process.exitCode = 1;
} finally {
  await editor.close();
}
