import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '../../graphql/errors.js';
import { openExport, type ExportFile } from './export.queries.js';

const userId = 'a'.repeat(24);
const limit = vi.hoisted(() => ({ count: async () => {} }));

vi.mock('./export-link.js', () => ({ readExportToken: (token: string) => (token === 'good' ? 'a'.repeat(24) : null) }));
vi.mock('../auth/limits.js', () => ({ limits: {}, countAgainst: () => limit.count() }));
vi.mock('../users/user.model.js', () => ({ UserModel: { findOne: () => ({ lean: async () => ({ _id: userId, username: 'ana' }) }) } }));
vi.mock('../users/user.access.js', () => ({ withoutSecrets: {} }));
vi.mock('./export.sections.js', () => ({ exportAccount: () => ({ id: userId }), exportSections: {} }));

beforeEach(() => {
  limit.count = async () => {};
});

async function open(): Promise<ExportFile> {
  const file = await openExport('good');
  if (file === null || file === 'BUSY') throw new Error(`The export is not opened: ${file}.`);
  return file;
}

async function read({ content }: ExportFile): Promise<unknown> {
  let text = '';
  for await (const piece of content) text += piece;
  return JSON.parse(text);
}

describe('an export', () => {
  test('is opened once of many times at the same moment, and again when it was closed', async () => {
    const opened = await Promise.all(Array.from({ length: 10 }, () => openExport('good')));
    const files = opened.filter((file) => file !== null && file !== 'BUSY');
    expect(files).toHaveLength(1);
    expect(opened.filter((file) => file === 'BUSY')).toHaveLength(9);
    for (const file of files) {
      expect(await read(file)).toMatchObject({ account: { id: userId } });
      file.close();
    }
    (await open()).close();
  });

  test('that nobody read is closed like another', async () => {
    (await open()).close();
    const file = await open();
    expect(await openExport('good')).toBe('BUSY');
    file.close();
    (await open()).close();
  });

  test('that was one too many, or could not be counted, keeps nobody from the next one', async () => {
    limit.count = () => Promise.reject(new AppError('RATE_LIMITED'));
    expect(await openExport('good')).toBe('BUSY');
    limit.count = () => Promise.reject(new Error('The database is away.'));
    await expect(openExport('good')).rejects.toThrow('The database is away.');
    limit.count = async () => {};
    (await open()).close();
  });

  test('is not opened by another link', async () => {
    expect(await openExport('bad')).toBeNull();
  });
});
