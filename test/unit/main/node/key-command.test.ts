import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runKeyCommand } from '#main/node/key-command.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-command-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const node = process.execPath;
const run = (...command: string[]) => runKeyCommand(command, { folder, environment: process.env });
const script = (text: string) => run(node, '-e', text);

describe('a secret from a command', () => {
  it('is what it writes on standard output, but for one line end', () => {
    expect(script('process.stdout.write("a secret 密\\n\\r\\n"); console.error("a canary")')).toEqual({
      ok: true,
      text: 'a secret 密\n',
    });
  });

  it('is asked for without a shell', () => {
    expect(run(node, '-p', 'process.argv.at(-1)', '$HOME; echo `id` > out')).toEqual({
      ok: true,
      text: '$HOME; echo `id` > out',
    });
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('runs where the configuration lies, with little of our environment and nothing to read', () => {
    const environment = {
      PATH: '/bin',
      HOME: '/home/relay',
      LANG: 'C',
      DBUS_SESSION_BUS_ADDRESS: 'unix:x',
      XDG_RUNTIME_DIR: '/run/x',
      WECHAT_APP_SECRET: 'canary',
      NODE_OPTIONS: '--no-warnings',
    };
    const text =
      'JSON.stringify({ cwd: process.cwd(), env: process.env, input: require("node:fs").readFileSync(0).length })';
    const outcome = runKeyCommand([node, '-p', text], { folder, environment });
    const { WECHAT_APP_SECRET: _secret, NODE_OPTIONS: _options, ...passed } = environment;
    expect(outcome.ok && (JSON.parse(outcome.text) as unknown)).toEqual({
      cwd: realpathSync(folder),
      env: passed,
      input: 0,
    });
  });

  it('that gave nothing before is not run while the relay works, and one that did is remembered', () => {
    const command = [node, '-e', 'require("node:fs").appendFileSync("while-running", "x"); console.log("kept")'];
    const again = () => runKeyCommand(command, { folder, environment: process.env, isRunning: true });
    expect(again()).toEqual({ ok: false, problem: expect.stringContaining('not run') as string });
    expect(existsSync(join(folder, 'while-running'))).toBe(false);
    expect(run(...command)).toEqual({ ok: true, text: 'kept' });
    expect(again()).toEqual({ ok: true, text: 'kept' });
    expect(readFileSync(join(folder, 'while-running'), 'utf8')).toBe('x');
  });

  it('runs once, but again after it failed', () => {
    const count = (name: string, code: number) =>
      `require("node:fs").appendFileSync("${name}", "x"); console.log("s"); process.exit(${code})`;
    for (let time = 0; time < 3; time += 1) {
      expect(script(count('good', 0)).ok).toBe(true);
      expect(script(count('bad', 1)).ok).toBe(false);
    }
    expect([readFileSync(join(folder, 'good'), 'utf8'), readFileSync(join(folder, 'bad'), 'utf8')]).toEqual([
      'x',
      'xxx',
    ]);
  });

  it.each<[string, readonly string[], string]>([
    ['by a relative path', ['secret-tool', 'lookup'], 'secret-tool must be named by its absolute path'],
    ['that is not there', ['/nowhere/secret-tool'], 'secret-tool could not be started (ENOENT)'],
    ['that is a folder', ['/tmp'], 'tmp could not be started (EACCES)'],
    ['with a NUL', [node, 'a\0b'], 'could not be started (NUL)'],
    [
      'that fails',
      [node, '-e', 'console.error("canary"); console.log("canary"); process.exit(7)'],
      'exit code 7 (7 bytes on standard error)',
    ],
    [
      'that is killed',
      [node, '-e', 'process.kill(process.pid, "SIGTERM"); setTimeout(() => 0, 9000)'],
      'ended with SIGTERM',
    ],
    ['that says nothing', [node, '-e', ''], 'gave nothing (0 bytes on standard error)'],
    ['that writes a line end only', [node, '-e', 'console.log()'], 'gave nothing'],
    [
      'that writes no text',
      [node, '-e', 'process.stdout.write(Buffer.from([255, 254]))'],
      'gave something that is not text',
    ],
    ['that writes too much', [node, '-e', 'process.stdout.write("canary".repeat(20000))'], 'wrote more than 64 KiB'],
    [
      'that complains too much',
      [node, '-e', 'process.stderr.write("canary".repeat(20000)); console.log("x")'],
      'wrote more than 64 KiB',
    ],
  ])('is refused from one %s, with nothing of what it said', (_what, command, problem) => {
    const outcome = run(...command);
    expect(outcome).toEqual({ ok: false, problem: expect.stringContaining(problem) as string });
    expect(JSON.stringify(outcome)).not.toContain('canary');
  });

  it('is not waited for longer than ten seconds, whoever else holds its output open', () => {
    const startedAt = performance.now();
    const outcome = run('/bin/sh', '-c', 'sleep 14 & echo canary; wait');
    expect(outcome).toEqual({ ok: false, problem: 'the command sh took longer than 10 s' });
    expect(performance.now() - startedAt).toBeLessThan(13_000);
  }, 20_000);
});
