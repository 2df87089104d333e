// `npm run admin -- …`: accounts, reports and the audit log, at the command line of the server.
import { requireNode } from './node-version.mjs';

requireNode();
const { prepareBuild, prepareInstall } = await import('./prepare.mjs');
const { rootDir } = await import('./run.mjs');

process.chdir(rootDir);
prepareInstall();
prepareBuild(['api']);
process.setSourceMapsEnabled(true);
await import('../dist/api/admin/cli.js');
