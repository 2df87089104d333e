// `npm run bench:NAME`: bench/NAME.ts against the compiled server.
import { requireNode } from './node-version.mjs';

requireNode();
const { existsSync } = await import('node:fs');
const { prepareBuild, prepareInstall } = await import('./prepare.mjs');
const { fail, packageCommand, rootDir, run } = await import('./run.mjs');

const [name = '', ...args] = process.argv.slice(2);
process.chdir(rootDir);
if (!/^[\w-]+$/.test(name) || !existsSync(`bench/${name}.ts`)) fail(`There is no bench/${name}.ts.`);
prepareInstall();
prepareBuild(name.startsWith('web') ? ['api', 'web'] : ['api']);
process.exit(await run(process.execPath, [packageCommand('tsx', 'dist/cli.mjs'), `bench/${name}.ts`, ...args]));
