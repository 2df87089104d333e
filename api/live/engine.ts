import type mongoose from 'mongoose';
import type { Logger } from 'pino';
import { AppError } from '../graphql/errors.js';
import { CatchUp, type CatchUpScan } from './catch-up.js';
import { usersInAudience } from './audience.js';
import { BlockIndex } from './block-index.js';
import type { Announcement, Change, LiveMapper } from './change.js';
import { ChangeFeed } from './change-feed.js';
import { afterChange, beforeTime, createCursorCodec } from './cursor.js';
import { FeedDelay } from './feed-delay.js';
import { Heartbeat } from './heartbeat.js';
import { HeldBack } from './held-back.js';
import { Hub } from './hub.js';
import type { Live } from './live.js';
import { MembershipIndex } from './membership.js';
import { createMongoSource } from './mongo-source.js';
import { OpenStreams } from './open-streams.js';
import { PresenceSignals } from './presence-signals.js';
import { ProcessWatch } from './process-watch.js';
import { History } from './resume.js';
import { Ring, toReplayEntry } from './ring.js';
import { SessionEnds } from './session-ends.js';
import type { ChangeSource, PlacedChange } from './source.js';
import { TypingSignals } from './typing-signals.js';

/** How far back the ring is filled when the process starts, as far as the database remembers. */
const refillSeconds = 300;
const startSilenceMs = 30_000;
const advanceEveryMs = 20_000;
/** Ends of sessions are dated by the clocks of the processes, which may be that far apart. */
const maxClockSkewSeconds = 15 * 60;

export interface LiveOptions {
  /** Where the changes come from: this, or `source` (tests). */
  readonly connection?: mongoose.Connection;
  readonly source?: ChangeSource;
  readonly mappers: readonly LiveMapper[];
  /** Told of each change in commit order, before it is announced: for what else is to follow the database. */
  onChange?(change: Change): void;
  /** The stream has lost its place: what was built from its changes may be wrong. */
  onPlaceLost?(): void;
  /** All present memberships, as they are when it is called or later. */
  scanMemberships(): AsyncIterable<{ readonly conversationId: string; readonly userId: string }>;
  /** All blocks, likewise. Default: there are none. */
  scanBlocks?(): AsyncIterable<{ readonly blockerId: string; readonly blockedId: string }>;
  /** What a catch-up by state reads, phase by phase. */
  readonly catchUpScans: readonly CatchUpScan[];
  /** Ids of the sessions that ended at or after that time. */
  scanEndedSessions(since: Date): AsyncIterable<string>;
  /**
   * Conversations with more members than `above`: what all of them would hear too often is held back (held-back.ts). The fingerprint says, in
   * short, what they would be shown: where it is what it was, they are not told.
   */
  readonly largeConversations?: { readonly above: number; fingerprintOf(conversationId: string): Promise<string> };
  /** 32 bytes, the same for all processes on one database. */
  readonly cursorKey: Uint8Array;
  readonly log: Logger;
  /** Cursors older than that many days are refused (CURSOR_EXPIRED). Default 30. */
  readonly retentionDays?: number;
  /** Bounds of the ring of recent changes. Default 50,000 entries and 32 MiB. */
  readonly ring?: { readonly maxEntries: number; readonly maxBytes: number };
}

export interface LiveEngine extends Live {
  /** The same engine for the subscriptions of one socket: `terminate` is called when one of them falls behind. */
  forSocket(terminate: () => void): Live;
  /** Ends of sessions, on whichever process. Returns how to stop listening. */
  onSessionEnd(listener: (sessionId: string) => void): () => void;
  /** True for a session whose end this process saw lately: check after opening something for it. */
  hasSessionEnded(sessionId: string): boolean;
  /** Whether that user is a member, as of the last change that the feed has told. */
  isMember(conversationId: string, userId: string): boolean;
  /** Members of that conversation among the `candidates`, as of the last change that the feed has told. */
  membersAmong(conversationId: string, candidates: ReadonlyMap<string, unknown>): string[];
  /** Of this process, among its heartbeats. */
  readonly processId: string;
  /** Which processes on this database live, by their heartbeats. */
  readonly processes: Pick<ProcessWatch, 'findEnd' | 'hasHeard' | 'listLost'>;
  /** Grows when something was edited, deleted or ended: an answer from before is not the state of now. */
  stateVersion(): number;
  /** A heartbeat came back through the feed in the last 10 s. */
  isHealthy(): boolean;
  /** Since the last heartbeat came back through the feed: while all is well, not much more than the 2 s between two. */
  quietForMs(): number;
  /** Ends all subscriptions and closes the stream. */
  stop(): Promise<void>;
}

