/** What the API says no with: a catalogued code and what the catalogue adds to it. No Apollo here: the sign-in screen uses it. */
export type Refusal = {
  code: string;
  field: string | null;
  reason: string | null;
  retryAfterMs: number | null;
  /** Of those whom the viewer wanted in a group: whom the viewer has blocked. */
  blockedUserIds: readonly string[];
};

export function refusalFrom(extensions: Record<string, unknown> | undefined): Refusal {
  const { code, field, reason, retryAfterMs, blockedUserIds } = extensions ?? {};
  return {
    code: typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR',
    field: typeof field === 'string' ? field : null,
    reason: typeof reason === 'string' ? reason : null,
    retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : null,
    blockedUserIds: Array.isArray(blockedUserIds) ? blockedUserIds.filter((id) => typeof id === 'string') : [],
  };
}

/** An answer of the API to a request that does not go through Apollo: signing up, in and out. */
export class RequestRefused extends Error {
  constructor(
    readonly refusal: Refusal,
    message: string,
  ) {
    super(message);
    this.name = 'RequestRefused';
  }
}

/** The session ended by itself: nothing can be asked until the same person signs in again. */
export class SessionLocked extends Error {
  constructor() {
    super('The session has ended.');
    this.name = 'SessionLocked';
  }
}
