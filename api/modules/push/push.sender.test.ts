import { createECDH } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { Types } from 'mongoose';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { waitFor } from '../../../tests/testkit/wait.js';
import type { PushDelivery } from './push.recipients.js';
import { PushSender, type FindAgain } from './push.sender.js';
import { usePushSettings } from './push.settings.js';

/** As many as are posted at the same time. */
const atOnce = 20;

/** A push service that answers when it is told to. */
let service: Server;
let origin: string;
let asked: string[];
let held: ServerResponse[] | null;
let sender: PushSender;
/** The sender's clock. */
let nowMs: number;

const findAgain = vi.fn<FindAgain>();

beforeEach(async () => {
  asked = [];
  held = [];
  nowMs = 1_000_000;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  findAgain.mockReset().mockImplementation(async (delivery) => delivery);
  service = createServer((request, response) => {
    asked.push(request.url ?? '');
    request.resume();
    if (held) held.push(response);
    else response.writeHead(201).end();
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const address = service.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  origin = `http://127.0.0.1:${address.port}`;
  usePushSettings({ vapidPrivateKey: Buffer.alloc(32, 7), subject: 'mailto:postmaster@example.test', privateAddresses: true });
  sender = new PushSender((delivery) => findAgain(delivery), pino({ level: 'silent' }));
});
afterEach(async () => {
  await sender.stop();
  service.closeAllConnections();
  await new Promise((resolve) => service.close(resolve));
  vi.restoreAllMocks();
});

const p256dh = createECDH('prime256v1').generateKeys().toString('base64url');

function deliveryTo(path: string): PushDelivery {
  const auth = Buffer.alloc(16, 1).toString('base64url');
  const [userId, sessionId, conversationId] = [new Types.ObjectId(), new Types.ObjectId(), new Types.ObjectId().toHexString()];
  return {
    subscription: { _id: path, userId, sessionId, endpoint: origin + path, p256dh, auth, createdAt: new Date() },
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
