import { mongo } from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedDatabase, type TestDatabase } from '../../tests/testkit/databases.js';
import { mendDriver } from './mend-driver.js';

interface Closable {
  readonly socket: { destroy(): void };
}
interface Insides {
  readonly topology: {
    readonly s: { readonly servers: ReadonlyMap<string, { readonly pool: { readonly connections: ReadonlySet<Closable> } }> };
  };
}

let database: TestDatabase;
beforeAll(async () => {
  mendDriver();
  database = await startEmbeddedDatabase();
});
afterAll(() => database.stop());

test('a command that is written while its socket closes is tried again, and its place in the pool is not lost', async () => {
  const client = await mongo.MongoClient.connect(database.uri, { maxPoolSize: 1 });
  const people = client.db('mend').collection('people');
  await people.insertOne({ name: 'Ana' });
  // No public way leads to the moment between a socket's end and its event.
  const { topology } = client as unknown as Insides;
  const connections = [...topology.s.servers.values()].flatMap(({ pool }) => [...pool.connections]);
  expect(connections).toHaveLength(1);
  connections.forEach(({ socket }) => socket.destroy());
  expect(await people.findOne({}, { projection: { _id: 0 } })).toEqual({ name: 'Ana' });
  expect(await people.countDocuments()).toBe(1);
  await client.close();
});
