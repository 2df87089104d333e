import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  parse,
  print,
  type GraphQLField,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { createCostMeter } from './cost.js';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const measureCost = createCostMeter(schema);

function operationOf(text: string) {
  const document = parse(text);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('There is no operation.');
  return { document, operation };
}

function costOf(text: string, variables: Record<string, unknown> = {}): number {
  const { document, operation } = operationOf(text);
  return measureCost(document, operation, variables);
}
const messages = (args: string, inside = 'edges { node { id } }') => `{ conversation(id: 1) { messages${args} { ${inside} } } }`;

describe('the cost of an operation', () => {
  test.each([
    ['leaves are free', '{ __typename }', 0],
    ['introspection is bounded elsewhere', '{ __schema { types { fields { name } } } }', 0],
    ['an object', '{ serverInfo { version eventCursor } }', 1],
    ['a page: ten, and its size times an edge and what is in it', messages('(first: 3)'), 1 + 10 + 3 * 2],
    ['what a page has once beside its edges', messages('(first: 3)', 'edges { node { id } } pageInfo { endCursor }'), 1 + 10 + 3 * 2 + 1],
    ['last as first', messages('(last: 3)'), 1 + 10 + 3 * 2],
    ['the larger of two', messages('(last: 3, first: 4)'), 1 + 10 + 4 * 2],
    ['the default of the schema', '{ users(search: "a") { edges { node { id } } } }', 10 + 20 * 2],
    ['without either, what @listSize assumes', messages(''), 1 + 10 + 50 * 2],
    ['no more than the largest page', messages('(first: 2147483647)'), 1 + 10 + 100 * 2],
    ['no less than one', messages('(first: -5)'), 1 + 10 + 2],
    ['a list that is not paged by its @listSize', '{ viewer { sessions { id } user { id } } }', 1 + 10 + 1],
    ['what is in such a list', '{ viewer { blockedUsers { presence { status } } } }', 1 + 50 * 2],
    [
      'a leaf with a weight',
      messages('(first: 2)', 'edges { node { conversation { viewerState { unreadCount } } } }'),
      1 + 10 + 2 * (4 + 2),
    ],
    ['every alias', '{ a: serverInfo { version } b: serverInfo { version } }', 2],
    ['fragments, each time they are spread', '{ a: viewer { ...v } b: viewer { ...v } } fragment v on Viewer { user { id } }', 4],
    [
      'a page through fragments',
      '{ conversation(id: 1) { ... on Group { members(first: 2) { ...m } } } } fragment m on MemberConnection { edges { cursor } }',
      13,
    ],
    ['a write, leaf or not', 'mutation { signOut setTyping(conversationId: 1, typing: true) leaveGroup(groupId: 1) }', 30],
    ['a write with a weight of its own', 'mutation { signIn(input: { login: "a", password: "b" }) { viewer { email } } }', 101],
  ])('%s', (_, text, cost) => expect(costOf(text)).toBe(cost));

  test('takes sizes from variables, their defaults, and where they are wrong from the schema', () => {
    const text = 'query ($n: Int = 4) { users(search: "a", first: $n) { edges { node { id } } } }';
    const { document, operation } = operationOf(text);
    const cost = (variables: Record<string, unknown>) => measureCost(document, operation, variables);
    expect([cost({ n: 7 }), cost({}), cost({ n: 'many' }), cost({ n: null }), cost({ n: 7 })]).toEqual(
      [7, 4, 20, 20, 7].map((size) => 10 + size * 2),
    );
  });

  test('multiplies sizes that variables decide', () => {
    const text = `query ($n: Int!, $m: Int) { conversations(first: $n) { edges { node { messages(last: $m) { edges { node { id } } } } } } }`;
    expect(costOf(text, { n: 3, m: 5 })).toBe(10 + 3 * (1 + 1 + 10 + 5 * 2));
    expect(costOf(text, { n: 3 })).toBe(10 + 3 * (1 + 1 + 10 + 50 * 2));
  });

  test.each([
    ['an id in the document', 'mutation { addMembers(groupId: 1, userIds: ["a", "b"]) { id } }', {}, 10 + 2 * 10],
    ['a variable', 'mutation ($ids: [ID!]!) { addMembers(groupId: 1, userIds: $ids) { id } }', { ids: ['a', 'b', 'c'] }, 10 + 3 * 10],
    ['its default', 'mutation ($ids: [ID!]! = ["a"]) { addMembers(groupId: 1, userIds: $ids) { id } }', {}, 10 + 10],
    ['one that is given as no list', 'mutation ($ids: [ID!]!) { addMembers(groupId: 1, userIds: $ids) { id } }', { ids: 'a' }, 10 + 10],
    ['none', 'mutation ($ids: [ID!]!) { addMembers(groupId: 1, userIds: $ids) { id } }', { ids: null }, 10],
    ['variables in a list', 'mutation ($a: ID!) { addMembers(groupId: 1, userIds: [$a, "b"]) { id } }', { a: 'a' }, 10 + 2 * 10],
    ['an input', 'mutation ($i: CreateGroupInput!) { createGroup(input: $i) { id } }', { i: { memberIds: ['a', 'b'] } }, 10 + 2 * 10],
    ['a variable in an input', 'mutation ($m: [ID!]!) { createGroup(input: { name: "a", memberIds: $m }) { id } }', { m: ['a'] }, 10 + 10],
    [
      'a subscription',
      'subscription ($u: [ID!]!) { presence(userIds: $u) { id } }',
      { u: Array.from({ length: 500 }, String) },
      1 + 500 * 2,
    ],
  ])('counts what is asked of each in a list that is given: %s', (_, text, variables, cost) => expect(costOf(text, variables)).toBe(cost));

  test('of checking a file is that of much work', () => {
    expect(costOf('mutation { completeUpload(id: 1) { id } }')).toBe(500);
  });

  test('of pages in pages in pages is beyond all measure, of a page of a conversation is not', () => {
    const inner = 'edges { node { conversation { messages(last: 100) { edges { node { id } } } } } }';
    expect(costOf(messages('(last: 100)', inner))).toBeGreaterThan(10_000);
    const inside = 'edges { node { id author { id } reactions { emoji } notice { actor { id } subjects { id } } } }';
    expect(costOf(messages('(last: 100)', inside))).toBeLessThan(2_000);
  });
});

