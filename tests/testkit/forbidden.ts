import { expect } from 'vitest';
import type { LiveStream } from './live-stream.js';
import { withinDeadline } from './wait.js';

/** What is promised to whoever signs out, revokes a session, changes a password, or suspends or deletes an account. */
const closedWithinMs = 5_000;

/** That the sockets of these streams are closed with 4403, on whichever process, within 5 s from now: call it right after what ends their sessions. */
export async function expectForbidden(...streams: readonly Pick<LiveStream<unknown>, 'end'>[]): Promise<void> {
  const ends = Promise.all(streams.map(({ end }) => end));
  const found = await withinDeadline(ends, () => 'the socket of an ended session is open', closedWithinMs);
  for (const end of found) expect(end).toMatchObject({ kind: 'closed', code: 4403 });
}
