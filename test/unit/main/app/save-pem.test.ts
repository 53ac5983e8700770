import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSavePem, type SavePemDeps } from '#main/app/save-pem.ts';

let folder: string;
let questions: Parameters<SavePemDeps['askPath']>[0][];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-pem-'));
  questions = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const saving = (path: (asked: string) => string | null) =>
  createSavePem({
    askPath: (question) => {
      questions.push(question);
      return Promise.resolve(path(question.defaultPath));
    },
    folder: () => folder,
    language: () => 'nl',
  });

describe('saving a certificate', () => {
  it('writes it for this user alone, under a name every file system takes', async () => {
    const save = saving((asked) => asked);
    const path = await save({ what: 'certificate', id: 'ab12ab12ab12ab12ab12', pem: 'PEM\n' });
    expect(readFileSync(path ?? '', 'utf8')).toBe('PEM\n');
    if (process.platform !== 'win32') expect(statSync(path ?? '').mode & 0o777).toBe(0o600);
    expect(questions[0]).toMatchObject({ title: 'Het certificaat opslaan', extension: 'pem' });
    const request = await save({ what: 'request', id: '../../etc/passwd', pem: 'CSR\n' });
    expect(basename(request ?? '')).toBe('veerpont-request-etcpasswd.csr');
  });

  it('writes nothing when it was called off', async () => {
    expect(await saving(() => null)({ what: 'request', id: 'req-1', pem: 'CSR\n' })).toBeNull();
  });

  it('says where it could not write', async () => {
    const path = join(folder, 'no such folder', 'a.pem');
    await expect(saving(() => path)({ what: 'request', id: 'req-1', pem: 'CSR\n' })).rejects.toMatchObject({
      code: 'FILE_NOT_SAVED',
      value: path,
    });
  });
});
