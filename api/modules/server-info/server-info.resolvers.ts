import type { Resolvers, SignUpPolicy } from '../../generated/schema-types.js';
import { maxTextLength } from '../../graphql/text.js';

/** 25 MiB: what createUpload will take once attachments are built. */
const maxAttachmentSize = 25 * 1024 * 1024;

export interface ServerInfoSettings {
  readonly version: string;
  readonly signUp: SignUpPolicy;
  /** In base64url; without it push is off. */
  readonly vapidPublicKey?: string;
}

export function createServerInfoResolvers({ version, signUp, vapidPublicKey }: ServerInfoSettings): Resolvers {
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
