import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { createDocumentCache } from './documents.js';

const schema = buildSchema('type Query { one: Int self: Query }');
const documentOf = (prepared: object) => ('document' in prepared ? prepared.document : undefined);

test('parses what is in use once, and forgets what is not', () => {
  const prepare = createDocumentCache(schema);
  const first = documentOf(prepare('{ one }'));
  expect(first).toBeDefined();
  for (let n = 0; n < 499; n += 1) prepare(`query Q${n} { one }`);
  expect(documentOf(prepare('{ one }'))).toBe(first);
  const stale = documentOf(prepare('query Q1 { one }'));
  for (let n = 500; n < 1_000; n += 1) prepare(`query Q${n} { one }`);
  expect(documentOf(prepare('query Q1 { one }'))).not.toBe(stale);
});

test('answers with errors for what is no document, what does not fit the schema, and what breaks a limit', () => {
  const prepare = createDocumentCache(schema);
  for (const query of ['', '{ one', '{ two }', `{ ${'self { '.repeat(20)} one ${'}'.repeat(20)} }`, `{ ${'one '.repeat(5_000)} }`]) {
    const prepared = prepare(query);
    expect('errors' in prepared && prepared.errors.length).toBeGreaterThan(0);
  }
});
