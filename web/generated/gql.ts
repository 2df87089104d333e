/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment UserFields on User {\n    id\n    username\n    displayName\n    photoUrl\n    revision\n  }\n": typeof types.UserFieldsFragmentDoc,
    "\n  fragment QuoteFields on Message {\n    replyTo {\n      seq\n      text\n      deletedAt\n      author {\n        ...UserFields\n      }\n      attachments {\n        kind\n        fileName\n        durationMs\n        waveform\n      }\n    }\n  }\n": typeof types.QuoteFieldsFragmentDoc,
    "\n  fragment AttachmentFields on Attachment {\n    id\n    kind\n    fileName\n    contentType\n    size\n    url\n    urlExpiresAt\n    thumbnailUrl(width: 640)\n    width\n    height\n    durationMs\n    waveform\n  }\n": typeof types.AttachmentFieldsFragmentDoc,
    "\n  fragment MessageFields on Message {\n    id\n    conversationId\n    seq\n    clientId\n    kind\n    text\n    createdAt\n    editedAt\n    deletedAt\n    revision\n    author {\n      ...UserFields\n    }\n    notice {\n      actor {\n        ...UserFields\n      }\n      subjects {\n        ...UserFields\n      }\n      name\n      role\n    }\n    reactions {\n      emoji\n      count\n      userIds\n    }\n    attachments {\n      ...AttachmentFields\n    }\n    pinned\n    mentionsEveryone\n    mentions {\n      ...UserFields\n    }\n    ...QuoteFields\n  }\n": typeof types.MessageFieldsFragmentDoc,
    "\n  fragment MemberFields on Member {\n    role\n    joinedAt\n    lastReadSeq\n    lastDeliveredSeq\n    revision\n    user {\n      ...UserFields\n    }\n  }\n": typeof types.MemberFieldsFragmentDoc,
    "\n  fragment ViewerStateFields on ViewerState {\n    role\n    lastReadSeq\n    unreadCount\n    unreadMentions\n    othersReadSeq\n    othersDeliveredSeq\n    notify\n    mutedUntil\n    pinned\n    archived\n    markedUnread\n    revision\n  }\n": typeof types.ViewerStateFieldsFragmentDoc,
    "\n  fragment ConversationFields on Conversation {\n    id\n    kind\n    createdAt\n    lastActivityAt\n    lastSeq\n    memberCount\n    revision\n    lastMessage {\n      ...MessageFields\n    }\n    ... on Group {\n      name\n      description\n      photoUrl\n    }\n    ... on DirectConversation {\n      members(first: 2) {\n        edges {\n          node {\n            ...MemberFields\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.ConversationFieldsFragmentDoc,
    "\n  fragment GroupFace on Group {\n    name\n    description\n    photoUrl\n    revision\n  }\n": typeof types.GroupFaceFragmentDoc,
    "\n  fragment ConversationPosition on Conversation {\n    id\n    lastSeq\n    lastActivityAt\n    revision\n    memberCount\n    lastMessage {\n      ...MessageFields\n    }\n    viewerState {\n      ...ViewerStateFields\n    }\n  }\n": typeof types.ConversationPositionFragmentDoc,
    "\n  query ConversationList($after: Cursor) {\n    conversations(first: 30, after: $after) {\n      edges {\n        node {\n          ...ConversationFields\n          viewerState {\n            ...ViewerStateFields\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ConversationListDocument,
    "\n  query PinnedConversations {\n    pinnedConversations {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n": typeof types.PinnedConversationsDocument,
    "\n  query Archive($after: Cursor) {\n    conversations(first: 30, after: $after, archived: true) {\n      edges {\n        node {\n          ...ConversationFields\n          viewerState {\n            ...ViewerStateFields\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ArchiveDocument,
    "\n  query ConversationSummary($id: ID!) {\n    conversation(id: $id) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n": typeof types.ConversationSummaryDocument,
    "\n  query Conversation($id: ID!, $last: Int, $around: Int) {\n    conversation(id: $id) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n      messages(last: $last, around: $around) {\n        edges {\n          node {\n            ...MessageFields\n          }\n        }\n      }\n      ... on Group {\n        members(first: 50) {\n          edges {\n            node {\n              ...MemberFields\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n": typeof types.ConversationDocument,
    "\n  query MessagesAround($id: ID!, $around: Int!) {\n    conversation(id: $id) {\n      id\n      messages(around: $around, first: 50) {\n        edges {\n          node {\n            ...MessageFields\n          }\n        }\n      }\n    }\n  }\n": typeof types.MessagesAroundDocument,
    "\n  query PinnedMessages($id: ID!) {\n    conversation(id: $id) {\n      id\n      pinnedMessages {\n        ...MessageFields\n      }\n    }\n  }\n": typeof types.PinnedMessagesDocument,
    "\n  query Viewer {\n    viewer {\n      email\n      user {\n        ...UserFields\n        about\n      }\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  query BlockedPeople {\n    viewer {\n      blockedUsers {\n        ...UserFields\n      }\n    }\n  }\n": typeof types.BlockedPeopleDocument,
    "\n  query EventCursor {\n    serverInfo {\n      eventCursor\n      maxTextLength\n    }\n  }\n": typeof types.EventCursorDocument,
    "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      id\n      url\n      expiresAt\n      fields {\n        name\n        value\n      }\n    }\n  }\n": typeof types.CreateUploadDocument,
    "\n  mutation CompleteUpload($id: ID!, $durationMs: Int, $waveform: [Int!]) {\n    completeUpload(id: $id, durationMs: $durationMs, waveform: $waveform) {\n      id\n    }\n  }\n": typeof types.CompleteUploadDocument,
    "\n  mutation CancelUpload($id: ID!) {\n    cancelUpload(id: $id)\n  }\n": typeof types.CancelUploadDocument,
    "\n  subscription Events($after: Cursor) {\n    events(after: $after) {\n      cursor\n      at\n      ... on MessageAdded {\n        message {\n          ...MessageFields\n        }\n      }\n      ... on MessageChanged {\n        message {\n          ...MessageFields\n        }\n      }\n      ... on ConversationChanged {\n        conversation {\n          ...ConversationFields\n        }\n      }\n      ... on MembersChanged {\n        conversationId\n        changed {\n          ...MemberFields\n        }\n        removedUserIds\n        memberCount\n      }\n      ... on ConversationRemoved {\n        conversationId\n      }\n      ... on ReadMarkerMoved {\n        conversationId\n        userId\n        lastReadSeq\n        lastDeliveredSeq\n      }\n      ... on ViewerStateChanged {\n        conversationId\n        viewerState {\n          ...ViewerStateFields\n        }\n      }\n      ... on UserChanged {\n        user {\n          ...UserFields\n          about\n        }\n      }\n      ... on ViewerChanged {\n        viewer {\n          blockedUsers {\n            ...UserFields\n          }\n        }\n      }\n      ... on CursorAdvanced {\n        live\n      }\n    }\n  }\n": typeof types.EventsDocument,
    "\n  subscription TypingInConversations {\n    typing {\n      conversationId\n      typing\n      user {\n        id\n        displayName\n      }\n    }\n  }\n": typeof types.TypingInConversationsDocument,
    "\n  subscription PresenceOf($userIds: [ID!]!) {\n    presence(userIds: $userIds) {\n      id\n      presence {\n        status\n        lastSeenAt\n      }\n    }\n  }\n": typeof types.PresenceOfDocument,
    "\n  mutation ReportActivity($active: Boolean!) {\n    reportActivity(active: $active)\n  }\n": typeof types.ReportActivityDocument,
    "\n  fragment NoticeConversationFields on Conversation {\n    id\n    kind\n    viewerState {\n      ...ViewerStateFields\n    }\n    ... on Group {\n      name\n    }\n  }\n": typeof types.NoticeConversationFieldsFragmentDoc,
    "\n  query PushKey {\n    serverInfo {\n      vapidPublicKey\n    }\n  }\n": typeof types.PushKeyDocument,
    "\n  mutation RegisterPush($endpoint: String!, $p256dh: String!, $auth: String!) {\n    registerPush(endpoint: $endpoint, p256dh: $p256dh, auth: $auth)\n  }\n": typeof types.RegisterPushDocument,
    "\n  mutation UnregisterPush($endpoint: String!) {\n    unregisterPush(endpoint: $endpoint)\n  }\n": typeof types.UnregisterPushDocument,
    "\n  mutation SendMessage($input: SendMessageInput!) {\n    sendMessage(input: $input) {\n      ...MessageFields\n    }\n  }\n": typeof types.SendMessageDocument,
    "\n  mutation EditMessage($messageId: ID!, $text: String!) {\n    editMessage(messageId: $messageId, text: $text) {\n      ...MessageFields\n    }\n  }\n": typeof types.EditMessageDocument,
    "\n  mutation DeleteMessage($messageId: ID!) {\n    deleteMessage(messageId: $messageId) {\n      ...MessageFields\n    }\n  }\n": typeof types.DeleteMessageDocument,
    "\n  mutation AddReaction($messageId: ID!, $emoji: String!) {\n    addReaction(messageId: $messageId, emoji: $emoji) {\n      ...MessageFields\n    }\n  }\n": typeof types.AddReactionDocument,
    "\n  mutation RemoveReaction($messageId: ID!, $emoji: String!) {\n    removeReaction(messageId: $messageId, emoji: $emoji) {\n      ...MessageFields\n    }\n  }\n": typeof types.RemoveReactionDocument,
    "\n  mutation PinMessage($messageId: ID!) {\n    pinMessage(messageId: $messageId) {\n      ...MessageFields\n    }\n  }\n": typeof types.PinMessageDocument,
    "\n  mutation UnpinMessage($messageId: ID!) {\n    unpinMessage(messageId: $messageId) {\n      ...MessageFields\n    }\n  }\n": typeof types.UnpinMessageDocument,
    "\n  mutation MarkRead($conversationId: ID!, $seq: Int!) {\n    markRead(conversationId: $conversationId, seq: $seq) {\n      ...ViewerStateFields\n    }\n  }\n": typeof types.MarkReadDocument,
    "\n  mutation SetPreferences($input: ConversationPreferencesInput!) {\n    setConversationPreferences(input: $input) {\n      id\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n": typeof types.SetPreferencesDocument,
    "\n  mutation MarkDelivered($conversationId: ID!, $seq: Int!) {\n    markDelivered(conversationId: $conversationId, seq: $seq)\n  }\n": typeof types.MarkDeliveredDocument,
    "\n  mutation StartDirectConversation($userId: ID!) {\n    startDirectConversation(userId: $userId) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n": typeof types.StartDirectConversationDocument,
    "\n  mutation CreateGroup($input: CreateGroupInput!) {\n    createGroup(input: $input) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n": typeof types.CreateGroupDocument,
    "\n  mutation UpdateGroup($input: UpdateGroupInput!) {\n    updateGroup(input: $input) {\n      ...ConversationFields\n    }\n  }\n": typeof types.UpdateGroupDocument,
    "\n  mutation AddMembers($groupId: ID!, $userIds: [ID!]!) {\n    addMembers(groupId: $groupId, userIds: $userIds) {\n      ...ConversationFields\n    }\n  }\n": typeof types.AddMembersDocument,
    "\n  mutation RemoveMember($groupId: ID!, $userId: ID!, $ban: Boolean) {\n    removeMember(groupId: $groupId, userId: $userId, ban: $ban) {\n      ...ConversationFields\n    }\n  }\n": typeof types.RemoveMemberDocument,
    "\n  mutation SetMemberRole($groupId: ID!, $userId: ID!, $role: MemberRole!) {\n    setMemberRole(groupId: $groupId, userId: $userId, role: $role) {\n      ...ConversationFields\n    }\n  }\n": typeof types.SetMemberRoleDocument,
    "\n  mutation UnbanMember($groupId: ID!, $userId: ID!) {\n    unbanMember(groupId: $groupId, userId: $userId) {\n      ...ConversationFields\n    }\n  }\n": typeof types.UnbanMemberDocument,
    "\n  mutation DeleteGroup($groupId: ID!) {\n    deleteGroup(groupId: $groupId)\n  }\n": typeof types.DeleteGroupDocument,
    "\n  mutation LeaveGroup($groupId: ID!) {\n    leaveGroup(groupId: $groupId)\n  }\n": typeof types.LeaveGroupDocument,
    "\n  query Members($id: ID!, $after: Cursor, $search: String) {\n    conversation(id: $id) {\n      id\n      memberCount\n      members(first: 50, after: $after, search: $search) {\n        edges {\n          node {\n            ...MemberFields\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.MembersDocument,
    "\n  query SharedFiles($id: ID!, $kind: AttachmentKind!, $first: Int!, $after: Cursor) {\n    conversation(id: $id) {\n      id\n      attachments(kind: $kind, first: $first, after: $after) {\n        edges {\n          messageSeq\n          node {\n            ...AttachmentFields\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.SharedFilesDocument,
    "\n  query InvitePreview($code: String!) {\n    invite(code: $code) {\n      groupId\n      groupName\n      groupPhotoUrl\n      memberCount\n    }\n  }\n": typeof types.InvitePreviewDocument,
    "\n  mutation JoinGroup($inviteCode: String!) {\n    joinGroup(inviteCode: $inviteCode) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n": typeof types.JoinGroupDocument,
    "\n  query GroupAccess($id: ID!) {\n    conversation(id: $id) {\n      id\n      ... on Group {\n        invites {\n          id\n          url\n          expiresAt\n          usesLeft\n          createdBy {\n            ...UserFields\n          }\n        }\n        bannedUsers {\n          ...UserFields\n        }\n      }\n    }\n  }\n": typeof types.GroupAccessDocument,
    "\n  mutation CreateInvite($groupId: ID!, $expiresAt: DateTime, $maxUses: Int) {\n    createInvite(groupId: $groupId, expiresAt: $expiresAt, maxUses: $maxUses) {\n      id\n    }\n  }\n": typeof types.CreateInviteDocument,
    "\n  mutation RevokeInvite($id: ID!) {\n    revokeInvite(id: $id)\n  }\n": typeof types.RevokeInviteDocument,
    "\n  mutation SetTyping($conversationId: ID!, $typing: Boolean!) {\n    setTyping(conversationId: $conversationId, typing: $typing)\n  }\n": typeof types.SetTypingDocument,
    "\n  mutation ReportMessage($messageId: ID!, $reason: String!) {\n    reportMessage(messageId: $messageId, reason: $reason)\n  }\n": typeof types.ReportMessageDocument,
    "\n  query MessageAbout($id: ID!, $after: Cursor, $withReaders: Boolean!) {\n    message(id: $id) {\n      id\n      edits {\n        text\n        at\n      }\n      readBy(first: 50, after: $after) @include(if: $withReaders) {\n        edges {\n          node {\n            user {\n              ...UserFields\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.MessageAboutDocument,
    "\n  query MentionsAround($id: ID!, $around: Int!, $first: Int!) {\n    conversation(id: $id) {\n      id\n      messages(around: $around, first: $first) {\n        edges {\n          node {\n            id\n            seq\n            kind\n            deletedAt\n            mentionsEveryone\n            author {\n              id\n            }\n            mentions {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.MentionsAroundDocument,
    "\n  fragment FoundMessageFields on Message {\n    id\n    conversationId\n    seq\n    kind\n    text\n    createdAt\n    deletedAt\n    revision\n    author {\n      ...UserFields\n    }\n    attachments {\n      kind\n      fileName\n      durationMs\n      waveform\n    }\n  }\n": typeof types.FoundMessageFieldsFragmentDoc,
    "\n  query SearchMessages($query: String!, $conversationId: ID, $after: Cursor) {\n    searchMessages(query: $query, conversationId: $conversationId, first: 20, after: $after) {\n      edges {\n        node {\n          ...FoundMessageFields\n          conversation {\n            id\n            ... on Group {\n              name\n              photoUrl\n            }\n            ... on DirectConversation {\n              members(first: 2) {\n                edges {\n                  node {\n                    user {\n                      ...UserFields\n                    }\n                  }\n                }\n              }\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.SearchMessagesDocument,
    "\n  query SeqAtTime($id: ID!, $at: DateTime!) {\n    conversation(id: $id) {\n      id\n      messages(aroundTime: $at, first: 10) {\n        edges {\n          node {\n            id\n            seq\n            createdAt\n          }\n        }\n      }\n    }\n  }\n": typeof types.SeqAtTimeDocument,
    "\n  query AccessTokens {\n    viewer {\n      bots {\n        ...UserFields\n      }\n      accessTokens {\n        id\n        name\n        scopes\n        createdAt\n        lastUsedAt\n        expiresAt\n        user {\n          ...UserFields\n        }\n      }\n    }\n  }\n": typeof types.AccessTokensDocument,
    "\n  mutation CreateAccessToken($input: CreateAccessTokenInput!) {\n    createAccessToken(input: $input) {\n      secret\n    }\n  }\n": typeof types.CreateAccessTokenDocument,
    "\n  mutation RevokeAccessToken($id: ID!) {\n    revokeAccessToken(id: $id)\n  }\n": typeof types.RevokeAccessTokenDocument,
    "\n  query Bots {\n    viewer {\n      bots {\n        ...UserFields\n        createdAt\n      }\n    }\n  }\n": typeof types.BotsDocument,
    "\n  mutation CreateBot($username: String!, $displayName: String!) {\n    createBot(username: $username, displayName: $displayName) {\n      secret\n    }\n  }\n": typeof types.CreateBotDocument,
    "\n  mutation DeleteBot($userId: ID!) {\n    deleteBot(userId: $userId)\n  }\n": typeof types.DeleteBotDocument,
    "\n  fragment WebhookFields on Webhook {\n    id\n    url\n    events\n    conversationId\n    disabledAt\n    createdAt\n  }\n": typeof types.WebhookFieldsFragmentDoc,
    "\n  query Webhooks {\n    viewer {\n      webhooks {\n        ...WebhookFields\n      }\n    }\n  }\n": typeof types.WebhooksDocument,
    "\n  mutation CreateWebhook($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      secret\n    }\n  }\n": typeof types.CreateWebhookDocument,
    "\n  mutation UpdateWebhook($id: ID!, $url: String, $events: [WebhookEvent!], $active: Boolean) {\n    updateWebhook(id: $id, url: $url, events: $events, active: $active) {\n      id\n    }\n  }\n": typeof types.UpdateWebhookDocument,
    "\n  mutation DeleteWebhook($id: ID!) {\n    deleteWebhook(id: $id)\n  }\n": typeof types.DeleteWebhookDocument,
    "\n  query Deliveries($first: Int!) {\n    viewer {\n      webhooks {\n        id\n        deliveries(first: $first) {\n          edges {\n            node {\n              id\n              event\n              status\n              attempts\n              lastAttemptAt\n              deliveredAt\n            }\n          }\n          pageInfo {\n            hasNextPage\n          }\n        }\n      }\n    }\n  }\n": typeof types.DeliveriesDocument,
    "\n  mutation Redeliver($deliveryId: ID!) {\n    redeliverWebhook(deliveryId: $deliveryId) {\n      id\n      status\n      attempts\n      lastAttemptAt\n      deliveredAt\n    }\n  }\n": typeof types.RedeliverDocument,
    "\n  query Account {\n    viewer {\n      email\n      emailVerified\n      pendingEmail\n      showLastSeen\n    }\n  }\n": typeof types.AccountDocument,
    "\n  mutation ChangeEmail($newEmail: String!, $password: String!) {\n    changeEmail(newEmail: $newEmail, password: $password)\n  }\n": typeof types.ChangeEmailDocument,
    "\n  mutation ChangePassword($currentPassword: String!, $newPassword: String!) {\n    changePassword(currentPassword: $currentPassword, newPassword: $newPassword)\n  }\n": typeof types.ChangePasswordDocument,
    "\n  mutation SetShowLastSeen($showLastSeen: Boolean!) {\n    updateProfile(input: { showLastSeen: $showLastSeen }) {\n      id\n    }\n  }\n": typeof types.SetShowLastSeenDocument,
    "\n  mutation SetLocale($locale: String!) {\n    updateProfile(input: { locale: $locale }) {\n      id\n    }\n  }\n": typeof types.SetLocaleDocument,
    "\n  query Sessions {\n    viewer {\n      sessions {\n        id\n        current\n        deviceName\n        createdAt\n        lastUsedAt\n      }\n    }\n  }\n": typeof types.SessionsDocument,
    "\n  mutation RevokeSession($id: ID!) {\n    revokeSession(id: $id)\n  }\n": typeof types.RevokeSessionDocument,
    "\n  mutation RevokeOtherSessions {\n    revokeOtherSessions\n  }\n": typeof types.RevokeOtherSessionsDocument,
    "\n  mutation ExportMyData {\n    exportMyData {\n      url\n      expiresAt\n    }\n  }\n": typeof types.ExportMyDataDocument,
    "\n  mutation ResendVerification {\n    resendVerification\n  }\n": typeof types.ResendVerificationDocument,
    "\n  query PeopleSearch($search: String!) {\n    users(search: $search, first: 20) {\n      edges {\n        node {\n          ...UserFields\n        }\n      }\n    }\n  }\n": typeof types.PeopleSearchDocument,
    "\n  query Person($id: ID!) {\n    user(id: $id) {\n      ...UserFields\n      about\n    }\n  }\n": typeof types.PersonDocument,
    "\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      ...UserFields\n      about\n    }\n  }\n": typeof types.UpdateProfileDocument,
    "\n  mutation BlockUser($userId: ID!) {\n    blockUser(userId: $userId) {\n      ...UserFields\n    }\n  }\n": typeof types.BlockUserDocument,
    "\n  mutation UnblockUser($userId: ID!) {\n    unblockUser(userId: $userId) {\n      ...UserFields\n    }\n  }\n": typeof types.UnblockUserDocument,
};
const documents: Documents = {
    "\n  fragment UserFields on User {\n    id\n    username\n    displayName\n    photoUrl\n    revision\n  }\n": types.UserFieldsFragmentDoc,
    "\n  fragment QuoteFields on Message {\n    replyTo {\n      seq\n      text\n      deletedAt\n      author {\n        ...UserFields\n      }\n      attachments {\n        kind\n        fileName\n        durationMs\n        waveform\n      }\n    }\n  }\n": types.QuoteFieldsFragmentDoc,
    "\n  fragment AttachmentFields on Attachment {\n    id\n    kind\n    fileName\n    contentType\n    size\n    url\n    urlExpiresAt\n    thumbnailUrl(width: 640)\n    width\n    height\n    durationMs\n    waveform\n  }\n": types.AttachmentFieldsFragmentDoc,
    "\n  fragment MessageFields on Message {\n    id\n    conversationId\n    seq\n    clientId\n    kind\n    text\n    createdAt\n    editedAt\n    deletedAt\n    revision\n    author {\n      ...UserFields\n    }\n    notice {\n      actor {\n        ...UserFields\n      }\n      subjects {\n        ...UserFields\n      }\n      name\n      role\n    }\n    reactions {\n      emoji\n      count\n      userIds\n    }\n    attachments {\n      ...AttachmentFields\n    }\n    pinned\n    mentionsEveryone\n    mentions {\n      ...UserFields\n    }\n    ...QuoteFields\n  }\n": types.MessageFieldsFragmentDoc,
    "\n  fragment MemberFields on Member {\n    role\n    joinedAt\n    lastReadSeq\n    lastDeliveredSeq\n    revision\n    user {\n      ...UserFields\n    }\n  }\n": types.MemberFieldsFragmentDoc,
    "\n  fragment ViewerStateFields on ViewerState {\n    role\n    lastReadSeq\n    unreadCount\n    unreadMentions\n    othersReadSeq\n    othersDeliveredSeq\n    notify\n    mutedUntil\n    pinned\n    archived\n    markedUnread\n    revision\n  }\n": types.ViewerStateFieldsFragmentDoc,
    "\n  fragment ConversationFields on Conversation {\n    id\n    kind\n    createdAt\n    lastActivityAt\n    lastSeq\n    memberCount\n    revision\n    lastMessage {\n      ...MessageFields\n    }\n    ... on Group {\n      name\n      description\n      photoUrl\n    }\n    ... on DirectConversation {\n      members(first: 2) {\n        edges {\n          node {\n            ...MemberFields\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.ConversationFieldsFragmentDoc,
    "\n  fragment GroupFace on Group {\n    name\n    description\n    photoUrl\n    revision\n  }\n": types.GroupFaceFragmentDoc,
    "\n  fragment ConversationPosition on Conversation {\n    id\n    lastSeq\n    lastActivityAt\n    revision\n    memberCount\n    lastMessage {\n      ...MessageFields\n    }\n    viewerState {\n      ...ViewerStateFields\n    }\n  }\n": types.ConversationPositionFragmentDoc,
    "\n  query ConversationList($after: Cursor) {\n    conversations(first: 30, after: $after) {\n      edges {\n        node {\n          ...ConversationFields\n          viewerState {\n            ...ViewerStateFields\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ConversationListDocument,
    "\n  query PinnedConversations {\n    pinnedConversations {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n": types.PinnedConversationsDocument,
    "\n  query Archive($after: Cursor) {\n    conversations(first: 30, after: $after, archived: true) {\n      edges {\n        node {\n          ...ConversationFields\n          viewerState {\n            ...ViewerStateFields\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ArchiveDocument,
    "\n  query ConversationSummary($id: ID!) {\n    conversation(id: $id) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n": types.ConversationSummaryDocument,
    "\n  query Conversation($id: ID!, $last: Int, $around: Int) {\n    conversation(id: $id) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n      messages(last: $last, around: $around) {\n        edges {\n          node {\n            ...MessageFields\n          }\n        }\n      }\n      ... on Group {\n        members(first: 50) {\n          edges {\n            node {\n              ...MemberFields\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n": types.ConversationDocument,
    "\n  query MessagesAround($id: ID!, $around: Int!) {\n    conversation(id: $id) {\n      id\n      messages(around: $around, first: 50) {\n        edges {\n          node {\n            ...MessageFields\n          }\n        }\n      }\n    }\n  }\n": types.MessagesAroundDocument,
    "\n  query PinnedMessages($id: ID!) {\n    conversation(id: $id) {\n      id\n      pinnedMessages {\n        ...MessageFields\n      }\n    }\n  }\n": types.PinnedMessagesDocument,
    "\n  query Viewer {\n    viewer {\n      email\n      user {\n        ...UserFields\n        about\n      }\n    }\n  }\n": types.ViewerDocument,
    "\n  query BlockedPeople {\n    viewer {\n      blockedUsers {\n        ...UserFields\n      }\n    }\n  }\n": types.BlockedPeopleDocument,
    "\n  query EventCursor {\n    serverInfo {\n      eventCursor\n      maxTextLength\n    }\n  }\n": types.EventCursorDocument,
    "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      id\n      url\n      expiresAt\n      fields {\n        name\n        value\n      }\n    }\n  }\n": types.CreateUploadDocument,
    "\n  mutation CompleteUpload($id: ID!, $durationMs: Int, $waveform: [Int!]) {\n    completeUpload(id: $id, durationMs: $durationMs, waveform: $waveform) {\n      id\n    }\n  }\n": types.CompleteUploadDocument,
    "\n  mutation CancelUpload($id: ID!) {\n    cancelUpload(id: $id)\n  }\n": types.CancelUploadDocument,
    "\n  subscription Events($after: Cursor) {\n    events(after: $after) {\n      cursor\n      at\n      ... on MessageAdded {\n        message {\n          ...MessageFields\n        }\n      }\n      ... on MessageChanged {\n        message {\n          ...MessageFields\n        }\n      }\n      ... on ConversationChanged {\n        conversation {\n          ...ConversationFields\n        }\n      }\n      ... on MembersChanged {\n        conversationId\n        changed {\n          ...MemberFields\n        }\n        removedUserIds\n        memberCount\n      }\n      ... on ConversationRemoved {\n        conversationId\n      }\n      ... on ReadMarkerMoved {\n        conversationId\n        userId\n        lastReadSeq\n        lastDeliveredSeq\n      }\n      ... on ViewerStateChanged {\n        conversationId\n        viewerState {\n          ...ViewerStateFields\n        }\n      }\n      ... on UserChanged {\n        user {\n          ...UserFields\n          about\n        }\n      }\n      ... on ViewerChanged {\n        viewer {\n          blockedUsers {\n            ...UserFields\n          }\n        }\n      }\n      ... on CursorAdvanced {\n        live\n      }\n    }\n  }\n": types.EventsDocument,
    "\n  subscription TypingInConversations {\n    typing {\n      conversationId\n      typing\n      user {\n        id\n        displayName\n      }\n    }\n  }\n": types.TypingInConversationsDocument,
    "\n  subscription PresenceOf($userIds: [ID!]!) {\n    presence(userIds: $userIds) {\n      id\n      presence {\n        status\n        lastSeenAt\n      }\n    }\n  }\n": types.PresenceOfDocument,
    "\n  mutation ReportActivity($active: Boolean!) {\n    reportActivity(active: $active)\n  }\n": types.ReportActivityDocument,
    "\n  fragment NoticeConversationFields on Conversation {\n    id\n    kind\n    viewerState {\n      ...ViewerStateFields\n    }\n    ... on Group {\n      name\n    }\n  }\n": types.NoticeConversationFieldsFragmentDoc,
    "\n  query PushKey {\n    serverInfo {\n      vapidPublicKey\n    }\n  }\n": types.PushKeyDocument,
    "\n  mutation RegisterPush($endpoint: String!, $p256dh: String!, $auth: String!) {\n    registerPush(endpoint: $endpoint, p256dh: $p256dh, auth: $auth)\n  }\n": types.RegisterPushDocument,
    "\n  mutation UnregisterPush($endpoint: String!) {\n    unregisterPush(endpoint: $endpoint)\n  }\n": types.UnregisterPushDocument,
    "\n  mutation SendMessage($input: SendMessageInput!) {\n    sendMessage(input: $input) {\n      ...MessageFields\n    }\n  }\n": types.SendMessageDocument,
    "\n  mutation EditMessage($messageId: ID!, $text: String!) {\n    editMessage(messageId: $messageId, text: $text) {\n      ...MessageFields\n    }\n  }\n": types.EditMessageDocument,
    "\n  mutation DeleteMessage($messageId: ID!) {\n    deleteMessage(messageId: $messageId) {\n      ...MessageFields\n    }\n  }\n": types.DeleteMessageDocument,
    "\n  mutation AddReaction($messageId: ID!, $emoji: String!) {\n    addReaction(messageId: $messageId, emoji: $emoji) {\n      ...MessageFields\n    }\n  }\n": types.AddReactionDocument,
    "\n  mutation RemoveReaction($messageId: ID!, $emoji: String!) {\n    removeReaction(messageId: $messageId, emoji: $emoji) {\n      ...MessageFields\n    }\n  }\n": types.RemoveReactionDocument,
    "\n  mutation PinMessage($messageId: ID!) {\n    pinMessage(messageId: $messageId) {\n      ...MessageFields\n    }\n  }\n": types.PinMessageDocument,
    "\n  mutation UnpinMessage($messageId: ID!) {\n    unpinMessage(messageId: $messageId) {\n      ...MessageFields\n    }\n  }\n": types.UnpinMessageDocument,
    "\n  mutation MarkRead($conversationId: ID!, $seq: Int!) {\n    markRead(conversationId: $conversationId, seq: $seq) {\n      ...ViewerStateFields\n    }\n  }\n": types.MarkReadDocument,
    "\n  mutation SetPreferences($input: ConversationPreferencesInput!) {\n    setConversationPreferences(input: $input) {\n      id\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n": types.SetPreferencesDocument,
    "\n  mutation MarkDelivered($conversationId: ID!, $seq: Int!) {\n    markDelivered(conversationId: $conversationId, seq: $seq)\n  }\n": types.MarkDeliveredDocument,
    "\n  mutation StartDirectConversation($userId: ID!) {\n    startDirectConversation(userId: $userId) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n": types.StartDirectConversationDocument,
    "\n  mutation CreateGroup($input: CreateGroupInput!) {\n    createGroup(input: $input) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n": types.CreateGroupDocument,
    "\n  mutation UpdateGroup($input: UpdateGroupInput!) {\n    updateGroup(input: $input) {\n      ...ConversationFields\n    }\n  }\n": types.UpdateGroupDocument,
    "\n  mutation AddMembers($groupId: ID!, $userIds: [ID!]!) {\n    addMembers(groupId: $groupId, userIds: $userIds) {\n      ...ConversationFields\n    }\n  }\n": types.AddMembersDocument,
    "\n  mutation RemoveMember($groupId: ID!, $userId: ID!, $ban: Boolean) {\n    removeMember(groupId: $groupId, userId: $userId, ban: $ban) {\n      ...ConversationFields\n    }\n  }\n": types.RemoveMemberDocument,
    "\n  mutation SetMemberRole($groupId: ID!, $userId: ID!, $role: MemberRole!) {\n    setMemberRole(groupId: $groupId, userId: $userId, role: $role) {\n      ...ConversationFields\n    }\n  }\n": types.SetMemberRoleDocument,
    "\n  mutation UnbanMember($groupId: ID!, $userId: ID!) {\n    unbanMember(groupId: $groupId, userId: $userId) {\n      ...ConversationFields\n    }\n  }\n": types.UnbanMemberDocument,
    "\n  mutation DeleteGroup($groupId: ID!) {\n    deleteGroup(groupId: $groupId)\n  }\n": types.DeleteGroupDocument,
    "\n  mutation LeaveGroup($groupId: ID!) {\n    leaveGroup(groupId: $groupId)\n  }\n": types.LeaveGroupDocument,
    "\n  query Members($id: ID!, $after: Cursor, $search: String) {\n    conversation(id: $id) {\n      id\n      memberCount\n      members(first: 50, after: $after, search: $search) {\n        edges {\n          node {\n            ...MemberFields\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.MembersDocument,
    "\n  query SharedFiles($id: ID!, $kind: AttachmentKind!, $first: Int!, $after: Cursor) {\n    conversation(id: $id) {\n      id\n      attachments(kind: $kind, first: $first, after: $after) {\n        edges {\n          messageSeq\n          node {\n            ...AttachmentFields\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.SharedFilesDocument,
    "\n  query InvitePreview($code: String!) {\n    invite(code: $code) {\n      groupId\n      groupName\n      groupPhotoUrl\n      memberCount\n    }\n  }\n": types.InvitePreviewDocument,
    "\n  mutation JoinGroup($inviteCode: String!) {\n    joinGroup(inviteCode: $inviteCode) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n": types.JoinGroupDocument,
    "\n  query GroupAccess($id: ID!) {\n    conversation(id: $id) {\n      id\n      ... on Group {\n        invites {\n          id\n          url\n          expiresAt\n          usesLeft\n          createdBy {\n            ...UserFields\n          }\n        }\n        bannedUsers {\n          ...UserFields\n        }\n      }\n    }\n  }\n": types.GroupAccessDocument,
    "\n  mutation CreateInvite($groupId: ID!, $expiresAt: DateTime, $maxUses: Int) {\n    createInvite(groupId: $groupId, expiresAt: $expiresAt, maxUses: $maxUses) {\n      id\n    }\n  }\n": types.CreateInviteDocument,
    "\n  mutation RevokeInvite($id: ID!) {\n    revokeInvite(id: $id)\n  }\n": types.RevokeInviteDocument,
    "\n  mutation SetTyping($conversationId: ID!, $typing: Boolean!) {\n    setTyping(conversationId: $conversationId, typing: $typing)\n  }\n": types.SetTypingDocument,
    "\n  mutation ReportMessage($messageId: ID!, $reason: String!) {\n    reportMessage(messageId: $messageId, reason: $reason)\n  }\n": types.ReportMessageDocument,
    "\n  query MessageAbout($id: ID!, $after: Cursor, $withReaders: Boolean!) {\n    message(id: $id) {\n      id\n      edits {\n        text\n        at\n      }\n      readBy(first: 50, after: $after) @include(if: $withReaders) {\n        edges {\n          node {\n            user {\n              ...UserFields\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.MessageAboutDocument,
    "\n  query MentionsAround($id: ID!, $around: Int!, $first: Int!) {\n    conversation(id: $id) {\n      id\n      messages(around: $around, first: $first) {\n        edges {\n          node {\n            id\n            seq\n            kind\n            deletedAt\n            mentionsEveryone\n            author {\n              id\n            }\n            mentions {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": types.MentionsAroundDocument,
    "\n  fragment FoundMessageFields on Message {\n    id\n    conversationId\n    seq\n    kind\n    text\n    createdAt\n    deletedAt\n    revision\n    author {\n      ...UserFields\n    }\n    attachments {\n      kind\n      fileName\n      durationMs\n      waveform\n    }\n  }\n": types.FoundMessageFieldsFragmentDoc,
    "\n  query SearchMessages($query: String!, $conversationId: ID, $after: Cursor) {\n    searchMessages(query: $query, conversationId: $conversationId, first: 20, after: $after) {\n      edges {\n        node {\n          ...FoundMessageFields\n          conversation {\n            id\n            ... on Group {\n              name\n              photoUrl\n            }\n            ... on DirectConversation {\n              members(first: 2) {\n                edges {\n                  node {\n                    user {\n                      ...UserFields\n                    }\n                  }\n                }\n              }\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.SearchMessagesDocument,
    "\n  query SeqAtTime($id: ID!, $at: DateTime!) {\n    conversation(id: $id) {\n      id\n      messages(aroundTime: $at, first: 10) {\n        edges {\n          node {\n            id\n            seq\n            createdAt\n          }\n        }\n      }\n    }\n  }\n": types.SeqAtTimeDocument,
    "\n  query AccessTokens {\n    viewer {\n      bots {\n        ...UserFields\n      }\n      accessTokens {\n        id\n        name\n        scopes\n        createdAt\n        lastUsedAt\n        expiresAt\n        user {\n          ...UserFields\n        }\n      }\n    }\n  }\n": types.AccessTokensDocument,
    "\n  mutation CreateAccessToken($input: CreateAccessTokenInput!) {\n    createAccessToken(input: $input) {\n      secret\n    }\n  }\n": types.CreateAccessTokenDocument,
    "\n  mutation RevokeAccessToken($id: ID!) {\n    revokeAccessToken(id: $id)\n  }\n": types.RevokeAccessTokenDocument,
    "\n  query Bots {\n    viewer {\n      bots {\n        ...UserFields\n        createdAt\n      }\n    }\n  }\n": types.BotsDocument,
    "\n  mutation CreateBot($username: String!, $displayName: String!) {\n    createBot(username: $username, displayName: $displayName) {\n      secret\n    }\n  }\n": types.CreateBotDocument,
    "\n  mutation DeleteBot($userId: ID!) {\n    deleteBot(userId: $userId)\n  }\n": types.DeleteBotDocument,
    "\n  fragment WebhookFields on Webhook {\n    id\n    url\n    events\n    conversationId\n    disabledAt\n    createdAt\n  }\n": types.WebhookFieldsFragmentDoc,
    "\n  query Webhooks {\n    viewer {\n      webhooks {\n        ...WebhookFields\n      }\n    }\n  }\n": types.WebhooksDocument,
    "\n  mutation CreateWebhook($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      secret\n    }\n  }\n": types.CreateWebhookDocument,
    "\n  mutation UpdateWebhook($id: ID!, $url: String, $events: [WebhookEvent!], $active: Boolean) {\n    updateWebhook(id: $id, url: $url, events: $events, active: $active) {\n      id\n    }\n  }\n": types.UpdateWebhookDocument,
    "\n  mutation DeleteWebhook($id: ID!) {\n    deleteWebhook(id: $id)\n  }\n": types.DeleteWebhookDocument,
    "\n  query Deliveries($first: Int!) {\n    viewer {\n      webhooks {\n        id\n        deliveries(first: $first) {\n          edges {\n            node {\n              id\n              event\n              status\n              attempts\n              lastAttemptAt\n              deliveredAt\n            }\n          }\n          pageInfo {\n            hasNextPage\n          }\n        }\n      }\n    }\n  }\n": types.DeliveriesDocument,
    "\n  mutation Redeliver($deliveryId: ID!) {\n    redeliverWebhook(deliveryId: $deliveryId) {\n      id\n      status\n      attempts\n      lastAttemptAt\n      deliveredAt\n    }\n  }\n": types.RedeliverDocument,
    "\n  query Account {\n    viewer {\n      email\n      emailVerified\n      pendingEmail\n      showLastSeen\n    }\n  }\n": types.AccountDocument,
    "\n  mutation ChangeEmail($newEmail: String!, $password: String!) {\n    changeEmail(newEmail: $newEmail, password: $password)\n  }\n": types.ChangeEmailDocument,
    "\n  mutation ChangePassword($currentPassword: String!, $newPassword: String!) {\n    changePassword(currentPassword: $currentPassword, newPassword: $newPassword)\n  }\n": types.ChangePasswordDocument,
    "\n  mutation SetShowLastSeen($showLastSeen: Boolean!) {\n    updateProfile(input: { showLastSeen: $showLastSeen }) {\n      id\n    }\n  }\n": types.SetShowLastSeenDocument,
    "\n  mutation SetLocale($locale: String!) {\n    updateProfile(input: { locale: $locale }) {\n      id\n    }\n  }\n": types.SetLocaleDocument,
    "\n  query Sessions {\n    viewer {\n      sessions {\n        id\n        current\n        deviceName\n        createdAt\n        lastUsedAt\n      }\n    }\n  }\n": types.SessionsDocument,
    "\n  mutation RevokeSession($id: ID!) {\n    revokeSession(id: $id)\n  }\n": types.RevokeSessionDocument,
    "\n  mutation RevokeOtherSessions {\n    revokeOtherSessions\n  }\n": types.RevokeOtherSessionsDocument,
    "\n  mutation ExportMyData {\n    exportMyData {\n      url\n      expiresAt\n    }\n  }\n": types.ExportMyDataDocument,
    "\n  mutation ResendVerification {\n    resendVerification\n  }\n": types.ResendVerificationDocument,
    "\n  query PeopleSearch($search: String!) {\n    users(search: $search, first: 20) {\n      edges {\n        node {\n          ...UserFields\n        }\n      }\n    }\n  }\n": types.PeopleSearchDocument,
    "\n  query Person($id: ID!) {\n    user(id: $id) {\n      ...UserFields\n      about\n    }\n  }\n": types.PersonDocument,
    "\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      ...UserFields\n      about\n    }\n  }\n": types.UpdateProfileDocument,
    "\n  mutation BlockUser($userId: ID!) {\n    blockUser(userId: $userId) {\n      ...UserFields\n    }\n  }\n": types.BlockUserDocument,
    "\n  mutation UnblockUser($userId: ID!) {\n    unblockUser(userId: $userId) {\n      ...UserFields\n    }\n  }\n": types.UnblockUserDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserFields on User {\n    id\n    username\n    displayName\n    photoUrl\n    revision\n  }\n"): (typeof documents)["\n  fragment UserFields on User {\n    id\n    username\n    displayName\n    photoUrl\n    revision\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment QuoteFields on Message {\n    replyTo {\n      seq\n      text\n      deletedAt\n      author {\n        ...UserFields\n      }\n      attachments {\n        kind\n        fileName\n        durationMs\n        waveform\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment QuoteFields on Message {\n    replyTo {\n      seq\n      text\n      deletedAt\n      author {\n        ...UserFields\n      }\n      attachments {\n        kind\n        fileName\n        durationMs\n        waveform\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AttachmentFields on Attachment {\n    id\n    kind\n    fileName\n    contentType\n    size\n    url\n    urlExpiresAt\n    thumbnailUrl(width: 640)\n    width\n    height\n    durationMs\n    waveform\n  }\n"): (typeof documents)["\n  fragment AttachmentFields on Attachment {\n    id\n    kind\n    fileName\n    contentType\n    size\n    url\n    urlExpiresAt\n    thumbnailUrl(width: 640)\n    width\n    height\n    durationMs\n    waveform\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MessageFields on Message {\n    id\n    conversationId\n    seq\n    clientId\n    kind\n    text\n    createdAt\n    editedAt\n    deletedAt\n    revision\n    author {\n      ...UserFields\n    }\n    notice {\n      actor {\n        ...UserFields\n      }\n      subjects {\n        ...UserFields\n      }\n      name\n      role\n    }\n    reactions {\n      emoji\n      count\n      userIds\n    }\n    attachments {\n      ...AttachmentFields\n    }\n    pinned\n    mentionsEveryone\n    mentions {\n      ...UserFields\n    }\n    ...QuoteFields\n  }\n"): (typeof documents)["\n  fragment MessageFields on Message {\n    id\n    conversationId\n    seq\n    clientId\n    kind\n    text\n    createdAt\n    editedAt\n    deletedAt\n    revision\n    author {\n      ...UserFields\n    }\n    notice {\n      actor {\n        ...UserFields\n      }\n      subjects {\n        ...UserFields\n      }\n      name\n      role\n    }\n    reactions {\n      emoji\n      count\n      userIds\n    }\n    attachments {\n      ...AttachmentFields\n    }\n    pinned\n    mentionsEveryone\n    mentions {\n      ...UserFields\n    }\n    ...QuoteFields\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MemberFields on Member {\n    role\n    joinedAt\n    lastReadSeq\n    lastDeliveredSeq\n    revision\n    user {\n      ...UserFields\n    }\n  }\n"): (typeof documents)["\n  fragment MemberFields on Member {\n    role\n    joinedAt\n    lastReadSeq\n    lastDeliveredSeq\n    revision\n    user {\n      ...UserFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ViewerStateFields on ViewerState {\n    role\n    lastReadSeq\n    unreadCount\n    unreadMentions\n    othersReadSeq\n    othersDeliveredSeq\n    notify\n    mutedUntil\n    pinned\n    archived\n    markedUnread\n    revision\n  }\n"): (typeof documents)["\n  fragment ViewerStateFields on ViewerState {\n    role\n    lastReadSeq\n    unreadCount\n    unreadMentions\n    othersReadSeq\n    othersDeliveredSeq\n    notify\n    mutedUntil\n    pinned\n    archived\n    markedUnread\n    revision\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ConversationFields on Conversation {\n    id\n    kind\n    createdAt\n    lastActivityAt\n    lastSeq\n    memberCount\n    revision\n    lastMessage {\n      ...MessageFields\n    }\n    ... on Group {\n      name\n      description\n      photoUrl\n    }\n    ... on DirectConversation {\n      members(first: 2) {\n        edges {\n          node {\n            ...MemberFields\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment ConversationFields on Conversation {\n    id\n    kind\n    createdAt\n    lastActivityAt\n    lastSeq\n    memberCount\n    revision\n    lastMessage {\n      ...MessageFields\n    }\n    ... on Group {\n      name\n      description\n      photoUrl\n    }\n    ... on DirectConversation {\n      members(first: 2) {\n        edges {\n          node {\n            ...MemberFields\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment GroupFace on Group {\n    name\n    description\n    photoUrl\n    revision\n  }\n"): (typeof documents)["\n  fragment GroupFace on Group {\n    name\n    description\n    photoUrl\n    revision\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ConversationPosition on Conversation {\n    id\n    lastSeq\n    lastActivityAt\n    revision\n    memberCount\n    lastMessage {\n      ...MessageFields\n    }\n    viewerState {\n      ...ViewerStateFields\n    }\n  }\n"): (typeof documents)["\n  fragment ConversationPosition on Conversation {\n    id\n    lastSeq\n    lastActivityAt\n    revision\n    memberCount\n    lastMessage {\n      ...MessageFields\n    }\n    viewerState {\n      ...ViewerStateFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ConversationList($after: Cursor) {\n    conversations(first: 30, after: $after) {\n      edges {\n        node {\n          ...ConversationFields\n          viewerState {\n            ...ViewerStateFields\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query ConversationList($after: Cursor) {\n    conversations(first: 30, after: $after) {\n      edges {\n        node {\n          ...ConversationFields\n          viewerState {\n            ...ViewerStateFields\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PinnedConversations {\n    pinnedConversations {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n"): (typeof documents)["\n  query PinnedConversations {\n    pinnedConversations {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Archive($after: Cursor) {\n    conversations(first: 30, after: $after, archived: true) {\n      edges {\n        node {\n          ...ConversationFields\n          viewerState {\n            ...ViewerStateFields\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Archive($after: Cursor) {\n    conversations(first: 30, after: $after, archived: true) {\n      edges {\n        node {\n          ...ConversationFields\n          viewerState {\n            ...ViewerStateFields\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ConversationSummary($id: ID!) {\n    conversation(id: $id) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n"): (typeof documents)["\n  query ConversationSummary($id: ID!) {\n    conversation(id: $id) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Conversation($id: ID!, $last: Int, $around: Int) {\n    conversation(id: $id) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n      messages(last: $last, around: $around) {\n        edges {\n          node {\n            ...MessageFields\n          }\n        }\n      }\n      ... on Group {\n        members(first: 50) {\n          edges {\n            node {\n              ...MemberFields\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Conversation($id: ID!, $last: Int, $around: Int) {\n    conversation(id: $id) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n      messages(last: $last, around: $around) {\n        edges {\n          node {\n            ...MessageFields\n          }\n        }\n      }\n      ... on Group {\n        members(first: 50) {\n          edges {\n            node {\n              ...MemberFields\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MessagesAround($id: ID!, $around: Int!) {\n    conversation(id: $id) {\n      id\n      messages(around: $around, first: 50) {\n        edges {\n          node {\n            ...MessageFields\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MessagesAround($id: ID!, $around: Int!) {\n    conversation(id: $id) {\n      id\n      messages(around: $around, first: 50) {\n        edges {\n          node {\n            ...MessageFields\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PinnedMessages($id: ID!) {\n    conversation(id: $id) {\n      id\n      pinnedMessages {\n        ...MessageFields\n      }\n    }\n  }\n"): (typeof documents)["\n  query PinnedMessages($id: ID!) {\n    conversation(id: $id) {\n      id\n      pinnedMessages {\n        ...MessageFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      email\n      user {\n        ...UserFields\n        about\n      }\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      email\n      user {\n        ...UserFields\n        about\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BlockedPeople {\n    viewer {\n      blockedUsers {\n        ...UserFields\n      }\n    }\n  }\n"): (typeof documents)["\n  query BlockedPeople {\n    viewer {\n      blockedUsers {\n        ...UserFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventCursor {\n    serverInfo {\n      eventCursor\n      maxTextLength\n    }\n  }\n"): (typeof documents)["\n  query EventCursor {\n    serverInfo {\n      eventCursor\n      maxTextLength\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      id\n      url\n      expiresAt\n      fields {\n        name\n        value\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      id\n      url\n      expiresAt\n      fields {\n        name\n        value\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CompleteUpload($id: ID!, $durationMs: Int, $waveform: [Int!]) {\n    completeUpload(id: $id, durationMs: $durationMs, waveform: $waveform) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation CompleteUpload($id: ID!, $durationMs: Int, $waveform: [Int!]) {\n    completeUpload(id: $id, durationMs: $durationMs, waveform: $waveform) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelUpload($id: ID!) {\n    cancelUpload(id: $id)\n  }\n"): (typeof documents)["\n  mutation CancelUpload($id: ID!) {\n    cancelUpload(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Events($after: Cursor) {\n    events(after: $after) {\n      cursor\n      at\n      ... on MessageAdded {\n        message {\n          ...MessageFields\n        }\n      }\n      ... on MessageChanged {\n        message {\n          ...MessageFields\n        }\n      }\n      ... on ConversationChanged {\n        conversation {\n          ...ConversationFields\n        }\n      }\n      ... on MembersChanged {\n        conversationId\n        changed {\n          ...MemberFields\n        }\n        removedUserIds\n        memberCount\n      }\n      ... on ConversationRemoved {\n        conversationId\n      }\n      ... on ReadMarkerMoved {\n        conversationId\n        userId\n        lastReadSeq\n        lastDeliveredSeq\n      }\n      ... on ViewerStateChanged {\n        conversationId\n        viewerState {\n          ...ViewerStateFields\n        }\n      }\n      ... on UserChanged {\n        user {\n          ...UserFields\n          about\n        }\n      }\n      ... on ViewerChanged {\n        viewer {\n          blockedUsers {\n            ...UserFields\n          }\n        }\n      }\n      ... on CursorAdvanced {\n        live\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription Events($after: Cursor) {\n    events(after: $after) {\n      cursor\n      at\n      ... on MessageAdded {\n        message {\n          ...MessageFields\n        }\n      }\n      ... on MessageChanged {\n        message {\n          ...MessageFields\n        }\n      }\n      ... on ConversationChanged {\n        conversation {\n          ...ConversationFields\n        }\n      }\n      ... on MembersChanged {\n        conversationId\n        changed {\n          ...MemberFields\n        }\n        removedUserIds\n        memberCount\n      }\n      ... on ConversationRemoved {\n        conversationId\n      }\n      ... on ReadMarkerMoved {\n        conversationId\n        userId\n        lastReadSeq\n        lastDeliveredSeq\n      }\n      ... on ViewerStateChanged {\n        conversationId\n        viewerState {\n          ...ViewerStateFields\n        }\n      }\n      ... on UserChanged {\n        user {\n          ...UserFields\n          about\n        }\n      }\n      ... on ViewerChanged {\n        viewer {\n          blockedUsers {\n            ...UserFields\n          }\n        }\n      }\n      ... on CursorAdvanced {\n        live\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription TypingInConversations {\n    typing {\n      conversationId\n      typing\n      user {\n        id\n        displayName\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription TypingInConversations {\n    typing {\n      conversationId\n      typing\n      user {\n        id\n        displayName\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription PresenceOf($userIds: [ID!]!) {\n    presence(userIds: $userIds) {\n      id\n      presence {\n        status\n        lastSeenAt\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription PresenceOf($userIds: [ID!]!) {\n    presence(userIds: $userIds) {\n      id\n      presence {\n        status\n        lastSeenAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportActivity($active: Boolean!) {\n    reportActivity(active: $active)\n  }\n"): (typeof documents)["\n  mutation ReportActivity($active: Boolean!) {\n    reportActivity(active: $active)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment NoticeConversationFields on Conversation {\n    id\n    kind\n    viewerState {\n      ...ViewerStateFields\n    }\n    ... on Group {\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment NoticeConversationFields on Conversation {\n    id\n    kind\n    viewerState {\n      ...ViewerStateFields\n    }\n    ... on Group {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PushKey {\n    serverInfo {\n      vapidPublicKey\n    }\n  }\n"): (typeof documents)["\n  query PushKey {\n    serverInfo {\n      vapidPublicKey\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RegisterPush($endpoint: String!, $p256dh: String!, $auth: String!) {\n    registerPush(endpoint: $endpoint, p256dh: $p256dh, auth: $auth)\n  }\n"): (typeof documents)["\n  mutation RegisterPush($endpoint: String!, $p256dh: String!, $auth: String!) {\n    registerPush(endpoint: $endpoint, p256dh: $p256dh, auth: $auth)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnregisterPush($endpoint: String!) {\n    unregisterPush(endpoint: $endpoint)\n  }\n"): (typeof documents)["\n  mutation UnregisterPush($endpoint: String!) {\n    unregisterPush(endpoint: $endpoint)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SendMessage($input: SendMessageInput!) {\n    sendMessage(input: $input) {\n      ...MessageFields\n    }\n  }\n"): (typeof documents)["\n  mutation SendMessage($input: SendMessageInput!) {\n    sendMessage(input: $input) {\n      ...MessageFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EditMessage($messageId: ID!, $text: String!) {\n    editMessage(messageId: $messageId, text: $text) {\n      ...MessageFields\n    }\n  }\n"): (typeof documents)["\n  mutation EditMessage($messageId: ID!, $text: String!) {\n    editMessage(messageId: $messageId, text: $text) {\n      ...MessageFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteMessage($messageId: ID!) {\n    deleteMessage(messageId: $messageId) {\n      ...MessageFields\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteMessage($messageId: ID!) {\n    deleteMessage(messageId: $messageId) {\n      ...MessageFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddReaction($messageId: ID!, $emoji: String!) {\n    addReaction(messageId: $messageId, emoji: $emoji) {\n      ...MessageFields\n    }\n  }\n"): (typeof documents)["\n  mutation AddReaction($messageId: ID!, $emoji: String!) {\n    addReaction(messageId: $messageId, emoji: $emoji) {\n      ...MessageFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveReaction($messageId: ID!, $emoji: String!) {\n    removeReaction(messageId: $messageId, emoji: $emoji) {\n      ...MessageFields\n    }\n  }\n"): (typeof documents)["\n  mutation RemoveReaction($messageId: ID!, $emoji: String!) {\n    removeReaction(messageId: $messageId, emoji: $emoji) {\n      ...MessageFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PinMessage($messageId: ID!) {\n    pinMessage(messageId: $messageId) {\n      ...MessageFields\n    }\n  }\n"): (typeof documents)["\n  mutation PinMessage($messageId: ID!) {\n    pinMessage(messageId: $messageId) {\n      ...MessageFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnpinMessage($messageId: ID!) {\n    unpinMessage(messageId: $messageId) {\n      ...MessageFields\n    }\n  }\n"): (typeof documents)["\n  mutation UnpinMessage($messageId: ID!) {\n    unpinMessage(messageId: $messageId) {\n      ...MessageFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MarkRead($conversationId: ID!, $seq: Int!) {\n    markRead(conversationId: $conversationId, seq: $seq) {\n      ...ViewerStateFields\n    }\n  }\n"): (typeof documents)["\n  mutation MarkRead($conversationId: ID!, $seq: Int!) {\n    markRead(conversationId: $conversationId, seq: $seq) {\n      ...ViewerStateFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetPreferences($input: ConversationPreferencesInput!) {\n    setConversationPreferences(input: $input) {\n      id\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetPreferences($input: ConversationPreferencesInput!) {\n    setConversationPreferences(input: $input) {\n      id\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MarkDelivered($conversationId: ID!, $seq: Int!) {\n    markDelivered(conversationId: $conversationId, seq: $seq)\n  }\n"): (typeof documents)["\n  mutation MarkDelivered($conversationId: ID!, $seq: Int!) {\n    markDelivered(conversationId: $conversationId, seq: $seq)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartDirectConversation($userId: ID!) {\n    startDirectConversation(userId: $userId) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation StartDirectConversation($userId: ID!) {\n    startDirectConversation(userId: $userId) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateGroup($input: CreateGroupInput!) {\n    createGroup(input: $input) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateGroup($input: CreateGroupInput!) {\n    createGroup(input: $input) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateGroup($input: UpdateGroupInput!) {\n    updateGroup(input: $input) {\n      ...ConversationFields\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateGroup($input: UpdateGroupInput!) {\n    updateGroup(input: $input) {\n      ...ConversationFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddMembers($groupId: ID!, $userIds: [ID!]!) {\n    addMembers(groupId: $groupId, userIds: $userIds) {\n      ...ConversationFields\n    }\n  }\n"): (typeof documents)["\n  mutation AddMembers($groupId: ID!, $userIds: [ID!]!) {\n    addMembers(groupId: $groupId, userIds: $userIds) {\n      ...ConversationFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveMember($groupId: ID!, $userId: ID!, $ban: Boolean) {\n    removeMember(groupId: $groupId, userId: $userId, ban: $ban) {\n      ...ConversationFields\n    }\n  }\n"): (typeof documents)["\n  mutation RemoveMember($groupId: ID!, $userId: ID!, $ban: Boolean) {\n    removeMember(groupId: $groupId, userId: $userId, ban: $ban) {\n      ...ConversationFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetMemberRole($groupId: ID!, $userId: ID!, $role: MemberRole!) {\n    setMemberRole(groupId: $groupId, userId: $userId, role: $role) {\n      ...ConversationFields\n    }\n  }\n"): (typeof documents)["\n  mutation SetMemberRole($groupId: ID!, $userId: ID!, $role: MemberRole!) {\n    setMemberRole(groupId: $groupId, userId: $userId, role: $role) {\n      ...ConversationFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnbanMember($groupId: ID!, $userId: ID!) {\n    unbanMember(groupId: $groupId, userId: $userId) {\n      ...ConversationFields\n    }\n  }\n"): (typeof documents)["\n  mutation UnbanMember($groupId: ID!, $userId: ID!) {\n    unbanMember(groupId: $groupId, userId: $userId) {\n      ...ConversationFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteGroup($groupId: ID!) {\n    deleteGroup(groupId: $groupId)\n  }\n"): (typeof documents)["\n  mutation DeleteGroup($groupId: ID!) {\n    deleteGroup(groupId: $groupId)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LeaveGroup($groupId: ID!) {\n    leaveGroup(groupId: $groupId)\n  }\n"): (typeof documents)["\n  mutation LeaveGroup($groupId: ID!) {\n    leaveGroup(groupId: $groupId)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Members($id: ID!, $after: Cursor, $search: String) {\n    conversation(id: $id) {\n      id\n      memberCount\n      members(first: 50, after: $after, search: $search) {\n        edges {\n          node {\n            ...MemberFields\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Members($id: ID!, $after: Cursor, $search: String) {\n    conversation(id: $id) {\n      id\n      memberCount\n      members(first: 50, after: $after, search: $search) {\n        edges {\n          node {\n            ...MemberFields\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SharedFiles($id: ID!, $kind: AttachmentKind!, $first: Int!, $after: Cursor) {\n    conversation(id: $id) {\n      id\n      attachments(kind: $kind, first: $first, after: $after) {\n        edges {\n          messageSeq\n          node {\n            ...AttachmentFields\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query SharedFiles($id: ID!, $kind: AttachmentKind!, $first: Int!, $after: Cursor) {\n    conversation(id: $id) {\n      id\n      attachments(kind: $kind, first: $first, after: $after) {\n        edges {\n          messageSeq\n          node {\n            ...AttachmentFields\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InvitePreview($code: String!) {\n    invite(code: $code) {\n      groupId\n      groupName\n      groupPhotoUrl\n      memberCount\n    }\n  }\n"): (typeof documents)["\n  query InvitePreview($code: String!) {\n    invite(code: $code) {\n      groupId\n      groupName\n      groupPhotoUrl\n      memberCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation JoinGroup($inviteCode: String!) {\n    joinGroup(inviteCode: $inviteCode) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation JoinGroup($inviteCode: String!) {\n    joinGroup(inviteCode: $inviteCode) {\n      ...ConversationFields\n      viewerState {\n        ...ViewerStateFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupAccess($id: ID!) {\n    conversation(id: $id) {\n      id\n      ... on Group {\n        invites {\n          id\n          url\n          expiresAt\n          usesLeft\n          createdBy {\n            ...UserFields\n          }\n        }\n        bannedUsers {\n          ...UserFields\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query GroupAccess($id: ID!) {\n    conversation(id: $id) {\n      id\n      ... on Group {\n        invites {\n          id\n          url\n          expiresAt\n          usesLeft\n          createdBy {\n            ...UserFields\n          }\n        }\n        bannedUsers {\n          ...UserFields\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateInvite($groupId: ID!, $expiresAt: DateTime, $maxUses: Int) {\n    createInvite(groupId: $groupId, expiresAt: $expiresAt, maxUses: $maxUses) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation CreateInvite($groupId: ID!, $expiresAt: DateTime, $maxUses: Int) {\n    createInvite(groupId: $groupId, expiresAt: $expiresAt, maxUses: $maxUses) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeInvite($id: ID!) {\n    revokeInvite(id: $id)\n  }\n"): (typeof documents)["\n  mutation RevokeInvite($id: ID!) {\n    revokeInvite(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetTyping($conversationId: ID!, $typing: Boolean!) {\n    setTyping(conversationId: $conversationId, typing: $typing)\n  }\n"): (typeof documents)["\n  mutation SetTyping($conversationId: ID!, $typing: Boolean!) {\n    setTyping(conversationId: $conversationId, typing: $typing)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportMessage($messageId: ID!, $reason: String!) {\n    reportMessage(messageId: $messageId, reason: $reason)\n  }\n"): (typeof documents)["\n  mutation ReportMessage($messageId: ID!, $reason: String!) {\n    reportMessage(messageId: $messageId, reason: $reason)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MessageAbout($id: ID!, $after: Cursor, $withReaders: Boolean!) {\n    message(id: $id) {\n      id\n      edits {\n        text\n        at\n      }\n      readBy(first: 50, after: $after) @include(if: $withReaders) {\n        edges {\n          node {\n            user {\n              ...UserFields\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MessageAbout($id: ID!, $after: Cursor, $withReaders: Boolean!) {\n    message(id: $id) {\n      id\n      edits {\n        text\n        at\n      }\n      readBy(first: 50, after: $after) @include(if: $withReaders) {\n        edges {\n          node {\n            user {\n              ...UserFields\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MentionsAround($id: ID!, $around: Int!, $first: Int!) {\n    conversation(id: $id) {\n      id\n      messages(around: $around, first: $first) {\n        edges {\n          node {\n            id\n            seq\n            kind\n            deletedAt\n            mentionsEveryone\n            author {\n              id\n            }\n            mentions {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MentionsAround($id: ID!, $around: Int!, $first: Int!) {\n    conversation(id: $id) {\n      id\n      messages(around: $around, first: $first) {\n        edges {\n          node {\n            id\n            seq\n            kind\n            deletedAt\n            mentionsEveryone\n            author {\n              id\n            }\n            mentions {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FoundMessageFields on Message {\n    id\n    conversationId\n    seq\n    kind\n    text\n    createdAt\n    deletedAt\n    revision\n    author {\n      ...UserFields\n    }\n    attachments {\n      kind\n      fileName\n      durationMs\n      waveform\n    }\n  }\n"): (typeof documents)["\n  fragment FoundMessageFields on Message {\n    id\n    conversationId\n    seq\n    kind\n    text\n    createdAt\n    deletedAt\n    revision\n    author {\n      ...UserFields\n    }\n    attachments {\n      kind\n      fileName\n      durationMs\n      waveform\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchMessages($query: String!, $conversationId: ID, $after: Cursor) {\n    searchMessages(query: $query, conversationId: $conversationId, first: 20, after: $after) {\n      edges {\n        node {\n          ...FoundMessageFields\n          conversation {\n            id\n            ... on Group {\n              name\n              photoUrl\n            }\n            ... on DirectConversation {\n              members(first: 2) {\n                edges {\n                  node {\n                    user {\n                      ...UserFields\n                    }\n                  }\n                }\n              }\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query SearchMessages($query: String!, $conversationId: ID, $after: Cursor) {\n    searchMessages(query: $query, conversationId: $conversationId, first: 20, after: $after) {\n      edges {\n        node {\n          ...FoundMessageFields\n          conversation {\n            id\n            ... on Group {\n              name\n              photoUrl\n            }\n            ... on DirectConversation {\n              members(first: 2) {\n                edges {\n                  node {\n                    user {\n                      ...UserFields\n                    }\n                  }\n                }\n              }\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SeqAtTime($id: ID!, $at: DateTime!) {\n    conversation(id: $id) {\n      id\n      messages(aroundTime: $at, first: 10) {\n        edges {\n          node {\n            id\n            seq\n            createdAt\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query SeqAtTime($id: ID!, $at: DateTime!) {\n    conversation(id: $id) {\n      id\n      messages(aroundTime: $at, first: 10) {\n        edges {\n          node {\n            id\n            seq\n            createdAt\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccessTokens {\n    viewer {\n      bots {\n        ...UserFields\n      }\n      accessTokens {\n        id\n        name\n        scopes\n        createdAt\n        lastUsedAt\n        expiresAt\n        user {\n          ...UserFields\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query AccessTokens {\n    viewer {\n      bots {\n        ...UserFields\n      }\n      accessTokens {\n        id\n        name\n        scopes\n        createdAt\n        lastUsedAt\n        expiresAt\n        user {\n          ...UserFields\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAccessToken($input: CreateAccessTokenInput!) {\n    createAccessToken(input: $input) {\n      secret\n    }\n  }\n"): (typeof documents)["\n  mutation CreateAccessToken($input: CreateAccessTokenInput!) {\n    createAccessToken(input: $input) {\n      secret\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeAccessToken($id: ID!) {\n    revokeAccessToken(id: $id)\n  }\n"): (typeof documents)["\n  mutation RevokeAccessToken($id: ID!) {\n    revokeAccessToken(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Bots {\n    viewer {\n      bots {\n        ...UserFields\n        createdAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query Bots {\n    viewer {\n      bots {\n        ...UserFields\n        createdAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateBot($username: String!, $displayName: String!) {\n    createBot(username: $username, displayName: $displayName) {\n      secret\n    }\n  }\n"): (typeof documents)["\n  mutation CreateBot($username: String!, $displayName: String!) {\n    createBot(username: $username, displayName: $displayName) {\n      secret\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteBot($userId: ID!) {\n    deleteBot(userId: $userId)\n  }\n"): (typeof documents)["\n  mutation DeleteBot($userId: ID!) {\n    deleteBot(userId: $userId)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WebhookFields on Webhook {\n    id\n    url\n    events\n    conversationId\n    disabledAt\n    createdAt\n  }\n"): (typeof documents)["\n  fragment WebhookFields on Webhook {\n    id\n    url\n    events\n    conversationId\n    disabledAt\n    createdAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Webhooks {\n    viewer {\n      webhooks {\n        ...WebhookFields\n      }\n    }\n  }\n"): (typeof documents)["\n  query Webhooks {\n    viewer {\n      webhooks {\n        ...WebhookFields\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateWebhook($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      secret\n    }\n  }\n"): (typeof documents)["\n  mutation CreateWebhook($input: CreateWebhookInput!) {\n    createWebhook(input: $input) {\n      secret\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateWebhook($id: ID!, $url: String, $events: [WebhookEvent!], $active: Boolean) {\n    updateWebhook(id: $id, url: $url, events: $events, active: $active) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateWebhook($id: ID!, $url: String, $events: [WebhookEvent!], $active: Boolean) {\n    updateWebhook(id: $id, url: $url, events: $events, active: $active) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteWebhook($id: ID!) {\n    deleteWebhook(id: $id)\n  }\n"): (typeof documents)["\n  mutation DeleteWebhook($id: ID!) {\n    deleteWebhook(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Deliveries($first: Int!) {\n    viewer {\n      webhooks {\n        id\n        deliveries(first: $first) {\n          edges {\n            node {\n              id\n              event\n              status\n              attempts\n              lastAttemptAt\n              deliveredAt\n            }\n          }\n          pageInfo {\n            hasNextPage\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Deliveries($first: Int!) {\n    viewer {\n      webhooks {\n        id\n        deliveries(first: $first) {\n          edges {\n            node {\n              id\n              event\n              status\n              attempts\n              lastAttemptAt\n              deliveredAt\n            }\n          }\n          pageInfo {\n            hasNextPage\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Redeliver($deliveryId: ID!) {\n    redeliverWebhook(deliveryId: $deliveryId) {\n      id\n      status\n      attempts\n      lastAttemptAt\n      deliveredAt\n    }\n  }\n"): (typeof documents)["\n  mutation Redeliver($deliveryId: ID!) {\n    redeliverWebhook(deliveryId: $deliveryId) {\n      id\n      status\n      attempts\n      lastAttemptAt\n      deliveredAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Account {\n    viewer {\n      email\n      emailVerified\n      pendingEmail\n      showLastSeen\n    }\n  }\n"): (typeof documents)["\n  query Account {\n    viewer {\n      email\n      emailVerified\n      pendingEmail\n      showLastSeen\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeEmail($newEmail: String!, $password: String!) {\n    changeEmail(newEmail: $newEmail, password: $password)\n  }\n"): (typeof documents)["\n  mutation ChangeEmail($newEmail: String!, $password: String!) {\n    changeEmail(newEmail: $newEmail, password: $password)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($currentPassword: String!, $newPassword: String!) {\n    changePassword(currentPassword: $currentPassword, newPassword: $newPassword)\n  }\n"): (typeof documents)["\n  mutation ChangePassword($currentPassword: String!, $newPassword: String!) {\n    changePassword(currentPassword: $currentPassword, newPassword: $newPassword)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetShowLastSeen($showLastSeen: Boolean!) {\n    updateProfile(input: { showLastSeen: $showLastSeen }) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation SetShowLastSeen($showLastSeen: Boolean!) {\n    updateProfile(input: { showLastSeen: $showLastSeen }) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetLocale($locale: String!) {\n    updateProfile(input: { locale: $locale }) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation SetLocale($locale: String!) {\n    updateProfile(input: { locale: $locale }) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Sessions {\n    viewer {\n      sessions {\n        id\n        current\n        deviceName\n        createdAt\n        lastUsedAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query Sessions {\n    viewer {\n      sessions {\n        id\n        current\n        deviceName\n        createdAt\n        lastUsedAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeSession($id: ID!) {\n    revokeSession(id: $id)\n  }\n"): (typeof documents)["\n  mutation RevokeSession($id: ID!) {\n    revokeSession(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeOtherSessions {\n    revokeOtherSessions\n  }\n"): (typeof documents)["\n  mutation RevokeOtherSessions {\n    revokeOtherSessions\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExportMyData {\n    exportMyData {\n      url\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  mutation ExportMyData {\n    exportMyData {\n      url\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResendVerification {\n    resendVerification\n  }\n"): (typeof documents)["\n  mutation ResendVerification {\n    resendVerification\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PeopleSearch($search: String!) {\n    users(search: $search, first: 20) {\n      edges {\n        node {\n          ...UserFields\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PeopleSearch($search: String!) {\n    users(search: $search, first: 20) {\n      edges {\n        node {\n          ...UserFields\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Person($id: ID!) {\n    user(id: $id) {\n      ...UserFields\n      about\n    }\n  }\n"): (typeof documents)["\n  query Person($id: ID!) {\n    user(id: $id) {\n      ...UserFields\n      about\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      ...UserFields\n      about\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateProfile($input: UpdateProfileInput!) {\n    updateProfile(input: $input) {\n      ...UserFields\n      about\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BlockUser($userId: ID!) {\n    blockUser(userId: $userId) {\n      ...UserFields\n    }\n  }\n"): (typeof documents)["\n  mutation BlockUser($userId: ID!) {\n    blockUser(userId: $userId) {\n      ...UserFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnblockUser($userId: ID!) {\n    unblockUser(userId: $userId) {\n      ...UserFields\n    }\n  }\n"): (typeof documents)["\n  mutation UnblockUser($userId: ID!) {\n    unblockUser(userId: $userId) {\n      ...UserFields\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;