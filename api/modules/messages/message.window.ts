import { badUserInput } from '../../graphql/errors.js';
import { decodeCursor, integerPart, pageSize } from '../../graphql/pages.js';

export interface MessagePageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
  readonly around?: number | null;
  readonly aroundTime?: Date | null;
}

/** What a page of messages was asked for. */
export type MessagePlace =
  | { readonly walk: 'forward'; readonly size: number; readonly after: number }
  | { readonly walk: 'backward'; readonly size: number; readonly before: number | null }
  | { readonly walk: 'around'; readonly size: number; readonly seq: number }
  | { readonly walk: 'aroundTime'; readonly size: number; readonly time: Date };

const byDefault = 50;
const max = 100;
const given = <Value>(value: Value | null | undefined): value is Value => value !== null && value !== undefined;
const excluded = (field: string, other: string) => badUserInput(field, 'INVALID', `"${field}" and "${other}" exclude each other.`);

/** Throws BAD_USER_INPUT naming the argument: sizes outside 1–100, cursors that are none, arguments that exclude each other. */
export function readMessagePlace({ first, after, last, before, around, aroundTime }: MessagePageArgs): MessagePlace {
  if (given(first) && given(last)) throw excluded('last', 'first');
  if (given(after) && given(before)) throw excluded('before', 'after');
  if (given(first) && given(before)) throw excluded('before', 'first');
  if (given(last) && given(after)) throw excluded('after', 'last');
  if (given(around) || given(aroundTime)) {
    const field = given(around) ? 'around' : 'aroundTime';
    if (given(around) && given(aroundTime)) throw excluded('aroundTime', 'around');
    if (given(last)) throw excluded(field, 'last');
    if (given(after)) throw excluded(field, 'after');
    if (given(before)) throw excluded(field, 'before');
    const size = pageSize('first', first, byDefault, max);
    if (given(aroundTime)) return { walk: 'aroundTime', size, time: aroundTime };
    if (given(around) && around < 0) throw badUserInput('around', 'OUT_OF_RANGE', '"around" is a seq, from 0.');
    return { walk: 'around', size, seq: around ?? 0 };
  }
  if (given(first) || given(after)) {
    return { walk: 'forward', size: pageSize('first', first, byDefault, max), after: given(after) ? seqOf('after', after) : 0 };
  }
  return { walk: 'backward', size: pageSize('last', last, byDefault, max), before: given(before) ? seqOf('before', before) : null };
}

const seqOf = (field: string, cursor: string) => integerPart(field, decodeCursor(field, 'message', cursor)[0]);

export interface MessageWindow {
  /** First and last seq of the page; empty where `from` is greater. */
  readonly from: number;
  readonly to: number;
  readonly hasPreviousPage: boolean;
  readonly hasNextPage: boolean;
}

/** As seq has no hole and messages keep their place, a page is a range of seqs, and its neighbours are known without looking. */
export function windowOf(place: Exclude<MessagePlace, { walk: 'aroundTime' }>, lastSeq: number): MessageWindow {
  const { from, to } = rangeOf(place, lastSeq);
  return { from, to, hasPreviousPage: Math.min(from, lastSeq + 1) > 1, hasNextPage: to < lastSeq };
}

function rangeOf(place: Exclude<MessagePlace, { walk: 'aroundTime' }>, lastSeq: number): { from: number; to: number } {
  switch (place.walk) {
    case 'forward':
      return { from: place.after + 1, to: Math.min(place.after + place.size, lastSeq) };
    case 'backward': {
      const to = Math.min((place.before ?? Infinity) - 1, lastSeq);
      return { from: Math.max(1, to - place.size + 1), to: Math.max(0, to) };
    }
    case 'around': {
      const from = Math.max(1, Math.min(place.seq - Math.floor(place.size / 2), lastSeq - place.size + 1));
      return { from, to: Math.min(from + place.size - 1, lastSeq) };
    }
  }
}
