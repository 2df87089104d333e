import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { deserialize, EJSON, type Document } from 'bson';
import { MongoClient } from 'mongodb';
import { expect, test } from 'vitest';
import { createDatabase } from '../testkit/database-choice.js';
import { runTool, startTool } from '../testkit/database-tool.js';
import { people } from '../testkit/people.js';
import { startServer } from '../testkit/server.js';
import { fetchBytes, pdfFile, upload } from '../testkit/uploads.js';

/** What a person sees of a tool that refuses: one line, and exit code 1. */
async function expectRefusal(args: readonly string[], saying: RegExp): Promise<void> {
  const { code, output } = await runTool(args);
  expect(output).toMatch(saying);
  expect(output.trim().split('\n'), output).toHaveLength(1);
  expect(code).toBe(1);
}

async function expectDone(args: readonly string[], saying: RegExp): Promise<void> {
  const { code, output } = await runTool(args);
  expect(output).toMatch(saying);
  expect(output).not.toMatch(/^\s+at /m);
  expect(code, output).toBe(0);
}

const sendFile = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }`;
const readTexts = `query ($id: ID!) { conversation(id: $id) { messages(last: 20) { edges { node { text attachments { url } } } } } }`;

interface Texts {
  readonly conversation: {
    readonly messages: { readonly edges: readonly { readonly node: { text: string; attachments: { url: string }[] } }[] };
  };
}

test('a backup is made under a running server, and put back; nothing is overwritten unless that is asked for', async () => {
  const { dataDir: outside, remove } = await createDatabase('embedded');
  const server = await startServer({ database: 'embedded' });
  const { dataDir } = server.database;
  const at = ['--data-dir', dataDir];
  const { ana, bia } = await people(server, 'ana', 'bia');
  const conversation = await ana.startDirect(bia);
  await ana.send(conversation, 'before the backup');
  const { id: uploadId } = await upload(ana, pdfFile);
  await ana.request(sendFile, {
    input: { conversationId: conversation, clientId: crypto.randomUUID(), text: 'with a file', uploadIds: [uploadId] },
  });
  const first = join(outside, 'first');
  const second = join(outside, 'second');

  await expectDone(['check', ...at], /is sound: \d+ collections, [\d,]+ documents, .* a history of [\d,]+ changes\.\n$/);
  await expectDone(
    ['backup', first, ...at],
    /Backed up .*\n {2}database {2}.* documents in \d+ collections, .*, checked\n {2}uploads {3}[1-9]\d* files?, /,
  );
  await expectRefusal(['backup', first, ...at], /is there already: name a new one, nothing is overwritten/);
  await expectRefusal(['backup', join(dataDir, 'inside'), ...at], /is inside of the data folder/);
  await expectRefusal(['restore', first, ...at], new RegExp(`is in use by process ${server.pid}: stop that process`));
  await expectRefusal(['serve', ...at], new RegExp(`in use by process ${server.pid}: .* It answers at mongodb://`));
  await ana.send(conversation, 'after the backup');
  await server.kill('SIGTERM');

  await expectDone(['backup', second, ...at], /Backed up/);
  await expectRefusal(['restore', first, ...at], /holds a database already \(database\.mdb, uploads\): .*--replace/);
  await expectRefusal(['restore', outside, ...at], /is no backup: it has no database\.mdb/);
  await rm(join(dataDir, 'database.mdb'));
  await expectRefusal(['backup', join(outside, 'third'), ...at], /cannot be copied: database\.mdb is missing/);
  await expectDone(
    ['restore', first, '--replace', ...at],
    /Restored .*\n {2}database {2}.*\n {2}uploads .*\nWhat was there before is in .*replaced-/,
  );
  expect(await readdir(dataDir)).toEqual(expect.arrayContaining(['database.format', 'database.mdb', 'uploads']));
  expect((await readdir(dataDir)).filter((name) => /restoring|lock/.test(name))).toEqual([]);

  await server.restart();
  const shown = await ana.request<Texts>(readTexts, { id: conversation });
  const nodes = shown.conversation.messages.edges.map(({ node }) => node);
  expect(nodes.map(({ text }) => text)).toEqual(['before the backup', 'with a file']);
  expect(await fetchBytes(nodes[1]?.attachments[0]?.url ?? '')).toEqual(pdfFile.bytes);
  await server.kill('SIGTERM');

  // Into a new folder; and a backup that was damaged since is not taken.
  const fresh = join(outside, 'fresh');
  await expectDone(['restore', second, '--data-dir', fresh], /Restored/);
  await expectDone(['check', '--data-dir', fresh], /is sound/);
  await truncate(join(second, 'database.mdb'), 40_960);
  await expectRefusal(['restore', second, '--data-dir', join(outside, 'other')], /The backup in .* is not sound \(.*\): take another one/);
  expect((await readdir(outside)).sort()).toEqual(['first', 'fresh', 'second']);
  await server.stop();
  await remove();
});

