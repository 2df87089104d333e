import { withLock } from './locks';
import { randomId } from './random-id';
import { RequestRefused, SessionLocked } from './refusal';
import { readRemembered, remember, stateOf, type Remembered, type SessionState } from './remembered-session';
import {
  requestAccountDeletion,
  requestPasswordReset,
  requestPasswordResetApart,
  requestRefresh,
  requestSignIn,
  requestSignOut,
  requestSignOutApart,
  requestSignUp,
  type Authenticated,
  type SessionPerson,
  type SignInInput,
  type SignUpInput,
} from './session-requests';
import { readStored, rememberedKey, removeStored, signOutDueKey, wipeStoredOf, writeStored } from './storage';
import { lifeOf } from './token-life';
import { wipeStoredFilesOf, wipeStoredFilesOfOthers } from './stored-files';

type Token = { value: string; goodUntil: number };

/** A token is renewed when less than this share of its life is left. */
const renewalShare = 0.2;
const longestTimerMs = 2_147_483_000;

/**
 * Who is signed in here. The access token lives in memory only; the refresh token in a cookie no script can read;
 * LocalStorage remembers who it was, so that a returning person sees the cache before any request ends.
 */
export class Session {
  #state: SessionState;
  #token: Token | null = null;
  #refreshing: Promise<string> | null = null;
  /** The account is being deleted: its tokens and sockets end before the answer comes, and that is no reason to lock. */
  #ending: Promise<void> | null = null;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor() {
    this.#state = stateOf(readRemembered());
    addEventListener('storage', (event) => {
      if (event.key === rememberedKey || event.key === null) this.#adopt(readRemembered());
    });
    addEventListener('online', () => this.#finishSignOut());
    // Where the browser does not say what there is, nothing can be taken away.
    wipeStoredFilesOfOthers(this.#state.status === 'signedOut' ? null : this.#state.person.id).catch(() => undefined);
    this.#finishSignOut();
  }

  get state(): SessionState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Refusals arrive as RequestRefused; anything else means that the server was not reached. */
  async signIn(input: SignInInput): Promise<void> {
    this.#start(await requestSignIn(input));
  }

  async signUp(input: SignUpInput): Promise<void> {
    this.#start(await requestSignUp(input));
  }

  /**
   * With the token of a mailed link. Whoever it belongs to is signed in, unless somebody else is here: they stay, with all that is kept for them,
   * and the answer says whose password it was. So it does where the new session could not be taken over: the password is changed all the same, and
   * the person signs in with it.
   */
  async resetPassword(token: string, newPassword: string): Promise<SessionPerson | null> {
    if (this.#state.status === 'signedOut') {
      this.#start(await requestPasswordReset(token, newPassword));
      return null;
    }
    const { accessToken, refreshToken, person } = await requestPasswordResetApart(token, newPassword);
    // Not `#state`: another tab may have changed it meanwhile.
    const { state } = this;
    if (state.status === 'signedOut' || state.person.id === person.id) {
      try {
        this.#start(await withLock('refresh', () => requestRefresh(refreshToken)));
        return null;
      } catch {
        // The link is used up: to fail now would be to say that nothing was changed. The sessions of before have ended with it.
        this.#lock();
      }
    }
    // Nobody holds that session: where it cannot be ended now, it runs out.
    await requestSignOutApart(accessToken).catch(() => undefined);
    return person;
  }

  /** A token that is good for a while; renews it first where that is due. Throws SessionLocked, or the network's error. */
  async accessToken(): Promise<string> {
    if (this.#token && Date.now() < this.#token.goodUntil) return this.#token.value;
    return this.refresh();
  }

  /** Renews the token now, whatever it says of itself. Calls at the same time share one request, tabs take turns. */
  refresh(): Promise<string> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** Ends the session here and in all tabs, and wipes what was kept of this person, also when the server cannot be told yet. */
  async signOut(): Promise<void> {
    const state = this.#state;
    if (state.status === 'signedOut') return;
    const token = this.#token?.value;
    writeStored(signOutDueKey, '1');
    this.#forget(state.person);
    if (!token) return this.#finishSignOut();
    try {
      await requestSignOut(token);
      removeStored(signOutDueKey);
    } catch {
      // The cookie may outlive this until the line is back: `signOutDueKey` says that it still has to be ended.
    }
  }

  /** Deletes the account and wipes what was kept of it, in all tabs. Refusals arrive as RequestRefused; then nothing has happened. */
  async deleteAccount(password: string): Promise<void> {
    const token = await this.accessToken();
    this.#ending = requestAccountDeletion(token, password);
    try {
      await this.#ending;
    } finally {
      this.#ending = null;
    }
    if (this.#state.status !== 'signedOut') this.#forget(this.#state.person);
  }

  /** False once the person signed out, in whatever tab, or another one signed in: then nothing of theirs may be stored any more. */
  isCurrent(generation: string): boolean {
    return readRemembered()?.generation === generation;
  }

  /** Keeps the name and photo that are shown before the first request ends. */
  updatePerson(person: SessionPerson): void {
    const state = this.#state;
    if (state.status === 'signedOut' || state.person.id !== person.id) return;
    if (JSON.stringify(state.person) === JSON.stringify(person)) return;
    this.#setState({ ...state, person });
    remember({ person, generation: state.generation, locked: state.status === 'locked' });
  }

  #start({ accessToken, person }: Authenticated): void {
    const before = this.#state;
    const samePerson = before.status !== 'signedOut' && before.person.id === person.id;
    const generation = samePerson ? before.generation : randomId();
    removeStored(signOutDueKey);
    this.#setToken(accessToken);
    remember({ person, generation, locked: false });
    this.#setState({ status: 'signedIn', person, generation });
  }

  #forget({ id }: SessionPerson): void {
    removeStored(rememberedKey);
    wipeStoredOf(id);
    void wipeStoredFilesOf(id);
    this.#setToken(null);
    this.#setState({ status: 'signedOut' });
  }

  async #refresh(): Promise<string> {
    const before = this.#state;
    if (before.status !== 'signedIn') throw new SessionLocked();
    try {
      const { accessToken, person } = await withLock('refresh', () => requestRefresh());
      const now = this.#state;
      if (now.status !== 'signedIn' || now.generation !== before.generation) throw new SessionLocked();
      // Another account's cookie took the place of ours: this screen must not go on under the wrong name.
      if (person.id !== now.person.id) throw this.#lock();
      this.#setToken(accessToken);
      this.updatePerson(person);
      return accessToken;
    } catch (error) {
      const isRefused = error instanceof RequestRefused && error.refusal.code === 'UNAUTHENTICATED';
      // What comes of a deletion is told to whoever asked for it.
      if (isRefused) await this.#ending?.catch(() => undefined);
      if (isRefused && this.#state === before) throw this.#lock();
      throw error;
    }
  }

  /** The session ended by itself: nothing is erased, everything waits until the same person signs in again. */
  #lock(): SessionLocked {
    const state = this.#state;
    this.#setToken(null);
    if (state.status === 'signedIn') {
      remember({ person: state.person, generation: state.generation, locked: true });
      this.#setState({ ...state, status: 'locked' });
    }
    return new SessionLocked();
  }

