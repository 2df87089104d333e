import { buildSchema, Kind, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { AppError } from '../graphql/errors.js';
import { createAdmission, type AdmissionOptions } from './admission.js';

const schema = buildSchema(`
  directive @cost(weight: Int!) on FIELD_DEFINITION
  type Query { one: Int @cost(weight: 40) }
`);
const limits = { perOperation: 1_000, budget: 100, restoredPerSecond: 1 };
const wide = { ...limits, budget: 1_000 };
const ana = { userId: 'ana', sessionId: 's', expiresAt: new Date(), scopes: null };

function startAdmission(options: Partial<AdmissionOptions> = {}) {
  const admit = createAdmission({ schema, costLimits: limits, isSchemaOpen: true, ...options });
  return (query: string, { viewer = null, address = '192.0.2.1' }: { viewer?: typeof ana | null; address?: string } = {}) => {
    const document = parse(query);
    const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    if (!operation) throw new Error('There is no operation.');
    const answer = admit({ document, operation, variables: null, viewer, address });
    return answer instanceof AppError ? answer.extensions['code'] : answer;
  };
}

describe('an operation is admitted', () => {
  test('at the cost of its account, wherever that is', () => {
    const admit = startAdmission();
    expect(admit('{ one }', { viewer: ana })).toEqual({ requested: 40, budget: 100, remaining: 60, restoredPerSecond: 1 });
    expect(admit('{ one }', { viewer: { ...ana, sessionId: 't' }, address: '192.0.2.9' })).toMatchObject({ remaining: 20 });
    expect(admit('{ one }', { viewer: ana })).toBe('COST_EXCEEDED');
    expect(admit('{ one }', { viewer: { ...ana, userId: 'bia' } })).toMatchObject({ remaining: 60 });
  });

  test('at the cost of its network, where nobody is signed in', () => {
    const admit = startAdmission();
    for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9']) admit('{ one }', { address });
    expect(admit('{ one }', { address: '2001:db8:1:2::3' })).toBe('COST_EXCEEDED');
    expect(admit('{ one }', { address: '2001:db8:1:3::3' })).toMatchObject({ remaining: 60 });
  });

  test('for ten at least', () => expect(startAdmission()('{ __typename }')).toMatchObject({ requested: 10, remaining: 90 }));

  test('for nothing where there are no limits', () => {
    const admit = startAdmission({ costLimits: null });
    expect(admit('{ a: one b: one c: one }')).toBeNull();
  });
});

describe('introspection', () => {
  const ways = [
    '{ __schema { types { name } } }',
    '{ s: __type(name: "Query") { name } }',
    'query { ...a } fragment a on Query { ... { __schema { queryType { name } } } }',
  ];
  test.each(ways)('is for everybody where the server is: %s', (query) =>
    expect(startAdmission({ costLimits: wide })(query)).toMatchObject({ requested: 200 }),
  );
  test.each(ways)('is for people who are signed in where it is not: %s', (query) => {
    const admit = startAdmission({ isSchemaOpen: false, costLimits: wide });
    expect(admit(query)).toBe('UNAUTHENTICATED');
    expect(admit(query, { viewer: ana })).toMatchObject({ requested: 200 });
  });
  test('is not what asks for names of types alone', () => {
    expect(startAdmission({ isSchemaOpen: false })('{ __typename one }')).toMatchObject({ requested: 40 });
  });
});
