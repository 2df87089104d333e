/** The operations that most tests need, with the types of what they select. */

export interface MessageView {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly clientId: string;
  readonly kind: string;
  readonly text: string;
  readonly revision: number;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
  readonly author: { readonly id: string; readonly username: string } | null;
}

export const messageFields = `id conversationId seq clientId kind text revision createdAt editedAt deletedAt author { id username }`;

export interface AuthView {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  readonly refreshToken: string | null;
  readonly viewer: {
    readonly email: string;
    readonly user: { readonly id: string; readonly username: string; readonly displayName: string };
  };
}

export const authFields = `accessToken accessTokenExpiresAt refreshToken viewer { email user { id username displayName } }`;

export const signUpDocument = `mutation SignUp($input: SignUpInput!) { signUp(input: $input) { ${authFields} } }`;
export const signInDocument = `mutation SignIn($input: SignInInput!) { signIn(input: $input) { ${authFields} } }`;
export const refreshDocument = `mutation Refresh($refreshToken: String) { refreshSession(refreshToken: $refreshToken) { ${authFields} } }`;
export const startDirectDocument = `mutation StartDirect($userId: ID!) { startDirectConversation(userId: $userId) { id } }`;
export const createGroupDocument = `mutation CreateGroup($input: CreateGroupInput!) { createGroup(input: $input) { id } }`;
export const sendMessageDocument = `mutation SendMessage($input: SendMessageInput!) { sendMessage(input: $input) { ${messageFields} } }`;
export const eventCursorDocument = `{ serverInfo { eventCursor } }`;

/** Any event of `events`; the fields beyond the first three are there where the type has them. */
export interface EventView {
  readonly __typename: string;
  readonly cursor: string;
  readonly at: string;
  readonly message?: MessageView;
  readonly conversation?: { readonly id: string; readonly name?: string; readonly revision: number };
  readonly conversationId?: string;
  readonly changed?: readonly { readonly user: { readonly id: string }; readonly role: string }[];
  readonly removedUserIds?: readonly string[];
  readonly memberCount?: number;
  readonly userId?: string;
  readonly lastReadSeq?: number;
  readonly lastDeliveredSeq?: number;
  readonly viewerState?: {
    readonly lastReadSeq: number;
    readonly unreadCount: number;
    readonly othersReadSeq: number;
    readonly role: string;
  };
  readonly user?: { readonly id: string; readonly displayName: string; readonly revision: number };
  readonly live?: boolean;
}

export const isLive = ({ __typename, live }: EventView) => __typename === 'CursorAdvanced' && live === true;
export const isRemoval = ({ __typename }: EventView) => __typename === 'ConversationRemoved';

/** What is told of one conversation, by whatever event. */
export function eventsAbout(conversationId: string, events: readonly EventView[]): EventView[] {
  return events.filter((event) => [event.conversationId, event.message?.conversationId, event.conversation?.id].includes(conversationId));
}

const eventFields = `
  __typename cursor at
  ... on MessageAdded { message { ${messageFields} } }
  ... on MessageChanged { message { ${messageFields} } }
  ... on ConversationChanged { conversation { id revision ... on Group { name } } }
  ... on MembersChanged { conversationId changed { role user { id } } removedUserIds memberCount }
  ... on ConversationRemoved { conversationId }
  ... on ReadMarkerMoved { conversationId userId lastReadSeq lastDeliveredSeq }
  ... on ViewerStateChanged { conversationId viewerState { lastReadSeq unreadCount othersReadSeq role } }
  ... on UserChanged { user { id displayName revision } }
  ... on CursorAdvanced { live }`;

export const eventsDocument = `subscription Events($after: Cursor) { events(after: $after) { ${eventFields} } }`;
export const conversationEventsDocument = `subscription ConversationEvents($conversationId: ID!, $after: Cursor) {
  conversationEvents(conversationId: $conversationId, after: $after) { ${eventFields} }
}`;
