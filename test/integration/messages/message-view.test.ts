import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDiskMediaStore } from '#relay/media/disk-media-store.ts';
import { MessageViewService } from '#relay/messages/message-view-service.ts';
import type { KeptAudit } from '#relay/ports/audit-trail.ts';
import { MessageId } from '#shared/domain/ids.ts';
import { MessageContext, MessageWire, RevealedMessage } from '#shared/domain/message-view.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { aSettlement, noon } from '#test/contracts/new-message.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { help, messageOf, SearchBench, shop, text, type Drafted } from '#test/integration/search/search-harness.ts';

const openId = 'oCustomer-0001_aBcDeFgHiJkQz';
let bench: SearchBench;
let clock: HandClock;
let kept: Parameters<KeptAudit['keep']>[0][];
let refuses: boolean;
let service: MessageViewService;

beforeEach(async () => {
  bench = new SearchBench();
  await bench.start();
  clock = new HandClock(noon + 3_600_000);
  kept = [];
  refuses = false;
  service = serviceWith({ open: () => nothing() });
});
afterEach(async () => {
  await bench.dispose();
});

async function* nothing(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.alloc(0));
}

function serviceWith(files: ConstructorParameters<typeof MessageViewService>[0]['files']): MessageViewService {
  return new MessageViewService({
    store: bench.store,
    search: bench.search,
    files,
    audit: {
      keep: async (line) => {
        await Promise.resolve();
        if (refuses) throw new RelayError('STORE_WRITE_FAILED', 'disk');
        kept.push(line);
      },
    },
    clock,
    random: randomBytes,
  });
}

/** Stores a message with what arrived; delivers it with one call. */
async function put(draft: Drafted, raw: string): Promise<{ readonly id: MessageId; readonly seq: number }> {
  const message = messageOf(draft);
  const { seq } = await bench.store.accept({ ...message, payload: { ...message.payload, raw } });
  await bench.store.claim(seq, 1, noon);
  const exchange = {
    at: noon,
    part: null,
    platform: 'cxone',
    method: 'POST',
    url: 'https://api.example/dfo/3.0/channels/c/messages',
    request: JSON.stringify({ thread: `gh_x:${openId}`, text: 'tel. 0612345678' }),
    status: 201,
    answer: '{"id":"1"}',
    isCut: false,
    durationMs: 4,
    failure: null,
  } as const;
  await bench.store.settle(aSettlement(seq, { kind: 'delivered' }, { exchanges: [exchange] }));
  return { id: message.id, seq };
}

const push = `<xml><FromUserName><![CDATA[${openId}]]></FromUserName><Content><![CDATA[bel 0612345678]]></Content></xml>`;
const codeOf = async (asked: Promise<unknown>): Promise<string> => {
  const thrown: unknown = await asked.catch((error: unknown) => error);
  return thrown instanceof RelayError ? thrown.code : 'answered';
};

describe('the wire of a message', () => {
  it('is masked, and revealed only for a reason that is on record before', async () => {
    const { id } = await put(text('bel 0612345678'), push);
    const masked = MessageWire.parse(await service.handlers['message.wire']({ id }));
    expect(JSON.stringify(masked)).not.toMatch(/oCustomer|0612345678/u);
    expect(masked).toMatchObject({ payload: { form: 'xml' }, exchanges: [{ attempt: 1 }], notKept: 0 });

    const shown = RevealedMessage.parse(
      await service.handlers['message.reveal']({ id, reason: 'complaint 4711', by: 'Jan' }),
    );
    expect(kept).toEqual([
      { by: 'Jan', action: 'message_revealed', channelId: shop, subject: id, detail: 'complaint 4711' },
    ]);
    expect(shown).toMatchObject({ text: 'bel 0612345678', openId, wire: { payload: { text: push } } });
    expect(shown.wire.exchanges[0]?.request).toContain(openId);
    expect(shown.until).toBe(clock.now() + 600_000);
  });

  it('is not revealed when that cannot be recorded, nor of a message that is not', async () => {
    const { id } = await put(text('x'), push);
    refuses = true;
    expect(await codeOf(service.reveal(id, 'a reason', 'Jan'))).toBe('STORE_WRITE_FAILED');
    refuses = false;
    expect(await codeOf(service.reveal(MessageId.parse('wxin-nobodyhasthis'), 'a reason', 'Jan'))).toBe(
      'MESSAGE_NOT_FOUND',
    );
    expect(await codeOf(service.wire(MessageId.parse('wxin-nobodyhasthis')))).toBe('MESSAGE_NOT_FOUND');
    expect(kept).toEqual([]);
  });
});

