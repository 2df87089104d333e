import { type Long } from 'bson';
import { type Engine } from '../engine.js';
import { labelsOf, resumeLabelsOf, type CommandRole } from './error-labels.js';
import { type FailPoint } from './fail-points.js';
import { QueryError } from '../query-errors.js';
import { DroppedConnection, type CommandRequest, type Commands } from './request.js';

export const failPointCommands: Commands = {
  configureFailPoint: (engine, { body }) => engine.failPoints.configure(body),
};

export function meetGetMoreFailPoint(engine: Engine, id: Long): void {
  const point = engine.failPoints.take('failGetMoreAfterCursorCheckout');
  if (point === undefined) return;
  if (point.closeConnection) throw new DroppedConnection('A fail point closes the connection');
  const labels = resumeLabelsOf(point.errorCode ?? 0);
  engine.cursors.close(id);
  throw failure(point, labels);
}

/** What a `failCommand` fail point does to a command before it runs; waits out its delay. */
export async function meetCommandFailPoint(
  engine: Engine,
  { name, connection }: CommandRequest,
  role: CommandRole,
): Promise<FailPoint | undefined> {
  if (!engine.failPoints.areAllowed || name === 'configureFailPoint') return undefined;
  const point = engine.failPoints.take('failCommand', name, connection.appName);
  if (point === undefined) return undefined;
  if (point.blockTimeMs > 0) await new Promise((resolve) => setTimeout(resolve, point.blockTimeMs));
  if (point.closeConnection) throw new DroppedConnection('A fail point closes the connection');
  if (point.errorCode !== undefined) {
    throw failure(point, labelsOf(point.errorCode, role));
  }
  return point;
}

function failure(point: FailPoint, labels: string[]): QueryError {
  const errorLabels = point.errorLabels ?? labels;
  return new QueryError(point.errorCode ?? 8, "Failing command via 'failCommand' failpoint", { errorLabels });
}
