import type {
  AppInfo,
  ConsoleSettings,
  RelayProcess,
  SandboxStatus,
  VaultStatus,
} from '#shared/contract/console-contract.ts';
import type { ChannelSnapshot, ChannelStateKind, Leg, LegStatus } from '#shared/domain/channel.ts';
import { ChannelId, IntegrationId, MessageId } from '#shared/domain/ids.ts';
import type { MessageEvent, MessageOutlook, MessageStory, TrafficRow } from '#shared/domain/message.ts';
import type { Overview } from '#shared/domain/overview.ts';

/** Sunday 22 November 2026, 14:32:05 UTC: every made-up time is told from here. */
export const present = Date.UTC(2026, 10, 22, 14, 32, 5);

export const minute = 60_000;
export const hour = 60 * minute;

export const channelId = (text: string): ChannelId => ChannelId.parse(text);

type Proof = NonNullable<LegStatus['proof']>;
type Fault = NonNullable<LegStatus['fault']>;

export const proof = (ageMs: number, strength: Proof['strength'] = 'message', now = present): LegStatus => ({
  proof: { at: now - ageMs, strength },
  fault: null,
});

export const fault = (part: Partial<Fault> & Pick<Fault, 'code'>, before: Proof | null = null): LegStatus => ({
  proof: before,
  fault: {
    since: present - 11 * minute,
    at: present - 20_000,
    platformCode: null,
    value: null,
    count: 4,
    nextTryAt: null,
    ...part,
  },
});

type ChannelPart = Partial<Omit<ChannelSnapshot, 'state' | 'legs' | 'id'>> & {
  readonly id?: string;
  readonly state?: Partial<ChannelSnapshot['state']> & { readonly kind: ChannelStateKind };
  readonly legs?: Partial<Record<Leg, LegStatus>>;
};

/** A connected channel with fresh proofs, unless told otherwise. */
export function aChannel({ id = 'delta', state, legs, ...part }: ChannelPart = {}): ChannelSnapshot {
  return {
    id: channelId(id),
    name: 'Delta Bank 三角洲',
    integrationId: IntegrationId.parse('eu1'),
    integrationName: 'CXone EU1',
    state: {
      kind: 'connected',
      since: present - 53 * hour,
      leg: null,
      code: null,
      value: null,
      settling: false,
      flapping: false,
      operatorMustAct: false,
      owner: 'nobody',
      until: null,
      evidence: { at: present - 4_000, kind: 'proof', leg: 'cxoneOut', code: null, platformCode: null },
      ...state,
    },
    legs: { wechatIn: proof(2_000), wechatOut: proof(6_000), cxoneIn: proof(7_000), cxoneOut: proof(4_000), ...legs },
    waiting: { inbound: 0, outbound: 0 },
    lastHour: { inbound: 1_104, outbound: 840 },
    unconfirmed: 0,
    deadLetters: 0,
    maintenanceUntil: null,
    incidentId: null,
    callbackUrl: `https://relay.example.com/wechat/${id}`,
    revision: 1,
    ...part,
  };
}

