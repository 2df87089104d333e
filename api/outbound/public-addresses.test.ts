import type { LookupAddress } from 'node:dns';
import { describe, expect, test } from 'vitest';
import { isPrivateHost, isPublicAddress, lookupPublic, PrivateAddressError } from './public-addresses.js';

describe('an address', () => {
  test.each([
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['loopback', '::1'],
    ['this host', '0.0.0.0'],
    ['this host', '::'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['link-local, where clouds keep their credentials', '169.254.169.254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['unique-local', 'fd00:ec2::254'],
    ['shared by carriers', '100.64.0.1'],
    ['multicast', '224.0.0.1'],
    ['multicast', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['for documentation', '192.0.2.1'],
    ['for documentation', '2001:db8::1'],
    ['for benchmarks', '198.18.0.1'],
    ['IPv4 mapped into IPv6', '::ffff:127.0.0.1'],
    ['IPv4 mapped into IPv6, written as IPv6', '::ffff:7f00:1'],
    ['IPv4 mapped into IPv6, of a public address of a private network', '::ffff:10.0.0.1'],
    ['IPv4 in the old form of IPv6', '::127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001:0:7f00:1::'],
    ['no address', 'example.org'],
    ['empty', ''],
  ])('that is %s is not public: %s', (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['1.1.1.1', '93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '::ffff:1.1.1.1'])(
    'of the Internet is: %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('the host of a URL', () => {
  test.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://0/',
  ])('that is a private address is found however it is written: %s', (url) => expect(isPrivateHost(new URL(url).hostname)).toBe(true));

  test.each(['http://1.1.1.1/', 'http://[2606:4700:4700::1111]/', 'http://localhost/', 'http://example.org/'])(
    '%s is not, or not yet, known as one',
    (url) => expect(isPrivateHost(new URL(url).hostname)).toBe(false),
  );
});

describe('looking up a name', () => {
  const find = (hostname: string, all: boolean) =>
    new Promise<string | LookupAddress[]>((resolve, reject) =>
      lookupPublic(hostname, { all }, (error, address) => (error ? reject(error) : resolve(address))),
    );

  test.each([true, false])('that leads to the machine itself fails (all addresses: %s)', async (all) => {
    await expect(find('localhost', all)).rejects.toBeInstanceOf(PrivateAddressError);
  });

  // No network is needed: an address is its own answer.
  test('hands over addresses in the form that was asked for', async () => {
    expect(await find('1.1.1.1', true)).toEqual([{ address: '1.1.1.1', family: 4 }]);
    expect(await find('1.1.1.1', false)).toBe('1.1.1.1');
  });
});
