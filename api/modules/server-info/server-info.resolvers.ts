import type { Resolvers, SignUpPolicy } from '../../generated/schema-types.js';
import { maxTextLength } from '../../graphql/text.js';

/** 25 MiB: what createUpload will take once attachments are built. */
const maxAttachmentSize = 25 * 1024 * 1024;

export interface ServerInfoSettings {
  readonly version: string;
  readonly signUp: SignUpPolicy;
}

export function createServerInfoResolvers({ version, signUp }: ServerInfoSettings): Resolvers {
  return {
    Query: {
      serverInfo: (_, _arguments, { live }) => ({
        version,
        eventCursor: live.currentCursor(),
        maxTextLength,
        maxAttachmentSize,
        signUp,
        // Web Push is not built yet.
        vapidPublicKey: null,
      }),
    },
  };
}