export function mixedChannels(): readonly ChannelSnapshot[] {
  return [
    aChannel(),
    aChannel({
      id: 'tulip',
      name: 'Tulip Store 郁金香',
      state: {
        kind: 'action_required',
        since: present - 11 * minute,
        leg: 'wechatOut',
        code: 'WECHAT_IP_NOT_LISTED',
        value: '203.0.113.24',
        operatorMustAct: true,
        owner: 'wechat_admin',
        evidence: {
          at: present - 20_000,
          kind: 'fault',
          leg: 'wechatOut',
          code: 'WECHAT_IP_NOT_LISTED',
          platformCode: '40164',
        },
      },
      incidentId: 'incident-tulip',
      legs: {
        wechatOut: fault(
          { code: 'WECHAT_IP_NOT_LISTED', platformCode: '40164', value: '203.0.113.24' },
          { at: present - 12 * minute, strength: 'message' },
        ),
      },
      waiting: { inbound: 0, outbound: 38 },
      lastHour: { inbound: 301, outbound: 111 },
      unconfirmed: 2,
    }),
    aChannel({
      id: 'canal',
      name: 'Canal Tours',
      state: {
        kind: 'retrying',
        since: present - 95_000,
        leg: 'cxoneOut',
        code: 'CXONE_SERVER_ERROR',
        settling: true,
        until: present + 8_000,
      },
      legs: {
        cxoneOut: fault(
          {
            code: 'CXONE_SERVER_ERROR',
            platformCode: 'HTTP 503',
            count: 2,
            since: present - 95_000,
            nextTryAt: present + 8_000,
          },
          { at: present - 2 * minute, strength: 'message' },
        ),
      },
      waiting: { inbound: 3, outbound: 0 },
      lastHour: { inbound: 61, outbound: 35 },
    }),
    aChannel({
      id: 'duin',
      name: 'Duin Hotels',
      legs: {
        wechatIn: proof(40_000, 'other_side'),
        cxoneOut: proof(41_000, 'own_check'),
        cxoneIn: proof(3 * hour, 'other_side'),
        wechatOut: proof(40_000, 'own_check'),
      },
      lastHour: { inbound: 5, outbound: 2 },
      deadLetters: 1,
    }),
    aChannel({
      id: 'polder',
      name: 'Polder Parts',
      integrationName: 'CXone EU1',
      state: { kind: 'verifying', since: present - 5_000, leg: 'cxoneIn', code: 'BOX_NOT_CALLED_YET' },
      legs: { cxoneIn: { proof: null, fault: null } },
      lastHour: { inbound: 208, outbound: 0 },
    }),
    aChannel({
      id: 'zee',
      name: 'Zee Travel',
      state: {
        kind: 'paused',
        since: present - 40 * minute,
        until: present + 28 * minute,
        code: 'CHANNEL_PAUSED',
        evidence: { at: present - 40 * minute, kind: 'operator', leg: null, code: null, platformCode: null },
      },
      waiting: { inbound: 0, outbound: 14 },
      lastHour: { inbound: 40, outbound: 12 },
    }),
  ];
}

export function anOverview(part: Partial<Overview> = {}): Overview {
  const lastMinute = Math.floor(present / minute);
  const minutes = Array.from({ length: 60 }, (_, index) => {
    const wave = Math.sin(index / 5) * 6 + Math.sin(index / 2.3) * 3;
    const inbound = Math.round(31 + wave + (index > 30 ? 5 : 0));
    const outbound = Math.round(22 + wave * 0.7);
    return {
      minute: lastMinute - 59 + index,
      inbound,
      outbound: index > 48 ? Math.round(outbound * 0.45) : outbound,
      failed: index > 48 && index % 4 === 0 ? 1 : 0,
    };
  });
  return {
    at: present - 400,
    minutes,
    counts: {
      accepted: 12_448,
      pending: 55,
      delivered: 12_386,
      unconfirmed: 2,
      dead_letter: 3,
      expired: 1,
      quarantined: 1,
      discarded: 0,
    },
    acknowledgement: { p50Ms: 4.2, p99Ms: 18.3 },
    duplicatesDropped: 14,
    refusedRequests: 3,
    missingRecords: 0,
    storage: { writable: true, code: null },
    clockOffsetMs: 0,
    ...part,
  };
}

const previews = [
  '请问我的订单什么时候发货？',
  'Hello, is the shop open on Sunday? 😊',
  'Goedemiddag, mijn pakket is nog niet aangekomen.',
  '您好！您的退款已处理，预计 3–5 个工作日到账。',
  'Thank you! I will check it tomorrow.',
  'Kan ik de afspraak van dinsdag verzetten naar donderdag?',
  '好的，谢谢 🙏',
  'My number is ••••, please call me back',
  'مرحبا، هل المتجر مفتوح اليوم؟',
  'Ik stuur u de factuur vanmiddag.',
  '这个尺寸还有货吗？我想要红色的，最好今天能寄出。',
  'One moment please, I am looking it up for you.',
];

