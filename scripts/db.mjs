// `npm run db`: the embedded database alone, for mongosh, Compass, or several API processes.
import { requireNode } from './node-version.mjs';

requireNode();
const { prepareBuild, prepareInstall } = await import('./prepare.mjs');
const { rootDir } = await import('./run.mjs');

process.chdir(rootDir);
prepareInstall();
prepareBuild(['api']);
process.setSourceMapsEnabled(true);
await import('../dist/api/database/embedded/cli.js');
