import type { Resolvers, SignUpPolicy } from '../../generated/schema-types.js';
import { maxTextLength } from '../../graphql/text.js';

export interface ServerInfoSettings {
  readonly version: string;
  /** Bytes. */
  readonly maxAttachmentSize: number;
  readonly signUp: SignUpPolicy;
  /** In base64url; without it push is off. */
  readonly vapidPublicKey?: string;
}

export function createServerInfoResolvers({ version, signUp, vapidPublicKey, maxAttachmentSize }: ServerInfoSettings): Resolvers {
  return {
    Query: {
      serverInfo: (_, _arguments, { live }) => ({
        version,
        eventCursor: live.currentCursor(),
        maxTextLength,
        maxAttachmentSize,
        signUp,
        vapidPublicKey: vapidPublicKey ?? null,
      }),
    },
  };
}
