import { EJSON, type Document } from 'bson';
import type { ChangeCase } from './change-streams.cases.js';
import { collectionName } from './contract-case.js';
import type { Connection } from './run-case.js';

/** What a change stream tells of one case, from its insert to a last insert that marks the end. */
export async function watchChange(
  client: Connection,
  databaseName: string,
  { document, change, lookup = false }: ChangeCase,
): Promise<unknown[]> {
  const database = client.db(databaseName);
  const collection = database.collection<Document>(collectionName);
  await database.dropCollection(collectionName);
  await database.createCollection(collectionName);
  const stream = collection.watch([], { maxAwaitTimeMS: 50, ...(lookup && { fullDocument: 'updateLookup' }) });
  try {
    // The stream is open once it has answered for the first time.
    await stream.tryNext();
    await collection.insertOne({ ...document });
    await apply(client, databaseName, change);
    await collection.insertOne({ _id: 'end' } as Document);
    const events: unknown[] = [];
    for (;;) {
      const event = (await stream.next()) as unknown as Document;
      if ((event['documentKey'] as Document)['_id'] === 'end') return events;
      events.push(comparable(event));
    }
  } finally {
    await stream.close();
  }
}

async function apply(client: Connection, databaseName: string, change: ChangeCase['change']): Promise<void> {
  if (change === 'nothing') return;
  const database = client.db(databaseName);
  if (change === 'delete') {
    await database.command({ delete: collectionName, deletes: [{ q: { _id: 1 }, limit: 1 }] });
    return;
  }
  const statement =
    'replacement' in change
      ? { u: change.replacement }
      : { u: change.update, ...(change.arrayFilters && { arrayFilters: change.arrayFilters }) };
  const filter = 'q' in change ? change.q : {};
  const reply = await database.command({ update: collectionName, updates: [{ q: { _id: 1, ...filter }, ...statement }] });
  if (reply['writeErrors'] !== undefined) throw new Error(EJSON.stringify(reply['writeErrors']));
}

/** Leaves out the times and tokens; the order in which an update's fields are told is no part of the contract. */
function comparable(told: Readonly<Record<string, unknown>>): unknown {
  const { _id, clusterTime: _clusterTime, wallTime: _wallTime, ns, updateDescription, ...others } = told;
  const description = updateDescription as Document | undefined;
  const event = {
    ...others,
    collection: (ns as Record<string, unknown>)['coll'],
    hasToken: typeof (_id as Document)['_data'] === 'string',
    ...(description && { updateDescription: { ...description, updatedFields: sortFields(description['updatedFields'] as Document) } }),
  };
  return sortFields(EJSON.serialize(event, { relaxed: false }));
}

function sortFields(document: Document): Document {
  return Object.fromEntries(Object.entries(document).sort(([left], [right]) => (left < right ? -1 : 1)));
}
