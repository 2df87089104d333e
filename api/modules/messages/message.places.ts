import type { Types } from 'mongoose';
import type { NewestPlace } from './message.drafts.js';

/** Conversations that were written to lately, in this process. */
const maxPlaces = 10_000;
/** A place is looked up anew after that time without a message: whatever happened to the database meanwhile, nothing builds on it for long. */
const placeLifeMs = 5_000;

/** How far the feed of this process has told each conversation. */
const heardSeqs = new Map<string, number>();
const places = new Map<string, { readonly place: NewestPlace; readonly untilMs: number }>();

/**
 * Where a conversation stood after the last message that this process committed there. Another process may have gone on since (then the
 * next insert is refused and the truth is read), but it never says more than is committed.
 */
export function findKnownPlace(conversationId: Types.ObjectId): NewestPlace | null {
  const known = places.get(conversationId.toHexString());
  return known && known.untilMs > performance.now() ? known.place : null;
}

/** `seq` and `createdAt` of a message whose commit has been acknowledged by the majority. */
export function rememberPlace(conversationId: Types.ObjectId, { seq, createdAt }: NewestPlace): void {
  keepNewest(places, conversationId.toHexString(), { place: { seq, createdAt }, untilMs: performance.now() + placeLifeMs });
}

/** The feed tells of a message. */
export function hearOfPlace(conversationId: string, seq: number): void {
  keepNewest(heardSeqs, conversationId, seq);
}

/** Whether the feed of this process has come to that place: then the memberships that it has told are no older. */
export function isPlaceHeard(conversationId: Types.ObjectId, { seq }: NewestPlace): boolean {
  return (heardSeqs.get(conversationId.toHexString()) ?? 0) >= seq;
}

/** After anything that was not foreseen. */
export function forgetPlace(conversationId: Types.ObjectId): void {
  places.delete(conversationId.toHexString());
}

/** After the database has lost something, as when a collection was dropped. */
export function forgetAllPlaces(): void {
  places.clear();
  heardSeqs.clear();
}

function keepNewest<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= maxPlaces) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
