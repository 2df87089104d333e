import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { buildSchema, isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { requireViewer, type Context } from '../../api/context.js';
import { badUserInput } from '../../api/graphql/errors.js';
import type { DeliveredEvent, MessageAddedEvent } from '../../api/live/events.js';

type Resolver = GraphQLFieldResolver<never, Context, never>;
type Resolvers = Readonly<
  Record<string, Readonly<Record<string, Resolver | { readonly subscribe: Resolver; readonly resolve: Resolver }>>>
>;

/** Texts whose message cannot be answered: a refusal, and a fault of the server. */
export const refusedText = 'to be refused';
export const faultyText = 'to fail';

/** A message whose id is `conversation:text`: there is no database. */
function messageOf(id: string) {
  const [conversationId = ''] = id.split(':', 1);
  const text = id.slice(conversationId.length + 1);
  return {
    id,
    conversationId,
    seq: 1,
    clientId: 'client "id"',
    kind: 'TEXT',
    text() {
      if (text === refusedText) throw badUserInput('text', 'INVALID', 'Not this one.');
      if (text === faultyText) throw new Error('A fault.');
      return text;
    },
    author: { id: 'ana', displayName: 'Ana' },
    // As what is read from a database: later.
    conversation: () => setImmediate({ __typename: 'Group', id: conversationId, name: 'Group' }),
    edits: (_: unknown, context: Context) => [{ text: `seen by ${requireViewer(context).userId}`, at: new Date(0) }],
  };
}

const subscribeToEvents: Resolver = (_root: never, args: { readonly after?: string; readonly conversationId?: string }, context) =>
  context.live.subscribeToEvents({ userId: requireViewer(context).userId, ...args });
const itself = (event: DeliveredEvent) => event;

const resolvers: Resolvers = {
  Query: {
    serverInfo: () => ({ version: '1.2.3', maxTextLength: 8000 }),
    message: (_: never, { id }: { readonly id: string }) => messageOf(id),
  },
  Mutation: {
    sendMessage: (_: never, { input }: { readonly input: { readonly conversationId: string; readonly text: string } }) =>
      messageOf(`${input.conversationId}:${input.text}`),
  },
  Subscription: {
    events: { subscribe: subscribeToEvents, resolve: itself },
    conversationEvents: { subscribe: subscribeToEvents, resolve: itself },
  },
  MessageAdded: { message: ({ messageId }: MessageAddedEvent) => messageOf(messageId) },
  MembersChanged: { changed: () => [{ role: 'MEMBER', user: { id: 'bia', presence: { status: 'AWAY' } } }], memberCount: () => 2 },
};

/** The contract with answers that nothing but the events decides: what two servers say of the same event must be the same bytes. */
export function createProtocolSchema(): GraphQLSchema {
  const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`${typeName} is no object type of the contract.`);
    for (const [name, given] of Object.entries(fields)) {
      const field = type.getFields()[name];
      if (!field) throw new Error(`${typeName}.${name} is not in the contract.`);
      if (typeof given === 'function') field.resolve = given as GraphQLFieldResolver<unknown, Context>;
      else Object.assign(field, given);
    }
  }
  return schema;
}
