import { mongo } from 'mongoose';

/**
 * Runs one bulk write. The driver wraps whatever stops a bulk, a lost connection too, in an error of its own that no longer tells what it was:
 * this throws the original, so that it is known as "the database is away". What the server refused stays a MongoBulkWriteError.
 */
export async function writeInBulk<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    throw error instanceof mongo.MongoBulkWriteError && error.errorResponse instanceof Error ? error.errorResponse : error;
  }
}
