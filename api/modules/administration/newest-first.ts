import type { Types } from 'mongoose';
import { parseId } from '../../graphql/ids.js';
import { datePart, decodeCursor, encodeCursor, idPart } from '../../graphql/pages.js';

type Place = Readonly<{ at: Date; _id: Types.ObjectId }>;

/**
 * Lists by a time, newest first. Ids do not sort by themselves: those of one second, made by several processes, are in no order. `field` names the
 * time in the database.
 */
export function newestFirst<Field extends string>(kind: string, field: Field) {
  return {
    sort: { [field]: -1, _id: -1 } as Record<string, -1>,
    cursorOf: ({ at, _id }: Place) => encodeCursor(kind, at.getTime(), _id.toHexString()),
    /** What comes after the cursor; null without one. Throws BAD_USER_INPUT (after). */
    readAfter(after: string | null | undefined): { $or: object[] } | null {
      if (typeof after !== 'string') return null;
      const [time, id] = decodeCursor('after', kind, after);
      const at = datePart('after', time);
      return { $or: [{ [field]: { $lt: at } }, { [field]: at, _id: { $lt: parseId(idPart('after', id)) } }] };
    },
  };
}