describe('a file', () => {
  const png = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'),
    Buffer.from([0, 0, 0, 16, 0, 0, 0, 16, 8, 6, 0, 0, 0]),
  ]);

  it('is shown from the real media store, with a grant for its message, for ten minutes', async () => {
    const files = await openDiskMediaStore({ folder: join(bench.folder, 'media'), storeKey: randomBytes(32) });
    service = serviceWith(files);
    const [one, other] = [await put({ content: { kind: 'image', mediaId: 'm' } }, push), await put(text('x'), push)];
    const saved = await files.save(
      (async function* () {
        yield await Promise.resolve(png);
      })(),
      1_000_000,
    );
    if (!saved.ok) throw new Error('not saved');
    const { ref, sizeBytes, mimeType } = saved.file;
    await bench.store.putMedia(one.seq, {
      no: 1,
      name: 'a',
      mimeType,
      sizeBytes,
      state: 'stored',
      code: null,
      ref,
      at: noon,
    });

    const { grant } = await service.reveal(one.id, 'a reason', 'Jan');
    const media = async (id: MessageId, no: number, by = grant) =>
      service.handlers['message.media']({ id, no, grant: by });
    expect(await media(one.id, 1)).toEqual({ mimeType: 'image/png', base64: png.toString('base64') });
    expect(await codeOf(media(one.id, 2))).toBe('MEDIA_NOT_KEPT');
    expect(await codeOf(media(other.id, 1))).toBe('REVEAL_OVER');
    expect(await codeOf(media(one.id, 1, 'guess'))).toBe('REVEAL_OVER');
    clock.wind(600_000);
    expect(await codeOf(media(one.id, 1))).toBe('REVEAL_OVER');
  });
});

describe('the context of a message', () => {
  it('is what was said around it in the same conversation, masked', async () => {
    const others = { openId: 'oSomebody-else_aBcDeFgHiJkQz' };
    const at = (minutes: number) => ({ receivedAt: noon + minutes * 60_000 });
    const told = [];
    for (let no = 0; no < 12; no += 1) {
      told.push(
        await put(
          { ...text(`line ${no} call 0612345678`), ...at(no), direction: no % 2 === 0 ? 'inbound' : 'outbound' },
          push,
        ),
      );
      await put({ ...text(`other ${no}`), ...at(no), ...others }, push);
      await put({ ...text(`elsewhere ${no}`), ...at(no), channelId: help }, push);
    }
    await bench.untilIndexed();
    const context = MessageContext.parse(
      await service.handlers['message.context']({ id: told[6]?.id as MessageId, each: 3 }),
    );
    expect(context.before.map(({ text: said }) => said)).toEqual([3, 4, 5].map((no) => `line ${no} call ••••`));
    expect(context.after.map(({ text: said }) => said)).toEqual([7, 8, 9].map((no) => `line ${no} call ••••`));
    expect(context).toMatchObject({ hasMoreBefore: true, hasMoreAfter: true });
    expect(context.before.map(({ row }) => row.seq)).toEqual(
      [...context.before.map(({ row }) => row.seq)].sort((a, b) => a - b),
    );

    const first = await service.context(told[0]?.id as MessageId, 20);
    expect([first.before.length, first.after.length, first.hasMoreAfter]).toEqual([0, 11, false]);
  });

  it('is empty where nobody could be read as the sender', async () => {
    const message = messageOf(text('x'));
    await bench.store.accept({
      ...message,
      openId: null,
      state: 'quarantined',
      code: 'WECHAT_PUSH_UNREADABLE',
      opensWindow: null,
    });
    expect(await service.context(message.id, 5)).toEqual({
      before: [],
      after: [],
      hasMoreBefore: false,
      hasMoreAfter: false,
    });
  });
});
