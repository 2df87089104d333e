/** Everything this app keeps in LocalStorage, and under which names. Raise the version when the shape of the cache changes. */
const root = 'talk-in-clouds';
const cacheVersion = 6;

export const rememberedKey = `${root}:remembered`;
export const signOutDueKey = `${root}:sign-out-due`;
export const themeKey = `${root}:theme`;
export const languageKey = `${root}:language`;
export const lockName = (name: string) => `${root}:${name}`;

const usersPrefix = `${root}:user:`;
const userPrefix = (userId: string) => `${usersPrefix}${userId}:`;
export const cacheKey = (userId: string) => `${userPrefix(userId)}cache:${cacheVersion}`;
export const outboxPrefix = (userId: string) => `${userPrefix(userId)}outbox:`;
export const draftPrefix = (userId: string) => `${userPrefix(userId)}draft:`;
export const begunEditPrefix = (userId: string) => `${userPrefix(userId)}begun-edit:`;
export const draftFilesPrefix = (userId: string) => `${userPrefix(userId)}draft-files:`;
/** Of an IndexedDB database, since LocalStorage holds no files. */
export const filesDatabaseName = (userId: string) => `${userPrefix(userId)}files`;
/** Of a BroadcastChannel on which the tab that uploads says how far it is. */
export const uploadsChannelName = (userId: string) => `${userPrefix(userId)}uploads`;

export const noticesKey = (userId: string) => `${userPrefix(userId)}notices`;

/** The stored value, or null where there is none or storage is closed to us (a browser setting). */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // Storage may be forbidden altogether; the app then works without a memory.
  }
}

/** False when it could not be stored: over quota, or storage is forbidden. */
export function writeStored(key: string, value: string): boolean {
  try {
    localStorage.setItem(key, value);
    return true;
  } catch {
    return false; // The caller decides what that means: a cache is pruned, a message is not accepted.
  }
}

export function removeStored(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Where storage is forbidden there is nothing to remove.
  }
}

/** Keys that start with the prefix, in ascending order. */
export function storedKeys(prefix: string): string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .sort();
  } catch {
    return [];
  }
}

/** The parsed value, or null where it is missing or not JSON. */
export const readStoredJson = (key: string): unknown => parseJson(readStored(key));

/** Null where it is no JSON. */
export function parseJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Whether a database is one of ours that keeps somebody's files. */
export const isFilesDatabase = (name: string) => name.startsWith(usersPrefix) && name.endsWith(':files');

/** Takes away all that LocalStorage keeps for this person: cache, outbox, drafts. Files: wipeStoredFilesOf. */
export function wipeStoredOf(userId: string): void {
  for (const key of storedKeys(userPrefix(userId))) removeStored(key);
}

/** Removes caches of earlier versions, which nobody reads any more. */
export function removeOldCaches(userId: string): void {
  for (const key of storedKeys(`${userPrefix(userId)}cache:`)) if (key !== cacheKey(userId)) removeStored(key);
}
