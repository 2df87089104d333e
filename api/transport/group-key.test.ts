import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { groupKeyOf, type Operation } from './group-key.js';

const events = `subscription Events($after: Cursor) { events(after: $after) { cursor } }`;
const messageAdded = `subscription ($c: ID!) { messageAdded(conversationId: $c) { id } }`;

function keyOf(query: string, variables: Operation['variables'] = {}, more: Partial<Operation> = {}): string {
  return groupKeyOf({ query, document: parse(query), operationName: null, variables, scope: 'session', ...more });
}

test('the cursor does not count, whatever its variable is called', () => {
  expect(keyOf(events, { after: 'a' })).toBe(keyOf(events, { after: 'b' }));
  expect(keyOf(events, { after: 'a' })).toBe(keyOf(events));
  const renamed = events.replaceAll('$after', '$since');
  expect(keyOf(renamed, { since: 'a' })).toBe(keyOf(renamed, { since: 'b' }));
});

test('a cursor that is used for something else as well counts', () => {
  const twice = `subscription ($after: Cursor) {
    events(after: $after) { ... on ConversationChanged { conversation { members(after: $after) { edges { cursor } } } } }
  }`;
  expect(keyOf(twice, { after: 'a' })).not.toBe(keyOf(twice, { after: 'b' }));
  const inFragment = `subscription ($after: Cursor) { events(after: $after) { ...E } }
    fragment E on ConversationChanged { conversation { members(after: $after) { edges { cursor } } } }`;
  expect(keyOf(inFragment, { after: 'a' })).not.toBe(keyOf(inFragment, { after: 'b' }));
});

test('a cursor of a list below the root counts', () => {
  const below = `subscription ($after: Cursor) { events { ... on ConversationChanged { conversation { members(after: $after) { edges { cursor } } } } } }`;
  expect(keyOf(below, { after: 'a' })).not.toBe(keyOf(below, { after: 'b' }));
});

test('other variables, the text, the operation and the scope count', () => {
  expect(keyOf(messageAdded, { c: '1' })).toBe(keyOf(messageAdded, { c: '1' }));
  expect(keyOf(messageAdded, { c: '1' })).not.toBe(keyOf(messageAdded, { c: '2' }));
  expect(keyOf(messageAdded, { c: null })).not.toBe(keyOf(messageAdded, {}));
  expect(keyOf(messageAdded, { c: '1' })).not.toBe(keyOf(`${messageAdded} `, { c: '1' }));
  expect(keyOf(messageAdded, { c: '1' })).not.toBe(keyOf(messageAdded, { c: '1' }, { scope: 'other' }));
  const two = `subscription A { events { cursor } } subscription B { events { at } }`;
  expect(keyOf(two, {}, { operationName: 'A' })).not.toBe(keyOf(two, {}, { operationName: 'B' }));
});

test('variables that are not declared, and their order, do not count', () => {
  expect(keyOf(messageAdded, { c: '1', extra: 2 })).toBe(keyOf(messageAdded, { c: '1' }));
  const many = `subscription ($a: ID!, $b: Boolean!) { messageAdded(conversationId: $a) { id @include(if: $b) } }`;
  expect(keyOf(many, { a: '1', b: true })).toBe(keyOf(many, { b: true, a: '1' }));
});
