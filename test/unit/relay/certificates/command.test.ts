import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '#relay/certificates/command/run-command.ts';
import { now } from './certificate-kit.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-command-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const at = (...parts: readonly string[]): string => join(folder, ...parts);

async function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const said = { out: '', err: '' };
  const code = await runCommand(args, {
    clock: { now: () => now, monotonic: () => 0, after: () => () => undefined },
    environment,
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
  });
  return { code, ...said };
}

const authority = ['make-authority', '--name', 'Our authority', '--out'];

describe('the certificates command', () => {
  it('makes an authority and a pair, which it then finds fit', async () => {
    expect((await run([...authority, at('ca')])).code).toBe(0);
    const pair = ['make-pair', '--authority', at('ca'), '--purpose', 'client', '--name', 'cxone', '--out', at('pair')];
    expect((await run(pair)).code).toBe(0);
    for (const file of [at('ca', 'authority.key'), at('pair', 'client.key'), at('pair', 'client.pem')]) {
      expect(statSync(file).mode & 0o777, file).toBe(0o600);
    }
    const files = [at('pair', 'client.key'), at('pair', 'client.pem')];
    const checked = await run(['check', ...files, '--purpose', 'client']);
    expect(checked).toMatchObject({ code: 0, err: '' });
    expect(checked.out).toContain('can be used');
    expect((await run(['check', at('ca', 'authority.pem'), '--purpose', 'ca'])).code).toBe(0);
    const wrong = await run(['check', ...files, '--purpose', 'server', '--json', '--language', 'nl']);
    expect(wrong.code).toBe(1);
    const { isUsable, findings } = JSON.parse(wrong.out) as { isUsable: boolean; findings: { title: string }[] };
    expect(isUsable).toBe(false);
    expect(findings.map(({ title }) => title)).toContain('Het certificaat is voor een ander doel afgegeven');
  });

  it('replaces nothing, and takes back what it began', async () => {
    await run([...authority, at('ca')]);
    const before = readFileSync(at('ca', 'authority.key'), 'utf8');
    const again = await run([...authority, at('ca')]);
    expect(again.code).toBe(1);
    expect(again.err).toContain('CERT_FILE_EXISTS');
    expect(readFileSync(at('ca', 'authority.key'), 'utf8')).toBe(before);

    rmSync(at('ca', 'authority.pem'));
    expect((await run([...authority, at('ca')])).code).toBe(1);
    expect(readdirSync(at('ca'))).toEqual(['authority.key']);
  });

  it('follows no link that lies where it would write', async () => {
    writeFileSync(at('victim'), 'precious');
    symlinkSync(at('victim'), at('authority.key'));
    expect((await run([...authority, folder])).code).toBe(1);
    expect(readFileSync(at('victim'), 'utf8')).toBe('precious');
  });

  it('takes passphrases from the environment only, and tells a wrong one', async () => {
    const secret = { AUTHORITY_WORD: 'Zeewind 42' };
    expect((await run([...authority, at('ca'), '--passphrase-env', 'AUTHORITY_WORD'], secret)).code).toBe(0);
    expect(readFileSync(at('ca', 'authority.key'), 'utf8')).toContain('ENCRYPTED');
    const pair = ['make-pair', '--authority', at('ca'), '--purpose', 'client', '--name', 'cxone', '--out', at('pair')];
    expect((await run(pair)).err).toContain('CERT_PASSPHRASE_NEEDED');
    const named = [...pair, '--authority-passphrase-env', 'AUTHORITY_WORD'];
    expect((await run(named, { AUTHORITY_WORD: 'no' })).err).toContain('CERT_PASSPHRASE_WRONG');
    expect((await run(named, secret)).code).toBe(0);
    expect((await run(named, {})).code).toBe(2);
  });

  it('says no word of a key or passphrase', async () => {
    const secret = { WORD: 'Zeewind 42' };
    const request = ['make-request', '--name', 'a.example', '--host', 'a.example', '--out', at('r')];
    const made = await run([...request, '--passphrase-env', 'WORD'], secret);
    expect(made.code).toBe(0);
    const checked = await run(['check', at('r', 'request.key'), '--passphrase-env', 'WORD', '--json'], secret);
    expect(checked.code).toBe(1);
    expect(made.out + made.err + checked.out + checked.err).not.toMatch(/Zeewind|BEGIN/u);
  });

  it('waits for no pipe, device or folder', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    for (const path of [at('pipe'), '/dev/zero', folder, at('nothing')]) {
      const refused = await run(['check', path]);
      expect(refused.code, path).toBe(1);
      expect(refused.err).toContain('CERT_FILE_UNREADABLE');
    }
  });

  it.each([
    [[]],
    [['sing']],
    [['check']],
    [['check', 'x', '--purpose', 'tea']],
    [['check', 'x', '--loud']],
    [['make-authority', '--name', 'x']],
    [['make-authority', '--name', 'x', '--out', 'y', '--years', '1e3']],
    [['make-pair', '--authority', 'x', '--name', 'x', '--out', 'y']],
    [['make-request', '--name', 'x', '--out', 'y', '--kind', 'rsa512']],
  ])('explains itself for %j', async (args) => {
    const { code, err, out } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('usage:');
  });
});
