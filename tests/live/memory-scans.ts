import type { CatchUpItem, CatchUpScan } from '../../api/live/catch-up.js';
import type { PlacedChange } from '../../api/live/source.js';
import type { MemorySource } from './memory-source.js';

/** Tiny, so that every catch-up has several pages. */
const itemsPerPage = 2;

interface Written {
  readonly number: number;
  readonly seconds: number;
  readonly collection: string;
  readonly operation: string;
  readonly id: string;
}

const written = (changes: readonly PlacedChange[]): Written[] =>
  changes.flatMap((placed, number) =>
    placed.kind === 'change'
      ? [
          {
            number,
            seconds: placed.position.seconds,
            collection: placed.change.collection,
            operation: placed.change.operation,
            id: placed.change.id,
          },
        ]
      : [],
  );

/** Who is in which conversation: ana and bia in `c` from the beginning, and what was committed since. */
export function presentMemberships(source: MemorySource): { conversationId: string; userId: string }[] {
  const present = new Set(['c:ana', 'c:bia']);
  for (const { collection, operation, id } of written(source.changes)) {
    if (collection !== 'members') continue;
    if (operation === 'insert') present.add(id);
    else present.delete(id);
  }
  return [...present].map((id) => ({ conversationId: id.split(':')[0] ?? '', userId: id.split(':')[1] ?? '' }));
}

/** What a database's state tells of the changes of a memory source: own memberships, then messages. */
export function createMemoryScans(source: MemorySource): readonly CatchUpScan[] {
  return [
    pageOf((userId, since) =>
      written(source.changes)
        .filter(({ collection, id, seconds }) => collection === 'members' && id.endsWith(`:${userId}`) && seconds >= since)
        .filter(({ id, number }, _, all) => !all.some((later) => later.id === id && later.number > number))
        .map((change) => tellMembership(source, change, userId, since)),
    ),
    pageOf((userId, since) => {
      const own = new Set(presentMemberships(source).flatMap((member) => (member.userId === userId ? [member.conversationId] : [])));
      const cameAt = new Map(
        written(source.changes)
          .filter(({ collection, id }) => collection === 'members' && id.endsWith(`:${userId}`))
          .map(({ id, number }) => [id.split(':')[0] ?? '', number]),
      );
      return written(source.changes)
        .filter(({ collection, seconds }) => collection === 'messages' && seconds >= since)
        .filter(({ id, number }) => own.has(id.split(':')[0] ?? '') && number > (cameAt.get(id.split(':')[0] ?? '') ?? -1))
        .map((change) => {
          const conversationId = change.id.split(':')[0] ?? '';
          return toItem(change, [{ to: { conversationId }, event: { __typename: 'MessageAdded', conversationId, messageId: change.id } }]);
        });
    }),
  ];
}

function pageOf(read: (userId: string, since: number) => readonly CatchUpItem[]): CatchUpScan {
  return ({ userId, since, after }) => {
    const rest = read(userId, since.seconds).filter(({ place }) => place.first > after.first);
    const items = rest.slice(0, itemsPerPage);
    return Promise.resolve({ items, next: rest.length > items.length ? (items.at(-1)?.place ?? null) : null });
  };
}

function tellMembership(source: MemorySource, change: Written, userId: string, since: number): CatchUpItem {
  const conversationId = change.id.split(':')[0] ?? '';
  const removed = { to: { userId }, event: { __typename: 'ConversationRemoved', conversationId } } as const;
  const changed = { to: { userId }, event: { __typename: 'ConversationChanged', conversationId } } as const;
  if (change.operation === 'delete') return toItem(change, [removed]);
  const hasLeft = written(source.changes).some(
    ({ id, operation, seconds }) => id === change.id && operation === 'delete' && seconds >= since,
  );
  return toItem(change, hasLeft ? [removed, changed] : [changed]);
}

const toItem = ({ number, seconds }: Written, announcements: CatchUpItem['announcements']): CatchUpItem => ({
  place: { first: (number + 1).toString(16).padStart(24, '0'), second: '0'.repeat(24) },
  at: new Date(seconds * 1000),
  announcements,
});