test('the database alone answers at the address that it prints, tells of what is in its way, and ends in order', async () => {
  const { dataDir, remove } = await createDatabase('embedded');
  const occupant = createServer();
  await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
  const address = occupant.address();
  if (typeof address !== 'object' || !address) throw new Error('The occupant has no port.');
  await expectRefusal(
    ['serve', '--port', String(address.port), '--data-dir', dataDir],
    new RegExp(`Port ${address.port} is in use: .* --port`),
  );
  await new Promise((resolve) => occupant.close(resolve));

  const database = startTool(['serve', '--port', '0'], { DATA_DIR: dataDir });
  const [, uri = ''] = await database.sees(/^MONGODB_URI=(mongodb:\/\/127\.0\.0\.1:\d+\/talkinclouds\?directConnection=true)$/m);
  const client = new MongoClient(uri);
  const documents: Document[] = [
    { _id: 'a', n: 1, tags: ['x', 'y'] },
    { _id: 'b', n: 2.5 },
  ];
  await client.db('shop').collection<Document>('things').insertMany(documents);
  await client
    .db('shop')
    .collection('things')
    .createIndexes([
      { key: { n: -1 }, unique: true },
      { key: { tags: 1 }, sparse: true, name: 'by tag' },
    ]);
  await client.db('other').createCollection('empty/one', { validator: { n: { $gt: 0 } } });

  const target = join(dataDir, 'export');
  await expectDone(
    ['export', target, '--data-dir', dataDir],
    /Exported 2 documents in 2 collections to .*: mongorestore reads it\.\nNot in it: the uploads/,
  );
  await expectRefusal(['export', target, '--data-dir', dataDir], /is there already/);
  expect((await readdir(target, { recursive: true })).sort()).toEqual([
    'other',
    'other/empty%2Fone.bson',
    'other/empty%2Fone.metadata.json',
    'shop',
    'shop/things.bson',
    'shop/things.metadata.json',
  ]);
  expect(readAll(await readFile(join(target, 'shop/things.bson')))).toEqual(documents);
  const metadata: unknown = EJSON.parse(await readFile(join(target, 'shop/things.metadata.json'), 'utf8'));
  expect(metadata).toEqual({
    indexes: [
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { n: -1 }, name: 'n_-1', unique: true },
      { v: 2, key: { tags: 1 }, name: 'by tag', sparse: true },
    ],
    uuid: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    collectionName: 'things',
    type: 'collection',
    options: {},
  });

  await client.close();
  expect(await database.end('SIGTERM')).toMatchObject({ code: 0 });
  expect((await readdir(dataDir)).filter((name) => name.endsWith('.lock'))).toEqual([]);

  await truncate(join(dataDir, 'database.mdb'), 20_480);
  await expectRefusal(['serve', '--port', '0', '--data-dir', dataDir], /is damaged \(.*\): restore a backup with npm run db:restore/);
  const checked = await runTool(['check', '--data-dir', dataDir]);
  expect(checked.output).toMatch(/^! .*\nThe database in .* is damaged: 1 problem\./);
  expect(checked.code).toBe(1);
  await remove();
});

function readAll(bytes: Buffer): Document[] {
  const documents: Document[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readInt32LE(at))
    documents.push(deserialize(bytes.subarray(at, at + bytes.readInt32LE(at))));
  return documents;
}

test('a command line that is wrong is told how it is right', async () => {
  const { dataDir, remove } = await createDatabase('embedded');
  for (const name of ['serve', 'backup', 'restore', 'export', 'check'])
    await expectDone([name, '--help'], /^Usage: npm run db.*\n\n[\s\S]*--data-dir/);
  for (const args of [['backup'], ['restore', 'a', 'b'], ['serve', '--port', 'many'], ['check', '--prot']]) {
    const { code, output } = await runTool(args);
    expect(output).toMatch(/\n"npm run db[:\w]* -- --help" says how\.\n$/);
    expect(code).toBe(2);
  }
  const elsewhere = await runTool(['backup', 'x'], { MONGODB_URI: 'mongodb://db.example.net/' });
  expect(elsewhere.output).toMatch(/MONGODB_URI is set/);
  expect(elsewhere.code).toBe(2);
  await mkdir(join(dataDir, 'uploads'));
  await writeFile(join(dataDir, 'uploads/x'), 'x');
  for (const name of ['backup', 'export'])
    await expectRefusal([name, join(dataDir, '../x'), '--data-dir', dataDir], /There is no database in/);
  await expectRefusal(['check', '--data-dir', dataDir], /There is no database in/);
  await remove();
});
