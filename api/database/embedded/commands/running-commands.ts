import { Long } from 'bson';
import { type Document } from '../values/values.js';
import { type CommandRequest } from './request.js';
import { statementCount } from './write-command.js';

interface RunningCommand {
  readonly id: number;
  readonly request: CommandRequest;
  readonly startedAtMs: number;
}

/** What MongoDB calls the commands that it does not call `command`. */
const kinds: Readonly<Record<string, string>> = {
  insert: 'insert',
  update: 'update',
  delete: 'remove',
  find: 'query',
  getMore: 'getmore',
};

/** What is being answered now, and how much has been since the server started. */
export class RunningCommands {
  /** As in MongoDB's `serverStatus`: writes by their statements. */
  readonly counts = { insert: 0, query: 0, update: 0, delete: 0, getmore: 0, command: 0 };
  private readonly running = new Set<RunningCommand>();
  private lastId = 0;

  /** Returns what to `end` once the command is answered. */
  begin(request: CommandRequest): RunningCommand {
    this.count(request);
    this.lastId += 1;
    const command = { id: this.lastId, request, startedAtMs: performance.now() };
    this.running.add(command);
    return command;
  }

  end(command: RunningCommand): void {
    this.running.delete(command);
  }

  /** All that were begun. */
  get total(): number {
    return this.lastId;
  }

  /** For `$currentOp`. */
  describe(host: string): Document[] {
    return [...this.running].map((command) => describeCommand(command, host));
  }

  private count(request: CommandRequest): void {
    const kind = kinds[request.name];
    if (kind === 'insert' || kind === 'update') this.counts[kind] += statementCount(request);
    else if (kind === 'remove') this.counts.delete += statementCount(request);
    else if (kind === 'query' || kind === 'getmore') this.counts[kind] += 1;
    else this.counts.command += 1;
  }
}

function describeCommand({ id, request, startedAtMs }: RunningCommand, host: string): Document {
  const { name, body, database, connection } = request;
  const microseconds = Math.round((performance.now() - startedAtMs) * 1000);
  const target = name === 'getMore' ? body['collection'] : body[name];
  return {
    type: 'op',
    host,
    desc: `conn${connection.id}`,
    connectionId: connection.id,
    client: connection.client,
    ...(connection.appName !== undefined && { appName: connection.appName }),
    active: true,
    currentOpTime: new Date().toISOString(),
    opid: id,
    ...(body['lsid'] !== undefined && { lsid: body['lsid'] }),
    secs_running: Long.fromNumber(Math.floor(microseconds / 1_000_000)),
    microsecs_running: Long.fromNumber(microseconds),
    op: kinds[name] ?? 'command',
    ns: `${database}.${typeof target === 'string' ? target : name === 'aggregate' ? '$cmd.aggregate' : '$cmd'}`,
    command: body,
  };
}
