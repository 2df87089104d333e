import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { messageFields, type MessageView } from '../testkit/documents.js';
import { people, type Person } from '../testkit/people.js';
import { RequestRefused } from '../testkit/refusal.js';
import { startServer } from '../testkit/server.js';
import { waitFor, withinDeadline } from '../testkit/wait.js';

const messagesPerSender = 25;
const senderNames = ['ana', 'bia', 'caio', 'duda', 'edu', 'fabi'] as const;
const killsAfter = [30, 90];
const wholeDeadlineMs = 90_000;

interface Acknowledged {
  readonly clientId: string;
  readonly text: string;
  readonly message: MessageView;
}

test('two SIGKILLs under concurrent senders lose, repeat and reorder nothing', { timeout: 180_000 }, async () => {
  const server = await startServer();
  const everybody = await people(server, ...senderNames, 'olga');
  const { olga } = everybody;
  const senders = senderNames.map((name) => everybody[name]);
  const group = await olga.createGroup('Tempestade', ...senders);
  const firstSeq = (await readMessages(olga, group)).length + 1;

  const acknowledged: Acknowledged[] = [];
  const observer = observe(olga, await olga.eventCursor());
  const sending = Promise.all(senders.map((sender) => sendAll(sender, group, acknowledged)));
  for (const count of killsAfter) {
    await waitFor(
      () => acknowledged.length >= count,
      () => `${acknowledged.length} of ${count} messages went through`,
      wholeDeadlineMs,
    );
    await server.kill('SIGKILL');
    await server.restart();
  }
  await withinDeadline(sending, () => `only ${acknowledged.length} messages went through\n${server.logs}`, wholeDeadlineMs);

  // Each message once, with the text it was sent with, at the place that was acknowledged; seq without a hole.
  const stored = await readMessages(olga, group);
  expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
  const texts = stored.filter(({ kind }) => kind === 'TEXT');
  expect(texts.map(({ clientId }) => clientId).sort()).toEqual(acknowledged.map(({ clientId }) => clientId).sort());
  expect(new Set(texts.map(({ clientId }) => clientId)).size).toBe(senders.length * messagesPerSender);
  const bySeq = new Map(stored.map((message) => [message.seq, message]));
  for (const { clientId, text, message } of acknowledged) expect(bySeq.get(message.seq)).toMatchObject({ id: message.id, clientId, text });

  // The subscriber, who came back after each kill with the last cursor: every message once and in order.
  const lastSeq = stored.length;
  await waitFor(
    () => observer.seqs.at(-1) === lastSeq,
    () => `the subscriber stands at ${observer.seqs.at(-1)} of ${lastSeq}\n${server.logs}`,
    wholeDeadlineMs,
  );
  // The cursor it began with may stand a little before what was stored by then; from there on there is no gap and no repeat.
  const beginning = observer.seqs[0] ?? Infinity;
  expect(beginning).toBeLessThanOrEqual(firstSeq);
  expect(observer.seqs).toEqual(Array.from({ length: lastSeq - beginning + 1 }, (_, index) => beginning + index));
  expect(observer.connections).toBeGreaterThanOrEqual(1 + killsAfter.length);
  await observer.stop();
  await server.stop();
});

test('SIGTERM ends it in order, with code 0, and everything is there afterwards', async () => {
  const server = await startServer();
  const { ana, bia } = await people(server, 'ana', 'bia');
  const conversation = await ana.startDirect(bia);
  const live = await bia.events();
  const sent = await ana.send(conversation, 'antes de dormir');
  const { cursor } = await live.next(({ __typename }) => __typename === 'MessageAdded');

  expect(await server.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(await live.end).toMatchObject({ kind: 'closed', code: 1001 });
  await server.restart();

  // The tokens are good too: the keys live in the database.
  expect(await readMessages(bia, conversation)).toEqual([sent]);
  bia.disconnect();
  const resumed = await bia.events(cursor);
  const next = await ana.send(conversation, 'bom dia');
  const event = await resumed.next(({ __typename }) => __typename === 'MessageAdded');
  expect(event.message).toEqual(next);
  await server.stop();
});

/** Sends one after the other, each until it is acknowledged, always with the same clientId. */
async function sendAll(sender: Person, conversation: string, acknowledged: Acknowledged[]): Promise<void> {
  for (let number = 1; number <= messagesPerSender; number += 1) {
    const text = `${sender.displayName} ${number}`;
    const clientId = randomUUID();
    const message = await waitFor(
      () => sendOnce(sender, conversation, text, clientId),
      () => `${text} is not acknowledged`,
      wholeDeadlineMs,
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

interface Observer {
  /** Of every MessageAdded, as it came. */
  readonly seqs: readonly number[];
  /** How often it connected and was served. */
  readonly connections: number;
  /** Ends it; rejects when it was ever refused. */
  stop(): Promise<void>;
}

/** Follows a person's events from a cursor, and comes back with the last one whenever the connection is lost. */
function observe(person: Person, cursor: string): Observer {
  const seqs: number[] = [];
  let connections = 0;
  let stopped = false;
  async function follow(): Promise<void> {
    let last = cursor;
    while (!stopped) {
      const stream = await person.events(last);
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
      person.disconnect();
      return following;
    },
  };
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
async function readMessages(person: Person, id: string, after: string | null = null): Promise<MessageView[]> {
  const { conversation } = await person.request<HistoryView>(historyDocument, { id, after });
  const { edges, pageInfo } = conversation.messages;
  const messages = edges.map(({ node }) => node);
  return pageInfo.hasNextPage ? [...messages, ...(await readMessages(person, id, pageInfo.endCursor))] : messages;
}
