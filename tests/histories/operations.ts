/** Every mutation that changes what somebody sees through `events`. A new one is one more line of `operations`. */

export interface Person {
  readonly id: string;
  readonly name: string;
}
export interface KnownMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly text: string;
}
export interface Send {
  readonly conversationId: string;
  readonly clientId: string;
  readonly text: string;
  readonly replyToId?: string;
}

/** What an operation may choose from; whatever number the history drew, it names something that exists. */
export interface Choice {
  readonly who: Person;
  /** Somebody else. */
  readonly other: Person;
  /** Somebody else in the conversation, where there is one. */
  readonly otherMember: Person;
  readonly conversation: { readonly id: string; readonly name: string };
  /** One of the conversation's, the newest first; null where nothing was sent yet. */
  readonly message: (KnownMessage & { readonly name: string }) | null;
  /** What that person sent last, anywhere. */
  readonly lastSend: Send | null;
  /** Of the invite that was made last in that conversation, whatever became of it. */
  readonly inviteCode: string | null;
  readonly people: readonly Person[];
  /** 0 to 15. */
  readonly number: number;
  /** Not used before in this history. */
  readonly freshText: string;
}

export interface Call {
  readonly document: string;
  readonly variables: Record<string, unknown>;
  /** What it is, after the person's name: `reacts with 👍 to message 3 of the group`. */
  readonly words: string;
}

export interface Operation {
  readonly name: string;
  /** How often it comes, compared with the others. */
  readonly weight: number;
  /** Only in groups, and by whom there; without it, by any member of any conversation. Now and then somebody else tries. */
  readonly by?: 'anybody' | 'member' | 'manager' | 'owner';
  readonly call: (choice: Choice) => Call | null;
}

const emojis = ['👍', '❤️', '😂'] as const;
const roles = ['MEMBER', 'ADMIN', 'OWNER'] as const;
const preferences = [
  { archived: true },
  { archived: false },
  { pinned: true },
  { pinned: false },
  { markedUnread: true },
  { markedUnread: false },
  { mutedUntil: '2100-01-01T00:00:00.000Z' },
  { mutedUntil: null },
  { notify: 'MENTIONS' },
  { notify: 'ALL' },
] as const;
const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % list.length];
/** Those people whose bit is set. */
const some = (people: readonly Person[], bits: number) => people.filter((_, index) => (bits >> index) & 1);
const names = (people: readonly Person[]) => people.map(({ name }) => name).join(', ') || 'nobody';

const sendDocument = 'mutation($input: SendMessageInput!) { sendMessage(input: $input) { id conversationId text } }';
const send = (input: Send, words: string): Call => ({ document: sendDocument, variables: { input }, words });

/** On a message by its id, and perhaps something more. */
function onMessage(field: string, words: (message: string, choice: Choice) => string, extra?: (choice: Choice) => Record<string, string>) {
  return (choice: Choice): Call | null => {
    if (!choice.message) return null;
    const more = extra?.(choice) ?? {};
    const declared = Object.keys(more).map((name) => `, $${name}: String!`);
    const passed = Object.keys(more).map((name) => `, ${name}: $${name}`);
    return {
      document: `mutation($messageId: ID!${declared.join('')}) { ${field}(messageId: $messageId${passed.join('')}) { id } }`,
      variables: { messageId: choice.message.id, ...more },
      words: words(choice.message.name, choice),
    };
  };
}

const onMember = (document: string, words: (choice: Choice) => string, extra: (choice: Choice) => Record<string, unknown> = () => ({})) => {
  return (choice: Choice): Call => ({
    document,
    variables: { groupId: choice.conversation.id, userId: choice.otherMember.id, ...extra(choice) },
    words: words(choice),
  });
};