/** A text message, delivered, unless told otherwise. */
export function aRow(
  part: Partial<Omit<TrafficRow, 'id' | 'channelId'>> & { readonly id?: string; readonly channelId?: string } = {},
): TrafficRow {
  const { id, channelId: channel = 'delta', ...rest } = part;
  const seq = rest.seq ?? 1;
  return {
    seq,
    id: MessageId.parse(id ?? `wxin-01JD${String(seq).padStart(22, '0')}`),
    channelId: channelId(channel),
    direction: 'inbound',
    kind: 'text',
    endUser: '…k4Qz',
    preview: 'Hello',
    state: 'delivered',
    pendingReason: null,
    code: null,
    platformCode: null,
    attempts: 1,
    receivedAt: present,
    changedAt: present,
    dueAt: null,
    ...rest,
  };
}

const variants: readonly Partial<TrafficRow>[] = [
  { state: 'pending', pendingReason: 'sending', attempts: 1 },
  { state: 'pending', pendingReason: 'due', attempts: 0 },
  {
    state: 'pending',
    pendingReason: 'retry',
    attempts: 3,
    code: 'CXONE_SERVER_ERROR',
    platformCode: 'HTTP 503',
    dueAt: present + 42_000,
  },
  { state: 'unconfirmed', direction: 'outbound', code: 'WECHAT_OUTCOME_UNKNOWN' },
  { state: 'dead_letter', direction: 'outbound', code: 'WECHAT_CONTENT_REFUSED', platformCode: '87014', attempts: 1 },
  {
    state: 'pending',
    pendingReason: 'window_closed',
    direction: 'outbound',
    code: 'WECHAT_REPLY_WINDOW_CLOSED',
    platformCode: '45015',
    attempts: 1,
  },
  { state: 'pending', pendingReason: 'behind_another', attempts: 0, direction: 'outbound' },
  {
    state: 'pending',
    pendingReason: 'leg_down',
    attempts: 2,
    direction: 'outbound',
    code: 'WECHAT_IP_NOT_LISTED',
    platformCode: '40164',
  },
  {
    state: 'quarantined',
    endUser: null,
    preview: '',
    kind: 'unsupported',
    code: 'WECHAT_PUSH_UNREADABLE',
    attempts: 0,
  },
  { state: 'expired', direction: 'outbound', attempts: 9, code: 'WECHAT_UNREACHABLE' },
  { kind: 'image', preview: '' },
  { kind: 'voice', preview: '下午好，我想问一下' },
  { kind: 'location', preview: 'Vondelpark, Amsterdam' },
  { kind: 'event', preview: 'subscribe' },
];

