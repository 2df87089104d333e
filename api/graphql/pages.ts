import { badUserInput } from './errors.js';

/**
 * The only pagination code. A page cursor is base64url of a JSON array `[kind, ...parts]`: opaque to clients, and harmless when
 * forged, because the kind and every part are checked before they reach a query, and the query itself is bound to what the viewer may see.
 */

const maxCursorLength = 512;

const invalidCursor = (field: string) => badUserInput(field, 'INVALID', `"${field}" is not a cursor of this list.`);

export function encodeCursor(kind: string, ...parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([kind, ...parts.map(String)]), 'utf8').toString('base64url');
}

/** The parts as strings, in the order in which they were encoded. Throws BAD_USER_INPUT (`field`, INVALID) for anything else than a cursor of that kind. */
export function decodeCursor(field: string, kind: string, cursor: string): string[] {
  if (cursor.length > maxCursorLength || !/^[A-Za-z0-9_-]+$/.test(cursor)) throw invalidCursor(field);
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw invalidCursor(field);
  }
  if (!Array.isArray(decoded) || !decoded.every((part) => typeof part === 'string') || decoded[0] !== kind) throw invalidCursor(field);
  return decoded.slice(1);
}

/** A part that must be a whole number from 0 to 2^53 − 1 (a seq, milliseconds since 1970). */
export function integerPart(field: string, part: string | undefined): number {
  const value = part !== undefined && /^\d{1,16}$/.test(part) ? Number(part) : NaN;
  if (!Number.isSafeInteger(value)) throw invalidCursor(field);
  return value;
}

/** A part that must be an instant in milliseconds since 1970. */
export function datePart(field: string, part: string | undefined): Date {
  const date = new Date(integerPart(field, part));
  if (Number.isNaN(date.getTime())) throw invalidCursor(field);
  return date;
}

/** A part that must be the hex of an ObjectId. */
export function idPart(field: string, part: string | undefined): string {
  if (part === undefined || !/^[0-9a-f]{24}$/.test(part)) throw invalidCursor(field);
  return part;
}

/** How many are asked for. Throws BAD_USER_INPUT (`field`, OUT_OF_RANGE) below 1 or above `max`. */
export function pageSize(field: string, value: number | null | undefined, byDefault: number, max: number): number {
  const size = value ?? byDefault;
  if (size < 1 || size > max) throw badUserInput(field, 'OUT_OF_RANGE', `"${field}" must be from 1 to ${max}.`);
  return size;
}

export interface Page<Node> {
  edges: { cursor: string; node: Node }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

/** Shapes nodes, already in the order of the list and cut to the page, into a connection. */
export function connectionOf<Node>(
  nodes: readonly Node[],
  cursorOf: (node: Node, index: number) => string,
  bounds: { hasNextPage: boolean; hasPreviousPage: boolean },
): Page<Node> {
  const edges = nodes.map((node, index) => ({ cursor: cursorOf(node, index), node }));
  return { edges, pageInfo: { ...bounds, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null } };
}

/**
 * A page that walks forward: `nodes` were read with a limit of `size + 1`, so that one too many tells that there is a next page.
 * There is a previous page when the walk did not start at the beginning.
 */
export function forwardPage<Node>(
  nodes: readonly Node[],
  size: number,
  startedAfter: boolean,
  cursorOf: (node: Node, index: number) => string,
): Page<Node> {
  return connectionOf(nodes.slice(0, size), cursorOf, { hasNextPage: nodes.length > size, hasPreviousPage: startedAfter });
}
