// `npm run build [api] [web] [playground]`: all parts, or those that are named, whether or not they are stale.
import { requireNode } from './node-version.mjs';

requireNode();
const { allParts, prepareBuild, prepareInstall } = await import('./prepare.mjs');
const { fail } = await import('./run.mjs');

const names = process.argv.slice(2);
const unknown = names.find((name) => !allParts.includes(name));
if (unknown) fail(`There is no part "${unknown}" to build: it can be ${allParts.join(', ')}.`);
prepareInstall();
prepareBuild(names.length > 0 ? names : allParts, { force: true });
