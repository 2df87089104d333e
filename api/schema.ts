import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import type { Resolvers } from './generated/schema-types.js';
import { scalarResolvers } from './graphql/scalars.js';
import { liveResolvers } from './live/live.resolvers.js';
import { accessTokenResolvers } from './modules/auth/access-token.resolvers.js';
import { administrationResolvers } from './modules/administration/administration.resolvers.js';
import { accountResolvers } from './modules/auth/account.resolvers.js';
import { authResolvers } from './modules/auth/auth.resolvers.js';
import { uploadResolvers } from './modules/media/upload.resolvers.js';
import { conversationResolvers } from './modules/conversations/conversation.resolvers.js';
import { inviteResolvers } from './modules/conversations/invite.resolvers.js';
import { memberResolvers } from './modules/conversations/member.resolvers.js';
import { botResolvers } from './modules/integrations/bot.resolvers.js';
import { webhookResolvers } from './modules/integrations/webhook.resolvers.js';
import { messageResolvers } from './modules/messages/message.resolvers.js';
import { presenceResolvers } from './modules/presence/presence.resolvers.js';
import { typingResolvers } from './modules/presence/typing.resolvers.js';
import { pushResolvers } from './modules/push/push.resolvers.js';
import { createServerInfoResolvers, type ServerInfoSettings } from './modules/server-info/server-info.resolvers.js';
import { blockResolvers } from './modules/users/block.resolvers.js';
import { userResolvers } from './modules/users/user.resolvers.js';

type ResolverMap = Record<string, unknown>;

export interface SchemaSettings extends ServerInfoSettings {
  /** Writes what sends have left to be written; undefined where that is nothing. Queries and mutations wait for it. */
  readonly settleSends: () => Promise<void> | undefined;
}

/** The contract (the text of schema.graphql) with all resolvers. Throws where two modules resolve one field, or a resolver has no field. */
export function createSchema(contract: string, settings: SchemaSettings): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: contract,
    resolvers: settleFirst(mergeResolvers(allResolvers(settings)), settings.settleSends),
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
}

/** Of the whole contract, module by module. */
export function allResolvers(settings: ServerInfoSettings): Resolvers[] {
  return [
    scalarResolvers,
    eventResolvers,
    createServerInfoResolvers(settings),
    userResolvers,
    blockResolvers,
    authResolvers,
    accessTokenResolvers,
    botResolvers,
    webhookResolvers,
    accountResolvers,
    uploadResolvers,
    conversationResolvers,
    memberResolvers,
    inviteResolvers,
    messageResolvers,
    typingResolvers,
    presenceResolvers,
    administrationResolvers,
    pushResolvers,
    liveResolvers,
  ];
}

/**
 * Operations that read nothing of what a send may still leave to be written, or only through loaders that settle it. The cursor of serverInfo
 * has to be from before it is written: what comes meanwhile is told after the cursor.
 */
const unsettledFields: ReadonlySet<string> = new Set(['sendMessage', 'serverInfo']);

/** Whoever asks, reads what was acknowledged. */
function settleFirst(resolvers: Record<string, ResolverMap>, settleSends: SchemaSettings['settleSends']): Record<string, ResolverMap> {
  const settled = { ...resolvers };
  for (const type of ['Query', 'Mutation']) {
    const fields = Object.entries(resolvers[type] ?? {});
    settled[type] = Object.fromEntries(fields.map(([name, resolve]) => [name, unsettledFields.has(name) ? resolve : settling(resolve)]));
  }
  return settled;

  function settling(resolve: unknown): unknown {
    if (typeof resolve !== 'function') return resolve;
    const resolver = resolve as GraphQLFieldResolver<unknown, unknown>;
    const settlingResolver: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
      const writing = settleSends();
      return writing ? writing.then(() => resolver(source, args, context, info)) : resolver(source, args, context, info);
    };
    return settlingResolver;
  }
}

const eventResolvers: Resolvers = { Event: { __resolveType: ({ __typename }) => __typename } };

/** Field by field, because the fields of one type may come from several modules. Scalars are taken whole. */
function mergeResolvers(maps: readonly Resolvers[]): Resolvers {
  const merged: Record<string, unknown> = {};
  for (const map of maps) {
    for (const [type, fields] of Object.entries(map)) {
      const before = merged[type];
      if (before === undefined) merged[type] = isFieldMap(fields) ? { ...fields } : fields;
      else merged[type] = mergeFields(type, before, fields);
    }
  }
  return merged;
}

function mergeFields(type: string, before: unknown, fields: unknown): ResolverMap {
  if (!isFieldMap(before) || !isFieldMap(fields)) throw new Error(`The scalar ${type} is defined twice.`);
  for (const field of Object.keys(fields)) {
    if (field in before) throw new Error(`${type}.${field} has two resolvers.`);
  }
  return { ...before, ...fields };
}

const isFieldMap = (value: unknown): value is ResolverMap =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
