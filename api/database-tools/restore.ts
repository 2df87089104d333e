import { countThings } from '../database/embedded/tools/check-listener.js';
import { restore as restoreBackup } from '../database/embedded/tools/restore.js';
import { describeFolders } from './describe.js';
import { furtherFolders, refuseElsewhere, type Tool } from './tool.js';

export const restore: Tool = {
  script: 'npm run db:restore',
  takes: '<backup>',
  options: { replace: { type: 'boolean' } },
  help: `Puts a backup of db:backup into the data folder: the database and the uploads. The server must not run. The backup is checked before, and its
copy after; only then anything is moved, so that an interruption leaves what was there, or a folder that is refused, never half a database.

  --replace  the folder may hold a database: it is kept aside in the folder "replaced-…" inside, until you delete it`,
  async run(call) {
    refuseElsewhere(call, 'restore that with its own tools (mongorestore)');
    const [from = ''] = call.arguments;
    const { walked, folders, replaced } = await restoreBackup(from, call.dataDir, furtherFolders, call.options['replace'] === true);
    call.tell(`Restored ${from} into ${call.dataDir}.`);
    call.tell(`  database  ${countThings(walked.documents, 'document')} in ${countThings(walked.collections, 'collection')}, checked`);
    for (const line of describeFolders(folders)) call.tell(line);
    if (replaced !== undefined) call.tell(`What was there before is in ${replaced}.`);
    return 0;
  },
};
