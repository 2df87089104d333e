import { expect, test } from 'vitest';
import { placeOf } from './settings-path';

test.each([
  ['/settings', null, null],
  ['/settings/', null, null],
  ['/settings/sessions', 'sessions', null],
  ['/settings/sessions/7', 'sessions', null],
  ['/settings/webhooks/7', 'webhooks', '7'],
  ['/settings/nothing', null, null],
])('%s', (pathname, section, id) => expect(placeOf(pathname)).toEqual({ section, id }));
