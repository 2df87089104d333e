import { AppError } from '../graphql/errors.js';

export interface CostLimits {
  /** What one operation may cost at most. */
  readonly perOperation: number;
  /** What may be spent at once by an account, or by an address where nobody is signed in. */
  readonly budget: number;
  /** So much of it comes back each second. */
  readonly restoredPerSecond: number;
}

/**
 * What comes back in a second is more than the web client at full tilt spends (tests/web-documents.test.ts), than a hundred sends cost, and than two
 * pages of a hundred messages: some hundredths of a core. The budget is that of half a minute. docs/api.md tells the numbers.
 */
export const costLimits: CostLimits = { perOperation: 10_000, budget: 120_000, restoredPerSecond: 4_000 };

/** About 10 MB. Who was forgotten has a full budget. */
const maxPayers = 50_000;

interface Account {
  points: number;
  atMs: number;
}

/** Who has spent how much: a token bucket for each payer, in this process alone. Remembers nobody whose bucket is full. */
export class CostBudget {
  /** Who paid last is last. */
  readonly #accounts = new Map<string, Account>();
  readonly #fullAfterMs: number;

  constructor(
    readonly limits: CostLimits,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#fullAfterMs = (limits.budget / limits.restoredPerSecond) * 1000;
  }

  /** How many are remembered. */
  get size(): number {
    return this.#accounts.size;
  }

  /** Takes the points, and answers with how many are left; or takes nothing, and refuses with COST_EXCEEDED. */
  charge(payer: string, cost: number): number | AppError {
    const { perOperation, budget, restoredPerSecond } = this.limits;
    if (cost > perOperation) {
      const message = `The operation costs up to ${cost} points; one may cost ${perOperation}. Ask for less at once.`;
      return new AppError('COST_EXCEEDED', message, { cost, budget: perOperation, retryAfterMs: null });
    }
    const atMs = this.now();
    const before = this.#accounts.get(payer);
    const points = before ? Math.min(budget, before.points + ((atMs - before.atMs) / 1000) * restoredPerSecond) : budget;
    if (cost > points) {
      const retryAfterMs = Math.ceil(((cost - points) / restoredPerSecond) * 1000);
      const message = `The operation costs up to ${cost} points, and ${Math.floor(points)} are left. Try again in ${retryAfterMs} ms.`;
      return new AppError('COST_EXCEEDED', message, { cost, budget, retryAfterMs });
    }
    this.#accounts.delete(payer);
    this.#accounts.set(payer, { points: points - cost, atMs });
    this.#forget(atMs);
    return Math.floor(points - cost);
  }

  #forget(nowMs: number): void {
    for (const [payer, { atMs }] of this.#accounts) {
      if (this.#accounts.size <= maxPayers && nowMs - atMs < this.#fullAfterMs) return;
      this.#accounts.delete(payer);
    }
  }
}
