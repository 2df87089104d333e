import { mongo } from 'mongoose';
import { expect, test } from 'vitest';
import { startTwoProcesses } from '../flows/two-processes.js';
import { createInvite, joinGroupDocument, noticesOf, seeGroup } from '../testkit/groups.js';
import { people } from '../testkit/people.js';
import { waitFor } from '../testkit/wait.js';

const seats = 10;
const names = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9', 'p10', 'p11', 'p12', 'p13', 'p14'] as const;
/** The process is killed when so many uses are taken. */
const killsAfter = [1, 4, 8];

test(
  'SIGKILL while people join by an invite lets no more in than it says, and tells each once, when all ask again',
  { timeout: 180_000 },
  async () => {
    const { first, second, databaseUri } = await startTwoProcesses();
    const client = await mongo.MongoClient.connect(databaseUri);
    const { ana } = await people(first, 'ana');
    const crowd = Object.values(await people(first, ...names));
    for (const uses of killsAfter) {
      const groupId = await ana.createGroup('Few seats');
      const { code } = await createInvite(ana, groupId, { maxUses: seats });
      const interrupted = Promise.allSettled(crowd.map((person) => person.on(second).request(joinGroupDocument, { code })));
      const areTaken = async () =>
        (await client
          .db()
          .collection('invites')
          .countDocuments({ code, uses: { $gte: uses } })) === 1;
      await waitFor(areTaken, () => `fewer than ${uses} uses are taken`);
      await second.kill('SIGKILL');
      const acknowledged = (await interrupted).flatMap(({ status }, index) => (status === 'fulfilled' ? [crowd[index]?.id] : []));
      await second.restart();

      const again = await Promise.allSettled(
        crowd.map((person, index) => person.on(index % 2 ? second : first).request(joinGroupDocument, { code })),
      );
      const refused = again.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
      expect(refused).toHaveLength(crowd.length - seats);
      for (const reason of refused) expect(reason).toMatchObject({ code: 'INVITE_USED_UP' });
      const { members } = await seeGroup(ana, groupId);
      const joined = members.edges.map(({ node }) => node.user.id).filter((id) => id !== ana.id);
      expect(joined).toHaveLength(seats);
      expect(joined).toEqual(expect.arrayContaining(acknowledged));
      const told = (await noticesOf(ana, groupId, 'MEMBER_JOINED')).map(({ notice }) => notice.actor?.id);
      expect(told.sort()).toEqual([...joined].sort());
    }
    await client.close();
    await second.stop();
    await first.stop();
  },
);
