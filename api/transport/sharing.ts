import {
  execute,
  getNamedType,
  getOperationAST,
  isObjectType,
  Kind,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { Logger } from 'pino';
import { primeWith } from './event-context.js';
import { executionMetrics } from './execution-metrics.js';
import { Frames } from './frames.js';
import { SharedContext } from './shared-context.js';
import { dependsOnViewer } from './viewer-dependence.js';

/** Answers that are kept for subscribers who come to their event later than the first. What is dropped is executed again. */
const maxKeptAnswers = 1_000;
const maxKeptBytes = 8 * 1024 * 1024;

export interface SharingOptions {
  readonly schema: GraphQLSchema;
  readonly log: Logger;
  /** What a client sees of a result: with its errors masked. */
  present(result: ExecutionResult): unknown;
  /** Grows when something that an older answer may show has changed: such an answer is not handed out any more. */
  stateVersion(): number;
}

/** One event's answer to all who are in a group. */
interface Answer {
  readonly group: Group;
  readonly event: object;
  readonly stateVersion: number;
  /** A promise until it is known. */
  frames: Frames | Promise<Frames>;
  bytes: number;
}

interface Group {
  readonly key: string;
  /** Of the first who came: those of the others differ in nothing that an answer shows. */
  readonly args: ExecutionArgs;
  readonly answers: Map<object, Answer>;
  readonly sharedTypes: Map<string, boolean>;
  members: number;
}

/** One subscription's place in a group. */
export interface Seat {
  /** The frames of the event's answer, the same for the whole group; null where it depends on the viewer. Rejects as the execution does. */
  answer(event: unknown): Frames | Promise<Frames> | null;
  leave(): void;
}

/** Groups of like subscriptions (see group-key.ts). One event is executed, masked and serialised once for each group. */
export class Sharing {
  readonly #options: SharingOptions;
  readonly #groups = new Map<string, Group>();
  /** In the order in which they were made, the oldest first. */
  readonly #kept = new Set<Answer>();
  #keptBytes = 0;

  constructor(options: SharingOptions) {
    this.#options = options;
  }

  join(key: string, args: ExecutionArgs): Seat {
    const group = this.#groups.get(key) ?? this.#open(key, args);
    group.members += 1;
    let isMember = true;
    return {
      answer: (event) => (isObject(event) && this.#isShared(group, event) ? this.#answer(group, event) : null),
      leave: () => {
        if (!isMember) return;
        isMember = false;
        group.members -= 1;
        if (group.members === 0) this.#close(group);
      },
    };
  }

  #open(key: string, args: ExecutionArgs): Group {
    // The one who came first has no part in what the others get.
    const group: Group = { key, args: { ...args, contextValue: undefined }, answers: new Map(), sharedTypes: new Map(), members: 0 };
    this.#groups.set(key, group);
    executionMetrics.groups.inc();
    return group;
  }

  #close(group: Group): void {
    for (const answer of group.answers.values()) this.#drop(answer);
    this.#groups.delete(group.key);
    executionMetrics.groups.dec();
  }

  #isShared(group: Group, event: object): boolean {
    const typeName = concreteTypeOf(group.args, event);
    if (typeName === null) return false;
    let isShared = group.sharedTypes.get(typeName);
    if (isShared === undefined) {
      isShared = !dependsOnViewer(this.#options.schema, group.args.document, group.args.operationName ?? null, typeName);
      group.sharedTypes.set(typeName, isShared);
    }
    return isShared;
  }

  #answer(group: Group, event: object): Frames | Promise<Frames> {
    const stateVersion = this.#options.stateVersion();
    const known = group.answers.get(event);
    if (known?.stateVersion === stateVersion) return known.frames;
    if (known) this.#drop(known);
    const answer: Answer = { group, event, stateVersion, frames: this.#execute(group, event), bytes: 0 };
    if (group.members > 0) this.#keep(answer);
    return answer.frames;
  }

  async #execute({ args }: Group, event: object): Promise<Frames> {
    executionMetrics.executions.inc({ kind: 'shared' });
    const contextValue = primeWith(new SharedContext(this.#options.log), event);
    const result = await execute({ ...args, rootValue: event, contextValue });
    return new Frames(this.#options.present(result));
  }

  #keep(answer: Answer): void {
    answer.group.answers.set(answer.event, answer);
    this.#kept.add(answer);
    const settle = (frames: Frames): void => {
      answer.frames = frames;
      if (!this.#kept.has(answer)) return;
      answer.bytes = frames.bytes;
      this.#keptBytes += frames.bytes;
      this.#dropOldest();
    };
    // Who asked for it hears of the failure; who asks later tries again.
    Promise.resolve(answer.frames).then(settle, () => this.#drop(answer));
    this.#dropOldest();
  }

  #dropOldest(): void {
    for (const oldest of this.#kept) {
      if (this.#kept.size <= maxKeptAnswers && this.#keptBytes <= maxKeptBytes) return;
      this.#drop(oldest);
    }
  }

  #drop(answer: Answer): void {
    if (!this.#kept.delete(answer)) return;
    this.#keptBytes -= answer.bytes;
    if (answer.group.answers.get(answer.event) === answer) answer.group.answers.delete(answer.event);
  }
}

/** The object type of what the root field answers with; null where it cannot be told before the execution. */
function concreteTypeOf({ schema, document, operationName }: ExecutionArgs, event: object): string | null {
  const [root] = getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  const field = root?.kind === Kind.FIELD ? schema.getSubscriptionType()?.getFields()[root.name.value] : undefined;
  if (!field) return null;
  const type = getNamedType(field.type);
  if (isObjectType(type)) return type.name;
  return '__typename' in event && typeof event.__typename === 'string' ? event.__typename : null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