/** Starts the process's live engine and resolves when its feed is at the live edge. Throws where the feed does not get there in 30 s. */
export async function startLive(options: LiveOptions): Promise<LiveEngine> {
  const { log, cursorKey } = options;
  const map = createMapping(options.mappers, log);
  const source = options.source ?? createSource(options);
  const cursors = createCursorCodec(cursorKey);
  const membership = new MembershipIndex(options.largeConversations?.above);
  const delay = new FeedDelay();
  const hub = new Hub(membership, cursors, delay);
  const typing = new TypingSignals(membership);
  const blocks = new BlockIndex();
  const presence = new PresenceSignals(membership, blocks);
  const processes = new ProcessWatch();
  const heldBack = new HeldBack({
    membership,
    fingerprintOf: (conversationId) => options.largeConversations?.fingerprintOf(conversationId) ?? Promise.resolve(''),
    isHeard: (conversationId) => hub.isHeard(conversationId),
    tell(conversationId) {
      const event = { __typename: 'ViewerStateChanged', conversationId } as const;
      // It stands after all that was told by now.
      hub.announce({ conversationId }, event, ring.end, afterChange(ring.end).part, new Date());
    },
    log,
  });
  const sessionEnds = new SessionEnds();

  let stateStart = await source.readStateStart();
  // First the time, then the scan, then the stream from before that time: whatever the scan missed, the stream brings.
  const now = await source.readTime();
  const from = { seconds: now.seconds - refillSeconds, increment: 0 };
  await Promise.all([membership.reload(options.scanMemberships()), blocks.reload(scanBlocks())]);

  const ring = new Ring(beforeTime(from), options.ring ?? { maxEntries: 50_000, maxBytes: 32 * 1024 * 1024 });
  const feed = new ChangeFeed({
    source,
    from,
    log,
    apply,
    async restart(position, lost) {
      options.onPlaceLost?.();
      const told = afterChange(ring.end);
      const since = new Date((told.seconds - maxClockSkewSeconds) * 1000);
      for await (const sessionId of options.scanEndedSessions(since)) sessionEnds.announce(sessionId);
      stateStart = await source.readStateStart();
      await Promise.all([membership.reload(options.scanMemberships()), blocks.reload(scanBlocks())]);
      // From here on in one step: nobody may hear what comes next before knowing what was missed.
      ring.restart(position);
      hub.forgetState();
      processes.restart();
      presence.refresh();
      for (const subscriber of hub.all()) {
        if (lost === 'state') subscriber.fail(new AppError('CURSOR_EXPIRED'));
        else subscriber.rejoin(told);
      }
    },
  });
  const heartbeat = new Heartbeat({ source, log, onSilent: () => void feed.reopen() });
  let isLive = false;

  async function* scanBlocks(): AsyncIterable<{ readonly blockerId: string; readonly blockedId: string }> {
    if (options.scanBlocks) yield* options.scanBlocks();
  }

  function apply(placed: PlacedChange): void {
    heartbeat.heard();
    delay.note(placed.at);
    processes.advance(placed.at);
    if (placed.kind === 'heartbeat') processes.hear(placed.processId, placed.at);
    if (placed.kind === 'heartbeat' && placed.processId === source.processId) heartbeat.seen(placed.sequence);
    if (placed.kind === 'change') options.onChange?.(placed.change);
    const announcements = placed.kind === 'change' ? map(placed.change) : [];
    announcements.forEach((announcement, part) => announce(announcement, placed, part));
    ring.push(
      placed.position,
      toReplayEntry(placed.position, placed.at, announcements, (id) => membership.isLarge(id)),
    );
  }

  function announce(announcement: Announcement, { position, at }: PlacedChange, part: number): void {
    if ('membership' in announcement) {
      const { conversationId, userId, present } = announcement.membership;
      membership.apply(conversationId, userId, present, position);
      presence.reconsider(userId);
    } else if ('block' in announcement) {
      const { blockerId, blockedId, present } = announcement.block;
      blocks.apply(blockerId, blockedId, present);
      presence.reconsider(blockerId);
    } else if ('presenceOf' in announcement) presence.announce(announcement.presenceOf, announcement.status);
    else if ('event' in announcement) hub.announce(announcement.to, announcement.event, position, part, at);
    else if ('viewerStatesOf' in announcement) heldBack.note(announcement.viewerStatesOf, position, isLive);
    else if ('endedSessionId' in announcement) sessionEnds.announce(announcement.endedSessionId);
    else if (isLive) typing.announce(announcement);
  }

  feed.start();
  heartbeat.start();
  try {
    await heartbeat.waitForFirst(startSilenceMs);
  } catch (error) {
    await Promise.all([heartbeat.stop(), feed.stop()]);
    throw error;
  }
  isLive = true;
  const advancing = setInterval(advanceCursors, advanceEveryMs);
  advancing.unref();

  function advanceCursors(): void {
    const event = { __typename: 'CursorAdvanced', live: true, cursor: cursors.encode(afterChange(ring.end)), at: new Date() } as const;
    for (const subscriber of hub.all()) subscriber.advance(event);
  }

  const streams = new OpenStreams({
    membership,
    hub,
    ring,
    heldBack,
    delay,
    cursors,
    typing,
    presence,
    history: new History({ source, map, log }),
    catchUp: new CatchUp({ scans: options.catchUpScans, readStateStart: () => stateStart, membership, log }),
    waitFor: (position) => feed.waitFor(position),
    async readEdge() {
      const { seconds, increment } = await source.readTime();
      return beforeTime({ seconds, increment: increment + 1 });
    },
    retentionDays: options.retentionDays ?? 30,
  });
  // Of nobody's socket: there is none to cut.
  const own = streams.forSocket(() => {});

  return {
    currentCursor: () => own.currentCursor(),
    subscribeToEvents: (request) => own.subscribeToEvents(request),
    subscribeToTyping: (request) => own.subscribeToTyping(request),
    subscribeToPresence: (request) => own.subscribeToPresence(request),
    forSocket: (terminate) => streams.forSocket(terminate),
    onSessionEnd: (listener) => sessionEnds.listen(listener),
    hasSessionEnded: (sessionId) => sessionEnds.hasEnded(sessionId),
    isMember: (conversationId, userId) => membership.isMember(conversationId, userId),
    membersAmong: (conversationId, candidates) => [...usersInAudience(membership, { conversationId }, candidates)],
    processId: source.processId,
    processes,
    stateVersion: () => hub.stateVersion,
    isHealthy: () => heartbeat.isHealthy(),
    quietForMs: () => heartbeat.quietForMs(),
    async stop() {
      clearInterval(advancing);
      streams.stop();
      heldBack.stop();
      typing.stop();
      await heartbeat.stop();
      await feed.stop();
    },
  };
}

function createSource({ connection, mappers }: LiveOptions): ChangeSource {
  const database = connection?.db;
  if (!database) throw new Error('The live engine needs a connection that is open.');
  return createMongoSource(database, new Map(mappers.map((mapper) => [mapper.collection, mapper])));
}

/** One bad change must not stop the feed of all: it is logged, and what it would have announced is not. */
function createMapping(mappers: readonly LiveMapper[], log: Logger): (change: Change) => readonly Announcement[] {
  const byCollection = new Map(mappers.map((mapper) => [mapper.collection, mapper]));
  return (change) => {
    try {
      return byCollection.get(change.collection)?.map(change) ?? [];
    } catch (error) {
      log.error({ err: error, collection: change.collection, operation: change.operation, id: change.id }, 'a change could not be mapped');
      return [];
    }
  };
}
