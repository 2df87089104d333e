/** `extensions` of an error as docs/errors.md describes them, with the message put beside them. */
export interface ErrorExtensions {
  readonly code?: string;
  readonly field?: string;
  readonly reason?: string;
  readonly errorId?: string;
  readonly retryAfterMs?: number;
  readonly [name: string]: unknown;
}

export interface Refusal extends ErrorExtensions {
  readonly message: string;
  readonly status: number;
}

/** What a request throws when the answer has errors. */
export class RequestRefused extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly body: unknown,
  ) {
    super(`${refusal.code ?? 'no code'}: ${refusal.message}`);
    this.name = 'RequestRefused';
  }

  get code(): string | undefined {
    return this.refusal.code;
  }
}
