/** What a third-party client that keeps everything asks for: all that one person can see, and all that can change. */

const userFields = 'id username displayName about revision';
const messageFields = `
  id conversationId seq clientId kind text createdAt editedAt deletedAt revision pinned
  author { ${userFields} }
  notice { actor { ${userFields} } subjects { ${userFields} } name role }
  replyTo { id } mentions { ${userFields} } mentionsEveryone
  reactions { emoji count userIds }`;
const memberFields = `role joinedAt lastReadSeq lastDeliveredSeq revision user { ${userFields} }`;
const viewerStateFields = `role lastReadSeq unreadCount unreadMentions othersReadSeq othersDeliveredSeq notify mutedUntil pinned archived markedUnread revision`;
const ownFields = 'id kind createdAt revision ... on Group { name description }';
const conversationFields = `
  ${ownFields} lastSeq lastActivityAt lastMessage { id } memberCount
  pinnedMessages { seq }
  viewerState { ${viewerStateFields} }
  members(first: 100) { edges { node { ${memberFields} } } }
  messages(last: 100) { edges { node { ${messageFields} } } }`;

export const everythingDocument = `query Everything {
  viewer { locale unreadTotal user { ${userFields} } }
  open: conversations(first: 100) { edges { node { ${conversationFields} } } }
  archived: conversations(first: 100, archived: true) { edges { node { ${conversationFields} } } }
}`;

export const oneConversationDocument = `query OneConversation($id: ID!) { conversation(id: $id) { ${conversationFields} } }`;

export const everyEventDocument = `subscription EveryEvent($after: Cursor) {
  events(after: $after) {
    __typename cursor at
    ... on MessageAdded { message { ${messageFields} } }
    ... on MessageChanged { message { ${messageFields} } }
    ... on ConversationChanged { conversation { ${ownFields} viewerState { revision } } }
    ... on MembersChanged { conversationId changed { ${memberFields} } removedUserIds memberCount }
    ... on ConversationRemoved { conversationId }
    ... on ReadMarkerMoved { conversationId userId lastReadSeq lastDeliveredSeq }
    ... on ViewerStateChanged { conversationId viewerState { ${viewerStateFields} } }
    ... on UserChanged { user { ${userFields} } }
    ... on ViewerChanged { viewer { locale } }
    ... on CursorAdvanced { live }
  }
}`;

export interface UserView {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly about: string;
  readonly revision: number;
}
export interface MessageView {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly kind: string;
  readonly text: string;
  readonly createdAt: string;
  readonly deletedAt: string | null;
  readonly revision: number;
  readonly pinned: boolean;
  readonly author: UserView | null;
  readonly notice: { readonly actor: UserView | null; readonly subjects: readonly UserView[] } | null;
  readonly replyTo: { readonly id: string } | null;
  readonly mentions: readonly UserView[];
  readonly mentionsEveryone: boolean;
}
export interface MemberView {
  readonly role: string;
  readonly joinedAt: string;
  readonly lastReadSeq: number;
  readonly lastDeliveredSeq: number;
  readonly revision: number;
  readonly user: UserView;
}
export interface ViewerStateView {
  readonly lastReadSeq: number;
  readonly unreadCount: number;
  readonly unreadMentions: number;
  readonly othersReadSeq: number;
  readonly othersDeliveredSeq: number;
  readonly archived: boolean;
  readonly mutedUntil: string | null;
  readonly revision: number;
}
export interface OwnView {
  readonly id: string;
  readonly kind: string;
  readonly createdAt: string;
  readonly revision: number;
  readonly name?: string;
  readonly description?: string;
}
interface Nodes<Node> {
  readonly edges: readonly { readonly node: Node }[];
}
export interface ConversationView extends OwnView {
  readonly lastSeq: number;
  readonly lastActivityAt: string;
  readonly lastMessage: { readonly id: string } | null;
  readonly memberCount: number;
  readonly pinnedMessages: readonly { readonly seq: number }[];
  readonly viewerState: ViewerStateView;
  readonly members: Nodes<MemberView>;
  readonly messages: Nodes<MessageView>;
}
export interface EverythingView {
  readonly viewer: { readonly locale: string; readonly unreadTotal: number; readonly user: UserView };
  readonly open: Nodes<ConversationView>;
  readonly archived: Nodes<ConversationView>;
}
