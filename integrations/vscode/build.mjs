// Bundles the two entries into dist/, or with --tests the tests.
import { readdirSync } from 'node:fs';
import { build } from 'esbuild';

const shared = { bundle: true, minify: true, format: 'cjs', external: ['vscode'], logLevel: 'warning', legalComments: 'none' };

if (process.argv.includes('--tests')) {
  const tests = readdirSync('test').filter((name) => name.endsWith('.test.ts'));
  await build({ ...shared, minify: false, platform: 'node', entryPoints: tests.map((name) => `test/${name}`), outdir: 'dist/test' });
} else {
  await build({ ...shared, platform: 'node', target: 'node20', entryPoints: ['src/desktop.ts'], outfile: 'dist/desktop.js' });
  await build({ ...shared, platform: 'browser', target: 'es2022', entryPoints: ['src/web.ts'], outfile: 'dist/web.js' });
}