export const operations: readonly Operation[] = [
  {
    name: 'sendMessage',
    weight: 12,
    call: ({ conversation, freshText }) =>
      send({ conversationId: conversation.id, clientId: freshText, text: freshText }, `sends "${freshText}" to ${conversation.name}`),
  },
  {
    name: 'sendMessage with a mention',
    weight: 4,
    call: ({ conversation, other, number, freshText }) => {
      const text = `${freshText} @${number % 4 === 0 ? 'everyone' : other.name.toLowerCase()}`;
      return send({ conversationId: conversation.id, clientId: freshText, text }, `sends "${text}" to ${conversation.name}`);
    },
  },
  {
    name: 'sendMessage in reply',
    weight: 3,
    call: ({ conversation, message, freshText }) =>
      message &&
      send(
        { conversationId: conversation.id, clientId: freshText, text: freshText, replyToId: message.id },
        `answers "${freshText}" to ${message.name}`,
      ),
  },
  {
    name: 'sendMessage again',
    weight: 1,
    call: ({ lastSend }) => lastSend && send(lastSend, `sends "${lastSend.text}" once more with the same clientId`),
  },
  {
    name: 'sendMessage with a used clientId',
    weight: 1,
    call: ({ lastSend, freshText }) =>
      lastSend && send({ ...lastSend, text: freshText }, `sends another text with the clientId "${lastSend.clientId}"`),
  },
  {
    name: 'editMessage',
    weight: 4,
    call: onMessage(
      'editMessage',
      (message, { freshText }) => `edits ${message} to "${freshText}"`,
      ({ freshText }) => ({ text: freshText }),
    ),
  },
  {
    name: 'editMessage to a mention',
    weight: 2,
    call: onMessage(
      'editMessage',
      (message, { other, freshText }) => `edits ${message} to "${freshText}, @${other.name}"`,
      ({ other, freshText }) => ({ text: `${freshText}, @${other.name}` }),
    ),
  },
  { name: 'deleteMessage', weight: 3, call: onMessage('deleteMessage', (message) => `deletes ${message}`) },
  {
    name: 'addReaction',
    weight: 4,
    call: onMessage(
      'addReaction',
      (message, { number }) => `reacts with ${pick(emojis, number)} to ${message}`,
      ({ number }) => ({ emoji: pick(emojis, number) ?? '' }),
    ),
  },
  {
    name: 'removeReaction',
    weight: 3,
    call: onMessage(
      'removeReaction',
      (message, { number }) => `takes ${pick(emojis, number)} back from ${message}`,
      ({ number }) => ({ emoji: pick(emojis, number) ?? '' }),
    ),
  },
  { name: 'pinMessage', weight: 3, call: onMessage('pinMessage', (message) => `pins ${message}`) },
  { name: 'unpinMessage', weight: 2, call: onMessage('unpinMessage', (message) => `unpins ${message}`) },
  {
    name: 'markRead',
    weight: 4,
    call: ({ conversation, number }) => ({
      document: 'mutation($conversationId: ID!, $seq: Int!) { markRead(conversationId: $conversationId, seq: $seq) { revision } }',
      variables: { conversationId: conversation.id, seq: number },
      words: `has read ${conversation.name} up to ${number}`,
    }),
  },
  {
    name: 'markDelivered',
    weight: 3,
    call: ({ conversation, number }) => ({
      document: 'mutation($conversationId: ID!, $seq: Int!) { markDelivered(conversationId: $conversationId, seq: $seq) }',
      variables: { conversationId: conversation.id, seq: number },
      words: `has received ${conversation.name} up to ${number}`,
    }),
  },
  {
    name: 'setConversationPreferences',
    weight: 5,
    call: ({ conversation, number }) => {
      const change = pick(preferences, number);
      return {
        document: 'mutation($input: ConversationPreferencesInput!) { setConversationPreferences(input: $input) { id } }',
        variables: { input: { conversationId: conversation.id, ...change } },
        words: `sets ${JSON.stringify(change)} for ${conversation.name}`,
      };
    },
  },
  {
    name: 'createGroup',
    weight: 2,
    call: ({ people, number, freshText }) => ({
      document: 'mutation($input: CreateGroupInput!) { createGroup(input: $input) { id } }',
      variables: { input: { name: freshText, memberIds: some(people, number).map(({ id }) => id) } },
      words: `makes the group "${freshText}" with ${names(some(people, number))}`,
    }),
  },
  {
    name: 'startDirectConversation',
    weight: 2,
    call: ({ other }) => ({
      document: 'mutation($userId: ID!) { startDirectConversation(userId: $userId) { id } }',
      variables: { userId: other.id },
      words: `starts a direct conversation with ${other.name}`,
    }),
  },
  {
    name: 'updateGroup',
    weight: 3,
    by: 'manager',
    call: ({ conversation, number }) => {
      const change = number % 2 === 0 ? { name: `Name ${number >> 1}` } : { description: `About ${number >> 1}` };
      return {
        document: 'mutation($input: UpdateGroupInput!) { updateGroup(input: $input) { id } }',
        variables: { input: { groupId: conversation.id, ...change } },
        words: `changes ${conversation.name}: ${JSON.stringify(change)}`,
      };
    },
  },
  {
    name: 'addMembers',
    weight: 5,
    by: 'manager',
    call: ({ conversation, people, number }) => ({
      document: 'mutation($groupId: ID!, $userIds: [ID!]!) { addMembers(groupId: $groupId, userIds: $userIds) { id } }',
      variables: { groupId: conversation.id, userIds: some(people, number).map(({ id }) => id) },
      words: `adds ${names(some(people, number))} to ${conversation.name}`,
    }),
  },
  {
    name: 'removeMember',
    weight: 3,
    by: 'manager',
    call: onMember(
      'mutation($groupId: ID!, $userId: ID!) { removeMember(groupId: $groupId, userId: $userId) { id } }',
      ({ otherMember, conversation }) => `removes ${otherMember.name} from ${conversation.name}`,
    ),
  },
  {
    name: 'leaveGroup',
    weight: 2,
    by: 'member',
    call: ({ conversation }) => ({
      document: 'mutation($groupId: ID!) { leaveGroup(groupId: $groupId) }',
      variables: { groupId: conversation.id },
      words: `leaves ${conversation.name}`,
    }),
  },
  {
    name: 'setMemberRole',
    weight: 3,
    by: 'owner',
    call: onMember(
      'mutation($groupId: ID!, $userId: ID!, $role: MemberRole!) { setMemberRole(groupId: $groupId, userId: $userId, role: $role) { id } }',
      ({ otherMember, conversation, number }) => `makes ${otherMember.name} ${pick(roles, number)} of ${conversation.name}`,
      ({ number }) => ({ role: pick(roles, number) }),
    ),
  },
  {
    name: 'updateProfile',
    weight: 3,
    call: ({ number }) => {
      const change = [{ displayName: `Somebody ${number}` }, { about: `About ${number}` }, { locale: number % 2 ? 'en' : 'pt-BR' }][
        number % 3
      ];
      return {
        document: 'mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { id } }',
        variables: { input: change },
        words: `changes the own profile: ${JSON.stringify(change)}`,
      };
    },
  },
  {
    name: 'createInvite',
    weight: 3,
    by: 'manager',
    call: ({ conversation, number }) => ({
      document: 'mutation($groupId: ID!, $maxUses: Int) { createInvite(groupId: $groupId, maxUses: $maxUses) { code } }',
      variables: { groupId: conversation.id, maxUses: number % 3 === 0 ? null : number % 3 },
      words: `makes an invite of ${conversation.name} for ${number % 3 === 0 ? 'everybody' : number % 3}`,
    }),
  },
  {
    name: 'joinGroup',
    weight: 4,
    by: 'anybody',
    call: ({ conversation, inviteCode }) =>
      inviteCode === null
        ? null
        : {
            document: 'mutation($inviteCode: String!) { joinGroup(inviteCode: $inviteCode) { id } }',
            variables: { inviteCode },
            words: `joins ${conversation.name} by its newest invite`,
          },
  },
  {
    name: 'removeMember with a ban',
    weight: 2,
    by: 'manager',
    call: onMember(
      'mutation($groupId: ID!, $userId: ID!) { removeMember(groupId: $groupId, userId: $userId, ban: true) { id } }',
      ({ otherMember, conversation }) => `bans ${otherMember.name} from ${conversation.name}`,
    ),
  },
  {
    name: 'unbanMember',
    weight: 2,
    by: 'manager',
    call: ({ conversation, other }) => ({
      document: 'mutation($groupId: ID!, $userId: ID!) { unbanMember(groupId: $groupId, userId: $userId) { id } }',
      variables: { groupId: conversation.id, userId: other.id },
      words: `lifts the ban of ${other.name} from ${conversation.name}`,
    }),
  },
  {
    name: 'deleteGroup',
    weight: 1,
    by: 'owner',
    call: ({ conversation }) => ({
      document: 'mutation($groupId: ID!) { deleteGroup(groupId: $groupId) }',
      variables: { groupId: conversation.id },
      words: `deletes ${conversation.name}`,
    }),
  },
];
