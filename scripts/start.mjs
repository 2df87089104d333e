// `npm start`: prepares what is missing, then is the server. No process in between, so signals, exit code and the last line are the server's own.
import { requireNode } from './node-version.mjs';

requireNode();
const { prepareBuild, prepareInstall } = await import('./prepare.mjs');
const { rootDir } = await import('./run.mjs');

process.chdir(rootDir);
prepareInstall();
prepareBuild();
process.setSourceMapsEnabled(true);
await import('../dist/api/main.js');
