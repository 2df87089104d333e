import { AppError } from '../../graphql/errors.js';
import { parseId } from '../../graphql/ids.js';
import { countAgainst, limits } from '../auth/limits.js';
import { withoutSecrets } from '../users/user.access.js';
import { UserModel, type User } from '../users/user.model.js';
import { readExportToken } from './export-link.js';
import { exportAccount, exportSections } from './export.sections.js';

/** Of docs/export.schema.json. */
const formatVersion = 1;

export interface ExportFile {
  readonly fileName: string;
  /** JSON, in pieces, read from the database as they are asked for. */
  readonly content: AsyncIterable<string>;
  /** To be called in any case, read or not: until then the next one is BUSY. */
  close(): void;
}

/** One at a time for each account: a link is good for many downloads, which must not add up. */
const running = new Set<string>();

/**
 * What the link of exportMyData opens. Null where the link is not ours or is over, or its account is gone or suspended; BUSY while this process is
 * writing another export of the same account, and after 20 downloads in an hour.
 */
export async function openExport(token: string): Promise<ExportFile | 'BUSY' | null> {
  const userId = readExportToken(token);
  const _id = userId && parseId(userId);
  const user = _id && (await UserModel.findOne({ _id, deletedAt: null, suspendedAt: null }, withoutSecrets).lean<User>());
  if (!user) return null;
  if (running.has(userId)) return 'BUSY';
  // Without a wait in between: of two at once, one comes first.
  running.add(userId);
  const close = () => void running.delete(userId);
  try {
    if (!(await mayDownload(userId))) {
      close();
      return 'BUSY';
    }
  } catch (error) {
    close();
    throw error;
  }
  const exportedAt = new Date();
  const fileName = `talk-in-clouds-${user.username}-${exportedAt.toISOString().slice(0, 10)}.json`;
  return { fileName, content: writeExport(user, exportedAt), close };
}

async function mayDownload(userId: string): Promise<boolean> {
  try {
    await countAgainst(limits.exportDownloadsOfAccount, userId);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

async function* writeExport(user: User, exportedAt: Date): AsyncIterable<string> {
  yield `{\n"format": "talk-in-clouds-export",\n"version": ${formatVersion},\n"exportedAt": ${JSON.stringify(exportedAt)},\n`;
  yield `"account": ${JSON.stringify(exportAccount(user))}`;
  for (const [name, readSection] of Object.entries(exportSections)) {
    yield `,\n${JSON.stringify(name)}: [`;
    let separator = '\n';
    for await (const item of readSection(user._id)) {
      yield `${separator}${JSON.stringify(item)}`;
      separator = ',\n';
    }
    yield '\n]';
  }
  yield '\n}\n';
}