/** A repeatable sequence from 0 to 1. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** Rows newest first, over the given channels, with one in ten in some other state than delivered. */
export function manyRows(
  count: number,
  channels: readonly string[],
  topSeq = count,
  now = present,
): readonly TrafficRow[] {
  const chance = seeded(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
  return Array.from({ length: count }, (_, index) => {
    const seq = topSeq - index;
    const direction = chance() < 0.56 ? 'inbound' : 'outbound';
    const receivedAt = now - index * 1_300 - Math.floor(chance() * 900);
    const variant =
      chance() < 0.16 || index < 9
        ? variants[(index < 9 ? index : Math.floor(chance() * variants.length)) % variants.length]
        : {};
    return aRow({
      seq,
      direction,
      channelId: pick(channels),
      endUser: `…${pick(['k4Qz', 'Zp81', 'w_0T', 'aB3-', 'Xk9d', 'mm2R'])}`,
      preview: pick(previews),
      receivedAt,
      changedAt: receivedAt + 140,
      ...variant,
    });
  });
}

export function aStory(row: TrafficRow, part: Partial<Omit<MessageStory, 'row'>> = {}): MessageStory {
  const at = row.receivedAt;
  const event = (kind: MessageEvent['kind'], offset: number, part: Partial<MessageEvent> = {}): MessageEvent => ({
    at: at + offset,
    kind,
    attempt: null,
    code: null,
    platformCode: null,
    durationMs: null,
    dueAt: null,
    part: null,
    by: null,
    ...part,
  });
  const base = [event('received', 0), event('stored', 9), event('acknowledged', 11)];
  const last = ((): readonly MessageEvent[] => {
    switch (row.state) {
      case 'delivered':
        return [event('attempt', 140, { attempt: 1, durationMs: 122 }), event('delivered', 141)];
      case 'unconfirmed':
        return [
          event('attempt', 15_028, { attempt: 1, durationMs: 15_000, code: 'WECHAT_OUTCOME_UNKNOWN' }),
          event('unconfirmed', 15_036),
          event('status_reported', 15_044),
        ];
      case 'dead_letter':
        return [
          event('attempt', 210, { attempt: 1, durationMs: 180, code: row.code, platformCode: row.platformCode }),
          event('dead_letter', 212, { code: row.code, platformCode: row.platformCode }),
          event('status_reported', 330),
        ];
      case 'pending':
        return row.pendingReason === 'retry'
          ? [
              event('attempt', 320, { attempt: 1, durationMs: 301, code: row.code, platformCode: row.platformCode }),
              event('retry_planned', 321, { dueAt: at + 2_300 }),
              event('attempt', 2_710, { attempt: 2, durationMs: 390, code: row.code, platformCode: row.platformCode }),
              event('retry_planned', 2_711, { dueAt: at + 12_700 }),
              event('duplicate_dropped', 5_020),
              event('attempt', 13_050, { attempt: 3, durationMs: 350, code: row.code, platformCode: row.platformCode }),
              event('retry_planned', 13_051, { dueAt: row.dueAt }),
            ]
          : [];
      case 'expired':
      case 'quarantined':
        return [event(row.state, 20, { code: row.code })];
      case 'discarded':
        return [];
    }
  })();
  return {
    row,
    text: row.kind === 'text' ? row.preview : '',
    platformMessageId: row.state === 'delivered' ? '24788810231459871' : null,
    caseId: row.state === 'delivered' ? '48213' : null,
    platformAt: at - 900,
    events: [...base, ...last],
    parts: [],
    media: [],
    statusReport: null,
    contactNo: null,
    ...part,
  };
}

/** What may be done with a reply whose outcome is unknown, unless told otherwise. */
export function anOutlook(part: Partial<MessageOutlook> = {}): MessageOutlook {
  return {
    actions: ['send_again', 'confirm_arrived', 'give_up', 'discard'],
    mayArriveTwice: true,
    window: { open: true, until: present + 30 * hour, repliesLeft: 3, needs: 1 },
    laterDelivered: 0,
    code: null,
    ...part,
  };
}

export const aRelayProcess = (part: Partial<RelayProcess> = {}): RelayProcess => ({
  kind: 'running',
  since: present - 5 * hour,
  pid: 4242,
  urls: {
    wechat: 'http://127.0.0.1:40101/wechat',
    box: 'http://127.0.0.1:40101/integration/box',
    actions: 'http://127.0.0.1:40101/integration',
    admin: 'http://127.0.0.1:40102',
  },
  restarts: 0,
  nextStartAt: null,
  code: null,
  value: null,
  ...part,
});

export const someSettings: ConsoleSettings = {
  theme: 'light',
  language: 'en',
  density: 'comfortable',
  savedSearches: [],
};
export const keyringVault: VaultStatus = { mode: 'keyring', locked: false, backend: 'gnome_libsecret', problem: null };
export const runningSandbox: SandboxStatus = { kind: 'running', messagesPerMinute: 40, paused: false };
export const someAppInfo: AppInfo = {
  version: '0.1.0',
  electron: '33.2.1',
  chromium: '130.0.6723.137',
  node: '20.18.1',
  platform: 'linux x64',
  fallbackRuntime: true,
  operator: 'desk-2',
  demo: false,
};
