import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { leaksIn, secretsOf } from './leaks.ts';

it('every secret of a configuration is looked for', () => {
  const config = {
    storeKey: 'the store key',
    integrations: [{ box: { clientId: 'public', clientSecret: 'box secret' }, cxone: { accessKeySecret: 'cx' } }],
    channels: [{ name: 'Tulip', wechat: { appId: 'wx1', appSecret: 'app', token: 'tok', encodingAesKey: 'aes' } }],
  };
  expect(secretsOf(config).map(({ text }) => text)).toEqual(['the store key', 'box secret', 'cx', 'app', 'tok', 'aes']);
});

it('a secret that is kept elsewhere is looked for, and the place of it is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'veerpont-leaks-'));
  const file = join(folder, 'key');
  writeFileSync(file, 'kept in a file');
  const found = secretsOf({ storeKey: { env: 'STORE_KEY' }, channels: [{ wechat: { token: { file } } }] });
  rmSync(folder, { recursive: true });
  expect(found).toEqual([{ name: 'channels.0.wechat.token', text: 'kept in a file' }]);
});

it('a canary is found in a file and in a text, and its own text is not repeated', () => {
  const folder = mkdtempSync(join(tmpdir(), 'veerpont-leaks-'));
  writeFileSync(join(folder, 'core'), Buffer.from([0, 1, ...Buffer.from('sing'), 0]));
  const found = leaksIn([{ name: 'a bird', text: 'sing' }], { folders: [folder], texts: { 'the log': 'it can sing' } });
  rmSync(folder, { recursive: true });
  expect(found).toEqual(['a bird in the log', `a bird in ${join(folder, 'core')}`]);
});
