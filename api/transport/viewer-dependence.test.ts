import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isInterfaceType, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { dependsOnViewer } from './viewer-dependence.js';

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8'));

/** Which of the event types make this document look at the viewer. */
function dependentTypes(text: string, operationName: string | null = null): string[] {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const event = schema.getType('Event');
  if (!isInterfaceType(event)) throw new Error('Event is no interface any more.');
  const types = schema.getImplementations(event).objects.map(({ name }) => name);
  return types.filter((type) => dependsOnViewer(schema, document, operationName, type)).sort();
}

test('is decided for each type of event by what is selected under it', () => {
  expect(dependentTypes(`subscription { events { cursor ... on ViewerStateChanged { viewerState { role } } } }`)).toEqual([
    'ViewerStateChanged',
  ]);
  expect(
    dependentTypes(`subscription {
      events {
        ... on MessageAdded { message { text author { id } } }
        ... on ConversationChanged { conversation { id viewerState { unreadCount } } }
        ... on ViewerChanged { viewer { email } }
      }
    }`),
  ).toEqual(['ConversationChanged', 'ViewerChanged']);
  expect(
    dependentTypes(`subscription { events { __typename cursor at ... on MessageAdded { message { conversation { id } } } } }`),
  ).toEqual([]);
});

test('sees through aliases, fragments, interfaces and depth', () => {
  expect(
    dependentTypes(`subscription { e: events { ... on MessageAdded { m: message { reactions { count: viewerHasReacted } } } } }`),
  ).toEqual(['MessageAdded']);
  expect(
    dependentTypes(`
      subscription { events { ...E } }
      fragment E on Event { ... on Event { ...Added } ... on MessageChanged { message { ...M } } }
      fragment Added on MessageAdded { message { ...M replyTo { author { ...U } } } }
      fragment M on Message { id author { id } }
      fragment U on User { presence { status } }`),
  ).toEqual(['MessageAdded']);
  expect(
    dependentTypes(`subscription { events { ... on MessageChanged { message { conversation { ... on Group { invites { id } } } } } } }`),
  ).toEqual(['MessageChanged']);
  expect(dependentTypes(`subscription { events { ... on MembersChanged { changed { user { presence { status } } } } } }`)).toEqual([
    'MembersChanged',
  ]);
});

test('counts what is under @skip and @include', () => {
  expect(
    dependentTypes(`subscription ($no: Boolean!) { events { ... on MessageAdded { message { edits @include(if: $no) { text } } } } }`),
  ).toEqual(['MessageAdded']);
});

test('looks at the operation that was asked for, and takes what it cannot decide for dependent', () => {
  const text = `subscription A { events { cursor } } subscription B { events { ... on ViewerChanged { viewer { email } } } }`;
  expect(dependentTypes(text, 'A')).toEqual([]);
  expect(dependentTypes(text, 'B')).toEqual(['ViewerChanged']);
  expect(dependsOnViewer(schema, parse(text), null, 'MessageAdded')).toBe(true);
  expect(dependsOnViewer(schema, parse(text), 'A', 'NoSuchType')).toBe(true);
});

test('is decided for a root field of an object type, too', () => {
  const plain = parse(`subscription { messageAdded(conversationId: "1") { text author { displayName } } }`);
  const own = parse(`subscription { messageAdded(conversationId: "1") { text edits { text } } }`);
  expect(dependsOnViewer(schema, plain, null, 'Message')).toBe(false);
  expect(dependsOnViewer(schema, own, null, 'Message')).toBe(true);
});
