import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { messageFields, type MessageView } from '../testkit/documents.js';
import type { Person } from '../testkit/people.js';
import { RequestRefused } from '../testkit/refusal.js';
import { waitFor } from '../testkit/wait.js';

/** Senders that do not give up and observers that come back, for servers that are killed under them. */

export const stormDeadlineMs = 90_000;

export interface Acknowledged {
  readonly clientId: string;
  readonly text: string;
  readonly message: MessageView;
}

/** One person, on every device that can be switched to when the server of one does not answer. */
export type Devices = readonly [Person, ...Person[]];

/**
 * Sends one after the other, each until it is acknowledged, always with the same clientId, and on the next device after each failure.
 * What was acknowledged is added to the list at once.
 */
export async function sendAll(devices: Devices, conversation: string, count: number, acknowledged: Acknowledged[]): Promise<void> {
  let turn = 0;
  for (let number = 1; number <= count; number += 1) {
    const text = `${devices[0].displayName} ${number}`;
    const clientId = randomUUID();
    const message = await waitFor(
      async () => {
        const sent = await sendOnce(devices[turn % devices.length] ?? devices[0], conversation, text, clientId);
        if (!sent) turn += 1;
        return sent;
      },
      () => `${text} is not acknowledged`,
      stormDeadlineMs,
    );
    acknowledged.push({ clientId, text, message });
  }
}

/** The stored message, or null when the server is away. Any other refusal is a fault. */
async function sendOnce(sender: Person, conversation: string, text: string, clientId: string): Promise<MessageView | null> {
  try {
    return await sender.send(conversation, text, clientId);
  } catch (error) {
    if (error instanceof RequestRefused && error.code !== 'UNAVAILABLE') throw error;
    return null;
  }
}

export interface Observer {
  /** Of every MessageAdded, as it came. */
  readonly seqs: readonly number[];
  /** How often it connected and was served. */
  readonly connections: number;
  /** Ends it; rejects when it was ever refused. */
  stop(): Promise<void>;
}

/** Follows a person's events from a cursor, and comes back with the last one, on the next device, whenever the connection is lost. */
export function observe(devices: Devices, cursor: string): Observer {
  const seqs: number[] = [];
  let connections = 0;
  let stopped = false;
  async function follow(): Promise<void> {
    let last = cursor;
    for (let turn = 0; !stopped; turn += 1) {
      const stream = await (devices[turn % devices.length] ?? devices[0]).events(last);
      let isServed = false;
      for await (const event of stream.items()) {
        if (!isServed) connections += 1;
        isServed = true;
        last = event.cursor;
        if (event.__typename === 'MessageAdded' && event.message) seqs.push(event.message.seq);
      }
      const end = await stream.end;
      if (end.kind === 'refused') throw new Error(`Coming back was refused: ${JSON.stringify(end)}`);
      // The server is down: a pause, so as not to knock without end.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const following = follow();
  return {
    seqs,
    get connections() {
      return connections;
    },
    stop() {
      stopped = true;
      for (const device of devices) device.disconnect();
      return following;
    },
  };
}

/** Each acknowledged message is there once, with its text, at the place that was acknowledged, and nothing else; seq has no hole. */
export function expectStoredOnce(stored: readonly MessageView[], acknowledged: readonly Acknowledged[]): void {
  expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
  const texts = stored.filter(({ kind }) => kind === 'TEXT');
  expect(texts.map(({ clientId }) => clientId).sort()).toEqual(acknowledged.map(({ clientId }) => clientId).sort());
  expect(new Set(texts.map(({ clientId }) => clientId)).size).toBe(texts.length);
  const bySeq = new Map(stored.map((message) => [message.seq, message]));
  for (const { clientId, text, message } of acknowledged) expect(bySeq.get(message.seq)).toMatchObject({ id: message.id, clientId, text });
}

/**
 * The observer comes to the end, and heard every message once and in order. The cursor it began with may stand a little before what was
 * stored by then: it hears of `firstSeq` or from before; from where it begins there is no gap and no repeat.
 */
export async function expectHeardOnce(observer: Observer, firstSeq: number, lastSeq: number, explain: () => string): Promise<void> {
  await waitFor(
    () => observer.seqs.at(-1) === lastSeq,
    () => `the subscriber stands at ${observer.seqs.at(-1)} of ${lastSeq}\n${explain()}`,
    stormDeadlineMs,
  );
  const beginning = observer.seqs[0] ?? Infinity;
  expect(beginning).toBeLessThanOrEqual(firstSeq);
  expect(observer.seqs).toEqual(Array.from({ length: lastSeq - beginning + 1 }, (_, index) => beginning + index));
}

const historyDocument = `query History($id: ID!, $after: Cursor) {
  conversation(id: $id) { messages(first: 100, after: $after) { edges { node { ${messageFields} } } pageInfo { hasNextPage endCursor } } }
}`;
interface HistoryView {
  readonly conversation: {
    readonly messages: {
      readonly edges: readonly { readonly node: MessageView }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

/** The whole history of a conversation, oldest first. */
export async function readMessages(person: Person, id: string, after: string | null = null): Promise<MessageView[]> {
  const { conversation } = await person.request<HistoryView>(historyDocument, { id, after });
  const { edges, pageInfo } = conversation.messages;
  const messages = edges.map(({ node }) => node);
  return pageInfo.hasNextPage ? [...messages, ...(await readMessages(person, id, pageInfo.endCursor))] : messages;
}
