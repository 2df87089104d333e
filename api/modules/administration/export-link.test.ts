import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeExportLink, readExportToken, useExportLinks } from './export-link.js';

const userId = 'a'.repeat(24);
const publicUrl = 'https://chat.example.org';
const tokenOf = (url: string) => url.slice(`${publicUrl}/exports/`.length);

beforeEach(() => useExportLinks({ key: randomBytes(32), publicUrl }));

describe('a link to an export', () => {
  test('says whose it is, for an hour', () => {
    const now = new Date();
    const { url, expiresAt } = makeExportLink(userId, now);
    expect(url.startsWith(`${publicUrl}/exports/`)).toBe(true);
    expect(readExportToken(tokenOf(url), now)).toBe(userId);
    expect(readExportToken(tokenOf(url), new Date(expiresAt.getTime() - 1))).toBe(userId);
    expect(readExportToken(tokenOf(url), expiresAt)).toBeNull();
    expect(expiresAt.getTime() - now.getTime()).toBeGreaterThan(59 * 60_000);
  });

  test.each([
    ['of somebody else', (token: string) => token.replace(userId, 'b'.repeat(24))],
    ['that is to be good for longer', (token: string) => token.replace(/\.(\d+)\./, (_, seconds) => `.${Number(seconds) + 3600}.`)],
    ['with another signature', (token: string) => `${token.slice(0, -43)}${'A'.repeat(43)}`],
    ['without a signature', (token: string) => token.slice(0, -44)],
    ['that is none', () => 'nonsense'],
  ])('%s is refused', (_, forge) => {
    expect(readExportToken(forge(tokenOf(makeExportLink(userId).url)))).toBeNull();
  });

  test('of another key is refused', () => {
    const { url } = makeExportLink(userId);
    useExportLinks({ key: randomBytes(32), publicUrl });
    expect(readExportToken(tokenOf(url))).toBeNull();
  });
});