  /** What another tab did: signed out, in, or was locked. */
  #adopt(remembered: Remembered | null): void {
    const next = stateOf(remembered);
    if (JSON.stringify(next) === JSON.stringify(this.#state)) return;
    const same = next.status === 'signedIn' && this.#state.status === 'signedIn' && next.generation === this.#state.generation;
    if (!same) this.#setToken(null);
    this.#setState(next);
  }

  /** A sign-out without a network left the cookie behind: end that session as soon as the server can be reached. */
  #finishSignOut(): void {
    if (readStored(signOutDueKey) === null || this.#state.status !== 'signedOut' || !navigator.onLine) return;
    requestRefresh()
      .then(async ({ accessToken }) => {
        if (this.#state.status === 'signedOut') await requestSignOut(accessToken);
        removeStored(signOutDueKey);
      })
      .catch((error: unknown) => {
        if (error instanceof RequestRefused && error.refusal.code === 'UNAUTHENTICATED') removeStored(signOutDueKey);
        // Otherwise the server is still away: the next `online`, or the next start, tries again.
      });
  }

  #setToken(value: string | null): void {
    clearTimeout(this.#renewal);
    this.#token = null;
    if (value === null) return;
    const lifeMs = lifeOf(value);
    const renewAfterMs = lifeMs * (1 - renewalShare);
    this.#token = { value, goodUntil: Date.now() + renewAfterMs };
    // A renewal that fails is tried again by whoever needs the token next.
    this.#renewal = setTimeout(() => void this.refresh().catch(() => undefined), Math.min(renewAfterMs, longestTimerMs));
  }

  #setState(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
