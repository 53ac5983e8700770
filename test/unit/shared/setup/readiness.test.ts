import { describe, expect, it } from 'vitest';
import type { ChannelSnapshot, Leg, LegStatus, ProofStrength } from '#shared/domain/channel.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import { ReadinessLine, ReadinessTopic } from '#shared/domain/setup/readiness.ts';
import type { Sighting, SightingKind } from '#shared/domain/setup/sighting.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { defaultSlaSettings } from '#shared/sla/defaults.ts';
import { isSettled, readinessOf } from '#shared/setup/readiness.ts';
import type { ReadinessInput } from '#shared/setup/readiness-input.ts';
import { givenCertificateTick, ticksWanted } from '#shared/setup/ticks.ts';
import { appliedAt, certificatePem, first, goodBook, goodSecrets } from './good-setup.ts';

const seenAt = appliedAt + 60_000;
const tickedAt = appliedAt + 120_000;
const now = appliedAt + 3_600_000;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Input = Mutable<ReadinessInput> & { book: SetupBook; sightings: Sighting[] };

function sighting(owner: Sighting['owner'], ownerId: string, kind: SightingKind, lastAt = seenAt): Sighting {
  return { owner, ownerId, kind, firstAt: lastAt - 1, lastAt, count: 1, detail: null };
}

const proof = (strength: ProofStrength, at = seenAt): LegStatus => ({ proof: { at, strength }, fault: null });
const fault = (code: ErrorCode, value: string | null = null): LegStatus => ({
  proof: null,
  fault: { since: seenAt, at: seenAt, code, platformCode: null, value, count: 1, nextTryAt: null },
});

const legs = (): ChannelSnapshot['legs'] => ({
  wechatIn: proof('message'),
  wechatOut: proof('message'),
  cxoneIn: proof('message'),
  cxoneOut: proof('message'),
});

function tickAll(input: Input, channelId: string, givenIntegration: string | null = null): void {
  const { book, secrets, sla } = input;
  const wanted = ticksWanted(book, channelId, { sla, secrets, givenIntegration });
  book.ticks = wanted.map(({ id }, no) => ({ id, by: 'Bo', at: tickedAt + no }));
}

/** Everything done, proved and ticked: all lines are green. */
function readyInput(): Input {
  const book = goodBook();
  const skill = first(book.skills);
  skill.made = 'api';
  skill.agentTimer = {
    enabled: true,
    first: { hours: '', minutes: '5', seconds: '' },
    followUp: { hours: '', minutes: '5', seconds: '' },
  };
  const sla = defaultSlaSettings('Europe/Amsterdam');
  sla.global.agentFirst.enabled = true;
  sla.global.agentFollowUp.enabled = true;
  const input: Input = {
    book,
    secrets: goodSecrets(),
    given: { from: 'none', relay: null, integrations: [], channels: [] },
    sightings: [
      sighting('channel', 'tulip', 'webhook_verified'),
      sighting('channel', 'tulip', 'pushed'),
      sighting('channel', 'tulip', 'message_in'),
      sighting('channel', 'tulip', 'message_out'),
      sighting('integration', 'support', 'token_fetched'),
      sighting('integration', 'support', 'box_called'),
    ],
    snapshot: { legs: legs() },
    sla,
    publicUrl: 'https://relay.veerpont.nl',
    now,
  };
  tickAll(input, 'tulip');
  return input;
}

/** 'topic state CODE value'. */
const lineOf = ({ topic, state, code, value }: ReadinessLine): string =>
  [topic, state, code ?? '', value ?? ''].join(' ').trim();
/** Only what is not green. */
const open = (input: ReadinessInput, channelId = 'tulip'): string[] =>
  readinessOf(channelId, input)
    .filter(({ state }) => state !== 'done' && state !== 'not_needed')
    .map(lineOf);

const unseen =
  (...kinds: SightingKind[]) =>
  (input: Input): void => {
    input.sightings = input.sightings.filter(({ kind }) => !kinds.includes(kind));
  };
const leg =
  (name: Leg, status: LegStatus) =>
  (input: Input): void => {
    input.snapshot = { legs: { ...legs(), [name]: status } };
  };
const noLegs = (input: Input): void => {
  input.snapshot = null;
};
const renewed =
  (...names: string[]) =>
  (input: Input): void => {
    input.secrets = input.secrets.map((one) => (names.includes(one.name) ? { ...one, setAt: seenAt + 1 } : one));
  };
