import { modelOptions, prop } from '@typegoose/typegoose';
import { Types } from 'mongoose';
import type { AttachmentKind } from '../../generated/schema-types.js';

/** Where the bytes are: in this server's folder, or at Cloudinary. */
export type StoreName = 'LOCAL' | 'CLOUDINARY';

/** What Cloudinary needs to be told to hand a file out again. */
@modelOptions({ schemaOptions: { _id: false } })
export class CloudinaryAsset {
  @prop({ type: String, required: true }) resourceType!: 'image' | 'video' | 'raw';
  /** Empty for raw files. */
  @prop({ type: String, default: '' }) format!: string;
  @prop({ type: Number, required: true }) version!: number;
}

/** A checked file, as the message that carries it keeps it: all that is needed to show it and to make its addresses. */
@modelOptions({ schemaOptions: { _id: false } })
export class Attachment {
  @prop({ type: Types.ObjectId, required: true }) uploadId!: Types.ObjectId;
  @prop({ type: String, required: true }) store!: StoreName;
  @prop({ type: String, required: true }) kind!: AttachmentKind;
  @prop({ type: String, required: true }) fileName!: string;
  @prop({ type: String, required: true }) contentType!: string;
  /** Bytes. */
  @prop({ type: Number, required: true }) size!: number;
  /** Pixels. */
  @prop({ type: Number, default: null }) width!: number | null;
  @prop({ type: Number, default: null }) height!: number | null;
  @prop({ type: Number, default: null }) durationMs!: number | null;
  @prop({ type: () => [Number], default: null }) waveform!: number[] | null;
  @prop({ type: () => CloudinaryAsset }) asset?: CloudinaryAsset;
}

/** As it is handed out. */
export interface ShownAttachment extends Attachment {
  /** To who looks at a report of it, after its message was deleted: by addresses that say so. */
  readonly forReport?: true;
}

/** The photo of a person or a group. Another photo is another upload: what is at its address never changes. */
@modelOptions({ schemaOptions: { _id: false } })
export class Photo {
  @prop({ type: Types.ObjectId, required: true }) uploadId!: Types.ObjectId;
  @prop({ type: String, required: true }) store!: StoreName;
  @prop({ type: () => CloudinaryAsset }) asset?: CloudinaryAsset;
}

/** What of a checked upload its person or group keeps. */
export function photoOf({ uploadId, store, asset }: Attachment): Photo {
  return { uploadId, store, ...(asset && { asset }) };
}
