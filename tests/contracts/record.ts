import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startRealDatabase } from '../testkit/databases.js';
import { aggregationCases } from './aggregation.cases.js';
import { changeCases } from './change-streams.cases.js';
import { chatCases } from './chat.cases.js';
import type { ContractCase } from './contract-case.js';
import { queryCases } from './queries.cases.js';
import { connect, runCase, type Connection } from './run-case.js';
import { runSessionCase } from './run-session-case.js';
import { statisticsCases } from './statistics.cases.js';
import { transactionCases } from './transactions.cases.js';
import { updateContractCases } from './updates.cases.js';
import { viewCases } from './views.cases.js';
import { watchChange } from './watch-change.js';

/** Writes down what a real MongoDB answers to each case: `MONGOD_BINARY=… npx tsx tests/contracts/record.ts [subject …]`. */
type Run = (client: Connection, databaseName: string) => Promise<unknown[]>;

const subjects: Record<string, { name: string; run: Run }[]> = {
  queries: commandRuns(queryCases),
  updates: commandRuns(updateContractCases),
  aggregation: commandRuns(aggregationCases),
  chat: commandRuns(chatCases),
  views: commandRuns(viewCases),
  statistics: commandRuns(statisticsCases),
  transactions: transactionCases.map((each) => ({
    name: each.name,
    run: (client, databaseName) => runSessionCase(client, databaseName, each),
  })),
  'change-streams': changeCases.map((each) => ({
    name: each.name,
    run: (client, databaseName) => watchChange(client, databaseName, each),
  })),
};

function commandRuns(cases: readonly ContractCase[]): { name: string; run: Run }[] {
  return cases.map((each) => ({ name: each.name, run: (client, databaseName) => runCase(client, databaseName, each) }));
}

const database = await startRealDatabase();
if (database === null) throw new Error('There is no real MongoDB to record from.');
const client = await connect(database.uri);
const databaseName = `recording_${randomBytes(4).toString('hex')}`;
const wanted = process.argv.slice(2);
for (const [subject, cases] of Object.entries(subjects)) {
  if (wanted.length > 0 && !wanted.includes(subject)) continue;
  const recording: Record<string, unknown[]> = {};
  for (const each of cases) recording[each.name] = await each.run(client, databaseName);
  const lines = Object.entries(recording).map(([name, answers]) => JSON.stringify({ name, answers }));
  writeFileSync(join(import.meta.dirname, 'recorded', `${subject}.ndjson`), `${lines.join('\n')}\n`);
  console.log(`${subject}: ${lines.length} cases recorded`);
}
await client.db(databaseName).dropDatabase();
await client.close();
await database.stop();
