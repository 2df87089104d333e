import { createECDH } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { Types } from 'mongoose';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { waitFor } from '../../../tests/testkit/wait.js';
import type { PushDelivery } from './push.recipients.js';
import { PushSender, type FindAgain } from './push.sender.js';
import { usePushSettings } from './push.settings.js';

/** As many as are posted at the same time: to one service, to all, and for one person. */
const atOnce = 20;
const atOnceToAll = 60;
const atOnceForOne = 4;

/** Nobody waits so long for room. */
const unbounded = 10 * 60_000;

/** Push services that answer when they are told to. */
let services: Server[];
let origin: string;
let asked: string[];
let held: ServerResponse[] | null;
let sender: PushSender;
/** The sender's clock. */
let nowMs: number;

const findAgain = vi.fn<FindAgain>();

beforeEach(async () => {
  services = [];
  asked = [];
  held = [];
  nowMs = 1_000_000;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  findAgain.mockReset().mockImplementation(async (delivery) => delivery);
  origin = await openService();
  usePushSettings({ vapidPrivateKey: Buffer.alloc(32, 7), subject: 'mailto:postmaster@example.test', privateAddresses: true });
  sender = new PushSender((delivery) => findAgain(delivery), pino({ level: 'silent' }), unbounded);
});
afterEach(async () => {
  await sender.stop();
  for (const service of services) service.closeAllConnections();
  await Promise.all(services.map((service) => new Promise((resolve) => service.close(resolve))));
  vi.restoreAllMocks();
});

/** Answers with its origin. */
async function openService(): Promise<string> {
  const service = createServer((request, response) => {
    asked.push(request.url ?? '');
    request.resume();
    if (held) held.push(response);
    else response.writeHead(201).end();
  });
  services.push(service);
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const address = service.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return `http://127.0.0.1:${address.port}`;
}

const p256dh = createECDH('prime256v1').generateKeys().toString('base64url');

function deliveryTo(path: string, at = origin): PushDelivery {
  const auth = Buffer.alloc(16, 1).toString('base64url');
  const [userId, sessionId, conversationId] = [new Types.ObjectId(), new Types.ObjectId(), new Types.ObjectId().toHexString()];
  return {
    subscription: { _id: path, userId, sessionId, endpoint: at + path, p256dh, auth, createdAt: new Date() },
    payload: { type: 'MESSAGE', conversationId, messageId: conversationId, seq: 1, title: 'Ana', body: 'hello', tag: conversationId },
  };
}

const deliveriesTo = (name: string, count: number) => Array.from({ length: count }, (_, index) => deliveryTo(`/${name}/${index}`));

const isAsked = (times: number) =>
  waitFor(
    () => asked.length >= times,
    () => `the push service was asked ${asked.length} times, not ${times}`,
  );

/** Answers all who wait, and whoever comes. */
function release(): void {
  const waiting = held ?? [];
  held = null;
  for (const response of waiting) response.writeHead(201).end();
}

describe('what has waited in the queue', () => {
  test('is looked up again before it is posted, and posted as it is then or not at all', async () => {
    const [withdrawn, moved] = [deliveryTo('/withdrawn'), deliveryTo('/moved')];
    await sender.send([...deliveriesTo('slow', atOnce), withdrawn, moved]);
    await isAsked(atOnce);
    expect(findAgain).not.toHaveBeenCalled();
    nowMs += 1_000;
    findAgain.mockImplementation(async (delivery) => (delivery === moved ? deliveryTo('/moved/now') : null));
    release();
    await isAsked(atOnce + 1);
    expect(findAgain.mock.calls).toEqual([[withdrawn], [moved]]);
    expect(asked.slice(atOnce)).toEqual(['/moved/now']);
  });

  test('is not posted while that is not known, and later all the same', async () => {
    await sender.send([...deliveriesTo('slow', atOnce), deliveryTo('/unknown')]);
    await isAsked(atOnce);
    nowMs += 1_000;
    findAgain.mockRejectedValueOnce(new Error('the database is away'));
    release();
    await waitFor(
      () => findAgain.mock.calls.length > 0,
      () => 'it is not looked up',
    );
    expect(asked).not.toContain('/unknown');
    await isAsked(atOnce + 1);
    expect(findAgain).toHaveBeenCalledTimes(2);
    expect(asked.slice(atOnce)).toEqual(['/unknown']);
  });
});

/** Each to a push service of its own. */
const deliveriesElsewhere = (name: string, count: number) =>
  Promise.all(Array.from({ length: count }, async (_, index) => deliveryTo(`/${name}/${index}`, await openService())));
const askedFor = (name: string) => asked.filter((path) => path.startsWith(`/${name}/`));

describe('a push service that does not answer', () => {
  test('holds its share of the places, and keeps nothing from others', async () => {
    void sender.send(deliveriesTo('slow', 80));
    await isAsked(atOnce);
    await sender.send(await deliveriesElsewhere('other', 10));
    await isAsked(atOnce + 10);
    expect([askedFor('slow').length, askedFor('other').length]).toEqual([atOnce, 10]);
    release();
    await isAsked(90);
  });

  test('lets those who have more to send go on after a while, although nobody makes room', async () => {
    const hasty = new PushSender((delivery) => findAgain(delivery), pino({ level: 'silent' }), 10);
    await hasty.send(deliveriesTo('slow', 200));
    await hasty.send(await deliveriesElsewhere('other', 1));
    await isAsked(atOnce + 1);
    expect([askedFor('slow').length, askedFor('other').length]).toEqual([atOnce, 1]);
    await hasty.stop();
  });

  test('or many of them, named by one person, hold that person’s places alone', async () => {
    const userId = new Types.ObjectId();
    const hostile = (await deliveriesElsewhere('hostile', 20)).map((delivery) => ({
      ...delivery,
      subscription: { ...delivery.subscription, userId },
    }));
    // Again and again: what waits is much more than may wait of other people.
    for (let count = 0; count < 20; count += 1) await sender.send(hostile);
    await sender.send(await deliveriesElsewhere('other', 50));
    await isAsked(atOnceForOne + 50);
    expect([askedFor('hostile').length, askedFor('other').length]).toEqual([atOnceForOne, 50]);
  });

  test('is one of many: there are places for so many in all', async () => {
    await sender.send(await deliveriesElsewhere('many', 80));
    await isAsked(atOnceToAll);
    expect(asked).toHaveLength(atOnceToAll);
    release();
    await isAsked(80);
  });
});

describe('who sends more than the push services take', () => {
  test('goes on when there is room again', async () => {
    let proceeds = false;
    const sending = sender.send(deliveriesTo('many', 200)).then(() => (proceeds = true));
    await isAsked(atOnce);
    expect(proceeds).toBe(false);
    release();
    await sending;
    expect(asked.length).toBeGreaterThan(atOnce);
    await isAsked(200);
  });

  test('does not wait for ever when the server stops', async () => {
    const sending = sender.send(deliveriesTo('many', 200));
    await isAsked(atOnce);
    await sender.stop();
    await sending;
    expect(asked).toHaveLength(atOnce);
  });
});
