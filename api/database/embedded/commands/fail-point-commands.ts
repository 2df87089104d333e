import { type Long } from 'bson';
import { type Engine } from '../engine.js';
import { type FailPoint } from './fail-points.js';
import { QueryError } from '../query-errors.js';
import { DroppedConnection, type CommandRequest, type Commands } from './request.js';

/** Errors after which drivers resume a change stream; the server labels them. */
const resumableCodes = new Set([6, 7, 63, 89, 91, 133, 150, 189, 234, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436]);
/** Errors after which drivers repeat a write; the server labels them. */
const retryableCodes = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

export const failPointCommands: Commands = {
  configureFailPoint: (engine, { body }) => engine.failPoints.configure(body),
};

export function meetGetMoreFailPoint(engine: Engine, id: Long): void {
  const point = engine.failPoints.take('failGetMoreAfterCursorCheckout');
  if (point === undefined) return;
  if (point.closeConnection) throw new DroppedConnection('A fail point closes the connection');
  const labels = resumableCodes.has(point.errorCode ?? 0) ? ['ResumableChangeStreamError'] : [];
  engine.cursors.close(id);
  throw failure(point, labels);
}

/** What a `failCommand` fail point does to a command before it runs; waits out its delay. */
export async function meetCommandFailPoint(
  engine: Engine,
  { name, connection }: CommandRequest,
  isWrite: boolean,
): Promise<FailPoint | undefined> {
  if (!engine.failPoints.areAllowed || name === 'configureFailPoint') return undefined;
  const point = engine.failPoints.take('failCommand', name, connection.appName);
  if (point === undefined) return undefined;
  if (point.blockTimeMs > 0) await new Promise((resolve) => setTimeout(resolve, point.blockTimeMs));
  if (point.closeConnection) throw new DroppedConnection('A fail point closes the connection');
  if (point.errorCode !== undefined) {
    const isRetryable = isWrite && retryableCodes.has(point.errorCode);
    throw failure(point, isRetryable ? ['RetryableWriteError'] : []);
  }
  return point;
}

function failure(point: FailPoint, labels: string[]): QueryError {
  const errorLabels = point.errorLabels ?? labels;
  return new QueryError(point.errorCode ?? 8, "Failing command via 'failCommand' failpoint", errorLabels.length > 0 ? { errorLabels } : {});
}

export function writeConcernLabels(code: number): string[] {
  return retryableCodes.has(code) ? ['RetryableWriteError'] : [];
}
