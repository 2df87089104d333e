// `npm run codegen`: schema.graphql and the web app's documents → the types of both sides.
import { requireNode } from './node-version.mjs';

requireNode();
const { prepareInstall } = await import('./prepare.mjs');
const { fail } = await import('./run.mjs');
const { runCodegen } = await import('./codegen-drift.mjs');

prepareInstall();
const { ok, output } = runCodegen();
if (!ok) fail(output.trim());
