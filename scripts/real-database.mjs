import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * The real MongoDB that tests may use: what MONGODB_URI says (a replica set), else one that is started here from MONGOD_BINARY or
 * from a `mongod` on the PATH. `uri` is null, and `description` says why, when there is none; `pid` is that of one that was started here.
 */
export async function startRealDatabase() {
  const given = process.env.MONGODB_URI;
  if (given) return { uri: given, description: `MongoDB at ${hideCredentials(given)}`, stop: async () => {} };
  const binary = process.env.MONGOD_BINARY ?? findOnPath('mongod');
  if (!binary) {
    return { uri: null, description: 'no MONGODB_URI, no MONGOD_BINARY and no mongod on the PATH', stop: async () => {} };
  }
  const version = /v(\d[\w.-]*)/.exec(spawnSync(binary, ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1];
  if (!version) return { uri: null, description: `${binary} does not run here`, stop: async () => {} };
  return startReplicaSet(binary, version);
}

async function startReplicaSet(binary, version) {
  const dir = mkdtempSync(join(tmpdir(), 'talk-in-clouds-mongod-'));
  const port = await freePort();
  const args = [
    '--dbpath',
    dir,
    '--port',
    String(port),
    '--bind_ip',
    '127.0.0.1',
    '--replSet',
    'rs0',
    '--oplogSize',
    '128',
    '--wiredTigerCacheSizeGB',
    '0.25',
  ];
  if (process.platform !== 'win32') args.push('--nounixsocket');
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-4000)));

  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    process.off('exit', kill);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await initiate(`mongodb://127.0.0.1:${port}/?directConnection=true&serverSelectionTimeoutMS=30000`, `127.0.0.1:${port}`);
  } catch (error) {
    await stop();
    throw new Error(`${binary} did not become a replica set: ${error.message}\n${output}`, { cause: error });
  }
  return { uri: `mongodb://127.0.0.1:${port}/?replicaSet=rs0`, description: `MongoDB ${version} (${binary})`, pid: child.pid, stop };
}

async function initiate(uri, host) {
  const { default: mongoose } = await import('mongoose');
  const client = await mongoose.mongo.MongoClient.connect(uri);
  const admin = client.db('admin');
  await admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
  const deadline = Date.now() + 60_000;
  while (!(await admin.command({ hello: 1 })).isWritablePrimary) {
    if (Date.now() > deadline) throw new Error('it elects no primary');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await client.close();
}

function findOnPath(name) {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const hideCredentials = (uri) => uri.replace(/\/\/[^@/]+@/, '//…@');
