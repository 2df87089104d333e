import { backUp } from '../database/embedded/tools/back-up.js';
import { countThings } from '../database/embedded/tools/check-listener.js';
import { describeFolders, nameBytes } from './describe.js';
import { furtherFolders, refuseElsewhere, type Tool } from './tool.js';

export const backup: Tool = {
  script: 'npm run db:backup',
  takes: '<target>',
  help: `Copies all that the server keeps in its data folder to a new folder <target>, while the server runs or not: the database as it is at
one moment, and the uploads (photos, attachments). The copy is checked from end to end. Nothing is overwritten: <target> must be new or empty.
It does not cover the settings (.env), what is at Cloudinary, and a database at MONGODB_URI.
"npm run db:restore -- <target>" puts it back.`,
  async run(call) {
    refuseElsewhere(call, 'back that up with its own tools (mongodump)');
    const [target = ''] = call.arguments;
    const { walked, databaseBytes, folders } = await backUp(call.dataDir, target, furtherFolders);
    const database = `${countThings(walked.documents, 'document')} in ${countThings(walked.collections, 'collection')}`;
    call.tell(`Backed up ${call.dataDir} to ${target}.`);
    call.tell(`  database  ${database}, ${nameBytes(databaseBytes)}, checked`);
    for (const line of describeFolders(folders)) call.tell(line);
    if (call.settings.hasCloudinary) call.tell('Not in it: the files at Cloudinary (CLOUDINARY_URL is set).');
    return 0;
  },
};
