import { decodeCursor, encodeCursor, forwardPage, idPart, integerPart, pageSize, type Page } from '../../graphql/pages.js';
import type { UserLoaders } from '../users/user.loaders.js';
import type { User } from '../users/user.model.js';
import type { ReactionOfMessage } from './message.model.js';

/**
 * Who reacted, earliest first. A cursor is the person it stands after; where that one took the reaction back, the place it had.
 * Accounts that are gone are left out.
 */
export async function pageReactors(
  loaders: UserLoaders,
  { userIds }: Pick<ReactionOfMessage, 'userIds'>,
  { first, after }: { readonly first?: number | null; readonly after?: string | null },
): Promise<Page<User>> {
  const size = pageSize('first', first, 50, 100);
  const ids = userIds.map((id) => id.toHexString());
  const start = after === null || after === undefined ? 0 : placeAfter(ids, after);
  const loaded = await Promise.all(
    ids.slice(start, start + size + 1).map(async (id, index) => ({ user: await loaders.user.load(id), place: start + index })),
  );
  const { edges, pageInfo } = forwardPage(loaded, size, start > 0, ({ place }) => encodeCursor('reactor', place, ids[place] ?? ''));
  return { edges: edges.flatMap(({ cursor, node }) => (node.user ? [{ cursor, node: node.user }] : [])), pageInfo };
}

function placeAfter(ids: readonly string[], after: string): number {
  const [place, id] = decodeCursor('after', 'reactor', after);
  const known = ids.indexOf(idPart('after', id));
  return known >= 0 ? known + 1 : Math.min(integerPart('after', place), ids.length);
}
