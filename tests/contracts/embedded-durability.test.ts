import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Document } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedDatabaseError } from '../../api/database/embedded/embedded-error.js';
import { startEmbeddedServer } from '../../api/database/embedded/embedded-server.js';
import { killUnderWriters } from './kill-writers.js';
import { kill, killAll, startProcess } from './killed-process.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'durability-'));
});

afterEach(async () => {
  await killAll();
  rmSync(folder, { recursive: true, force: true });
});

describe('the embedded database under SIGKILL', () => {
  it('keeps every acknowledged write, and its indexes agree with its documents', async () => {
    await killUnderWriters(folder, [700, 1500]);
    // Thousands of synced writes: half a minute on a quiet machine, several on a busy one.
  }, 400_000);

  it('never goes back in cluster time, and resumes a change stream that was open', async () => {
    const first = await startProcess(folder);
    const client = new MongoClient(first.started.uri ?? '', { serverSelectionTimeoutMS: 500 });
    const stream = client.db('talkinclouds').collection('things').watch();
    const opened = stream.tryNext();
    await opened;
    await client.db('talkinclouds').collection('things').insertOne({ n: 1 });
    const event = await stream.next();
    await client.db('talkinclouds').collection('things').insertOne({ n: 2 });
    await kill(first.child);
    await client.close(true);

    const second = await startProcess(folder);
    const again = new MongoClient(second.started.uri ?? '');
    const things = again.db('talkinclouds').collection('things');
    const resumed = things.watch([], { resumeAfter: event._id });
    await things.insertOne({ n: 3 });
    const [missed, fresh] = [await resumed.next(), await resumed.next()];
    expect([missed, fresh].map((change) => 'fullDocument' in change && ((change.fullDocument as Document)['n'] as number))).toEqual([2, 3]);
    const times = [event, missed, fresh].map((change) => change.clusterTime);
    expect(times[0]?.lessThan(times[1] ?? 0)).toBe(true);
    expect(times[1]?.lessThan(times[2] ?? 0)).toBe(true);
    await resumed.close();
    await again.close();
  });
});

describe('a folder in use', () => {
  it('is refused while another process holds it, and free once that one is killed', async () => {
    const { child } = await startProcess(folder);
    const error = await startEmbeddedServer({ dataDir: folder }).catch((reason: unknown) => reason);
    if (!(error instanceof EmbeddedDatabaseError)) throw new Error('The folder was not refused', { cause: error });
    expect(error.code).toBe('FOLDER_LOCKED');
    expect(error.message).toContain(`process ${child.pid}`);
    await kill(child);
    await (await startEmbeddedServer({ dataDir: folder })).stop();
  });
});
