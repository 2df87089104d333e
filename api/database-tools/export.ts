import { countThings } from '../database/embedded/tools/check-listener.js';
import { exportCollections } from '../database/embedded/tools/export.js';
import { refuseElsewhere, type Tool } from './tool.js';

export const exportTool: Tool = {
  script: 'npm run db:export',
  takes: '<folder>',
  help: `Writes all collections to a new <folder> in the layout of mongodump (a .bson and a .metadata.json for each), while the server runs or not.
"mongorestore <folder>" loads it into any MongoDB. The uploads are not part of it: they stay in the data folder, and the server finds them
there with MONGODB_URI set too. To move for good, stop the server first: what is written later is not in it.`,
  async run(call) {
    refuseElsewhere(call, 'use mongodump');
    const [target = ''] = call.arguments;
    const { collections } = await exportCollections(call.dataDir, target);
    const documents = [...collections.values()].reduce((sum, count) => sum + count, 0);
    call.tell(
      `Exported ${countThings(documents, 'document')} in ${countThings(collections.size, 'collection')} to ${target}: mongorestore reads it.`,
    );
    call.tell(`Not in it: the uploads, which stay in ${call.dataDir}.`);
    return 0;
  },
};
