import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import type { Resolvers } from '../generated/schema-types.js';

const maxCursorLength = 512;
// RFC 3339, section 5.6, with seconds and an offset always there: what is ambiguous elsewhere is refused.
const instant = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

function parseInstant(value: unknown): Date {
  const match = typeof value === 'string' ? instant.exec(value) : null;
  const date = match ? new Date(match[0]) : null;
  if (!match || !date || Number.isNaN(date.getTime()) || !isCalendarDay(Number(match[1]), Number(match[2]), Number(match[3]))) {
    throw new GraphQLError('DateTime takes an ISO 8601 instant with an offset, e.g. 2026-11-22T10:00:00.000Z.');
  }
  return date;
}

// `new Date('2026-02-30T…')` rolls over to March instead of failing.
function isCalendarDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function serializeInstant(value: unknown): string {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  throw new TypeError(`DateTime cannot represent ${String(value)}.`);
}

function parseCursor(value: unknown): string {
  if (typeof value === 'string' && value.length > 0 && value.length <= maxCursorLength) return value;
  throw new GraphQLError(`Cursor takes a string of 1–${maxCursorLength} characters that this server handed out.`);
}

const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: serializeInstant,
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : null),
});

const Cursor = new GraphQLScalarType<string, string>({
  name: 'Cursor',
  serialize: (value) => String(value),
  parseValue: parseCursor,
  parseLiteral: (node) => parseCursor(node.kind === Kind.STRING ? node.value : null),
});

export const scalarResolvers: Resolvers = { DateTime, Cursor };
