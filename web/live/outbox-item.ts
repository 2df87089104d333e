import type { AttachmentKind, NotifyLevel } from '../generated/graphql';

/** The viewer's own preferences of a conversation: only what is to be another. */
export type PreferenceChanges = {
  pinned?: boolean;
  archived?: boolean;
  markedUnread?: boolean;
  /** ISO 8601; null unmutes. */
  mutedUntil?: string | null;
  notify?: NotifyLevel;
};

/** The message that is answered. What it says is shown from the cache alone, where an edit or a deletion finds it. */
export type Quoted = { id: string; seq: number };

/** A file of a message that waits. Its bytes are in StoredFiles, under `fileId`. */
export type QueuedFile = {
  fileId: string;
  kind: AttachmentKind;
  fileName: string;
  contentType: string;
  /** Bytes. */
  size: number;
  /** Pixels; null where it has none, or they could not be read. */
  width: number | null;
  height: number | null;
  durationMs: number | null;
  /** Of a voice message: loudness, 0–100, at most 64 bars. */
  waveform: readonly number[] | null;
  /** The server's upload that was made for it, so that another page goes on with it. */
  uploadId?: string;
};

/** One write a person made in a conversation. Each is safe to do twice: a send by its clientId, the rest by what they are. */
export type Write =
  | { kind: 'send'; clientId: string; text: string; replyTo?: Quoted; files?: readonly QueuedFile[] }
  | { kind: 'edit'; messageId: string; text: string }
  | { kind: 'delete'; messageId: string }
  | { kind: 'addReaction'; messageId: string; emoji: string }
  | { kind: 'removeReaction'; messageId: string; emoji: string }
  | { kind: 'pin'; messageId: string }
  | { kind: 'unpin'; messageId: string }
  | { kind: 'markRead'; seq: number }
  | { kind: 'preferences'; changes: PreferenceChanges };

export type OutboxItem = {
  /** Orders the outbox: the time it was put in, then a counter, then chance. */
  id: string;
  conversationId: string;
  write: Write;
  /** Epoch milliseconds, by this device's clock. */
  at: number;
  /** The catalogued code it was refused with; null while it waits. */
  refusedWith: string | null;
};

const kinds: readonly string[] = ['send', 'edit', 'delete', 'addReaction', 'removeReaction', 'pin', 'unpin', 'markRead', 'preferences'];

/** A stored value as an item; null where another version, or somebody else, left something that is none. */
export function asOutboxItem(value: unknown): OutboxItem | null {
  const item = value as Partial<OutboxItem> | null;
  if (typeof item?.id !== 'string' || typeof item.conversationId !== 'string' || typeof item.at !== 'number') return null;
  if (!item.write || !kinds.includes(item.write.kind)) return null;
  return { id: item.id, conversationId: item.conversationId, write: item.write, at: item.at, refusedWith: item.refusedWith ?? null };
}

/** What the person would miss if it were lost; read marks they would not. */
export const isWorthAsking = (item: OutboxItem) => item.write.kind !== 'markRead';
