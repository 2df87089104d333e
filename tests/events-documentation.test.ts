import { readFileSync } from 'node:fs';
import { buildSchema, isInterfaceType } from 'graphql';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

test('docs/events.md says of every kind of event, and of no other, when it comes and what to do with it', () => {
  const schema = buildSchema(read('schema.graphql'));
  const event = schema.getType('Event');
  if (!isInterfaceType(event)) throw new Error('There is no interface Event.');
  const kinds = schema.getPossibleTypes(event).map(({ name }) => name);
  const rows = [...read('docs/events.md').matchAll(/^\| `(\w+)` +\| (.+?) +\| (.+?) +\|$/gm)];
  expect(rows.map(([, name]) => name).sort()).toEqual([...kinds].sort());
  for (const [row, , when = '', what = ''] of rows) {
    expect(when.length, row).toBeGreaterThan(20);
    expect(what.length, row).toBeGreaterThan(15);
  }
});
