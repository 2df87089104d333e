import './database/model-defaults.js';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Config } from './config.js';
import { DatabaseUnusableError, isConnected, prepareCollections } from './database/connect.js';
import { loadKeys, type Keys } from './database/keys.js';
import { openDatabase } from './database/open.js';
import { type LiveEngine } from './live/engine.js';
import { startEndingSweep } from './modules/administration/ending.sweep.js';
import { openExport } from './modules/administration/export.queries.js';
import { useExportLinks } from './modules/administration/export-link.js';
import { TokenKeysError, useTokenKeys } from './modules/auth/access-token.js';
import { startMailDelivery } from './mail/delivery.js';
import { createMailTransport } from './mail/transport.js';
import { createAccountMailComposers } from './modules/auth/account.mails.js';
import { authenticate, isSignedIn } from './modules/auth/auth.access.js';
import { useSignUpPolicy } from './modules/auth/auth.actions.js';
import { setAuthHooks } from './modules/auth/auth.hooks.js';
import { useRateLimits } from './modules/auth/limits.js';
import { preparePasswords } from './modules/auth/password.js';
import { useRefreshKey } from './modules/auth/refresh-token.js';
import { setConversationHooks } from './modules/conversations/conversation.hooks.js';
import { startSweeping } from './modules/conversations/deletion.actions.js';
import { useInviteOrigin } from './modules/conversations/invite.queries.js';
import { findPresentMembers } from './modules/conversations/conversation.access.js';
import { setKnownMembers } from './modules/conversations/known-members.js';
import { settleSends } from './modules/conversations/send-marks.js';
import { claimForSignUp } from './modules/conversations/sign-up.actions.js';
import { removeWebhooksOfConversation } from './modules/integrations/webhook.actions.js';
import { WebhookDispatcher } from './modules/integrations/webhook.dispatcher.js';
import { setWebhookSettings } from './modules/integrations/webhook.settings.js';
import { maxAttachmentSize } from './modules/media/media.limits.js';
import { admitUpload } from './modules/media/media-intake.js';
import { findMedia } from './modules/media/media-serving.js';
import { prepareMedia } from './modules/media/prepare-media.js';
import { deleteUploadsOfConversation } from './modules/media/upload.discard.js';
import { startSweepingUploads } from './modules/media/upload.sweep.js';
import { postNotice, readNewestSeq } from './modules/messages/message.actions.js';
import { repairHints } from './modules/messages/message.repair.js';
import { useRequestKey } from './modules/messages/request-hash.js';
import { addMissingWords } from './modules/messages/words.upgrade.js';
import { mergeManyConversations } from './modules/messages/message.postings.js';
import { sweepMessages } from './modules/messages/message.sweep.js';
import { findActiveSessions, usePresenceBoard } from './modules/presence/presence.actions.js';
import { PresenceBoard } from './modules/presence/presence.board.js';
import { sweepPresence } from './modules/presence/presence.sweep.js';
import { choosePushSubject, derivePublicKey, usePushSettings } from './modules/push/push.settings.js';
import { startPush } from './modules/push/push.start.js';
import { RecentUsers } from './modules/users/recent-users.js';
import type { Siblings } from './processes/siblings.js';
import { findProjectDir } from './project-dir.js';
import { createSchema } from './schema.js';
import { startEngine, type FeedFollower } from './start-engine.js';
import { createHealth } from './telemetry/health.js';
import { createMetrics } from './telemetry/metrics.js';
import { createAdmission } from './transport/admission.js';
import { createAddressReader } from './transport/client-address.js';
import { serveGivenConnections, trackConnections } from './transport/connections.js';
import { costLimits } from './transport/cost-budget.js';
import { drainServer } from './transport/drain.js';
import { createEventRenderer } from './transport/event-payload.js';
import { createHttpApp } from './transport/http.js';
import { holdWhileStarting, listen, ListenError } from './transport/listen.js';
import { isForThisMachine, listLocalOrigins, nameUrl } from './transport/origins.js';
import { attachWebSocket } from './transport/websocket.js';
import { usesOfMedia } from './uses-of-media.js';

// Running requests may take this long once a stop has begun.
const requestGraceMs = 7000;
// For the whole of a request to arrive. It takes long where it is a file; all others end much sooner (transport/http.ts).
const headersTimeoutMs = 15_000;
const requestTimeoutMs = 10 * 60_000;
// Many people may sit behind one address of an office or a carrier. Of several processes, each takes its part of them.
const maxSocketsPerAddress = 500;
const sweepEveryMs = 60_000;