const all =
  (...spoils: ((input: Input) => void)[]) =>
  (input: Input): void => {
    for (const spoil of spoils) spoil(input);
  };
const draft = (change: (draft: SetupBook['channels'][number]['draft']) => void) => (input: Input) => {
  change(first(input.book.channels).draft);
};
const unticked =
  (kind: string) =>
  (input: Input): void => {
    input.book.ticks = input.book.ticks.filter(({ id }) => !id.startsWith(`${kind}/`));
  };

/** What is spoilt in a set-up that was ready, and what stands there then. */
const rows: readonly (readonly [title: string, spoil: (input: Input) => void, ...found: string[]])[] = [
  ['nothing', () => undefined],
  // The public address is proved from outside in, or not at all.
  [
    'no public address',
    (input) => {
      input.publicUrl = null;
    },
    'public_address missing SETUP_PUBLIC_ADDRESS_MISSING',
    'integration missing SETUP_PUBLIC_ADDRESS_MISSING',
  ],
  [
    'a port WeChat does not call',
    (input) => {
      input.publicUrl = 'https://relay.veerpont.nl:8443';
    },
    'public_address wrong SETUP_URL_PORT 8443',
    'integration wrong SETUP_URL_PORT 8443',
  ],
  [
    'nobody came, and the relay is not there',
    all(noLegs, (input) => {
      input.sightings = [];
    }),
    'public_address waiting SETUP_NOT_SEEN',
    'integration_id waiting SETUP_NOT_SEEN',
    'cxone_access waiting SETUP_NOT_SEEN',
    'wechat_account waiting SETUP_NOT_SEEN',
    'wechat_callback waiting SETUP_NOT_SEEN',
    'cxone_channel waiting SETUP_NOT_SEEN',
    'cxone_called waiting SETUP_NOT_SEEN',
    'first_message_in waiting SETUP_NOT_SEEN',
    'first_message_out waiting SETUP_NOT_SEEN',
  ],
  [
    'what others saw is no proof',
    all(noLegs, (input) => {
      input.sightings = input.sightings.map((one) => ({ ...one, ownerId: 'another' }));
    }),
    'public_address waiting SETUP_NOT_SEEN',
    'integration_id waiting SETUP_NOT_SEEN',
    'cxone_access waiting SETUP_NOT_SEEN',
    'wechat_account waiting SETUP_NOT_SEEN',
    'wechat_callback waiting SETUP_NOT_SEEN',
    'cxone_channel waiting SETUP_NOT_SEEN',
    'cxone_called waiting SETUP_NOT_SEEN',
    'first_message_in waiting SETUP_NOT_SEEN',
    'first_message_out waiting SETUP_NOT_SEEN',
  ],
  [
    'an unknown call is no proof',
    all(noLegs, (input) => {
      input.sightings = [sighting('integration', 'support', 'unknown_call'), ...input.sightings.slice(2, 4)];
    }),
    'public_address waiting SETUP_NOT_SEEN',
    'wechat_callback waiting SETUP_NOT_SEEN',
    'cxone_called waiting SETUP_NOT_SEEN',
  ],
  [
    'what came in under an old address proves nothing of the present one, and what left us goes on counting',
    (input) => {
      input.sightings = input.sightings.map((one) => ({ ...one, under: 'https://old.veerpont.nl', current: false }));
    },
    'public_address waiting SETUP_NOT_SEEN',
    'wechat_callback waiting SETUP_NOT_SEEN',
    'cxone_called waiting SETUP_NOT_SEEN',
    'first_message_in waiting SETUP_NOT_SEEN',
    'first_message_out waiting SETUP_NOT_SEEN',
  ],
  [
    'one call under the present address among old ones',
    (input) => {
      const old = { under: 'https://old.veerpont.nl', current: false };
      input.sightings = [
        ...input.sightings.map((one) => ({ ...one, ...old })),
        { ...sighting('channel', 'tulip', 'pushed'), under: 'https://relay.veerpont.nl', current: true },
      ];
    },
    'cxone_called waiting SETUP_NOT_SEEN',
    'first_message_in waiting SETUP_NOT_SEEN',
    'first_message_out waiting SETUP_NOT_SEEN',
  ],
  [
    'our own checks prove nothing from outside',
    (input) => {
      input.sightings = [];
      const own = proof('own_check');
      input.snapshot = { legs: { wechatIn: own, wechatOut: own, cxoneIn: own, cxoneOut: own } };
    },
    'public_address waiting SETUP_NOT_SEEN',
    'integration_id waiting SETUP_NOT_SEEN',
    'wechat_callback waiting SETUP_NOT_SEEN',
    'cxone_channel waiting SETUP_NOT_SEEN',
    'cxone_called waiting SETUP_NOT_SEEN',
    'first_message_in waiting SETUP_NOT_SEEN',
    'first_message_out waiting SETUP_NOT_SEEN',
  ],
  // The integration.
  [
    'an integration not applied',
    (input) => {
      Object.assign(first(input.book.integrations), { applied: null, appliedAt: null });
    },
    'integration missing SETUP_INTEGRATION_NOT_APPLIED WeChat support',
  ],
  [
    'an integration changed since',
    (input) => {
      first(input.book.integrations).draft.color = '#ff0000';
    },
    'integration missing SETUP_NOT_APPLIED WeChat support',
  ],
  [
    'an integration of which something is wrong',
    (input) => {
      Object.assign(first(input.book.integrations).draft, { name: '', color: 'red' });
    },
    'integration wrong SETUP_COLOR_FORM',
  ],
  [
    'an integration nobody knows',
    draft((form) => void (form.integration = 'gone')),
    'integration missing SETUP_INTEGRATION_UNKNOWN',
    'integration_id missing SETUP_INTEGRATION_ID_MISSING',
    'cxone_access missing SETUP_INTEGRATION_UNKNOWN',
    'client_certificate missing SETUP_INTEGRATION_UNKNOWN',
    'wechat_account missing SETUP_NOT_APPLIED Tulip shop',
    'wechat_callback missing SETUP_NOT_APPLIED Tulip shop',
    'cxone_called waiting SETUP_NOT_SEEN',
  ],
  [
    'no Integration ID',
    (input) => {
      first(input.book.integrations).draft.integrationId = ' ';
    },
    'integration missing SETUP_NOT_APPLIED WeChat support',
    'integration_id missing SETUP_INTEGRATION_ID_MISSING',
  ],
  [
    'a bad Integration ID',
    (input) => {
      const entry = first(input.book.integrations);
      for (const form of [entry.draft, entry.applied]) if (form !== null) form.integrationId = 'a b';
    },
    'integration_id wrong SETUP_INTEGRATION_ID_FORM',
  ],
  [
    'no secret for CXone',
    (input) => {
      input.secrets = input.secrets.filter(({ name }) => name !== 'cxone_client_secret');
    },
    'cxone_access missing SETUP_SECRET_MISSING',
  ],
  [
    'CXone refuses us',
    leg('cxoneOut', fault('CXONE_CREDENTIALS_REFUSED')),
    'cxone_access wrong CXONE_CREDENTIALS_REFUSED',
  ],
  [
    'CXone knows us and not the channel',
    all(unseen('message_in', 'message_out'), leg('cxoneOut', fault('CXONE_CHANNEL_MISSING'))),
    'cxone_channel wrong CXONE_CHANNEL_MISSING',
    'first_message_in waiting SETUP_NOT_SEEN',
    'first_message_out waiting SETUP_NOT_SEEN',
  ],
  ['new secrets for CXone are not proved', renewed('cxone_client_secret'), 'cxone_access waiting SETUP_NOT_SEEN'],
  // The three certificates.
  [
    'a certificate nobody compared',
    (input) => {
      const entry = first(input.book.integrations);
      const key = { ...first(input.secrets), name: 'mtls_key' as const };
      input.secrets = [...input.secrets, key];
      const three = { clientCertificate: certificatePem, caCertificate: certificatePem };
      Object.assign(entry.draft, three);
      entry.applied = { ...entry.draft };
    },
    'client_certificate waiting SETUP_NOT_TICKED',
  ],
  [
    'one of three certificates',
    (input) => {
      first(input.book.integrations).draft.caCertificate = certificatePem;
    },
    'integration missing SETUP_NOT_APPLIED WeChat support',
    'client_certificate wrong SETUP_MTLS_ALL_OR_NONE',
  ],
  // WeChat.
  [
    'WeChat refuses the secret',
    leg('wechatOut', fault('WECHAT_SECRET_INVALID')),
    'wechat_account wrong WECHAT_SECRET_INVALID',
  ],
  [
    'WeChat wants our address on its list',
    leg('wechatOut', fault('WECHAT_IP_NOT_LISTED', '203.0.113.24')),
    'wechat_account wrong WECHAT_IP_NOT_LISTED 203.0.113.24',
  ],
  ['a new AppSecret is not proved', renewed('wechat_app_secret'), 'wechat_account waiting SETUP_NOT_SEEN'],
  [
    'no AppSecret',
    (input) => {
      input.secrets = input.secrets.filter(({ name }) => name !== 'wechat_app_secret');
    },
    'wechat_account missing SETUP_SECRET_MISSING',
  ],
  [
    'a channel not applied',
    (input) => {
      first(input.book.channels).applied = null;
    },
    'wechat_account missing SETUP_NOT_APPLIED Tulip shop',
    'wechat_callback missing SETUP_NOT_APPLIED Tulip shop',
  ],
  ['the wizard’s step is no change', draft((form) => void (form.step = 'routing'))],
  [
    'an AppID that is none',
    draft((form) => void (form.wechat.appId = 'x')),
    'wechat_account wrong SETUP_APP_ID_FORM',
    'wechat_callback missing SETUP_NOT_APPLIED Tulip shop',
  ],
  [
    'a push with the wrong signature',
    leg('wechatIn', fault('WECHAT_SIGNATURE_MISMATCH')),
    'wechat_callback wrong WECHAT_SIGNATURE_MISMATCH',
  ],
  ['a new Token is not verified', renewed('wechat_token'), 'wechat_callback waiting SETUP_NOT_SEEN'],
  [
    'our own check is no verification by WeChat',
    all(unseen('webhook_verified', 'pushed'), leg('wechatIn', proof('own_check'))),
    'wechat_callback waiting SETUP_NOT_SEEN',
  ],
  ['a push of WeChat is as good', unseen('webhook_verified')],
  // The CXone channel.
  [
    'a channel that is not made yet',
    draft((form) => void (form.cxone.made = 'not_yet')),
    'cxone_channel missing SETUP_CXONE_CHANNEL_MISSING',
  ],
  [
    'a channel that was made, and the relay still waits for it',
    (input) => {
      const [entry] = input.book.channels;
      if (entry?.applied != null)
        entry.applied = { ...entry.applied, cxone: { ...entry.applied.cxone, made: 'not_yet' } };
    },
    'cxone_channel missing SETUP_NOT_APPLIED Tulip shop',
  ],
  [
    'CXone shows a wrong secret',
    leg('cxoneIn', fault('BOX_CREDENTIALS_WRONG')),
    'cxone_called wrong BOX_CREDENTIALS_WRONG',
  ],
  ['a new client secret was not shown yet', renewed('box_secret'), 'cxone_called waiting SETUP_NOT_SEEN'],
  // Script and skill, people, routing.
  [
    'no script',
    draft((form) => void (form.script = { id: '', name: '' })),
    'script_and_skill missing SETUP_SCRIPT_MISSING',
    'routing missing SETUP_SCRIPT_MISSING',
  ],
  [
    'script and skill not ticked',
    unticked('script'),
    'script_and_skill waiting SETUP_NOT_TICKED',
    'routing waiting SETUP_NOT_TICKED',
  ],
  [
    'another script than was ticked',
    draft((form) => void (form.script.name = 'X')),
    'script_and_skill waiting SETUP_TICK_STALE',
    'routing waiting SETUP_TICK_STALE',
  ],
  [
    'no role',
    (input) => {
      input.book.roles = [];
      input.book.users = [];
    },
    'permissions missing SETUP_CHANNEL_IN_NO_ROLE Tulip shop',
  ],
  [
    'no View Skills',
    (input) => {
      first(input.book.roles).viewSkills = false;
    },
    'permissions wrong SETUP_VIEW_SKILLS_MISSING Agent',
  ],
  ['one of two ticks', unticked('user'), 'permissions waiting SETUP_NOT_TICKED 1/2'],
  [
    'queues that take nothing',
    draft((form) => void (form.routing = 'queues')),
    'routing wrong SETUP_CHANNEL_NO_QUEUE Tulip shop',
  ],
  [
    'a queue nobody compared',
    all(
      draft((form) => void (form.routing = 'queues')),
      (input) => {
        const conditions = [{ rule: 'included_channels' as const, channels: ['tulip'] }];
        input.book.queues = [{ id: 'q', name: 'Q', filters: [{ name: 'F', conditions }], isFallback: false }];
      },
    ),
    'routing waiting SETUP_NOT_TICKED 1/2',
  ],
  // The outbound skill, its timers, the goals.
  [
    'no outbound skill',
    (input) => {
      input.book.skills = [];
    },
    'outbound_skill missing SETUP_NOT_MADE',
    'agent_timer missing SETUP_NOT_MADE',
    'customer_timer missing SETUP_NOT_MADE',
  ],
  [
    'a skill not made in the tenant',
    (input) => {
      first(input.book.skills).made = 'not_yet';
    },
    'outbound_skill missing SETUP_NOT_MADE WeChat_Out',
    'agent_timer missing SETUP_NOT_MADE WeChat_Out',
  ],
  [
    'a skill of which something is wrong',
    (input) => {
      first(input.book.skills).subSkill = 'VIP';
    },
    'outbound_skill wrong SETUP_SUBSKILL_STUDIO',
    'agent_timer waiting SETUP_TICK_STALE',
  ],
  [
    'a timer without a time',
    (input) => {
      first(input.book.skills).agentTimer.first.minutes = '';
    },
    'outbound_skill waiting SETUP_TICK_STALE',
    'agent_timer wrong SETUP_TIME_MISSING',
  ],
  [
    'a skill not ticked',
    unticked('skill'),
    'outbound_skill waiting SETUP_NOT_TICKED',
    'agent_timer waiting SETUP_NOT_TICKED',
  ],
  [
    'clocks that are set otherwise',
    (input) => {
      if (input.sla !== null) input.sla.global.agentFirst.targetMs = 60_000;
    },
    'agent_timer wrong SETUP_TIMERS_DIFFER WeChat_Out',
  ],
  [
    'a customer timer that does not run here',
    (input) => {
      first(input.book.skills).customerTimer = {
        enabled: true,
        idle: { hours: '', minutes: '15', seconds: '' },
        extension: true,
      };
      tickAll(input, 'tulip');
    },
    'customer_timer wrong SETUP_TIMERS_DIFFER WeChat_Out',
  ],
  [
    'goals that are not known now',
    (input) => {
      input.sla = null;
    },
    'agent_timer waiting RELAY_NOT_RUNNING',
    'sla waiting RELAY_NOT_RUNNING',
  ],
  [
    'goals that are wrong',
    (input) => {
      if (input.sla !== null) input.sla.global.calendarId = 'gone';
    },
    'sla wrong SLA_SETTINGS_INVALID gone',
  ],
  [
    'goals changed since they were ticked',
    (input) => {
      if (input.sla !== null) input.sla.global.firstResponse.targetMs = 60_000;
    },
    'sla waiting SETUP_TICK_STALE',
  ],
  [
    'no goals on purpose',
    (input) => {
      if (input.sla === null) return;
      input.sla.global.firstResponse.enabled = false;
      input.sla.global.solution.enabled = false;
    },
  ],
  // Messages.
  ['no customer wrote yet', unseen('message_in'), 'first_message_in waiting SETUP_NOT_SEEN'],
  ['nobody answered yet', unseen('message_out'), 'first_message_out waiting SETUP_NOT_SEEN'],
];

