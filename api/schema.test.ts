import { readFileSync } from 'node:fs';
import { buildSchema, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { allResolvers, createSchema } from './schema.js';

const contract = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');
const settings = { version: '1.2.3', maxAttachmentSize: 1, signUp: 'OPEN', settleSends: () => undefined } as const;
const contractSchema = buildSchema(contract);
const rootTypes = ['Query', 'Mutation', 'Subscription'];

/** `Type.field` of everything that a module resolves. */
const builtFields = new Set(
  allResolvers(settings).flatMap((map) =>
    Object.entries(map).flatMap(([type, fields]) => Object.keys(fields as object).map((field) => `${type}.${field}`)),
  ),
);

describe('the schema', () => {
  test('answers every operation of the contract', () => {
    const operations = rootTypes.flatMap((type) => fieldsOf(type).map((field) => `${type}.${field}`));
    expect(operations.length).toBeGreaterThan(70);
    expect(operations.filter((operation) => !builtFields.has(operation))).toEqual([]);
  });

  test.each(['Conversation', 'Event'])('knows of which type each %s is', (name) => {
    const type = createSchema(contract, settings).getType(name);
    expect(type && 'resolveType' in type ? type.resolveType : undefined).toBeTypeOf('function');
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