export interface RunningServer {
  readonly url: string;
  /** Lets what runs end, then closes everything, in under 10 s. */
  stop(): Promise<void>;
}

interface Surroundings {
  readonly log: Logger;
  /** The server cannot go on: the embedded database has ended. One line for people. */
  readonly onFatal: (message: string) => void;
  /** Where the server is several processes. */
  readonly siblings?: Siblings;
}

/** The composition root: starts every part and connects them. What a failed start had started is stopped again. */
export async function startServer(config: Config, surroundings: Surroundings): Promise<RunningServer> {
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const server = createServer({ headersTimeout: headersTimeoutMs, requestTimeout: requestTimeoutMs });
    const connections = trackConnections(server);
    // First of all, because it fails fastest; until everything is there requests wait. One of several processes is given its connections.
    const port = surroundings.siblings ? config.port : await listen(server, config);
    stops.push(() => drainServer(server, connections, 0));
    return await startParts(config, { server, connections, port }, stops, surroundings);
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
}

async function startParts(
  config: Config,
  { server, connections, port }: { readonly server: Server; readonly connections: ReadonlySet<Socket>; readonly port: number },
  stops: (() => Promise<unknown>)[],
  { log, onFatal, siblings }: Surroundings,
): Promise<RunningServer> {
  const handOver = holdWhileStarting(server);
  const projectDir = findProjectDir();
  const publicUrl = config.publicUrl ?? nameUrl(config.host, port);
  const ownMetrics = createMetrics();
  const metrics = siblings?.shareMetrics(ownMetrics) ?? ownMetrics;

  const database = await openDatabase(config.database, {
    log,
    onFatal,
    onCommand: countsCommands(config) ? metrics.countDatabaseCommand : undefined,
  });
  stops.push(() => database.close());
  const { connection } = database;
  if (config.database.kind !== 'EXTERNAL') mergeManyConversations();
  const [keys] = await Promise.all([prepareKeys(config, connection, publicUrl), prepareCollections(connection), preparePasswords()]);
  setAuthHooks({ claimInvite: claimForSignUp });
  setConversationHooks({
    postNotice,
    readNewestSeq,
    sweeps: [removeWebhooksOfConversation, deleteUploadsOfConversation, sweepMessages],
  });
  useInviteOrigin(publicUrl);
  const cloudinaryOrigins = await prepareMedia({
    uploadsDir: join(config.dataDir, 'uploads'),
    hasCloudinary: config.hasCloudinary,
    key: keys.mediaKey,
    url: publicUrl,
    hooks: usesOfMedia,
  });
  await repairHints();
  stops.push(async () => settleSends());

  const mailing = startMailDelivery({
    transport: createMailTransport(config.mail, log),
    composers: createAccountMailComposers(publicUrl),
    log,
  });
  stops.push(() => mailing.stop());

  const recentUsers = new RecentUsers();
  const webhooks = new WebhookDispatcher(log);
  const followers: FeedFollower[] = [webhooks];
  const live = await startEngine(
    { connection, cursorKey: keys.cursorKey, retentionDays: config.retentionDays, log },
    recentUsers,
    followers,
  );
  stops.push(() => live.stop());
  const presence = new PresenceBoard(live.processId, log);
  followers.push({ onChange: (change) => presence.hear(change), onPlaceLost: () => presence.rewrite() });
  usePresenceBoard(presence);
  stops.push(() => presence.stop(), sweepPresence({ processId: live.processId, processes: live.processes, log }));
  const endings = startEndingSweep({ onError: (error) => log.error({ err: error }, 'the end of an account could not be completed') });
  stops.push(() => endings.stop());
  usePushSettings({ vapidPrivateKey: keys.vapidKey, subject: choosePushSubject(publicUrl), privateAddresses: config.privateAddresses });
  const membersAmong: LiveEngine['membersAmong'] = (conversationId, candidates) => live.membersAmong(conversationId, candidates);
  const push = await startPush({ membersAmong, findActiveSessions, log }, ({ hear, reload }) =>
    followers.push({ onChange: hear, onPlaceLost: reload }),
  );
  stops.push(() => push.stop());
  setKnownMembers((conversationId, userId) => live.isMember(conversationId, userId));
  const missingWords = addMissingWords(log);
  stops.push(() => missingWords.stop());
  const onError = (error: unknown) => log.warn({ err: error }, 'a deleted group could not be swept; it is tried again');
  const sweeping = startSweeping({ everyMs: sweepEveryMs, onError });
  stops.push(() => sweeping.stop());

  const sweepingUploads = startSweepingUploads(log);
  stops.push(() => sweepingUploads.stop());

  const health = createHealth({ isDatabaseConnected: () => isConnected(connection), isFeedHealthy: () => live.isHealthy(), siblings });
  const schema = createSchema(readFileSync(join(projectDir, 'schema.graphql'), 'utf8'), {
    version: readVersion(projectDir),
    maxAttachmentSize,
    signUp: config.signUp,
    vapidPublicKey: derivePublicKey(keys.vapidKey),
    settleSends,
  });
  setWebhookSettings({ ...config.webhooks, privateAddresses: config.privateAddresses, render: createEventRenderer({ schema, live, log }) });
  webhooks.start({ live, isHealthy: () => live.isHealthy() });
  stops.push(() => webhooks.stop());
  const allowedOrigins = [...config.allowedOrigins, ...(config.publicUrl === null ? listLocalOrigins(config.host, port) : [])];
  const admit = createAdmission({
    schema,
    costLimits: config.rateLimits ? costLimits : null,
    isSchemaOpen: isForThisMachine(config.host, config.publicUrl),
  });
  const shared = { schema, authenticate, allowedOrigins, live, log, admit };
  // Where the address is not set, a page may have been opened under another name of this machine than the one that addresses of files begin with.
  const mediaOrigins = [...(config.publicUrl === null ? [publicUrl] : []), ...cloudinaryOrigins];
  const isHttps = publicUrl.startsWith('https:');
  const builtDir = join(projectDir, 'dist');
  const http = await createHttpApp({
    ...shared,
    isHttps,
    trustProxy: config.trustProxy,
    health,
    metrics,
    media: { admitUpload, findMedia },
    mediaOrigins,
    builtDir,
    openExport,
  });
  const webSocket = attachWebSocket({
    ...shared,
    isSignedIn,
    server,
    recentUsers,
    findMembers: findPresentMembers,
    presence,
    addressOf: createAddressReader(http.app),
    maxSocketsPerAddress: config.rateLimits ? Math.max(1, Math.floor(maxSocketsPerAddress / (siblings?.count ?? 1))) : undefined,
  });
  stops.push(() => http.stop());
  handOver(http.app);
  siblings?.receiveConnections(serveGivenConnections(server));

  return {
    url: publicUrl,
    async stop() {
      health.markStopping();
      // Before the sockets are closed: their people come back in a moment, here or elsewhere.
      await presence.stop();
      // Together, because closing the server waits for its sockets too.
      await Promise.all([drainServer(server, connections, requestGraceMs), webSocket.stop()]);
      await stopAll(stops.slice(1));
    },
  };
}

