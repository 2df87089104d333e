import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { listCoordinates, SchemaUse } from './testkit/schema-use.js';

const schema = buildSchema(`
  type Query { place(id: ID, filter: Filter): Place  places: [Place!]! }
  interface Place { id: ID! kind: Kind! }
  type House implements Place { id: ID! kind: Kind! rooms(first: Int): [Room!]! }
  type Tent implements Place { id: ID! kind: Kind! rooms(first: Int): [Room!]! }
  type Room { name: String }
  enum Kind { HOUSE TENT }
  input Filter { kinds: [Kind!] inside: Filter unused: Int }
`);

function usedBy(text: string, data: unknown, variables: Record<string, unknown> = {}): string[] {
  const use = new SchemaUse(schema);
  use.note(text, variables, data);
  return [...use.coordinates].sort();
}

describe('what a document uses of a schema', () => {
  test('is what was answered, by its names in the schema', () => {
    expect(usedBy('{ p: place { key: id kind } }', { p: { key: '1', kind: 'TENT' } })).toEqual([
      'Kind.TENT',
      'Place.id',
      'Place.kind',
      'Query.place',
    ]);
  });

  test('is nothing of what was not answered', () => {
    expect(usedBy('{ place(id: 1) { id } }', null)).toEqual([]);
    expect(usedBy('{ place(id: 1) { id } }', { place: null })).toEqual(['Query.place', 'Query.place(id:)']);
    expect(usedBy('{ places { id } }', { places: [] })).toEqual(['Query.places']);
    expect(usedBy('{ nonsense }', { nonsense: 1 })).toEqual([]);
  });

  test('is arguments and input fields that are given, also in variables', () => {
    const document = 'query ($f: Filter, $id: ID) { place(filter: $f, id: $id) { id } }';
    expect(usedBy(document, { place: null }, { f: { kinds: ['HOUSE'], inside: { kinds: [] }, unused: undefined } })).toEqual([
      'Filter.inside',
      'Filter.kinds',
      'Kind.HOUSE',
      'Query.place',
      'Query.place(filter:)',
    ]);
    expect(usedBy('{ place(filter: { kinds: [TENT] }) { id } }', { place: null })).toEqual(
      expect.arrayContaining(['Filter.kinds', 'Kind.TENT']),
    );
  });

  test('is of a fragment only what the type of the answer shows', () => {
    const document =
      '{ places { ...t ... on House { rooms { name } } ... on Tent { rooms { name } } } } fragment t on Place { __typename }';
    const room = { rooms: [{ name: 'a' }] };
    expect(usedBy(document, { places: [{ __typename: 'Tent', ...room }] })).toEqual(['Query.places', 'Room.name', 'Tent.rooms']);
    expect(usedBy(document, { places: [room] })).toEqual(['Query.places']);
  });

  test('can be held against all that there is', () => {
    expect(listCoordinates(schema)).toEqual(
      [
        ['Filter.inside', 'Filter.kinds', 'Filter.unused', 'House.rooms', 'House.rooms(first:)', 'Kind.HOUSE', 'Kind.TENT'],
        ['Place.id', 'Place.kind', 'Query.place', 'Query.place(filter:)', 'Query.place(id:)', 'Query.places'],
        ['Room.name', 'Tent.rooms', 'Tent.rooms(first:)'],
      ].flat(),
    );
  });
});
