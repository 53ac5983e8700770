import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOperatorConfig } from '#main/relay-host/config-file.ts';
import type { RelayConfigFile } from '#shared/contract/relay-config.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { freePort, startRelayProcess, type RelayProcess } from '#test/fakes/relay-process.ts';
import { deskBeside, richRelayJson, type DeskBeside } from '#test/unit/main/setup/configuration-kit.ts';
import { secretValues, SetupBench } from '#test/unit/main/setup/setup-bench.ts';
import { goodChannel, goodIntegration } from '#test/unit/shared/setup/good-setup.ts';

let bench: SetupBench;
let beside: DeskBeside;
let relay: RelayProcess | null;
let file: string;

beforeEach(async () => {
  bench = await SetupBench.open();
  beside = deskBeside(bench);
  relay = null;
  file = join(bench.folder, 'saved.json');
  bench.path = file;
  bench.runs = false;
});
afterEach(async () => {
  await relay?.end('SIGTERM');
  bench.close();
});

const saved = (): RelayConfigFile => JSON.parse(readFileSync(file, 'utf8')) as RelayConfigFile;
/** What somebody sets on the server, by the end of the variable's name. */
function environmentOf(variables: readonly string[]): Record<string, string> {
  const values: Readonly<Record<string, string>> = {
    STORE_KEY: randomBytes(32).toString('base64'),
    BOX_SECRET: secretValues.box_secret,
    CXONE_SECRET: secretValues.cxone_client_secret,
    CXONE_CLIENT_SECRET: secretValues.cxone_client_secret,
    CXONE_ACCESS_KEY_SECRET: secretValues.cxone_access_key_secret,
    WECHAT_APP_SECRET: secretValues.wechat_app_secret,
    WECHAT_TOKEN: secretValues.wechat_token,
    WECHAT_AES_KEY: secretValues.wechat_aes_key,
    PROXY_PASSWORD: 'a-proxy-password',
  };
  return Object.fromEntries(
    variables.map((name) => [name, Object.entries(values).find(([end]) => name.endsWith(end))?.[1] ?? '']),
  );
}

describe('a relay.json saved for a server', () => {
  it('starts a relay there, with the variables it names and nothing else', async () => {
    await bench.setup.desk.save({
      kind: 'address',
      form: { way: 'reverse_proxy', publicUrl: 'https://relay.veerpont.nl' },
    });
    await bench.setup.desk.save({ kind: 'integration', form: goodIntegration() });
    await bench.setup.desk.save({ kind: 'channel', form: goodChannel() });
    const { variables, left } = await beside.desk.exportRelayFile();
    expect(left).toEqual([]);
    const written = saved();
    expect(written.listen.public).toMatchObject({
      host: '127.0.0.1',
      port: 8_080,
      publicUrl: 'https://relay.veerpont.nl',
    });
    // Other tests may listen on the ports a server would use.
    const [open, admin] = [await freePort(), await freePort()];
    const listen = {
      public: { ...written.listen.public, port: open },
      admin: { ...written.listen.admin, port: admin },
    };
    relay = await startRelayProcess({
      folder: join(bench.folder, 'server'),
      config: { ...written, listen },
      environment: environmentOf(variables),
    });

    expect(new URL(relay.urls.wechat).port).toBe(String(open));
    // WeChat's verification: only who has the token of this channel answers it.
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = createHash('sha1')
      .update(['n1', secretValues.wechat_token, timestamp].sort().join(''))
      .digest('hex');
    const query = `signature=${signature}&timestamp=${timestamp}&nonce=n1&echostr=ferry`;
    const answers = await Promise.all(
      ['tulip', 'nobody'].map(async (id) => {
        const response = await fetch(`${relay?.urls.wechat ?? ''}/${id}?${query}`);
        return [response.status, await response.text()];
      }),
    );
    expect(answers).toEqual([
      [200, 'ferry'],
      [401, expect.not.stringContaining('ferry')],
    ]);
  });

  it('is read like one an operator wrote, and names the variable that is missing', async () => {
    beside = deskBeside(bench, { OUR_CXONE_SECRET: secretValues.cxone_client_secret });
    beside.put(richRelayJson());
    const { variables } = await beside.desk.exportRelayFile();
    const folder = join(bench.folder, 'elsewhere');
    mkdirSync(folder);
    const path = join(folder, 'relay.json');
    writeFileSync(path, readFileSync(file));
    const environment = environmentOf(variables);
    const read = readOperatorConfig(path, environment);

    expect(read?.needsStoreKey).toBe(false);
    expect(read?.config.channels.map(({ id, wechat }) => [id, wechat.token])).toEqual([
      ['rose', secretValues.wechat_token],
    ]);
    for (const name of variables) {
      let code = '';
      try {
        readOperatorConfig(path, { ...environment, [name]: '' });
      } catch (thrown) {
        code = thrown instanceof RelayError ? thrown.code : String(thrown);
      }
      expect([name, code]).toEqual([name, 'CONFIG_SECRET_MISSING']);
    }
  });
});
