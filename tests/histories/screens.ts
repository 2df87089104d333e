/** Conversations as the web app's screens show them, by id. */
export type Screens = Record<string, unknown>;

interface UserPart {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
}
interface MemberPart {
  readonly lastReadSeq: number;
  readonly user: UserPart;
}

/**
 * Screens as plain data: members by person, messages by seq, and without what no event tells (see describeState): names of those who
 * share no conversation with the viewer, revisions that grow with private changes or own messages, marks of the viewer's own.
 */
export function describeScreens(screens: Screens, viewerId: string): unknown {
  const users = new Map<string, UserPart>();
  const members = new Set<string>([viewerId]);
  const described = describe(screens);
  return {
    screens: described,
    users: Object.fromEntries([...users].filter(([id]) => members.has(id)).sort(([a], [b]) => (a < b ? -1 : 1))),
  };

  function describe(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(describe);
    if (!isRecord(value)) return value;
    if (value['__typename'] === 'User') return describeUser(value as unknown as UserPart);
    if (value['__typename'] === 'MemberConnection') return describeMembers(value);
    if (value['__typename'] === 'MessageConnection') {
      return Object.fromEntries(nodesOf<{ seq: number }>(value).map((message) => [message.seq, describe(message)]));
    }
    const { revision, ...fields } = value;
    const told = value['__typename'] === 'ViewerState' ? fields : { revision, ...fields };
    return Object.fromEntries(Object.entries(told).map(([name, field]) => [name, describe(field)]));
  }

  function describeUser({ id, username, displayName }: UserPart): string {
    users.set(id, { id, username, displayName });
    return id;
  }

  function describeMembers(connection: Record<string, unknown>): unknown {
    return Object.fromEntries(
      nodesOf<MemberPart & Record<string, unknown>>(connection).map(
        ({ user, revision: _revision, lastReadSeq, lastDeliveredSeq, ...member }) => {
          members.add(describeUser(user));
          return [user.id, user.id === viewerId ? member : { ...member, lastReadSeq, lastDeliveredSeq }];
        },
      ),
    );
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const nodesOf = <Node>(connection: Record<string, unknown>) => (connection['edges'] as readonly { node: Node }[]).map(({ node }) => node);
