import { readFileSync } from 'node:fs';
import { buildSchema, Kind, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { costBudget, findCostRefusal, measureCost } from './cost.js';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

function costOf(text: string, variables: Record<string, unknown> = {}): number {
  const document = parse(text);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('There is no operation.');
  return measureCost(schema, document, operation, variables);
}
const messages = (args: string, inside = 'edges { node { id } }') => `{ conversation(id: 1) { messages${args} { ${inside} } } }`;

describe('the cost of an operation', () => {
  test.each([
    ['leaves are free', '{ __typename }', 0],
    ['introspection is bounded elsewhere', '{ __schema { types { fields { name } } } }', 0],
    ['an object', '{ serverInfo { version eventCursor } }', 1],
    ['a page: ten, and its size times what is inside', messages('(first: 3)'), 1 + 10 + 3 * 2],
    ['last as first', messages('(last: 3)'), 1 + 10 + 3 * 2],
    ['the default of the schema', '{ users(search: "a") { edges { node { id } } } }', 10 + 20 * 2],
    ['without either, fifty', messages(''), 1 + 10 + 50 * 2],
    ['no more than the largest page', messages('(first: 2147483647)'), 1 + 10 + 100 * 2],
    ['no less than one', messages('(first: -5)'), 1 + 10 + 2],
    ['a list that is not paged counts as ten', '{ viewer { sessions { id } user { id } } }', 1 + 1 + 1],
    ['what is in such a list', '{ viewer { blockedUsers { presence { status } } } }', 1 + 1 + 10],
    ['every alias', '{ a: serverInfo { version } b: serverInfo { version } }', 2],
    ['fragments, each time they are spread', '{ a: viewer { ...v } b: viewer { ...v } } fragment v on Viewer { user { id } }', 4],
  ])('%s', (_, text, cost) => expect(costOf(text)).toBe(cost));

  test('takes sizes from variables, their defaults, and where they are wrong from the schema', () => {
    const text = 'query ($n: Int = 4) { users(search: "a", first: $n) { edges { node { id } } } }';
    expect(costOf(text, { n: 7 })).toBe(10 + 7 * 2);
    expect(costOf(text)).toBe(10 + 4 * 2);
    expect(costOf(text, { n: 'many' })).toBe(10 + 20 * 2);
  });

  test('refuses pages in pages in pages, however they are written', () => {
    const inner = 'edges { node { conversation { messages(last: 100) { edges { node { id } } } } } }';
    const cost = costOf(messages('(last: 100)', inner));
    expect(findCostRefusal(cost, costBudget)?.extensions).toEqual({ code: 'COST_EXCEEDED', cost, budget: costBudget });
    const readers =
      '{ conversations(first: 100) { edges { node { messages(last: 100) { edges { node { readBy { edges { node { role } } } } } } } } } }';
    expect(findCostRefusal(costOf(readers), costBudget)).not.toBeNull();
  });

  test('lets a page of a conversation pass', () => {
    const inside = 'edges { node { id author { id } reactions { emoji } notice { actor { id } subjects { id } } } }';
    expect(findCostRefusal(costOf(messages('(last: 100)', inside)), costBudget)).toBeNull();
  });
});
