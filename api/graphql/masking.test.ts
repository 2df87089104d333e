import { buildSchema, execute, GraphQLError, parse, subscribe, validate, type GraphQLFormattedError } from 'graphql';
import mongoose from 'mongoose';
import { describe, expect, test } from 'vitest';
import { AppError, conflict } from './errors.js';
import { maskError, maskErrors } from './masking.js';

interface Entry {
  readonly err?: unknown;
  readonly errorId?: string;
}

function createLog() {
  const entries: Entry[] = [];
  const note = (entry: unknown) => void entries.push(entry as Entry);
  return { entries, error: note, warn: note };
}

const schema = buildSchema('input I { n: Int! } type Query { a(i: I, n: Int!): Int! } type Subscription { s: Int }');

/** What a client gets of `a` when its resolver does that, by way of graphql itself. */
async function runA(a: () => unknown, document = '{ a(n: 1) }', variableValues = {}) {
  const log = createLog();
  const { errors } = await execute({ schema, document: parse(document), rootValue: { a }, variableValues });
  const masked = maskErrors(errors ?? [], log);
  expect(masked).toHaveLength(1);
  return { masked: masked[0] as GraphQLFormattedError, log };
}

const fail = (error: unknown) => () => {
  throw error;
};

describe('what a client sees', () => {
  test('of an expected refusal is all of it, with its place', async () => {
    const { masked, log } = await runA(fail(conflict('username', 'Taken.')));
    expect(masked).toMatchObject({
      message: 'Taken.',
      path: ['a'],
      locations: [{ line: 1 }],
      extensions: { code: 'CONFLICT', field: 'username' },
    });
    expect(log.entries).toEqual([]);
  });

  test.each([
    ['an error', new Error('secret')],
    ['a text that was thrown', 'secret'],
    ['an error of graphql that is not in the catalogue', new GraphQLError('secret', { extensions: { code: 'SECRET', secret: 'secret' } })],
    [
      'an error that claims a code',
      new GraphQLError('secret', { originalError: Object.assign(new Error('secret'), { code: 'FORBIDDEN' }) }),
    ],
    ['a fault of the database', new mongoose.mongo.MongoServerError({ message: 'secret', code: 2 })],
  ])('of %s is an id under which the log has it', async (_, error) => {
    const { masked, log } = await runA(fail(error));
    expect(masked.extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', errorId: log.entries[0]?.errorId });
    expect(JSON.stringify(masked)).not.toMatch(/secret/i);
    expect(log.entries).toHaveLength(1);
    expect(String(log.entries[0]?.err)).toContain('secret');
  });

  test('of a value that cannot be serialised, or is missing, is a fault', async () => {
    expect((await runA(() => 'no number')).masked.extensions?.code).toBe('INTERNAL_SERVER_ERROR');
    expect((await runA(() => null)).masked.extensions?.code).toBe('INTERNAL_SERVER_ERROR');
  });

  test.each([
    ['a network error', new mongoose.mongo.MongoNetworkError('connection 5 to 10.0.0.7 closed')],
    ['an election', new mongoose.mongo.MongoServerError({ message: 'not primary', code: 10107 })],
    [
      'a write to a connection that the other side has closed',
      Object.assign(new Error('write EPIPE 10.0.0.7'), { code: 'EPIPE', syscall: 'write' }),
    ],
    ['one that is wrapped', new Error('outer', { cause: new mongoose.mongo.MongoNetworkTimeoutError('10.0.0.7') })],
  ])('of a database that is away (%s) is UNAVAILABLE', async (_, error) => {
    const { masked } = await runA(fail(error));
    expect(masked.extensions).toEqual({ code: 'UNAVAILABLE' });
    expect(JSON.stringify(masked)).not.toContain('10.0.0.7');
  });

  test('of a wrong variable is which field is wrong', async () => {
    const { masked } = await runA(() => 1, 'query ($v: I) { a(i: $v, n: 1) }', { v: { n: 'x' } });
    expect(masked.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'n', reason: 'INVALID' });
    const missing = await runA(() => 1, 'query ($v: Int!) { a(n: $v) }');
    expect(missing.masked.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'v', reason: 'INVALID' });
  });

  test('of an argument that fits only without its variable is bad input too', async () => {
    const { masked } = await runA(() => 1, 'query ($v: Int = 1) { a(n: $v) }', { v: null });
    expect(masked.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'n', reason: 'INVALID' });
  });

  test('of wrong documents is their code, though graphql itself gives none', async () => {
    const log = createLog();
    const code = (error: unknown) => maskError(error, log).extensions?.code;
    expect(code(thrownBy(() => parse('{')))).toBe('GRAPHQL_PARSE_FAILED');
    expect(code(validate(schema, parse('{ b }'))[0])).toBe('GRAPHQL_VALIDATION_FAILED');
    const { errors } = await execute({ schema, document: parse('query A { a(n: 1) } query B { a(n: 1) }') });
    expect(code(errors?.[0])).toBe('BAD_REQUEST');
    expect(log.entries).toEqual([]);
  });

  test('of a subscription that cannot start is the refusal', async () => {
    const refused = await subscribe({
      schema,
      document: parse('subscription { s }'),
      rootValue: { s: fail(new AppError('CURSOR_EXPIRED')) },
    });
    if (Symbol.asyncIterator in refused) throw new Error('It started.');
    expect(maskErrors(refused.errors ?? [], createLog())[0]?.extensions).toEqual({ code: 'CURSOR_EXPIRED' });
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('It did not throw.');
}