/** Counting what is asked of the database costs a tenth of it: it is for those who look into something. */
const countsCommands = ({ logLevel }: Config) => logLevel === 'debug' || logLevel === 'trace';

/** Gives the modules their keys; returns those of other parts. */
async function prepareKeys(config: Config, connection: Connection, publicUrl: string): Promise<Keys> {
  const keys = await loadKeys(connection, config.authKeys);
  useRefreshKey(keys.refreshKey);
  useRequestKey(keys.requestKey);
  useExportLinks({ key: keys.exportKey, publicUrl });
  useSignUpPolicy(config.signUp);
  useRateLimits({ isOn: config.rateLimits, secret: keys.refreshKey });
  await useTokenKeys(keys.tokenKeys);
  return keys;
}

/** Last started, first stopped. All are, whatever one of them says; the first complaint is passed on. */
async function stopAll(stops: readonly (() => Promise<unknown>)[]): Promise<void> {
  let complaint: { readonly error: unknown } | null = null;
  for (const stop of [...stops].reverse()) {
    try {
      await stop();
    } catch (error) {
      complaint ??= { error };
    }
  }
  if (complaint) throw complaint.error;
}

function readVersion(projectDir: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0.0.0';
}

/** The line for people where a start failed for a reason they can do something about; null for a fault of the program. */
export function describeStartError(error: unknown): string | null {
  const isForPeople =
    error instanceof ListenError ||
    error instanceof DatabaseUnusableError ||
    error instanceof TokenKeysError ||
    // By name, because its class is loaded only with the embedded database.
    (error instanceof Error && error.name === 'EmbeddedDatabaseError');
  return isForPeople ? error.message : null;
}
