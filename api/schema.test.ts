import { readFileSync } from 'node:fs';
import { buildSchema, isObjectType, type GraphQLResolveInfo } from 'graphql';
import { describe, expect, test } from 'vitest';
import { notImplementedFields } from './not-implemented.js';
import { builtResolvers, createSchema } from './schema.js';

const contract = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');
const settings = { version: '1.2.3', maxAttachmentSize: 1, signUp: 'OPEN', settleSends: () => undefined } as const;
const contractSchema = buildSchema(contract);
// The refusing resolvers don't look at it.
const info = {} as GraphQLResolveInfo;
const rootTypes = ['Query', 'Mutation', 'Subscription'];

/** `Type.field` of everything that a module resolves. */
const builtFields = new Set(
  builtResolvers(settings).flatMap((map) =>
    Object.entries(map).flatMap(([type, fields]) => Object.keys(fields as object).map((field) => `${type}.${field}`)),
  ),
);

describe('the schema', () => {
  test('answers every operation of the contract, or says that it is not built: one of the two', () => {
    const operations = rootTypes.flatMap((type) => fieldsOf(type).map((field) => `${type}.${field}`));
    expect(operations.length).toBeGreaterThan(70);
    const answers = operations.filter((operation) => builtFields.has(operation) === notImplementedFields.includes(operation));
    expect(answers).toEqual([]);
  });

  test('lists as not built only what the contract has and nobody resolves, each once', () => {
    const strangers = notImplementedFields.filter((path) => {
      const [type = '', field = ''] = path.split('.');
      return !fieldsOf(type).includes(field) || builtFields.has(path);
    });
    expect(strangers).toEqual([]);
    expect(new Set(notImplementedFields).size).toBe(notImplementedFields.length);
  });

  test.each(['Conversation', 'Event'])('knows of which type each %s is', (name) => {
    const type = createSchema(contract, settings).getType(name);
    expect(type && 'resolveType' in type ? type.resolveType : undefined).toBeTypeOf('function');
  });

  test('says NOT_IMPLEMENTED for what is not built', () => {
    const schema = createSchema(contract, settings);
    const refusal: unknown = expect.objectContaining({ extensions: { code: 'NOT_IMPLEMENTED' } });
    const resolvers = notImplementedFields.map((path) => {
      const [typeName = '', field = ''] = path.split('.');
      const type = schema.getType(typeName);
      return type && 'getFields' in type ? type.getFields()[field] : undefined;
    });
    for (const field of resolvers) expect(() => field && 'resolve' in field && field.resolve?.(null, {}, null, info)).toThrow(refusal);
  });

  test('is the contract and nothing else', () => {
    const schema = createSchema(contract, settings);
    expect(Object.keys(schema.getTypeMap()).sort()).toEqual(Object.keys(contractSchema.getTypeMap()).sort());
  });
});

function fieldsOf(name: string): string[] {
  const type = contractSchema.getType(name);
  return isObjectType(type) ? Object.keys(type.getFields()) : [];
}
