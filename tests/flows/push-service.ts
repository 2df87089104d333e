import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { importJWK, jwtVerify } from 'jose';
import type { Person } from '../testkit/people.js';

export interface Notification {
  readonly type: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly seq: number;
  readonly title: string;
  readonly body: string;
  readonly tag: string;
}

/** A browser as a push service and a server know it. */
export interface Browser {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  /** What it was notified of, as its service worker would read it. */
  readonly notifications: readonly Notification[];
  /** Headers of all requests for it, refused ones too. */
  readonly requests: readonly IncomingHttpHeaders[];
  /** What the push service answers from now on, once for each status, then 201. */
  answerWith(...statuses: readonly number[]): void;
  registerFor(person: Person): Promise<void>;
}

export interface PushService {
  readonly origin: string;
  openBrowser(): Browser;
  close(): Promise<void>;
}

interface Subscriber extends Browser {
  receive(headers: IncomingHttpHeaders, body: Buffer): number;
}

const registerDocument = `mutation ($endpoint: String!, $p256dh: String!, $auth: String!) { registerPush(endpoint: $endpoint, p256dh: $p256dh, auth: $auth) }`;

/** A push service on this machine, with the browsers that it serves. What it cannot decrypt it refuses. */
export async function startPushService(): Promise<PushService> {
  const browsers = new Map<string, Subscriber>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const status = browsers.get(request.url ?? '')?.receive(request.headers, Buffer.concat(parts)) ?? 404;
      response.writeHead(status, { 'retry-after': '0' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    openBrowser() {
      const path = `/push/${randomBytes(12).toString('hex')}`;
      const browser = openBrowser(origin + path);
      browsers.set(path, browser);
      return browser;
    },
    close: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
}

function openBrowser(endpoint: string): Subscriber {
  const keys = createECDH('prime256v1');
  const publicKey = keys.generateKeys();
  const secret = randomBytes(16);
  const notifications: Notification[] = [];
  const requests: IncomingHttpHeaders[] = [];
  let statuses: readonly number[] = [];
  const browser: Subscriber = {
    endpoint,
    p256dh: publicKey.toString('base64url'),
    auth: secret.toString('base64url'),
    notifications,
    requests,
    answerWith: (...next) => (statuses = next),
    async registerFor(person) {
      const { p256dh, auth } = browser;
      await person.request(registerDocument, { endpoint, p256dh, auth });
    },
    receive(headers, body) {
      requests.push(headers);
      const [status = 201, ...rest] = statuses;
      statuses = rest;
      if (status === 201) notifications.push(JSON.parse(decrypt(body)) as Notification);
      return status;
    },
  };
  return browser;

  /** RFC 8291, and RFC 8188 for a body of one record. */
  function decrypt(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const keyLength = body.readUInt8(20);
    const serverKey = body.subarray(21, 21 + keyLength);
    const sealed = body.subarray(21 + keyLength);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, serverKey]);
    const input = derive(keys.computeSecret(serverKey), secret, info, 32);
    const key = derive(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
    const nonce = derive(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
    const decipher = createDecipheriv('aes-128-gcm', key, nonce);
    decipher.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
  }
}

const derive = (input: Buffer, salt: Buffer, info: Buffer, length: number) => Buffer.from(hkdfSync('sha256', input, salt, info, length));

/** The claims of the token by which a request says which server it is from (RFC 8292). Throws where it is not signed with that public key. */
export async function readVapid(headers: IncomingHttpHeaders, publicKey: string) {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(\S+)$/.exec(headers.authorization ?? '') ?? [];
  if (key !== publicKey) throw new Error(`It is signed with another key: ${headers.authorization}`);
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const { payload } = await jwtVerify(token, await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256'), { algorithms: ['ES256'] });
  return payload;
}
