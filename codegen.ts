// The one place where types are made from schema.graphql: resolver types for the API, typed documents for the web client.
import type { CodegenConfig } from '@graphql-codegen/cli';

const scalars = { ID: 'string', DateTime: 'string', Cursor: 'string' };

const config: CodegenConfig = {
  schema: 'schema.graphql',
  ignoreNoDocuments: true,
  importExtension: '.js',
  generates: {
    'api/generated/schema-types.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        scalars: { ID: 'string', DateTime: { input: 'Date', output: 'Date' }, Cursor: 'string' },
        enumsAsTypes: true,
        useTypeImports: true,
        useIndexSignature: true,
        inputMaybeValue: 'T | null | undefined',
        contextType: '../context.js#Context',
        mappers: {
          User: '../modules/users/user.model.js#User as UserRecord',
          Viewer: '../modules/users/user.model.js#ViewerRecord',
          AccessToken: '../modules/auth/access-token.model.js#AccessToken as AccessTokenRecord',
          Webhook: '../modules/integrations/webhook.model.js#Webhook as WebhookRecord',
          WebhookDelivery: '../modules/integrations/webhook.model.js#WebhookDelivery as WebhookDeliveryRecord',
          Session: '../modules/auth/session.model.js#Session as SessionRecord',
          Conversation: '../modules/conversations/conversation.model.js#Conversation as ConversationRecord',
          DirectConversation: '../modules/conversations/conversation.model.js#Conversation as ConversationRecord',
          Group: '../modules/conversations/conversation.model.js#Conversation as ConversationRecord',
          Attachment: '../modules/media/attachment.model.js#ShownAttachment as AttachmentRecord',
          Member: '../modules/conversations/member.model.js#Member as MemberRecord',
          ViewerState: '../modules/conversations/member.model.js#Member as MemberRecord',
          Invite: '../modules/conversations/invite.model.js#Invite as InviteRecord',
          InvitePreview: '../modules/conversations/invite.queries.js#InvitePreview as InvitePreviewRecord',
          Message: '../modules/messages/message.model.js#Message as MessageRecord',
          Notice: '../modules/messages/message.model.js#Notice as NoticeRecord',
          Reaction: '../modules/messages/message.model.js#ReactionOfMessage',
          Report: '../modules/administration/report.model.js#Report as ReportRecord',
          AuditEntry: '../modules/administration/audit.model.js#AuditEntry as AuditEntryRecord',
          Typing: '../live/events.js#TypingEvent',
          MessageAdded: '../live/events.js#MessageAddedEvent',
          MessageChanged: '../live/events.js#MessageChangedEvent',
          ConversationChanged: '../live/events.js#ConversationChangedEvent',
          MembersChanged: '../live/events.js#MembersChangedEvent',
          ConversationRemoved: '../live/events.js#ConversationRemovedEvent',
          ReadMarkerMoved: '../live/events.js#ReadMarkerMovedEvent',
          ViewerStateChanged: '../live/events.js#ViewerStateChangedEvent',
          UserChanged: '../live/events.js#UserChangedEvent',
          ViewerChanged: '../live/events.js#ViewerChangedEvent',
          CursorAdvanced: '../live/events.js#CursorAdvancedEvent',
        },
      },
    },
    'web/generated/': {
      preset: 'client',
      documents: ['web/**/*.{ts,tsx}', '!web/generated/**'],
      presetConfig: { fragmentMasking: false },
      config: { scalars, enumsAsTypes: true, nonOptionalTypename: true, useTypeImports: true },
    },
  },
};

export default config;
