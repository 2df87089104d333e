import { Types } from 'mongoose';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { forgetSession, isSessionLive } from './live-sessions.js';
import { SessionModel } from './session.model.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));

/** A session of ana's in a database that answers as it is told. */
function stage() {
  const session = { _id: new Types.ObjectId(), userId: new Types.ObjectId() };
  const database = { isLive: true, beforeAnswer: () => {} };
  const find = vi.spyOn(SessionModel, 'find').mockImplementation(
    () =>
      ({
        lean: async () => {
          const found = database.isLive ? [session] : [];
          database.beforeAnswer();
          return found;
        },
      }) as never,
  );
  find.mockClear();
  const id = session._id.toHexString();
  const isLive = (userId = session.userId.toHexString()) => isSessionLive(id, userId);
  return { id, database, find, isLive };
}

describe('a session', () => {
  test('is asked for once in two seconds, and belongs to its user alone', async () => {
    const { isLive, find } = stage();
    expect([await isLive(), await isLive(), await isLive('b'.repeat(24))]).toEqual([true, true, false]);
    expect(find).toHaveBeenCalledTimes(1);
  });

  test('that was ended elsewhere is refused after two seconds, whatever the feed says', async () => {
    const { isLive, database } = stage();
    expect(await isLive()).toBe(true);
    database.isLive = false;
    vi.advanceTimersByTime(2_000);
    expect(await isLive()).toBe(false);
  });

  test('that was ended here, or of whose end the feed has told, is refused at once', async () => {
    const { isLive, database, id } = stage();
    expect(await isLive()).toBe(true);
    database.isLive = false;
    forgetSession(id);
    expect(await isLive()).toBe(false);
  });

  test('that ends while the database is being asked is not taken for live afterwards', async () => {
    const { isLive, database, id } = stage();
    database.beforeAnswer = () => {
      database.isLive = false;
      forgetSession(id);
    };
    await isLive();
    expect(await isLive()).toBe(false);
  });
});
