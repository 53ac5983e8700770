import { EncodingAesKey, type RelayConfigFile, type UnsetChannel } from '#shared/contract/relay-config.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { MissingSecret, resolveSecrets, type SecretPlaces } from './resolve-secrets.ts';

type Channel = RelayConfigFile['channels'][number];
type Problem = Pick<UnsetChannel, 'code' | 'field'>;

/**
 * Resolves the secrets of a checked configuration. A channel whose secret, or whose integration's secret, leads to nothing
 * or to something of the wrong form goes to `unset`; the others run. Throws CONFIG_SECRET_MISSING,
 * CONFIG_KEY_COMMAND_FAILED or CONFIG_SECRET_INVALID when the store key is missing, or when no channel would be left;
 * `value` names the field.
 */
export function resolveConfig(file: RelayConfigFile, places: SecretPlaces): unknown {
  const settled = resolveOrThrow({ ...file, integrations: [], channels: [] }, places);
  const problems = new Map<string, Problem>();
  const integrations = file.integrations.flatMap((integration, index) => {
    const resolved = attempt(() => resolveSecrets(integration, places, `integrations.${index}`));
    if (resolved.problem === null) return [resolved.value];
    problems.set(integration.id, resolved.problem);
    return [];
  });
  const unset: UnsetChannel[] = [];
  const channels = file.channels.flatMap((channel, index) => {
    const path = `channels.${index}`;
    const resolved = attempt(() => resolveSecrets(channel, places, path));
    const problem =
      problems.get(channel.integration) ?? resolved.problem ?? wrongForm(channel, resolved.value as Channel, path);
    if (problem === null) return [resolved.value];
    const integration = file.integrations.find(({ id }) => id === channel.integration);
    const { id, name } = channel;
    unset.push({ id, name, integration: channel.integration, integrationName: integration?.name ?? '', ...problem });
    return [];
  });
  const [first] = unset;
  const lonely: Problem | undefined = first ?? [...problems.values()][0];
  if (lonely !== undefined && channels.length === 0) throw refusal(lonely);
  return { ...settled, integrations, channels, ...(unset.length > 0 ? { unset } : {}) };
}

function resolveOrThrow(value: object, places: SecretPlaces): object {
  const { problem, value: resolved } = attempt(() => resolveSecrets(value, places));
  if (problem !== null) throw refusal(problem);
  return resolved as object;
}

function attempt(resolve: () => unknown): { readonly value: unknown; readonly problem: Problem | null } {
  try {
    return { value: resolve(), problem: null };
  } catch (thrown) {
    if (!(thrown instanceof MissingSecret)) throw thrown;
    return { value: null, problem: { code: thrown.code, field: thrown.message } };
  }
}

/** What stands in relay.json itself is judged with the rest of it. */
function wrongForm({ wechat }: Channel, resolved: Channel, path: string): Problem | null {
  for (const name of ['encodingAesKey', 'previousEncodingAesKey'] as const) {
    if (typeof wechat[name] !== 'object' || EncodingAesKey.safeParse(resolved.wechat[name]).success) continue;
    return { code: 'CONFIG_SECRET_INVALID', field: `${path}.wechat.${name}: must be exactly 43 letters and digits` };
  }
  return null;
}

function refusal({ code, field }: Problem): RelayError {
  return new RelayError(code, field, { value: field.split(':', 1)[0] ?? field });
}
