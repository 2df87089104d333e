import { type Document } from 'bson';
import { aggregate, collectionName, type ContractCase } from './contract-case.js';

const documents = [1, 2, 3].map((_id) => ({ _id, a: _id * 10, text: 'x'.repeat(_id) }));
/** Without what an engine measures of its own files. */
const stored = ['size', 'count', 'avgObjSize', 'numOrphanDocs', 'capped', 'nindexes', 'scaleFactor', 'indexBuilds'];
const ofEngines = [...stored, 'ns', 'ok', 'code', 'codeName', 'dataSize', 'objects', 'collections', 'views', 'indexes'];
const index = { createIndexes: collectionName, indexes: [{ key: { a: -1 }, name: 'a_-1' }] };
const shown: Document = { $project: { count: 1, ...Object.fromEntries(stored.map((name) => [`storageStats.${name}`, 1])) } };
const collStats = (operand: unknown, target: unknown = collectionName): Document => ({
  aggregate: target,
  pipeline: [{ $collStats: operand }, shown],
  cursor: {},
});
const typed = (...names: string[]): Document => Object.fromEntries(names.map((name) => [name.replace('.', '_'), { $type: `$${name}` }]));
const currentOp = (operand: unknown): Document => ({ aggregate: 1, pipeline: [{ $currentOp: operand }], cursor: {} });

/** As Compass asks for what it shows of a collection. */
const ofCompass = [
  { $collStats: { storageStats: {} } },
  {
    $group: {
      _id: null,
      capped: { $first: '$storageStats.capped' },
      count: { $sum: '$storageStats.count' },
      size: { $sum: { $toDouble: '$storageStats.size' } },
      nindexes: { $max: '$storageStats.nindexes' },
    },
  },
];

const ofStages = [
  ...[{ count: {} }, { storageStats: {} }, { storageStats: { scale: 10 }, count: {} }, {}, 1, { bogus: 1 }, { count: 1 }].map((each) =>
    collStats(each),
  ),
  ...[{ storageStats: 1 }, { storageStats: { scale: 0 } }, { storageStats: { scale: 'x' } }].map((each) => collStats(each)),
  ...[{ count: {} }, { storageStats: {} }, {}].map((each) => collStats(each, 'missing')),
  collStats({}, 1),
  aggregate([{ $match: {} }, { $collStats: {} }]),
  aggregate(ofCompass),
  aggregate([{ $indexStats: { a: 1 } }]),
  aggregate([{ $match: {} }, { $indexStats: {} }]),
  { ...aggregate([{ $indexStats: {} }]), aggregate: 'missing' },
  { ...aggregate([{ $indexStats: {} }]), aggregate: 1 },
  { ...currentOp({}), aggregate: collectionName },
];

const onAdmin: readonly Document[] = [
  ...[{ getLog: '*' }, { getLog: 'bogus' }, { getLog: 1 }],
  ...[currentOp(1), currentOp({ bogus: true }), currentOp({ idleConnections: 1 }), { connectionStatus: 1, showPrivileges: true }],
  {
    aggregate: 1,
    pipeline: [
      { $currentOp: { allUsers: true, idleSessions: false } },
      { $match: { 'command.comment': 'what I ask' } },
      { $project: { type: 1, active: 1, op: 1, ns: 1, 'command.aggregate': 1, ...typed('opid', 'secs_running', 'microsecs_running') } },
    ],
    cursor: {},
    comment: 'what I ask',
  },
];

export const statisticsCases: readonly ContractCase[] = [
  ...ofStages.map((command) => ({ name: `a stage: ${JSON.stringify(command)}`, documents, commands: [command] })),
  ...[{ collStats: collectionName }, { collStats: collectionName, scale: 10 }, { collStats: collectionName, scale: 0 }].map((command) => ({
    name: JSON.stringify(command),
    documents,
    commands: [command],
    fields: ofEngines,
  })),
  { name: 'of a collection that is not there', documents, commands: [{ collStats: 'missing' }], fields: [...ofEngines, 'totalIndexSize'] },
  { name: 'of a database', documents, commands: [{ dbStats: 1 }, { dbStats: 1, scale: 10 }], fields: ofEngines },
  {
    name: 'of indexes and how often they were used',
    documents,
    commands: [
      index,
      ...[{ a: 20 }, { a: { $gt: 10 } }, { text: 'x' }].map((filter) => ({ find: collectionName, filter })),
      aggregate([{ $indexStats: {} }, { $match: { name: 'a_-1' } }, { $project: { name: 1, key: 1, spec: 1, uses: '$accesses.ops' } }]),
      aggregate([
        { $indexStats: {} },
        { $sort: { name: 1 } },
        { $project: { name: 1, key: 1, spec: 1, ...typed('host', 'accesses.ops', 'accesses.since') } },
      ]),
      aggregate([
        { $collStats: { storageStats: {} } },
        { $project: { names: { $objectToArray: '$storageStats.indexSizes' } } },
        { $project: { names: '$names.k' } },
      ]),
      { dropIndexes: collectionName, index: 'a_-1' },
    ],
  },
  ...onAdmin.map((command) => ({
    name: `on admin: ${JSON.stringify(command)}`,
    documents,
    commands: [command],
    database: 'admin' as const,
  })),
  ...[{ getParameter: 1, featureCompatibilityVersion: 1 }, { getLog: '*' }, { connectionStatus: 1 }, { profile: -1 }, currentOp({})].map(
    (command) => ({ name: `elsewhere: ${JSON.stringify(command)}`, documents, commands: [command] }),
  ),
  { name: 'users and roles, of which there are none', documents, commands: [{ usersInfo: 1 }, { rolesInfo: 1 }] },
];