describe('what a channel needs', () => {
  it.each(rows.map(([title, spoil, ...found]) => ({ title, spoil, found })))('$title', ({ spoil, found }) => {
    const input = readyInput();
    spoil(input);
    expect(open(input)).toEqual(found);
    expect(readinessOf('tulip', input).every(isSettled)).toBe(found.length === 0);
  });

  it('stands in its order, each topic once, whatever is known', () => {
    const inputs = rows.map(([, spoil]) => {
      const input = readyInput();
      spoil(input);
      return input;
    });
    for (const input of inputs) {
      const lines = readinessOf('tulip', input);
      expect(lines.map(({ topic }) => topic)).toEqual(ReadinessTopic.options);
      for (const line of lines) ReadinessLine.parse(line);
      // Green only with a proof, and with a reason otherwise.
      for (const { state, at, code } of lines) {
        if (state === 'done') expect([typeof at, code]).toEqual(['number', null]);
        else expect(at).toBeNull();
        if (state === 'missing' || state === 'wrong' || state === 'waiting') expect(code).not.toBeNull();
      }
    }
  });

  it('says when, and who', () => {
    const lines = new Map(readinessOf('tulip', readyInput()).map((line) => [line.topic, line]));
    expect(lines.get('integration')).toMatchObject({ at: appliedAt, by: 'Anna' });
    expect(lines.get('wechat_callback')).toMatchObject({ at: seenAt, by: null });
    expect(lines.get('permissions')).toMatchObject({ at: tickedAt + 2, by: 'Bo' });
    expect(lines.get('first_message_in')).toMatchObject({ at: seenAt, by: null, fix: 'channel_page' });
  });

  it('never has a proof of tomorrow', () => {
    const input = readyInput();
    for (const one of input.sightings) one.lastAt = now + 99_999;
    for (const { at } of readinessOf('tulip', input)) expect(at ?? 0).toBeLessThanOrEqual(now);
  });

  it('is nothing of a channel nobody knows', () => {
    expect(readinessOf('gone', readyInput())).toEqual([]);
  });
});

