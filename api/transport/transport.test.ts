import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import express from 'express';
import { describe, expect, test } from 'vitest';
import { createAddressReader } from './client-address.js';
import { isForThisMachine, listLocalOrigins, nameUrl } from './origins.js';
import { isAllowedOrigin } from './request-context.js';
import { readSessionCookie } from './session-cookie.js';

function request(headers: Record<string, string>, remoteAddress = '127.0.0.1'): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  return Object.assign(new IncomingMessage(socket), { headers });
}

describe('the session cookie', () => {
  test('has a name that browsers bind to the host on https', () => {
    const both = request({ cookie: 'other=1; session=plain.token; __Host-session=bound.token' });
    expect(readSessionCookie(both, false)).toBe('plain.token');
    expect(readSessionCookie(both, true)).toBe('bound.token');
  });

  test.each(['', 'session', 'session=', 'session="<script>"', `session=${'a'.repeat(300)}`, 'xsession=a'])('is not in %j', (cookie) => {
    expect(readSessionCookie(request({ cookie }), false)).toBeNull();
  });
});

describe('origins', () => {
  test('of a server for this machine alone are its loopback names', () => {
    expect(listLocalOrigins('127.0.0.1', 4000)).toEqual(['http://localhost:4000', 'http://127.0.0.1:4000', 'http://[::1]:4000']);
  });

  test('of a server for everybody are all its addresses, without the port where it is the usual one', () => {
    expect(listLocalOrigins('0.0.0.0', 80)).toEqual(expect.arrayContaining(['http://localhost', 'http://127.0.0.1']));
  });

  test('are compared as a whole; programs send none', () => {
    const allowed = ['https://chat.example.org'];
    expect(isAllowedOrigin('https://chat.example.org', allowed)).toBe(true);
    expect(isAllowedOrigin(undefined, allowed)).toBe(true);
    for (const origin of ['null', '', 'https://chat.example.org.evil.example', 'http://chat.example.org'])
      expect(isAllowedOrigin(origin, allowed)).toBe(false);
  });

  test('are told as an address that can be opened', () => {
    expect(nameUrl('0.0.0.0', 4000)).toBe('http://127.0.0.1:4000');
    expect(nameUrl('::', 4000)).toBe('http://[::1]:4000');
    expect(nameUrl('chat.local', 80)).toBe('http://chat.local:80');
  });
});

describe('a server', () => {
  test.each([
    ['127.0.0.1', null, true],
    ['localhost', 'http://[::1]:4000', true],
    ['127.0.0.1', 'http://localhost:4000', true],
    ['0.0.0.0', null, false],
    ['0.0.0.0', 'http://localhost:4000', false],
    ['::', null, false],
    ['127.0.0.1', 'https://chat.example.org', false],
    ['127.0.0.1', 'https://127.0.0.1.example.org', false],
    ['192.168.0.7', null, false],
  ])('on %s, known as %s, is for this machine alone: %s', (host, publicUrl, answer) =>
    expect(isForThisMachine(host, publicUrl)).toBe(answer),
  );
});

describe("a client's address", () => {
  const forwarded = { 'x-forwarded-for': '6.6.6.6, 203.0.113.9, 10.0.0.5' };
  const read = (trustProxy: unknown, remoteAddress = '127.0.0.1') =>
    createAddressReader(express().set('trust proxy', trustProxy))(request(forwarded, remoteAddress));

  test('is the connection’s, whatever it claims, where no proxy is trusted', () => expect(read(false)).toBe('127.0.0.1'));
  test('is what so many proxies say', () => expect(read(2)).toBe('203.0.113.9'));
  test('is the first that no trusted network holds', () => {
    expect(read(['loopback', '10.0.0.0/8'])).toBe('203.0.113.9');
    expect(read(['loopback', '10.0.0.0/8'], '198.51.100.1')).toBe('198.51.100.1');
  });
});
