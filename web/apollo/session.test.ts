import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SessionLocked } from './refusal';
import { Session } from './session';
import { cacheKey, draftPrefix, outboxPrefix, signOutDueKey } from './storage';

const person = (id: string) => ({ id, username: id, displayName: id, photoUrl: null });
const tokenOf = (name: string, lifeSeconds = 900) =>
  `head.${btoa(JSON.stringify({ name, iat: 1_000, exp: 1_000 + lifeSeconds }))}.signature`;
const answer = (data: object) => Response.json({ data });
const refusal = (code: string) => Response.json({ errors: [{ message: code, extensions: { code } }] });
const auth = (name: string, id: string, token = tokenOf(id)) => answer({ [name]: { accessToken: token, viewer: { user: person(id) } } });

/** Answers by the operation's name; what was asked, in order, and of that what was asked without the cookie. */
let asked: string[];
let askedApart: string[];
let answers: Record<string, () => Response | Promise<Response>>;

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  asked = [];
  askedApart = [];
  answers = {
    SignIn: () => auth('signIn', 'ana'),
    RefreshSession: () => auth('refreshSession', 'ana', tokenOf('renewed')),
    SignOut: () => answer({ signOut: true }),
  };
  vi.stubGlobal('fetch', async (_url: string, { body, credentials }: { body: string; credentials: string }) => {
    const name = /(?:mutation) (\w+)/.exec((JSON.parse(body) as { query: string }).query)?.[1] ?? '';
    asked.push(name);
    if (credentials === 'omit') askedApart.push(name);
    const respond = answers[name];
    if (!respond) throw new TypeError('Failed to fetch');
    return respond();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const signedIn = async () => {
  const session = new Session();
  await session.signIn({ login: 'ana', password: 'secret' });
  return session;
};
const status = (session: Session) => session.state.status;

describe('a session', () => {
  test('is remembered over a reload, but its token is not', async () => {
    await signedIn();
    expect(JSON.stringify(Object.values({ ...localStorage }))).not.toContain('signature');
    const reloaded = new Session();
    expect(reloaded.state).toMatchObject({ status: 'signedIn', person: { id: 'ana' } });
    expect(await reloaded.accessToken()).toBe(tokenOf('renewed'));
  });

  test('renews its token before it ends, and once for all who wait', async () => {
    const session = await signedIn();
    expect(await session.accessToken()).toBe(tokenOf('ana'));
    await vi.advanceTimersByTimeAsync(721_000);
    expect(asked).toEqual(['SignIn', 'RefreshSession']);
    await Promise.all([session.refresh(), session.refresh(), session.refresh()]);
    expect(asked).toEqual(['SignIn', 'RefreshSession', 'RefreshSession']);
  });

  test('without a network stays as it is', async () => {
    const session = await signedIn();
    delete answers['RefreshSession'];
    await expect(session.refresh()).rejects.toThrow('Failed to fetch');
    expect(status(session)).toBe('signedIn');
  });

  test('that the server ended is locked, and nothing is erased; the same person opens it', async () => {
    const session = await signedIn();
    const generation = 'generation' in session.state ? session.state.generation : '';
    localStorage.setItem(cacheKey('ana'), 'cache');
    localStorage.setItem(`${outboxPrefix('ana')}1`, 'item');
    answers['RefreshSession'] = () => refusal('UNAUTHENTICATED');
    await expect(session.refresh()).rejects.toThrow(SessionLocked);
    expect(status(session)).toBe('locked');
    expect(status(new Session())).toBe('locked');
    expect(localStorage.getItem(cacheKey('ana'))).toBe('cache');
    await session.signIn({ login: 'ana', password: 'secret' });
    expect(session.state).toMatchObject({ status: 'signedIn', generation });
    expect(localStorage.getItem(`${outboxPrefix('ana')}1`)).toBe('item');
  });

  test('that a limit or a fault holds up is not locked', async () => {
    const session = await signedIn();
    answers['RefreshSession'] = () => refusal('RATE_LIMITED');
    await expect(session.refresh()).rejects.toThrow();
    expect(status(session)).toBe('signedIn');
  });

  test('whose cookie now belongs to somebody else is locked', async () => {
    const session = await signedIn();
    answers['RefreshSession'] = () => auth('refreshSession', 'bia');
    await expect(session.refresh()).rejects.toThrow(SessionLocked);
    expect(status(session)).toBe('locked');
  });

  test('that is signed out leaves nothing, and nothing of it may be written any more', async () => {
    const session = await signedIn();
    const generation = 'generation' in session.state ? session.state.generation : '';
    for (const key of [cacheKey('ana'), `${outboxPrefix('ana')}1`, `${draftPrefix('ana')}c1`, cacheKey('bia')])
      localStorage.setItem(key, 'x');
    expect(session.isCurrent(generation)).toBe(true);
    await session.signOut();
    expect(status(session)).toBe('signedOut');
    expect(Object.keys({ ...localStorage })).toEqual([cacheKey('bia')]);
    expect(session.isCurrent(generation)).toBe(false);
    await session.signIn({ login: 'ana', password: 'secret' });
    expect(session.isCurrent(generation)).toBe(false);
  });

  test('that is signed out without a network is ended on the server when the line is back', async () => {
    const session = await signedIn();
    delete answers['SignOut'];
    await session.signOut();
    expect(localStorage.getItem(signOutDueKey)).not.toBeNull();
    answers['SignOut'] = () => answer({ signOut: true });
    dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.slice(-2)).toEqual(['RefreshSession', 'SignOut']);
    expect(localStorage.getItem(signOutDueKey)).toBeNull();
    expect(status(session)).toBe('signedOut');
  });

  test('follows what another tab does', async () => {
    const session = await signedIn();
    localStorage.removeItem('talk-in-clouds:remembered');
    dispatchEvent(new StorageEvent('storage', { key: 'talk-in-clouds:remembered' }));
    expect(status(session)).toBe('signedOut');
  });

  test('ends with its account: what refuses the token meanwhile locks nothing, and everything is wiped', async () => {
    const session = await signedIn();
    localStorage.setItem(cacheKey('ana'), 'kept');
    const statuses: string[] = [];
    session.subscribe(() => statuses.push(status(session)));
    let answerDeletion = (_response: Response) => undefined as void;
    const deleted = new Promise<Response>((resolve) => {
      answerDeletion = resolve;
    });
    answers = { RefreshSession: () => refusal('UNAUTHENTICATED'), DeleteAccount: () => deleted };
    const deletion = session.deleteAccount('secret');
    const renewal = session.refresh().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(0);
    answerDeletion(answer({ deleteAccount: true }));
    await deletion;
    expect(await renewal).toMatchObject({ refusal: { code: 'UNAUTHENTICATED' } });
    expect(statuses).toEqual(['signedOut']);
    expect({ ...localStorage }).toEqual({});
  });

  test('goes on where the account is not deleted', async () => {
    const session = await signedIn();
    answers['DeleteAccount'] = () => refusal('FORBIDDEN');
    await expect(session.deleteAccount('wrong')).rejects.toMatchObject({ refusal: { code: 'FORBIDDEN' } });
    expect(status(session)).toBe('signedIn');
    expect(await session.refresh()).toBe(tokenOf('renewed'));
  });
});

describe('a password that is set by a mailed link', () => {
  const reset = (id: string) =>
    answer({ resetPassword: { accessToken: tokenOf(id), refreshToken: 'refresh', viewer: { user: person(id) } } });

  test('signs in whoever is signed out', async () => {
    answers['ResetPassword'] = () => reset('ana');
    const session = new Session();
    expect(await session.resetPassword('token', 'new secret')).toBeNull();
    expect(session.state).toMatchObject({ status: 'signedIn', person: { id: 'ana' } });
    expect(askedApart).toEqual([]);
  });

  test('lets the same person go on with all that was kept, also after the session was locked by it', async () => {
    const session = await signedIn();
    const generation = 'generation' in session.state ? session.state.generation : '';
    answers['ResetPassword'] = () => reset('ana');
    expect(await session.resetPassword('token', 'new secret')).toBeNull();
    expect(session.state).toMatchObject({ status: 'signedIn', generation });
    expect(asked).toEqual(['SignIn', 'ResetPassword', 'RefreshSession']);
  });

  test('of somebody else leaves who is signed in as they are, and ends the session that nobody holds', async () => {
    const session = await signedIn();
    const before = session.state;
    answers['ResetPassword'] = () => reset('bia');
    expect(await session.resetPassword('token', 'new secret')).toMatchObject({ id: 'bia' });
    expect(session.state).toEqual(before);
    expect(askedApart).toEqual(['ResetPassword', 'SignOut']);
    expect(await session.accessToken()).toBe(tokenOf('ana'));
  });

  test('is set, whatever comes of the line after it: the person signs in with it, and nothing is lost', async () => {
    const session = await signedIn();
    const generation = 'generation' in session.state ? session.state.generation : '';
    answers['ResetPassword'] = () => reset('ana');
    delete answers['RefreshSession'];
    expect(await session.resetPassword('token', 'new secret')).toMatchObject({ id: 'ana' });
    expect(session.state).toMatchObject({ status: 'locked', generation });
    await session.signIn({ login: 'ana', password: 'new secret' });
    expect(session.state).toMatchObject({ status: 'signedIn', generation });
  });

  test('that is refused changes nothing', async () => {
    const session = await signedIn();
    answers['ResetPassword'] = () => refusal('BAD_USER_INPUT');
    await expect(session.resetPassword('token', 'new secret')).rejects.toThrow('BAD_USER_INPUT');
    expect(status(session)).toBe('signedIn');
  });
});
