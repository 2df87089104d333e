import { buildSchema, parse, type ExecutionArgs } from 'graphql';
import pino from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { AppError, notFound } from '../graphql/errors.js';
import { maskErrors } from '../graphql/masking.js';
import { SharedContext } from './shared-context.js';
import { Sharing, type FindMembers, type Seat } from './sharing.js';

const log = pino({ level: 'silent' });
const schema = buildSchema(`
  directive @viewerDependent on FIELD_DEFINITION
  type Query { one: Int }
  type Subscription { message: Message! }
  type Message { text: String!, mine: Boolean @viewerDependent }
`);

/** Seats of a group that asks for `fields`, told of an event whose text is read by `read`. */
async function tell(fields: string, read: () => Promise<string>, { isLate = false, sessions = ['1', '1', '2'] } = {}) {
  const findMembers = vi.fn<FindMembers>(async () => new Set(['user of 1']));
  const sharing = new Sharing({
    schema,
    createSharedContext: () => new SharedContext(log),
    present: (result) => (result.errors ? { ...result, errors: maskErrors(result.errors, log) } : result),
    stateVersion: () => 0,
    findMembers,
  });
  const args: ExecutionArgs = { schema, document: parse(`subscription { message { ${fields} } }`) };
  const resolveText = vi.fn(read);
  const event = { __typename: 'MessageChanged', conversationId: 'trip', isLate, message: { text: resolveText, mine: true } };
  const seats = sessions.map((viewerKey) => {
    const [deliver, skip, fail] = [vi.fn(), vi.fn(), vi.fn()];
    const seat = {
      viewerKey,
      userId: `user of ${viewerKey}`,
      createContext: () => new SharedContext(log),
      deliver,
      skip,
      fail,
    } satisfies Seat;
    return { ...seat, place: sharing.join('key', args, seat) };
  });
  for (const { place } of seats) expect(place.answer(event)).toBeNull();
  const answers = ({ deliver, skip, fail }: (typeof seats)[number]) => [deliver, skip, fail].flatMap(({ mock }) => mock.calls).length;
  await vi.waitFor(() => seats.forEach((seat) => expect(answers(seat)).toBe(1)));
  return { seats, resolveText, findMembers };
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

  test.each(['text', 'text mine'])('that came late is for those alone who are members still, once it was read: %s', async (fields) => {
    const { seats, findMembers } = await tell(fields, async () => 'hello', { isLate: true });
    expect(seats.map(({ deliver, skip }) => [deliver.mock.calls.length, skip.mock.calls.length])).toEqual([
      [1, 0],
      [1, 0],
      [0, 1],
    ]);
    expect(new Set(findMembers.mock.calls.flatMap(([conversationId, userIds]) => [conversationId, ...userIds]))).toEqual(
      new Set(['trip', 'user of 1', 'user of 2']),
    );
    expect((await tell(fields, async () => 'hello')).findMembers).not.toHaveBeenCalled();
  });

  test('that is refused for another reason is told as it is', async () => {
    const { seats } = await tell('text', () => Promise.reject(notFound('message')));
    for (const { deliver, fail } of seats) {
      expect(fail).not.toHaveBeenCalled();
      expect(deliver).toHaveBeenCalledTimes(1);
    }
  });
});
