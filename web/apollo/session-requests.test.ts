import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { accountDocuments } from './account-requests';
import { sessionDocuments } from './session-requests';

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));

test.each(Object.entries({ ...sessionDocuments, ...accountDocuments }))(
  '%s, which codegen does not see, fits the schema',
  (_name, document) => {
    expect(validate(schema, parse(document))).toEqual([]);
  },
);
