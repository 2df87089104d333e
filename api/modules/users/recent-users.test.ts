import { Types } from 'mongoose';
import { describe, expect, test, vi } from 'vitest';
import { userLoaders } from './user.loaders.js';
import { RecentUsers } from './recent-users.js';
import { UserModel } from './user.model.js';

const id = new Types.ObjectId();
const ana = id.toHexString();

/** A database in which ana is called as `name` says when she is read. */
function stage() {
  const database = { name: 'Ana', beforeAnswer: async () => {} };
  const find = vi.spyOn(UserModel, 'find').mockImplementation(
    () =>
      ({
        lean: async () => {
          const found = [{ _id: id, displayName: database.name }];
          await database.beforeAnswer();
          return found;
        },
      }) as never,
  );
  find.mockClear();
  const recent = new RecentUsers();
  const nameNow = async () => (await userLoaders.user(recent).load(ana))?.displayName;
  return { database, recent, find, nameNow };
}

describe('a user whom events name', () => {
  test('is read once, by however many', async () => {
    const { nameNow, find } = stage();
    expect([await nameNow(), await nameNow(), await nameNow()]).toEqual(['Ana', 'Ana', 'Ana']);
    expect(find).toHaveBeenCalledTimes(1);
  });

  test('is read anew once the feed has told of a change', async () => {
    const { nameNow, database, recent } = stage();
    await nameNow();
    database.name = 'Ana Lima';
    recent.drop(ana);
    expect(await nameNow()).toBe('Ana Lima');
  });

  test('is not remembered as of before a change that the feed tells while it is being read', async () => {
    const { nameNow, database, recent } = stage();
    database.beforeAnswer = async () => {
      database.name = 'Ana Lima';
      recent.drop(ana);
      database.beforeAnswer = async () => {};
    };
    expect(await nameNow()).toBe('Ana');
    expect(await nameNow()).toBe('Ana Lima');
  });
});
