import { checkFolder } from '../database/embedded/tools/check-folder.js';
import { countThings } from '../database/embedded/tools/check-listener.js';
import { type Tool } from './tool.js';

const maxShown = 100;

export const check: Tool = {
  script: 'npm run db:check',
  takes: '',
  help: `Reads everything in the embedded database, while the server runs or not, and says what is wrong: each document is read, and looked up
in each index; each index is counted; the catalog and the history are read. It changes nothing. It does not look at the uploads.`,
  async run({ dataDir, tell }) {
    const onProblem = (text: string): void => {
      shown += 1;
      if (shown <= maxShown) tell(`! ${text}`);
    };
    let shown = 0;
    const { problems, walked } = await checkFolder(dataDir, { onProblem, onProgress: tell });
    if (problems > maxShown) tell(`! … and ${countThings(problems - maxShown, 'problem')} more.`);
    if (problems > 0 || walked === undefined) {
      tell(`The database in ${dataDir} is damaged: ${countThings(problems, 'problem')}. Restore a backup with npm run db:restore.`);
      return 1;
    }
    const parts = [
      countThings(walked.collections, 'collection'),
      countThings(walked.documents, 'document'),
      countThings(walked.indexEntries, 'index entry', 'index entries'),
      `a history of ${countThings(walked.changes, 'change')}`,
    ];
    tell(`The database in ${dataDir} is sound: ${parts.join(', ')}.`);
    return 0;
  },
};