describe('schema.graphql publishes what things cost', () => {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = types.flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({ path: `${type.name}.${field.name}`, type, field })),
  );
  const directiveOf = (field: GraphQLField<unknown, unknown>, name: string) =>
    field.astNode?.directives?.find((directive) => directive.name.value === name);
  const describeCost = (field: GraphQLField<unknown, unknown>) =>
    ['cost', 'listSize'].map((name) => directiveOf(field, name)).map((directive) => (directive ? print(directive) : ''));
  const isPage = (field: GraphQLField<unknown, unknown>) => getNamedType(field.type).name.endsWith('Connection');

  test('of every page: a weight, and what decides the number of its edges', () => {
    const pages = fields.filter(({ field }) => isPage(field));
    expect(pages.length).toBeGreaterThan(10);
    const silent = pages.filter(
      ({ field }) => describeCost(field).includes('') || !describeCost(field)[1]?.includes('sizedFields: ["edges"]'),
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test('of every other list of objects: how long it is taken to be', () => {
    const lists = fields.filter(
      ({ path, field }) =>
        isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type)) && !/Connection\.edges$|^__/.test(path),
    );
    expect(lists.length).toBeGreaterThan(10);
    expect(lists.filter(({ field }) => !describeCost(field)[1]).map(({ path }) => path)).toEqual([]);
  });

  test('alike for an interface and what implements it', () => {
    const differing = fields.filter(({ type, field }) =>
      type.getInterfaces().some((parent) => {
        const inherited = parent.getFields()[field.name];
        return inherited && describeCost(inherited).join() !== describeCost(field).join();
      }),
    );
    expect(differing.map(({ path }) => path)).toEqual([]);
  });
});
