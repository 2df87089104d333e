import {
  execute,
  getNamedType,
  getOperationAST,
  isObjectType,
  Kind,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { Context, Loaders } from '../context.js';
import { AppError } from '../graphql/errors.js';
import { closeAnswer, KeptAnswers, openAnswer, type Answer, type AnswerBook } from './answers.js';
import { findLateConversation, primeWith } from './event-context.js';
import { executionMetrics } from './execution-metrics.js';
import { Frames } from './frames.js';
import { dependsOnViewer } from './viewer-dependence.js';

/** Who of those users are members of that conversation, as the database says now. */
export type FindMembers = (conversationId: string, userIds: readonly string[]) => Promise<ReadonlySet<string>>;

export interface SharingOptions {
  readonly schema: GraphQLSchema;
  /** For an execution whose answer goes to many: has no viewer, and throws when asked for one. */
  createSharedContext(event: object): Context;
  /** What a client sees of a result: with its errors masked. */
  present(result: ExecutionResult): Pick<FormattedExecutionResult, 'data' | 'errors'>;
  /** Grows when something that an older answer may show has changed: such an answer is not handed out any more. */
  stateVersion(): number;
  /** Asked about who waits for the answer to an event that came late, once that is read. */
  readonly findMembers: FindMembers;
}

/** One subscription, as a group knows it. */
export interface Seat {
  /** Who shares what depends on the viewer: the sockets of one session. */
  readonly viewerKey: string;
  readonly userId: string;
  createContext(loaders: Loaders): Context;
  /** The answer that was asked for is there. */
  deliver(frames: Frames): void;
  /** What was asked for is not for this one any more: on to the next. */
  skip(): void;
  /** The execution of what was asked for has failed: the subscription ends, and its client resumes from its cursor. */
  fail(error: unknown): void;
}

/** A seat's place in its group. */
export interface Place {
  /** The answer to an event, the same for all whom it is the same for; null: `deliver`, `skip` or `fail` of the seat follows. Ask for one at a time. */
  answer(event: unknown): Frames | null;
  leave(): void;
}

/** Subscriptions whose answers differ in nothing but what depends on the viewer (see group-key.ts). */
interface Group {
  readonly key: string;
  /** Of the first who came: those of the others differ in nothing that an answer shows. */
  readonly args: ExecutionArgs;
  /** The type that all its answers have; null where each event tells its own. */
  readonly typeName: string | null;
  /** Whether the answers to events of a type are the same for all. */
  readonly sharedTypes: Map<string, boolean>;
  readonly answers: AnswerBook<Seat>;
  /** By viewerKey; only those that are being waited for. */
  readonly viewerAnswers: Map<string, AnswerBook<Seat>>;
  members: number;
}

/**
 * Groups of like subscriptions. One event is executed, masked and serialised once for each group; where its answer depends on the
 * viewer, once for each viewer in it, and all of them read the database together.
 */
export class Sharing {
  readonly #options: SharingOptions;
  readonly #groups = new Map<string, Group>();
  readonly #kept = new KeptAnswers<Seat>();
  /** Of the event that is being executed for one viewer after another: what the first needs, the others find loaded. */
  #viewersLoaders: { readonly event: object; readonly loaders: Loaders } | null = null;

  constructor(options: SharingOptions) {
    this.#options = options;
  }

  join(key: string, args: ExecutionArgs, seat: Seat): Place {
    const group = this.#groups.get(key) ?? this.#open(key, args);
    group.members += 1;
    let isMember = true;
    return {
      answer: (event) => {
        if (!isObject(event)) throw new Error('Subscriptions yield what the live engine delivers.');
        return this.#isShared(group, event) ? this.#answerAll(group, event, seat) : this.#answerViewer(group, event, seat);
      },
      leave: () => {
        if (!isMember) return;
        isMember = false;
        group.members -= 1;
        if (group.members === 0) this.#close(group);
      },
    };
  }

  #open(key: string, args: ExecutionArgs): Group {
    const group: Group = {
      key,
      // The one who came first has no part in what the others get.
      args: { ...args, contextValue: undefined },
      typeName: findOnlyType(args),
      sharedTypes: new Map(),
      answers: new Map(),
      viewerAnswers: new Map(),
      members: 0,
    };
    this.#groups.set(key, group);
    executionMetrics.groups.inc();
    return group;
  }

  #close(group: Group): void {
    for (const answer of [...group.answers.values()]) this.#kept.drop(answer);
    this.#groups.delete(group.key);
    executionMetrics.groups.dec();
  }

  #isShared(group: Group, event: object): boolean {
    const typeName = group.typeName ?? typeNameOf(event);
    if (typeName === null) return false;
    let isShared = group.sharedTypes.get(typeName);
    if (isShared === undefined) {
      isShared = !dependsOnViewer(this.#options.schema, group.args.document, group.args.operationName ?? null, typeName);
      group.sharedTypes.set(typeName, isShared);
    }
    return isShared;
  }

  #answerAll(group: Group, event: object, seat: Seat): Frames | null {
    const stateVersion = this.#options.stateVersion();
    const known = group.answers.get(event);
    if (known?.stateVersion === stateVersion) return known.frames ?? wait(known, seat);
    if (known) this.#kept.drop(known);
    executionMetrics.executions.inc({ kind: 'shared' });
    const answer = openAnswer(group.answers, event, stateVersion, seat);
    void this.#settle(group, answer, this.#options.createSharedContext(event), () => {
      if (answer.frames && group.members > 1) this.#kept.keep(answer);
      else closeAnswer(answer);
    });
    return null;
  }

  #answerViewer(group: Group, event: object, seat: Seat): Frames | null {
    const book = group.viewerAnswers.get(seat.viewerKey) ?? new Map<object, Answer<Seat>>();
    const known = book.get(event);
    if (known) return wait(known, seat);
    group.viewerAnswers.set(seat.viewerKey, book);
    executionMetrics.executions.inc({ kind: 'viewer' });
    const answer = openAnswer(book, event, 0, seat);
    const context = seat.createContext(this.#loadersOfViewers(event));
    // Never kept: what a viewer reads there, such as counts, changes without a change of state that would be noticed here.
    void this.#settle(group, answer, context, () => {
      closeAnswer(answer);
      if (book.size === 0) group.viewerAnswers.delete(seat.viewerKey);
    });
    return null;
  }

  /** One for all viewers whose turn comes now: the batches of their loaders become one. Not for later ones, who get the state of then. */
  #loadersOfViewers(event: object): Loaders {
    if (this.#viewersLoaders?.event === event) return this.#viewersLoaders.loaders;
    const { loaders } = this.#options.createSharedContext(event);
    const mine = { event, loaders };
    this.#viewersLoaders = mine;
    setImmediate(() => {
      if (this.#viewersLoaders === mine) this.#viewersLoaders = null;
    });
    return loaders;
  }

  /** Never rejects: who waits hears of a failure. */
  async #settle({ args }: Group, answer: Answer<Seat>, context: Context, onKnown: () => void): Promise<void> {
    let tell: (seat: Seat) => void;
    try {
      const result = await execute({ ...args, rootValue: answer.event, contextValue: primeWith(context, answer.event) });
      const presented = this.#options.present(result);
      // Whoever got the next event after this one would take its cursor for theirs, and never come back for what is missing.
      if (isUnavailable(presented)) throw new AppError('UNAVAILABLE');
      const frames = new Frames(presented);
      const lateIn = findLateConversation(answer.event);
      if (lateIn === null) {
        answer.frames = frames;
        tell = (seat) => seat.deliver(frames);
      } else {
        // Who comes from now on has it read anew, because the database is asked about those who wait already.
        closeAnswer(answer);
        const members = await this.#options.findMembers(lateIn, [...new Set(answer.waiting.map(({ userId }) => userId))]);
        tell = (seat) => (members.has(seat.userId) ? seat.deliver(frames) : seat.skip());
      }
    } catch (error) {
      tell = (seat) => seat.fail(error);
    }
    const { waiting } = answer;
    answer.waiting = [];
    onKnown();
    for (const seat of waiting) tell(seat);
  }
}

/** Nothing of the event could be read, because the database is away. */
function isUnavailable({ data, errors }: Pick<FormattedExecutionResult, 'data' | 'errors'>): boolean {
  return !data && (errors?.some(({ extensions }) => extensions?.['code'] === 'UNAVAILABLE') ?? false);
}

function wait(answer: Answer<Seat>, seat: Seat): null {
  answer.waiting.push(seat);
  return null;
}

/** The object type of what the root field answers with; null for an interface. */
function findOnlyType({ schema, document, operationName }: ExecutionArgs): string | null {
  const [root] = getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  const field = root?.kind === Kind.FIELD ? schema.getSubscriptionType()?.getFields()[root.name.value] : undefined;
  const type = field && getNamedType(field.type);
  return isObjectType(type) ? type.name : null;
}

const typeNameOf = (event: object): string | null =>
  '__typename' in event && typeof event.__typename === 'string' ? event.__typename : null;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
