// `npm start`: prepares what is missing, then is the server. No process in between, so signals, exit code and the last line are the server's own.
import { requireNode } from './node-version.mjs';

requireNode();
const { prepareBuild, prepareInstall } = await import('./prepare.mjs');
const { rootDir } = await import('./run.mjs');

process.chdir(rootDir);
prepareInstall();
prepareBuild();
endWithShell();
process.setSourceMapsEnabled(true);
await import('../dist/api/main.js');

/**
 * npm runs scripts through a shell and hands signals to that shell only, which dies of them without a word to its child. So whoever ends
 * `npm start` would leave a server behind: when the shell is gone and no signal has come, this is the signal.
 */
function endWithShell() {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
  // From a terminal, Ctrl-C reaches everybody; a second signal would hurry a server that is ending already.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => clearInterval(watch));
}