describe('a channel that is not of the book', () => {
  /** Running from relay.json for a while. */
  function givenInput(): Input {
    const input = readyInput();
    input.book = { ...goodBook(), integrations: [], channels: [], roles: [], users: [], skills: [] };
    input.secrets = [];
    input.given = {
      from: 'file',
      relay: null,
      integrations: [{ id: 'file', name: 'File', integrationId: 'abc' }],
      channels: [{ id: 'demo', name: 'Demo', integration: 'file', cxoneChannelId: 'x' }],
    };
    input.sightings = [];
    input.snapshot = null;
    return input;
  }

  it('claims nothing that was not seen', () => {
    expect(readinessOf('demo', givenInput()).filter(({ state }) => state === 'done')).toEqual([]);
    expect(open(givenInput(), 'demo')).toEqual([
      'public_address waiting SETUP_NOT_SEEN',
      'integration waiting SETUP_NOT_SEEN',
      'integration_id waiting SETUP_NOT_SEEN',
      'cxone_access waiting SETUP_NOT_SEEN',
      'client_certificate waiting SETUP_GIVEN_UNKNOWN',
      'wechat_account waiting SETUP_NOT_SEEN',
      'wechat_callback waiting SETUP_NOT_SEEN',
      'cxone_channel waiting SETUP_NOT_SEEN',
      'cxone_called waiting SETUP_NOT_SEEN',
      'script_and_skill waiting SETUP_GIVEN_UNKNOWN',
      'permissions missing SETUP_CHANNEL_IN_NO_ROLE Demo',
      'routing waiting SETUP_GIVEN_UNKNOWN',
      'outbound_skill missing SETUP_NOT_MADE',
      'agent_timer missing SETUP_NOT_MADE',
      'customer_timer missing SETUP_NOT_MADE',
      'sla waiting SETUP_NOT_TICKED',
      'first_message_in waiting SETUP_NOT_SEEN',
      'first_message_out waiting SETUP_NOT_SEEN',
    ]);
  });

  it('becomes ready by what is seen, written down and ticked', () => {
    const input = givenInput();
    input.sightings = [
      sighting('channel', 'demo', 'webhook_verified'),
      sighting('channel', 'demo', 'message_in'),
      sighting('channel', 'demo', 'message_out'),
      sighting('integration', 'file', 'box_called'),
    ];
    const { roles, users, skills } = goodBook();
    Object.assign(first(roles), { channels: { demo: ['reply'] } });
    input.book = { ...input.book, roles, users, skills: [{ ...first(skills), channel: 'demo', made: 'by_hand' }] };
    tickAll(input, 'demo', 'file');
    expect(input.book.ticks.map(({ id }) => id)).toContain(givenCertificateTick('file'));
    expect(open(input, 'demo')).toEqual([]);
  });

  it('may be in practice at an address of this computer', () => {
    const input = givenInput();
    input.publicUrl = 'http://127.0.0.1:4000';
    expect(open(input, 'demo')[0]).toBe('public_address wrong SETUP_URL_NOT_HTTPS');
    input.given = { ...input.given, from: 'sandbox' };
    expect(open(input, 'demo')[0]).toBe('public_address waiting SETUP_NOT_SEEN');
  });

  it('has its own goals, too', () => {
    const input = givenInput();
    if (input.sla === null) throw new Error('The goals are known here');
    const policy = structuredClone(input.sla.global);
    policy.firstResponse.enabled = false;
    policy.solution.enabled = false;
    input.sla.channels.push({ channelId: ChannelId.parse('demo'), policy });
    expect(readinessOf('demo', input).find(({ topic }) => topic === 'sla')?.state).toBe('not_needed');
  });
});
