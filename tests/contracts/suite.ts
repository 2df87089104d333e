import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { availableDatabases, type TestDatabase } from '../testkit/databases.js';
import { connect, show, type Connection } from './run-case.js';

/** The answers a real MongoDB gave (see record.ts), by the names of the cases. */
export type Recording = Readonly<Record<string, unknown[]>>;

export function readRecording(subject: string): Recording {
  const lines = readFileSync(join(import.meta.dirname, 'recorded', `${subject}.ndjson`), 'utf8')
    .trimEnd()
    .split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const { name, answers } = JSON.parse(line) as { name: string; answers: unknown[] };
      return [name, answers];
    }),
  );
}

/** Every case on every database there is: each answers what was recorded, so they answer alike. */
export function describeContract<Case extends { name: string }>(
  subject: string,
  cases: readonly Case[],
  run: (client: Connection, databaseName: string, each: Case) => Promise<unknown[]>,
): void {
  const recording = readRecording(subject);
  const databaseName = `contract_${subject.replace(/\W/g, '_')}_${randomBytes(4).toString('hex')}`;
  let databases: TestDatabase[] = [];
  let connections: { name: string; client: Connection }[] = [];

  beforeAll(async () => {
    databases = await availableDatabases();
    connections = await Promise.all(databases.map(async ({ name, uri }) => ({ name, client: await connect(uri) })));
  });

  afterAll(async () => {
    for (const { client } of connections) {
      await client.db(databaseName).dropDatabase();
      await client.close();
    }
    for (const database of databases) await database.stop();
  });

  describe(`${subject}: the embedded database answers like a real MongoDB`, () => {
    test('no two cases share a name', () => {
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    });

    test.each(cases.map((each) => [each.name, each] as const))('%s', async (name, each) => {
      const expected = recording[name];
      expect(expected, 'nothing is recorded for this case').toBeDefined();
      for (const { name: database, client } of connections) {
        expect(show(await run(client, databaseName, each)), `on ${database}`).toBe(show(expected));
      }
    });
  });
}
