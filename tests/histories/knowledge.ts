import type { Call, Choice, KnownMessage, Operation, Person, Send } from './operations.js';
import type { OperationStep } from './steps.js';

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly isGroup: boolean;
}
export interface Present {
  readonly conversationId: string;
  readonly userId: string;
  readonly role: string;
}

/** What a history knows of what it has made so far: what its next steps may be about. */
export class Knowledge {
  readonly conversations: Place[] = [];
  readonly messages = new Map<string, KnownMessage>();
  readonly #lastSends = new Map<string, Send>();
  /** Codes by conversation. */
  readonly #invites = new Map<string, string>();

  constructor(readonly people: readonly Person[]) {}

  /** Takes in what a mutation of that person answered. */
  note(who: Person, data: Record<string, unknown>, variables: Record<string, unknown>): void {
    const [[field, answer] = ['', null]] = Object.entries(data);
    if (field === 'sendMessage') {
      const message = answer as KnownMessage;
      this.messages.set(message.id, this.messages.get(message.id) ?? message);
      this.#lastSends.set(who.id, variables['input'] as Send);
    }
    if (field === 'createInvite') this.#invites.set(variables['groupId'] as string, (answer as { code: string }).code);
    if (field === 'createGroup' || field === 'startDirectConversation') {
      const { id } = answer as { id: string };
      const isGroup = field === 'createGroup';
      const name = `${isGroup ? 'group' : 'direct conversation'} ${this.conversations.length + 1}`;
      if (!this.conversations.some((known) => known.id === id)) this.conversations.push({ id, name, isGroup });
    }
  }

  /** Makes the drawn numbers mean somebody who may do it, unless the history wants it to be anybody. `roster`: who is where now. */
  choose(roster: readonly Present[], { by }: Operation, step: OperationStep, freshText: string): Choice {
    const places = by ? this.conversations.filter(({ isGroup }) => isGroup) : this.conversations;
    const conversation = at(places, step.conversation);
    const present = roster.filter(({ conversationId }) => conversationId === conversation.id);
    const able = by === 'anybody' ? [] : present.filter(({ role }) => mayBe(by ?? 'member', role));
    const personOf = ({ userId }: Present) => this.people.find(({ id }) => id === userId) ?? at(this.people, 0);
    const who = step.anybody || able.length === 0 ? at(this.people, step.who) : personOf(at(able, step.who));
    const others = this.people.filter(({ id }) => id !== who.id);
    const otherMembers = present.filter(({ userId }) => userId !== who.id);
    const known = [...this.messages.values()].filter(({ conversationId }) => conversationId === conversation.id);
    const message = known.at(-1 - (step.message % Math.max(1, known.length)));
    return {
      who,
      other: at(others, step.other),
      otherMember: otherMembers.length > 0 ? personOf(at(otherMembers, step.other)) : at(others, step.other),
      conversation,
      message: message ? { ...message, name: `"${message.text}" in ${conversation.name}` } : null,
      lastSend: this.#lastSends.get(who.id) ?? null,
      inviteCode: this.#invites.get(conversation.id) ?? null,
      people: this.people,
      number: step.number,
      freshText,
    };
  }

  /** The text with names in the place of ids. */
  named(text: string): string {
    const names = [
      ...this.people.map(({ id, name }) => [id, name] as const),
      ...this.conversations.map(({ id, name }) => [id, `<${name}>`] as const),
      ...[...this.messages.values()].map(({ id, text: said }) => [id, `<${said}>`] as const),
    ];
    return names.reduce((line, [id, name]) => line.replaceAll(id, name), text);
  }
}

const mayBe = (by: Operation['by'], role: string) => by === 'member' || role === 'OWNER' || (by === 'manager' && role === 'ADMIN');

/** A group of all, Ana and Bia in a direct conversation, and a group of Ana and Caio: all made by the first of the four. */
export function sceneFor([ana, bia, caio, davi]: readonly Person[]): { readonly who: Person; readonly calls: readonly Call[] } {
  if (!ana || !bia || !caio || !davi) throw new Error('A scene needs four people.');
  const group = (name: string, ...members: readonly Person[]): Call => ({
    document: 'mutation($input: CreateGroupInput!) { createGroup(input: $input) { id } }',
    variables: { input: { name, memberIds: members.map(({ id }) => id) } },
    words: `makes the group ${name}`,
  });
  const direct: Call = {
    document: 'mutation($userId: ID!) { startDirectConversation(userId: $userId) { id } }',
    variables: { userId: bia.id },
    words: 'starts a direct conversation with Bia',
  };
  return { who: ana, calls: [group('Everybody', bia, caio, davi), direct, group('Two', caio)] };
}

/** Refusals that belong to histories: somebody tries what is not allowed, or not possible any more. */
export const expectedRefusals: ReadonlySet<unknown> = new Set(['FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'BAD_USER_INPUT', 'INVITE_USED_UP']);

export function at<T>(list: readonly T[], number: number): T {
  const found = list[number % list.length];
  if (found === undefined) throw new Error('There is nothing to choose from.');
  return found;
}
