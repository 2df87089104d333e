import fc from 'fast-check';
import { operations } from './operations.js';

/** One step of a history. Numbers are drawn without knowing what exists; they are taken modulo what does. */
export type Step =
  | {
      readonly kind: 'operation';
      readonly operation: number;
      readonly who: number;
      /** Whoever it is, perhaps without the right. */
      readonly anybody: boolean;
      readonly conversation: number;
      readonly message: number;
      readonly other: number;
      readonly number: number;
    }
  /** The engine's stream hands out nothing more until told. */
  | { readonly kind: 'hold'; readonly engine: number }
  | { readonly kind: 'admit'; readonly engine: number; readonly count: number }
  | { readonly kind: 'follow'; readonly engine: number }
  | { readonly kind: 'breakStream'; readonly engine: number }
  | { readonly kind: 'restart'; readonly engine: number }
  | { readonly kind: 'loseHistory' }
  | { readonly kind: 'daysPass'; readonly days: number }
  | { readonly kind: 'disconnect'; readonly client: number }
  /** `meanwhile`: how many changes a held engine sees at that very moment. */
  | { readonly kind: 'connect'; readonly client: number; readonly engine: number; readonly meanwhile: number }
  | { readonly kind: 'pause'; readonly client: number }
  | { readonly kind: 'goOn'; readonly client: number }
  | { readonly kind: 'compare' };

export type OperationStep = Step & { readonly kind: 'operation' };

export interface History {
  /** Entries that each engine's ring of recent changes holds. */
  readonly ringEntries: number;
  readonly clients: readonly { readonly kind: 'state' | 'web'; readonly person: number; readonly engine: number }[];
  readonly steps: readonly Step[];
}

const engine = fc.nat({ max: 1 });
const client = fc.nat({ max: 3 });

const operation = fc.record({
  kind: fc.constant('operation' as const),
  operation: fc.oneof(...operations.map(({ weight }, index) => ({ weight, arbitrary: fc.constant(index) }))),
  who: fc.nat({ max: 11 }),
  anybody: fc.nat({ max: 9 }).map((number) => number === 9),
  conversation: fc.nat({ max: 11 }),
  message: fc.nat({ max: 4 }),
  other: fc.nat({ max: 11 }),
  number: fc.nat({ max: 15 }),
});

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 60, arbitrary: operation },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('hold' as const), engine }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('admit' as const), engine, count: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('follow' as const), engine }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('breakStream' as const), engine }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const), engine }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'loseHistory' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('daysPass' as const), days: fc.constantFrom(7, 40) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('disconnect' as const), client }) },
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('connect' as const), client, engine, meanwhile: fc.nat({ max: 6 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pause' as const), client }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('goOn' as const), client }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'compare' as const }) },
);

/** Without a bias to small values: most histories are to be long ones. They shrink all the same. */
export const history: fc.Arbitrary<History> = fc.noBias(
  fc.record({
    ringEntries: fc.constantFrom(50_000, 8, 2),
    clients: fc.array(fc.record({ kind: fc.constantFrom('state' as const, 'web' as const), person: fc.nat({ max: 3 }), engine }), {
      minLength: 1,
      maxLength: 4,
    }),
    steps: fc.array(step, { minLength: 1, maxLength: 32, size: 'max' }),
  }),
);
