import type { NormalizedCacheObject, Reference } from '@apollo/client';
import type { StoredConnection, StoredConversationEdge } from './merge-connections';
import type { StoredMessages } from './merge-messages';

type Entity = Record<string, unknown>;
type Entities = Record<string, Entity>;

export type PruneLimits = { conversations: number; messagesPerConversation: number; characters: number };
export const persistedLimits: PruneLimits = { conversations: 300, messagesPerConversation: 200, characters: 2_000_000 };

const listField = 'conversations:{}';
const archivedListField = 'conversations:{"archived":false}';
const pinsField = 'pinnedConversations';

/**
 * The part of the cache that is worth keeping: the conversation list, and, from the most recent conversation on, its newest
 * messages as long as the whole stays under `characters` of JSON. Searches and everything unreachable are left out.
 */
export function pruneCache(cache: NormalizedCacheObject, limits: PruneLimits = persistedLimits): NormalizedCacheObject {
  const entities = cache as Entities;
  const query = entities['ROOT_QUERY'] ?? {};
  const kept: Entities = {};
  let characters = 0;

  /** Keeps an entity and all it refers to; false, and nothing is kept, when that would go over the limit. */
  const keep = (id: string, entity: Entity): boolean => {
    const found: Entities = {};
    let size = 0;
    const visit = (visitedId: string, visited: Entity | undefined) => {
      if (!visited || kept[visitedId] || found[visitedId]) return;
      found[visitedId] = visited;
      size += JSON.stringify(visited).length + visitedId.length + 4;
      for (const reference of referencesIn(visited)) visit(reference, entities[reference]);
    };
    visit(id, entity);
    if (characters + size > limits.characters) return false;
    Object.assign(kept, found);
    characters += size;
    return true;
  };

  const recent = conversationsOf(entities).slice(0, limits.conversations);
  const root: Entity = { __typename: 'Query' };
  for (const field of ['viewer', 'serverInfo']) if (query[field] !== undefined) root[field] = query[field];
  keep('ROOT_QUERY', root);
  const recentIds = recent
    .filter(([id, { messages: _later, pinnedMessages: _afterThem, ...summary }]) => keep(id, summary))
    .map(([id]) => id);

  for (const field of [listField, archivedListField]) {
    const list = query[field] as StoredConnection<StoredConversationEdge> | undefined;
    if (list) root[field] = withoutLost(list, new Set(recentIds));
  }
  const pins = query[pinsField] as readonly Reference[] | undefined;
  if (pins) root[pinsField] = pins.filter(({ __ref }) => recentIds.includes(__ref));
  for (const [id, { messages, pinnedMessages }] of recent) {
    const summary = kept[id];
    if (summary && Array.isArray(pinnedMessages)) {
      // All of them or none: a part of the pins would look like all.
      const refs = pinnedMessages as readonly Reference[];
      if (refs.every(keepMessage)) summary['pinnedMessages'] = refs;
    }
    const edges = (messages as StoredMessages | undefined)?.edges.slice(-limits.messagesPerConversation);
    if (!summary || !edges) continue;
    // From the newest backwards, so that what is kept is a run without a hole that ends where the whole did.
    let first = edges.length;
    while (first > 0 && keepMessage(edges[first - 1]?.node)) first -= 1;
    if (first === edges.length && edges.length > 0) break;
    kept[id] = { ...summary, messages: { ...(messages as StoredMessages), edges: edges.slice(first) } };
  }
  return kept as NormalizedCacheObject;

  function keepMessage(reference: Reference | undefined): boolean {
    const message = reference && entities[reference.__ref];
    return reference !== undefined && message !== undefined && keep(reference.__ref, message);
  }
}

function conversationsOf(entities: Entities): [string, Entity][] {
  return Object.entries(entities)
    .filter(([id, entity]) => id.startsWith('Conversation:') && typeof entity['lastActivityAt'] === 'string')
    .sort(([, a], [, b]) => String(b['lastActivityAt']).localeCompare(String(a['lastActivityAt'])));
}

function withoutLost(list: StoredConnection<StoredConversationEdge>, kept: ReadonlySet<string>): StoredConnection<StoredConversationEdge> {
  const edges = list.edges.filter((edge) => kept.has(edge.node.__ref));
  if (edges.length === list.edges.length) return list;
  // Where the next page starts is no longer known; the next first page says it anew.
  return { ...list, edges, pageInfo: { __typename: 'PageInfo', hasNextPage: true, endCursor: null } };
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  const reference = (value as Partial<Reference>).__ref;
  return typeof reference === 'string' ? [reference] : Object.values(value).flatMap(referencesIn);
}
