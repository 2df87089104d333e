import type { Types } from 'mongoose';
import { MemberModel } from './member.model.js';

/** Present members of a group. */
export const maxGroupMembers = 10_000;

export const countPresent = (conversationId: Types.ObjectId): Promise<number> =>
  MemberModel.countDocuments({ conversationId, leftAt: null }).exec();

export const countOwners = (conversationId: Types.ObjectId): Promise<number> =>
  MemberModel.countDocuments({ conversationId, leftAt: null, role: 'OWNER' }).exec();
