import type { SessionPerson } from './session-requests';
import { readStoredJson, rememberedKey, writeStored } from './storage';

export type SessionState =
  | { status: 'signedOut' }
  /** `generation` is new at every sign-in after a sign-out: what was kept under an older one may not be written any more. */
  | { status: 'signedIn' | 'locked'; person: SessionPerson; generation: string };

export type Remembered = { person: SessionPerson; generation: string; locked: boolean };

export const remember = (remembered: Remembered) => writeStored(rememberedKey, JSON.stringify(remembered));

export function readRemembered(): Remembered | null {
  const stored = readStoredJson(rememberedKey) as Partial<Remembered> | null;
  if (!stored || typeof stored.generation !== 'string' || typeof stored.person?.id !== 'string') return null;
  return { person: stored.person, generation: stored.generation, locked: stored.locked === true };
}

export function stateOf(remembered: Remembered | null): SessionState {
  if (!remembered) return { status: 'signedOut' };
  return { status: remembered.locked ? 'locked' : 'signedIn', person: remembered.person, generation: remembered.generation };
}
