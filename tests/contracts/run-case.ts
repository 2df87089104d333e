import { EJSON, type Document } from 'bson';
import mongoose from 'mongoose';
import { collectionName, type ContractCase } from './contract-case.js';

const { MongoClient } = mongoose.mongo;

export type Connection = InstanceType<typeof MongoClient>;

/** Numbers keep their BSON types on the way, so that an int that comes back as a double is seen. */
export function connect(uri: string): Promise<Connection> {
  return MongoClient.connect(uri, { promoteValues: false, ignoreUndefined: true, monitorCommands: false });
}

/** What a database holds, as long as nothing but reads came since: cases over the same documents need not write them again. */
const presentContent = new WeakMap<Connection, { documents: readonly Document[]; others: ContractCase['others'] }>();
const reads = new Set(['find', 'aggregate', 'count', 'distinct']);

/** Runs one case in a database of its own name and gives the answers in a form that can be compared and recorded. */
export async function runCase(client: Connection, databaseName: string, each: ContractCase): Promise<unknown[]> {
  const { documents, others, commands, fields } = each;
  const database = client.db(databaseName);
  const present = presentContent.get(client);
  if (present?.documents !== documents || present.others !== others) await fill(database, documents, others);
  if (commands.every((command) => reads.has(Object.keys(command)[0] ?? ''))) presentContent.set(client, { documents, others });
  else presentContent.delete(client);
  const answers: unknown[] = [];
  const asked = each.database === undefined ? database : client.db(each.database);
  for (const command of commands) answers.push(await answer(() => asked.command(command)));
  return fields ? answers.map((answered) => pickFields(answered, fields)) : answers;
}

function pickFields(answered: unknown, fields: readonly string[]): unknown {
  return Object.fromEntries(Object.entries(answered as Document).filter(([name]) => fields.includes(name)));
}

export async function fill(
  database: ReturnType<Connection['db']>,
  documents: readonly Document[],
  others: ContractCase['others'] = {},
): Promise<void> {
  for (const [name, content] of Object.entries({ [collectionName]: documents, ...others })) {
    const collection = database.collection(name);
    await collection.deleteMany({});
    if (content.length > 0) await collection.insertMany(content.map((document) => ({ ...document })));
  }
}

async function answer(send: () => Promise<Document>): Promise<unknown> {
  try {
    return comparable(await send());
  } catch (error) {
    const { code, codeName } = error as { code?: unknown; codeName?: unknown };
    if (code === undefined) throw error;
    return { code, codeName };
  }
}

/** Leaves out what differs by nature: times, cursor numbers, names of databases, how many nodes there are, and the wording of messages. */
export function comparable(reply: Document): unknown {
  const {
    $clusterTime: _clusterTime,
    operationTime: _operationTime,
    electionId: _electionId,
    opTime: _opTime,
    commitQuorum: _quorum,
    ns,
    ...rest
  } = reply;
  const plain = EJSON.serialize(rest, { relaxed: false });
  if (typeof ns === 'string') plain['ns'] = ns.slice(ns.indexOf('.') + 1);
  if (rest['cursor']) plain['cursor'] = (plain['cursor'] as { firstBatch: unknown }).firstBatch;
  if (rest['writeErrors'])
    plain['writeErrors'] = (plain['writeErrors'] as { index: unknown; code: unknown }[]).map(({ index, code }) => ({ index, code }));
  return Object.fromEntries(Object.entries(plain).sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** One text for an answer, with the order of fields inside documents kept. */
export function show(answers: unknown): string {
  return JSON.stringify(answers, null, 1);
}
