import type { Types } from 'mongoose';
import { BlockModel, type Block } from './block.model.js';

/** Ids of the people whom that user has blocked, in the order in which it happened. There are at most 1,000. */
export async function findBlockedIds(blockerId: Types.ObjectId): Promise<string[]> {
  const blocks = await BlockModel.find({ blockerId }, { blockedId: 1 }).sort({ createdAt: 1 }).lean<Pick<Block, 'blockedId'>[]>();
  return blocks.map(({ blockedId }) => blockedId.toHexString());
}

/** All blocks, once, at start: what the live engine's index begins with. */
export async function* scanBlocks(): AsyncIterable<{ blockerId: string; blockedId: string }> {
  const blocks = BlockModel.find({}, { _id: 1 }).sort({ _id: 1 }).lean<Pick<Block, '_id'>[]>().cursor({ batchSize: 1000 });
  for await (const { _id } of blocks) {
    const [blockerId, blockedId] = _id.split(':');
    if (blockerId && blockedId) yield { blockerId, blockedId };
  }
}
