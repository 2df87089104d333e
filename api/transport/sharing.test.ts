import { buildSchema, parse, type ExecutionArgs } from 'graphql';
import pino from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { AppError, notFound } from '../graphql/errors.js';
import { maskErrors } from '../graphql/masking.js';
import { SharedContext } from './shared-context.js';
import { Sharing, type Seat } from './sharing.js';

const log = pino({ level: 'silent' });
const schema = buildSchema(`
  directive @viewerDependent on FIELD_DEFINITION
  type Query { one: Int }
  type Subscription { message: Message! }
  type Message { text: String!, mine: Boolean @viewerDependent }
`);

/** Seats of a group that asks for `fields`, told of an event whose text is read by `read`. */
async function tell(fields: string, read: () => Promise<string>, sessions = ['1', '1', '2']) {
  const sharing = new Sharing({
    schema,
    createSharedContext: () => new SharedContext(log),
    present: (result) => (result.errors ? { ...result, errors: maskErrors(result.errors, log) } : result),
    stateVersion: () => 0,
  });
  const args: ExecutionArgs = { schema, document: parse(`subscription { message { ${fields} } }`) };
  const resolveText = vi.fn(read);
  const event = { message: { text: resolveText, mine: true } };
  const seats = sessions.map((viewerKey) => {
    const seat = { viewerKey, createContext: () => new SharedContext(log), deliver: vi.fn(), fail: vi.fn() } satisfies Seat;
    return { ...seat, place: sharing.join('key', args, seat) };
  });
  for (const { place } of seats) expect(place.answer(event)).toBeNull();
  await vi.waitFor(() => seats.forEach(({ deliver, fail }) => expect(deliver.mock.calls.length + fail.mock.calls.length).toBe(1)));
  return { seats, resolveText };
}

describe('an event', () => {
  test('is executed once for all, and once for each session where it depends on who looks', async () => {
    const shared = await tell('text', async () => 'hello');
    expect(shared.resolveText).toHaveBeenCalledTimes(1);
    expect(new Set(shared.seats.map(({ deliver }) => deliver.mock.calls[0]?.[0] as unknown)).size).toBe(1);
    expect((await tell('text mine', async () => 'hello')).resolveText).toHaveBeenCalledTimes(2);
  });

  test.each(['text', 'text mine'])('that cannot be read because the database is away ends the subscription: %s', async (fields) => {
    const { seats } = await tell(fields, () => Promise.reject(new AppError('UNAVAILABLE')));
    for (const { deliver, fail } of seats) {
      expect(deliver).not.toHaveBeenCalled();
      expect(fail.mock.calls[0]?.[0]).toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
    }
  });

  test('that is refused for another reason is told as it is', async () => {
    const { seats } = await tell('text', () => Promise.reject(notFound('message')));
    for (const { deliver, fail } of seats) {
      expect(fail).not.toHaveBeenCalled();
      expect(deliver).toHaveBeenCalledTimes(1);
    }
  });
});
