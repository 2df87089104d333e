import { readFileSync } from 'node:fs';
import { buildSchema, getIntrospectionQuery, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { documentLimits, guardRules, parseLimits } from './guard.js';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const complaintsOf = (document: string) =>
  validate(schema, parse(document, parseLimits), [...specifiedRules, ...guardRules]).map(({ message }) => message);

const down = (levels: number) => 'conversation { lastMessage { '.repeat(levels);
const up = (levels: number) => '} }'.repeat(levels);

describe('the guard', () => {
  test('lets introspection pass, as GraphiQL and code generators ask', () => {
    const document = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    expect(complaintsOf(document)).toEqual([]);
  });

  test('lets a whole conversation pass, with everything nested in its pages', () => {
    const document = `query ($id: ID!) { conversation(id: $id) { ...c messages(last: 50) { edges { node { ...m replyTo { ...m } } } } } }
      fragment c on Conversation { id lastMessage { ...m } members { edges { node { user { ...u } role } } } viewerState { unreadCount } }
      fragment m on Message { id text author { ...u } reactions { emoji users { edges { node { ...u } } } } }
      fragment u on User { id displayName photoUrl }`;
    expect(complaintsOf(document)).toEqual([]);
  });

  test('refuses depth, in fragments too', () => {
    expect(complaintsOf(`{ message(id: 1) { ${down(6)} id ${up(6)} } }`)).toEqual([expect.stringContaining('14 levels deep; at most 12')]);
    const inFragments = `{ message(id: 1) { ...a } } fragment a on Message { ${down(3)} ...b ${up(3)} } fragment b on Message { ${down(3)} id ${up(3)} }`;
    expect(complaintsOf(inFragments)).toEqual([expect.stringContaining('14 levels deep')]);
  });

  test.each([
    ['aliases', `{ viewer { ${Array.from({ length: 31 }, (_, index) => `a${index}: email`).join(' ')} } }`, '31 aliases'],
    ['root fields', `{ ${'serverInfo { version } '.repeat(11)} }`, '11 root fields'],
    ['root fields of mutations', `mutation { ${'signOut '.repeat(11)} }`, '11 root fields'],
    ['directives', `{ viewer { ${'email @include(if: true) '.repeat(21)} } }`, '21 directives'],
  ])('refuses too many %s', (_, document, complaint) => {
    expect(complaintsOf(document)).toEqual([expect.stringContaining(complaint)]);
  });

  test('counts a fragment each time it is spread, so that few words cannot ask for very much', () => {
    const layers = Array.from({ length: 12 }, (_, index) => `fragment f${index} on Viewer { ${`...f${index + 1} `.repeat(3)} }`).join(' ');
    const document = `{ viewer { ...f0 } } ${layers} fragment f12 on Viewer { email }`;
    expect(complaintsOf(document)).toEqual([expect.stringMatching(/selects \d{6,} fields and fragments/)]);
  });

  test('ends on fragments that spread themselves, which another rule reports', () => {
    expect(complaintsOf('{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { ...a }')).toEqual([
      expect.stringContaining('within itself'),
    ]);
  });

  test('stops parsing a document of too many tokens', () => {
    expect(() => parse(`{ ${'a '.repeat(documentLimits.tokens)} }`, parseLimits)).toThrow(/2000 tokens/);
  });
});
