import { isDeepStrictEqual } from 'node:util';
import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { CarriedSettings, ChannelForm } from '#shared/domain/setup/channel-form.ts';

type Carrier = Pick<ChannelConfig, 'unconfirmed'> & {
  readonly wechat: Pick<
    ChannelConfig['wechat'],
    'longestTextBytes' | 'repliesPerMessage' | 'repliesPerAction' | 'templates'
  >;
};

/** As the schema of relay.json fills in what is left out there. */
const usual: CarriedSettings = {
  longestTextBytes: 2_048,
  repliesPerMessage: 5,
  repliesPerAction: 3,
  templates: [],
  unconfirmed: { rule: 'ask', report: 'nothing' },
};

/** What a channel of relay.json has that no field of the form holds; undefined when all of it is as usual. */
export function carriedOf({ wechat, unconfirmed }: Carrier): CarriedSettings | undefined {
  const { longestTextBytes, repliesPerMessage, repliesPerAction, templates } = wechat;
  const carried: CarriedSettings = {
    longestTextBytes,
    repliesPerMessage,
    repliesPerAction,
    templates: templates.map(({ name, templateId, fields, url }) => ({ name, templateId, fields, url: url ?? '' })),
    unconfirmed,
  };
  return isDeepStrictEqual(carried, usual) ? undefined : carried;
}

/** The same as the relay's configuration has it, to be spread into a channel of it and into its `wechat`. */
export function carriedInto({ carried }: Pick<ChannelForm, 'carried'>) {
  if (carried === undefined) return { channel: {}, wechat: {} };
  const { unconfirmed, templates, ...figures } = carried;
  return {
    channel: { unconfirmed },
    wechat: { ...figures, templates: templates.map(({ url, ...rest }) => (url === '' ? rest : { ...rest, url })) },
  };
}
