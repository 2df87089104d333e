// `npm run db`, `db:backup`, `db:restore`, `db:export`, `db:check`: what can be done with the embedded database.
import { requireNode } from './node-version.mjs';

requireNode();
const { prepareBuild, prepareInstall } = await import('./prepare.mjs');
const { rootDir } = await import('./run.mjs');

process.chdir(rootDir);
prepareInstall();
prepareBuild(['api']);
process.setSourceMapsEnabled(true);
await import('../dist/api/database-tools/cli.js');
