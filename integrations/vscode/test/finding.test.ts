import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidates, type Places, ways } from '../src/finding';

const PLACES: Places = {
  setting: '', isTrusted: true, folders: ['/home/ann/thesis'], interpreter: '/opt/conda/bin/python',
  path: '/usr/local/bin:/usr/bin', home: '/home/ann', isWindows: false,
};
const OWN = ['/home/ann/thesis/.venv/bin/refcheck', '/home/ann/thesis/venv/bin/refcheck', '/opt/conda/bin/refcheck'];
const KNOWN = ['/usr/local/bin/refcheck', '/usr/bin/refcheck', '/home/ann/.local/bin/refcheck'];

const CASES: [string, Partial<Places>, string[]][] = [
  ['the folder goes before the interpreter and the path', {}, [...OWN, ...KNOWN]],
  ['nothing of a folder that is not trusted is run', { isTrusted: false }, KNOWN],
  ['without the Python extension', { interpreter: undefined }, [...OWN.slice(0, 2), ...KNOWN]],
  ['a setting is the only place', { setting: '/opt/refcheck' }, ['/opt/refcheck']],
  ['a setting in the home', { setting: '~/bin/refcheck' }, ['/home/ann/bin/refcheck']],
  ['a tilde inside is none', { setting: '/a~/refcheck' }, ['/a~/refcheck']],
  ['a setting in the folder', { setting: '${workspaceFolder}/r' }, ['/home/ann/thesis/r']],
  ['relative entries of the path lead into the folder', { isTrusted: false, path: '.:bin::/usr/bin' }, KNOWN.slice(1)],
  [
    'Windows',
    { isWindows: true, folders: ['C:\\thesis'], interpreter: undefined, path: 'C:\\tools;.', home: 'C:\\Users\\ann' },
    [
      'C:\\thesis\\.venv\\Scripts\\refcheck.exe', 'C:\\thesis\\venv\\Scripts\\refcheck.exe',
      'C:\\tools\\refcheck.exe', 'C:\\Users\\ann\\.local\\bin\\refcheck.exe',
    ],
  ],
];

for (const [name, changed, expected] of CASES) {
  test(name, () => assert.deepEqual(candidates({ ...PLACES, ...changed }), expected));
}

const WAYS: [string, string[], string | undefined, string[]][] = [
  ['nothing to install with', [], undefined, []],
  ['all that is there', ['uv', 'pipx', 'python3', 'python'], undefined, ['uv tool', 'pipx', 'python3 -m pip']],
  ['into the chosen interpreter', ['python3'], '/opt/my env/bin/python', ['"/opt/my env/bin/python" -m pip']],
  ['a quoted program in PowerShell is called', ['powershell'], 'C:\\py.exe', ['& "C:\\py.exe" -m pip']],
];

for (const [name, programs, interpreter, begins] of WAYS) {
  test(`install: ${name}`, () => {
    const commands = ways(new Set(programs), interpreter).map((each) => each.command);
    assert.deepEqual(commands, begins.map((each) => `${each} install "refcheck-audit[lsp]"`));
  });
}
