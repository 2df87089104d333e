import { AppError } from '../../graphql/errors.js';

/** Why bytes are refused: `extensions.reason` of UPLOAD_INVALID (docs/errors.md). */
export const uploadRefusals = {
  NOT_RECEIVED: 'The bytes have not been sent yet.',
  SIZE_MISMATCH: 'The file has another size than was announced, or is larger than allowed.',
  TYPE_NOT_ALLOWED: 'Files of this type are not taken.',
  TYPE_MISMATCH: 'The file is something else than was announced.',
  TOO_MANY_PIXELS: 'The picture has more pixels than the server takes.',
  DAMAGED: 'The picture cannot be read.',
  HAS_LOCATION: 'The picture still tells where it was taken.',
} as const;

export type UploadRefusal = keyof typeof uploadRefusals;

/** What a check throws. The upload is refused for good, but where the bytes are still to come. */
export class InvalidUpload extends AppError {
  constructor(readonly reason: UploadRefusal) {
    super('UPLOAD_INVALID', uploadRefusals[reason], { reason });
  }
}

export const isUploadRefusal = (reason: string): reason is UploadRefusal => reason in uploadRefusals;
