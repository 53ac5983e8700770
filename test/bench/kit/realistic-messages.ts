import { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import type { Direction, MessageContent } from '#shared/domain/message.ts';
import type { NewMessage } from '#relay/ports/relay-store.ts';
import { seeded } from './sla-cases.ts';

export const searchChannels = ['shop-nl', 'shop-cn', 'service', 'members', 'outlet', 'press'].map((id) =>
  ChannelId.parse(id),
);

/** What became of a message. */
export type End = 'delivered' | 'pending' | 'dead_letter' | 'unconfirmed' | 'expired';

export interface RealisticMessage {
  readonly message: NewMessage;
  readonly end: End;
  readonly caseId: string;
}

const chinese = {
  openings: ['你好', '您好', '请问', '在吗', '麻烦问一下', '亲', '早上好', '不好意思'],
  subjects: [
    '我的订单',
    '这个包裹',
    '昨天买的鞋子',
    '会员积分',
    '退款',
    '发票',
    '优惠券',
    '那件外套',
    '快递',
    '售后申请',
  ],
  matters: [
    '什么时候发货',
    '还没有收到',
    '颜色不对想换货',
    '可以退货吗',
    '显示已签收但是没有收到',
    '尺码偏小了',
    '一直没有人联系我',
    '能不能改地址',
    '怎么开具增值税发票',
    '少了一件',
  ],
  places: ['上海', '北京', '广州', '成都', '杭州', '阿姆斯特丹', '鹿特丹', '深圳'],
  endings: ['谢谢', '急', '请尽快处理', '麻烦了', '等您回复', '辛苦了', ''],
  replies: [
    '您好，已经为您登记，预计三个工作日内处理。',
    '亲，仓库已经安排发货，请留意短信通知。',
    '非常抱歉给您带来不便，我们马上核实。',
    '请您提供一下订单号和收件人电话。',
  ],
} as const;

const english = {
  openings: ['Hi', 'Hello', 'Good morning', 'Sorry to bother you', 'Dear team'],
  subjects: ['my order', 'the parcel', 'the blue jacket', 'my refund', 'the invoice', 'this coupon', 'the shoes'],
  matters: [
    'has not arrived yet',
    'came in the wrong size',
    'was damaged on delivery',
    'cannot be tracked',
    'is missing one item',
    'should be returned',
    'was charged twice',
  ],
  endings: ['Thanks!', 'Please help.', 'When can I expect it?', 'This is urgent.', ''],
} as const;

const dutch = {
  openings: ['Hallo', 'Goedemorgen', 'Beste', 'Dag', 'Goedemiddag'],
  subjects: ['mijn bestelling', 'het pakket', 'de retourzending', 'mijn factuur', 'de winterjas', 'het cadeau'],
  matters: [
    'is nog niet aangekomen',
    'heeft de verkeerde maat',
    'kan ik niet volgen',
    'is beschadigd geleverd',
    'is dubbel afgeschreven',
    'wil ik graag ruilen',
  ],
  endings: ['Alvast bedankt!', 'Met vriendelijke groet', 'Wanneer komt het?', ''],
} as const;

const emoji = ['😀', '😭', '👍🏽', '🙏', '❤️', '🎁', '📦', '😡'] as const;
const peopleShare = 12;

/** Messages as a support desk sees them, in four languages and all types. The same for the same seed. */
export class RealisticMessages {
  readonly #chance: () => number;
  readonly #people: number;
  readonly #firstAt: number;
  readonly #stepMs: number;

  /** `count` of them, received evenly between both moments. */
  constructor(wanted: {
    readonly seed: number;
    readonly count: number;
    readonly firstAt: number;
    readonly lastAt: number;
  }) {
    this.#chance = seeded(wanted.seed);
    this.#people = Math.max(10, Math.floor(wanted.count / peopleShare));
    this.#firstAt = wanted.firstAt;
    this.#stepMs = (wanted.lastAt - wanted.firstAt) / wanted.count;
  }

  next(number: number): RealisticMessage {
    // Few people write much, many little.
    const person = Math.floor(this.#people * this.#chance() ** 2);
    const channelId = searchChannels[person % searchChannels.length] ?? ChannelId.parse('shop-nl');
    const direction: Direction = this.#chance() < 0.6 ? 'inbound' : 'outbound';
    const content = this.#content(direction);
    const receivedAt = Math.round(this.#firstAt + number * this.#stepMs);
    const isInbound = direction === 'inbound';
    const externalId = `24${String(number).padStart(15, '0')}`;
    return {
      message: {
        id: MessageId.parse(`${isInbound ? 'wxin' : 'wxout'}-${number.toString(32).toUpperCase().padStart(26, '0')}`),
        channelId,
        direction,
        kind: content.kind,
        openId: OpenId.parse(
          `oB${(person * 7_919 + 100_000_007).toString(36).padStart(12, 'x')}Lq8sV2nRkT3w${person % 10}`,
        ),
        externalId: isInbound ? externalId : null,
        dedupeKey: isInbound ? `gh_bench|${externalId}` : null,
        platformAt: receivedAt,
        receivedAt,
        state: 'pending',
        code: null,
        payload: { content, raw: JSON.stringify(content) },
        opensWindow: isInbound ? { until: receivedAt + 172_800_000, replies: 5 } : null,
      },
      end: this.#end(),
      caseId: String(80_000_000 + person * 3 + Math.floor(number / 200_000)),
    };
  }

  #end(): End {
    const drawn = this.#chance();
    if (drawn < 0.985) return 'delivered';
    if (drawn < 0.99) return 'dead_letter';
    if (drawn < 0.994) return 'expired';
    return drawn < 0.997 ? 'unconfirmed' : 'pending';
  }

  #content(direction: Direction): MessageContent {
    const drawn = this.#chance();
    const text = this.#text(direction);
    if (drawn < 0.86) return { kind: 'text', text };
    if (direction === 'outbound') {
      if (drawn < 0.93) return this.#rich(text);
      return { kind: 'template', name: this.#one(['order_sent', 'refund_done', 'points']), text, variables: {} };
    }
    if (drawn < 0.9) return { kind: 'image', mediaId: `m${Math.floor(this.#chance() * 1e9)}` };
    if (drawn < 0.94) return { kind: 'voice', mediaId: 'v', recognition: text };
    if (drawn < 0.95) {
      return {
        kind: 'location',
        latitude: '31.2',
        longitude: '121.4',
        label: `${this.#one(chinese.places)}市中山路${this.#number(3)}号`,
      };
    }
    if (drawn < 0.96) return { kind: 'link', title: text, description: '', url: 'https://shop.example/a' };
    if (drawn < 0.97) return { kind: 'miniprogram', title: text, appId: 'wxa', pagePath: 'p' };
    if (drawn < 0.975) return { kind: 'video', mediaId: 'v' };
    return { kind: 'event', event: this.#one(['subscribe', 'CLICK', 'SCAN', 'unsubscribe']), fields: {} };
  }

  #rich(text: string): MessageContent {
    return {
      kind: 'rich',
      type: 'TEXT',
      text,
      attachments: [{ name: `factuur-${this.#number(6)}.pdf`, mimeType: 'application/pdf' }],
    };
  }

  #text(direction: Direction): string {
    const drawn = this.#chance();
    const order =
      this.#chance() < 0.3 ? ` ${this.#one(['订单号', '#', 'Order', 'bestelnummer'])} ${this.#number(10)}` : '';
    const smile = this.#chance() < 0.08 ? ` ${this.#one(emoji)}` : '';
    if (drawn < 0.55) return `${this.#chinese(direction)}${order}${smile}`;
    if (drawn < 0.75) return `${this.#sentence(english)}${order}${smile}`;
    if (drawn < 0.93) return `${this.#sentence(dutch)}${order}${smile}`;
    return `${this.#chinese(direction)} (${this.#sentence(english)})${order}${smile}`;
  }

  #chinese(direction: Direction): string {
    if (direction === 'outbound') return this.#one(chinese.replies);
    const place = this.#chance() < 0.2 ? `，我在${this.#one(chinese.places)}` : '';
    return `${this.#one(chinese.openings)}，${this.#one(chinese.subjects)}${this.#one(chinese.matters)}${place}？${this.#one(chinese.endings)}`;
  }

  #sentence(of: typeof english | typeof dutch): string {
    return `${this.#one(of.openings)}, ${this.#one(of.subjects)} ${this.#one(of.matters)}. ${this.#one(of.endings)}`.trim();
  }

  #number(digits: number): string {
    return String(Math.floor(this.#chance() * 10 ** digits)).padStart(digits, '0');
  }

  #one<T>(of: readonly [T, ...T[]] | readonly T[]): T {
    const found = of[Math.floor(this.#chance() * of.length)];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  }
}
