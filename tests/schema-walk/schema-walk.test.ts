import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listCoordinates, readContract } from '../testkit/schema-use.js';

/** Runs after all flow tests, which have left there what each of them used (tests/testkit/schema-use.ts; scripts/test.mjs). */
const reportDir = process.env.SCHEMA_USE_DIR ?? '';
const reports = readdirSync(reportDir).map((name) => JSON.parse(readFileSync(join(reportDir, name), 'utf8')) as string[]);
const used = new Set(reports.flat());
const all = listCoordinates(readContract());

test('the flow tests have told what they use', () => {
  expect(reports.length).toBeGreaterThan(20);
  expect(all.length).toBeGreaterThan(300);
});

test('no field, argument, input field or value of an enum is used by no flow test', () => {
  expect(all.filter((coordinate) => !used.has(coordinate))).toEqual([]);
});
