import { Types } from 'mongoose';
import type { ViewerIdentity } from '../../context.js';
import { forbidden } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { checkEndpoint, cleanKeys } from './push.input.js';
import { pushSubscriptionId, PushSubscriptionModel } from './push.model.js';
import { pushSettings } from './push.settings.js';

/** Schema: registerPush. */
const maxSubscriptions = 20;

export interface PushRegistration {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/**
 * For the viewer's session, until that ends. An endpoint is one browser: whoever registers it last has it. Of more than 20 the oldest go.
 * Throws BAD_USER_INPUT by field.
 */
export async function registerPush(viewer: ViewerIdentity, registration: PushRegistration): Promise<void> {
  const endpoint = checkEndpoint(registration.endpoint, pushSettings().privateAddresses);
  const keys = cleanKeys(registration.p256dh, registration.auth);
  const sessionId = parseId(viewer.sessionId);
  if (!sessionId) throw forbidden('Only somebody who signed in is notified.');
  const _id = pushSubscriptionId(endpoint);
  const userId = new Types.ObjectId(viewer.userId);
  await PushSubscriptionModel.replaceOne({ _id }, { _id, userId, sessionId, endpoint, ...keys, createdAt: new Date() }, { upsert: true });
  const surplus = await PushSubscriptionModel.find({ userId }, { _id: 1 })
    .sort({ createdAt: -1 })
    .skip(maxSubscriptions)
    .lean<{ _id: string }[]>();
  if (surplus.length > 0) await PushSubscriptionModel.deleteMany({ _id: { $in: surplus.map((one) => one._id) } });
}

/** The viewer's own; another's, or none, stays as it is. */
export async function unregisterPush(viewer: ViewerIdentity, endpoint: string): Promise<void> {
  await PushSubscriptionModel.deleteOne({ _id: pushSubscriptionId(endpoint), userId: new Types.ObjectId(viewer.userId) });
}

/** When the account is deleted. */
export async function removePushOfUser(userId: Types.ObjectId): Promise<void> {
  await PushSubscriptionModel.deleteMany({ userId });
}

/** With the end of a session nothing is sent to its browser any more. Safe to be done by all processes. */
export async function removePushOfSession(sessionId: string): Promise<void> {
  await PushSubscriptionModel.deleteMany({ sessionId: new Types.ObjectId(sessionId) });
}
