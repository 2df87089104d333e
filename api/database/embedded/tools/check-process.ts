import { Store } from '../storage/store.js';
import { checkStore } from './check-store.js';
import { type CheckMessage } from './check-messages.js';

/** Walks over a data file in a process of its own, because one that is damaged badly enough ends the process. */

const tell = (message: CheckMessage): void => void process.stdout.write(`${JSON.stringify(message)}\n`);
const [, , folder = ''] = process.argv;

const store = new Store(folder, { readOnly: true });
const walked = checkStore(store, {
  onProblem: (text) => tell({ type: 'problem', text }),
  onProgress: (text) => tell({ type: 'progress', text }),
});
tell({ type: 'done', walked });
await store.close();
