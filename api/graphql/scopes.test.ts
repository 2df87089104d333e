import { readFileSync } from 'node:fs';
import { buildSchema, getOperationAST, isObjectType, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { findScopeRefusal } from './scopes.js';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

/** Mutations that an access token must never do, whatever its scopes. A new mutation belongs into exactly one of the two lists. */
const sessionOnly = [
  'signOut',
  'revokeSession',
  'revokeOtherSessions',
  'changePassword',
  'resendVerification',
  'changeEmail',
  'exportMyData',
  'deleteAccount',
  'blockUser',
  'unblockUser',
  'createAccessToken',
  'revokeAccessToken',
  'createBot',
  'deleteBot',
  'createWebhook',
  'updateWebhook',
  'deleteWebhook',
  'redeliverWebhook',
  'registerPush',
  'unregisterPush',
  'resolveReport',
  'suspendUser',
  'unsuspendUser',
];
const withWriteScope = [
  // Whoever has no session yet: what they take is proof enough.
  'signUp',
  'signIn',
  'refreshSession',
  'requestPasswordReset',
  'resetPassword',
  'verifyEmail',
  // The profile that everybody sees.
  'updateProfile',
  'reportMessage',
  'createUpload',
  'completeUpload',
  'cancelUpload',
  'startDirectConversation',
  'createGroup',
  'updateGroup',
  'deleteGroup',
  'addMembers',
  'removeMember',
  'unbanMember',
  'setMemberRole',
  'leaveGroup',
  'createInvite',
  'revokeInvite',
  'joinGroup',
  'setConversationPreferences',
  'sendMessage',
  'editMessage',
  'deleteMessage',
  'addReaction',
  'removeReaction',
  'pinMessage',
  'unpinMessage',
  'markRead',
  'markDelivered',
  'setTyping',
  'reportActivity',
];

function refusal(document: string, scopes: readonly string[] | null): string | null {
  const parsed = parse(document);
  const operation = getOperationAST(parsed);
  if (!operation) throw new Error('The document has no operation.');
  const found = findScopeRefusal(schema, parsed, operation, scopes);
  if (found) expect(found.extensions.code).toBe('FORBIDDEN');
  return found?.message ?? null;
}

const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
const everything = ['READ', 'WRITE'];

describe('every mutation', () => {
  test('is written down as one for sessions or one for the scope WRITE', () => {
    expect([...sessionOnly, ...withWriteScope].sort()).toEqual([...mutations].sort());
  });

  test.each(sessionOnly)('%s is refused to an access token of all scopes', (name) => {
    expect(refusal(`mutation { ${name} }`, everything)).toBe(`Mutation.${name} needs a session: an access token is not enough. Sign in.`);
  });

  test.each(withWriteScope)('%s is for tokens of the scope WRITE and for no others', (name) => {
    expect(refusal(`mutation { ${name} }`, ['WRITE'])).toBeNull();
    expect(refusal(`mutation { ${name} }`, ['READ'])).toContain('needs the scope WRITE');
  });

  test('is open to a session', () => {
    for (const name of mutations) expect(refusal(`mutation { ${name} }`, null)).toBeNull();
  });
});

describe('queries and subscriptions', () => {
  test('need the scope READ', () => {
    expect(refusal('{ serverInfo { version } }', ['READ'])).toBeNull();
    expect(refusal('{ serverInfo { version } }', ['WRITE'])).toBe('A query needs the scope READ; this access token has WRITE.');
    expect(refusal('subscription { events { cursor } }', ['READ'])).toBeNull();
    expect(refusal('subscription { events { cursor } }', ['WRITE'])).toContain('needs the scope READ');
    expect(refusal('{ __schema { types { name } } }', [])).toContain('needs the scope READ');
  });
});

describe('fields of the account itself', () => {
  test('are these', () => {
    const marked = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && type.name !== 'Mutation'
        ? Object.values(type.getFields())
            .filter((field) => refusalOfField(type.name, field.name))
            .map((field) => `${type.name}.${field.name}`)
        : [],
    );
    expect(marked.sort()).toEqual([
      'Query.auditLog',
      'Query.reports',
      'Viewer.accessTokens',
      'Viewer.blockedUsers',
      'Viewer.bots',
      'Viewer.email',
      'Viewer.emailVerified',
      'Viewer.pendingEmail',
      'Viewer.sessions',
      'Viewer.webhooks',
    ]);
  });

  /** By a document that gets there through a fragment on the type: what the type is reached from does not matter here. */
  function refusalOfField(type: string, field: string): boolean {
    const message = refusal(`{ ...Here } fragment Here on ${type} { ${field} }`, everything);
    return message?.startsWith(`${type}.${field} `) ?? false;
  }

  test.each([
    ['in a query', '{ viewer { email } }'],
    ['under another name', '{ me: viewer { address: email } }'],
    ['in a fragment', '{ viewer { ...Own } } fragment Own on Viewer { user { id } ...More } fragment More on Viewer { sessions { id } }'],
    ['in an inline fragment', '{ viewer { ... { ... on Viewer { webhooks { id } } } } }'],
    ['that a directive may leave out', '{ viewer { email @skip(if: true) } }'],
    ['in what a mutation answers', 'mutation { signIn { viewer { email } } }'],
    ['in an event', 'subscription { events { ... on ViewerChanged { viewer { accessTokens { id } } } } }'],
  ])('are refused to access tokens %s', (_, document) => {
    expect(refusal(document, everything)).toContain('needs a session');
    expect(refusal(document, null)).toBeNull();
  });

  test('do not stand in the way of what is beside them', () => {
    expect(refusal('{ viewer { user { id } unreadTotal } }', ['READ'])).toBeNull();
  });
});
