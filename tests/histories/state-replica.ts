import type { Ask, ReceivedEvent, Replica } from './replica.js';
import {
  everyEventDocument,
  everythingDocument,
  oneConversationDocument,
  type ConversationView,
  type EverythingView,
  type MemberView,
  type MessageView,
  type OwnView,
  type UserView,
  type ViewerStateView,
} from './state-documents.js';
import { asAnswered, describeState, workedOut } from './state-shape.js';

export interface KeptConversation {
  /** What it was when it was asked for. */
  readonly answer: ConversationView;
  own: OwnView;
  memberCount: number;
  viewerState: ViewerStateView;
  readonly members: Map<string, MemberView>;
  readonly messages: Map<number, MessageView>;
}

/** Everything a client keeps, normalised. */
export interface KeptState {
  readonly viewerId: string;
  locale: string;
  /** As it was answered. */
  unreadTotal: number;
  readonly users: Map<string, UserView>;
  readonly conversations: Map<string, KeptConversation>;
}

/** A client written from schema.graphql alone, as a third party would: it shares nothing with the web app's. */
export function createStateReplica(viewerId: string, ask: Ask): Replica {
  let state = emptyState(viewerId);

  async function askForEverything(): Promise<KeptState> {
    const everything = await ask<EverythingView>(everythingDocument);
    const fresh = emptyState(viewerId);
    fresh.locale = everything.viewer.locale;
    fresh.unreadTotal = everything.viewer.unreadTotal;
    keepUser(fresh, everything.viewer.user);
    for (const { node } of [...everything.open.edges, ...everything.archived.edges]) keepConversation(fresh, node);
    return fresh;
  }

  async function apply(event: ReceivedEvent): Promise<void> {
    switch (event.__typename) {
      case 'MessageAdded': {
        const { author, conversationId, seq } = event['message'] as MessageView;
        keepMessage(state, event['message'] as MessageView);
        // Whoever sends something has read and received everything up to it.
        if (author) moveMarks(state, { conversationId, userId: author.id, lastReadSeq: seq, lastDeliveredSeq: seq });
        return;
      }
      case 'MessageChanged':
        return keepMessage(state, event['message'] as MessageView);
      case 'ConversationChanged':
        return changeConversation(ownOf(event['conversation'] as OwnView));
      case 'ConversationRemoved':
        state.conversations.delete(event['conversationId'] as string);
        return;
      case 'MembersChanged':
        return changeMembers(state, event as unknown as MembersChange);
      case 'ReadMarkerMoved':
        return moveMarks(state, event as unknown as MarkerMove);
      case 'ViewerStateChanged': {
        const conversation = state.conversations.get(event['conversationId'] as string);
        const viewerState = event['viewerState'] as ViewerStateView;
        if (conversation && viewerState.revision >= conversation.viewerState.revision) conversation.viewerState = viewerState;
        return;
      }
      case 'UserChanged':
        return keepUser(state, event['user'] as UserView);
      case 'ViewerChanged':
        state.locale = (event['viewer'] as { locale: string }).locale;
        return;
    }
  }

  /** One that is not held is new, or was joined again: all of it is asked for. It may have ended again since; an event will tell. */
  async function changeConversation(own: OwnView): Promise<void> {
    const known = state.conversations.get(own.id);
    if (known) {
      if (own.revision >= known.own.revision) known.own = own;
      return;
    }
    const { conversation } = await ask<{ conversation: ConversationView | null }>(oneConversationDocument, { id: own.id });
    if (conversation) keepConversation(state, conversation);
  }

  return {
    eventsDocument: everyEventDocument,
    async startAnew() {
      state = await askForEverything();
    },
    apply,
    held: () => describeState(state, workedOut),
    fresh: async () => describeState(await askForEverything(), asAnswered),
    newestSeq: (conversationId) => {
      const conversation = state.conversations.get(conversationId);
      return conversation ? Math.max(0, ...conversation.messages.keys()) : null;
    },
  };
}

const emptyState = (viewerId: string): KeptState => ({ viewerId, locale: '', unreadTotal: 0, users: new Map(), conversations: new Map() });

function keepUser(state: KeptState, user: UserView): void {
  const known = state.users.get(user.id);
  if (!known || known.revision <= user.revision) state.users.set(user.id, user);
}

const ownOf = ({ id, kind, createdAt, revision, name, description }: OwnView) => ({ id, kind, createdAt, revision, name, description });

function keepConversation(state: KeptState, view: ConversationView): void {
  const { id, memberCount, viewerState } = view;
  state.conversations.set(id, { answer: view, own: ownOf(view), memberCount, viewerState, members: new Map(), messages: new Map() });
  for (const { node } of view.members.edges) keepMember(state, id, node);
  for (const { node } of view.messages.edges) keepMessage(state, node);
}

/** A message is never taken back to an older revision. */
function keepMessage(state: KeptState, message: MessageView): void {
  const conversation = state.conversations.get(message.conversationId);
  if (!conversation) return;
  const people = [message.author, message.notice?.actor, ...(message.notice?.subjects ?? []), ...message.mentions];
  for (const user of people) if (user) keepUser(state, user);
  const known = conversation.messages.get(message.seq);
  if (!known || known.revision <= message.revision) conversation.messages.set(message.seq, message);
}

function keepMember(state: KeptState, conversationId: string, member: MemberView): void {
  keepUser(state, member.user);
  const members = state.conversations.get(conversationId)?.members;
  const known = members?.get(member.user.id);
  const newer = known && known.revision > member.revision ? known : member;
  members?.set(member.user.id, {
    ...newer,
    lastReadSeq: Math.max(member.lastReadSeq, known?.lastReadSeq ?? 0),
    lastDeliveredSeq: Math.max(member.lastDeliveredSeq, known?.lastDeliveredSeq ?? 0),
  });
}

interface MembersChange {
  readonly conversationId: string;
  readonly changed: readonly MemberView[];
  readonly removedUserIds: readonly string[];
  readonly memberCount: number;
}

function changeMembers(state: KeptState, { conversationId, changed, removedUserIds, memberCount }: MembersChange): void {
  const conversation = state.conversations.get(conversationId);
  if (!conversation) return;
  for (const userId of removedUserIds) conversation.members.delete(userId);
  for (const member of changed) keepMember(state, conversationId, member);
  conversation.memberCount = memberCount;
}

interface MarkerMove {
  readonly conversationId: string;
  readonly userId: string;
  readonly lastReadSeq: number;
  readonly lastDeliveredSeq: number;
}

function moveMarks(state: KeptState, { conversationId, userId, lastReadSeq, lastDeliveredSeq }: MarkerMove): void {
  const conversation = state.conversations.get(conversationId);
  if (conversation && userId === state.viewerId) {
    const { viewerState } = conversation;
    conversation.viewerState = { ...viewerState, lastReadSeq: Math.max(viewerState.lastReadSeq, lastReadSeq) };
  }
  const members = conversation?.members;
  const known = members?.get(userId);
  if (!known) return;
  members?.set(userId, {
    ...known,
    lastReadSeq: Math.max(known.lastReadSeq, lastReadSeq),
    lastDeliveredSeq: Math.max(known.lastDeliveredSeq, lastDeliveredSeq),
  });
}
