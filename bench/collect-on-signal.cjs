// Loaded into a server with --require: SIGUSR2 collects all garbage, so that what it then holds is what it needs.
// The flag is set here because NODE_OPTIONS does not take --expose-gc on every Node version.
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { isMainThread } = require('node:worker_threads');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
if (isMainThread)
  process.on('SIGUSR2', () => {
    // Twice: what the first one finalizes is let go by the second.
    collect();
    collect();
    process.stderr.write('garbage collected\n');
  });
