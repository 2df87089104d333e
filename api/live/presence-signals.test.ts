import { describe, expect, test } from 'vitest';
import { BlockIndex } from './block-index.js';
import { MembershipIndex } from './membership.js';
import { PresenceSignals } from './presence-signals.js';

/** Ana, bia and caio, of whom ana and bia share a conversation. `told` is what ana hears, who asks about `watched`. */
function listening(...watched: readonly string[]) {
  const membership = new MembershipIndex();
  const blocks = new BlockIndex();
  for (const userId of ['ana', 'bia']) membership.apply('trip', userId, true, null);
  membership.apply('other', 'caio', true, null);
  const signals = new PresenceSignals(membership, blocks);
  const told: string[] = [];
  const stop = signals.listen({ userId: 'ana', watchedIds: new Set(watched), deliver: ({ userId }) => told.push(userId) });
  const move = (conversationId: string, userId: string, present: boolean) => {
    membership.apply(conversationId, userId, present, null);
    signals.reconsider(userId);
  };
  const block = (blockerId: string, blockedId: string, present: boolean) => {
    blocks.apply(blockerId, blockedId, present);
    signals.reconsider(blockerId);
  };
  return { signals, told, stop, move, block };
}

describe('who asks about presence', () => {
  test('hears first of those who are in sight, in order, then of each change once', () => {
    const { signals, told } = listening('bia', 'caio', 'ana', 'nobody');
    expect(told).toEqual(['bia', 'ana']);
    signals.announce('bia', 'ONLINE');
    signals.announce('bia', 'ONLINE');
    signals.announce('caio', 'ONLINE');
    signals.announce('bia', 'AWAY');
    expect(told.slice(2)).toEqual(['bia', 'bia']);
  });

  test('hears when somebody comes into sight and goes out of it, and nothing in between', () => {
    const { signals, told, move } = listening('caio');
    move('trip', 'caio', true);
    expect(told).toEqual(['caio']);
    move('third', 'caio', true);
    move('trip', 'caio', false);
    expect(told).toEqual(['caio', 'caio']);
    signals.announce('caio', 'ONLINE');
    expect(told).toEqual(['caio', 'caio']);
    move('other', 'ana', true);
    expect(told).toEqual(['caio', 'caio', 'caio']);
  });

  test.each([
    ['ana', 'bia'],
    ['bia', 'ana'],
  ])('hears the last of somebody when %s blocks %s', (blocker, blocked) => {
    const { signals, told, block } = listening('bia');
    block(blocker, blocked, true);
    signals.announce('bia', 'ONLINE');
    expect(told).toEqual(['bia', 'bia']);
    block(blocker, blocked, false);
    expect(told).toEqual(['bia', 'bia', 'bia']);
  });

  test('hears of everybody anew when changes were missed', () => {
    const { signals, told } = listening('bia', 'caio');
    signals.refresh();
    expect(told).toEqual(['bia', 'bia']);
  });

  test('hears nothing after stopping', () => {
    const { signals, told, stop, move } = listening('bia', 'caio');
    stop();
    signals.announce('bia', 'ONLINE');
    move('trip', 'caio', true);
    signals.refresh();
    expect(told).toEqual(['bia']);
  });
});
