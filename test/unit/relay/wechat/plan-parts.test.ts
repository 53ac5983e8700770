import { describe, expect, it } from 'vitest';
import type { MediaOutcome } from '#relay/ports/message-media.ts';
import { customMessageBody } from '#relay/connectors/wechat/custom-message.ts';
import { fileNote } from '#relay/connectors/wechat/customer-texts.ts';
import { fileFit } from '#relay/connectors/wechat/file-fit.ts';
import { countParts, mostParts, planParts, type FileOutcome } from '#relay/connectors/wechat/plan-parts.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import { errorCodes } from '#shared/errors/catalogue.ts';

const limits = { longestTextBytes: 200, language: 'en' as const };
const mebibyte = 1024 * 1024;

type Rich = Extract<MessageContent, { kind: 'rich' }>;
const rich = (changes: Partial<Rich> = {}): Rich => ({
  kind: 'rich',
  type: 'x',
  text: '',
  attachments: [],
  ...changes,
});
const attachment = (name: string) => ({ name, mimeType: '', url: 'https://files.example/1' });

async function* noBytes(): AsyncGenerator<Uint8Array> {
  await Promise.reject(new Error('a plan reads no file'));
}

const ready = (name: string, mimeType: string, sizeBytes = 10): FileOutcome => ({
  kind: 'ready',
  media: { no: 1, name, mimeType, sizeBytes, ref: 'r', open: noBytes },
});
const refused = (name: string, code: Extract<MediaOutcome, { kind: 'refused' }>['code']): FileOutcome => ({
  kind: 'refused',
  no: 1,
  name,
  code,
  platformCode: null,
});

function bodiesOf(content: MessageContent, files: readonly FileOutcome[] = []) {
  const plan = planParts(content, files, limits);
  if (!plan.ok) throw new Error(plan.code);
  expect(plan.parts.map(({ no }) => no)).toEqual(plan.parts.map((_part, index) => index + 1));
  expect(new Set(plan.parts.map(({ of }) => of))).toEqual(new Set([plan.parts.length]));
  return plan.parts.map(({ body }) => body);
}

describe('a plan', () => {
  it('of a short text is one part, of a long one several', () => {
    expect(bodiesOf({ kind: 'text', text: 'hello' })).toEqual([{ kind: 'text', text: 'hello' }]);
    const long = 'One sentence of this. '.repeat(20);
    expect(bodiesOf({ kind: 'text', text: long }).every((body) => body.kind === 'text')).toBe(true);
    expect(bodiesOf({ kind: 'text', text: long })).toHaveLength(3);
    expect(countParts({ kind: 'text', text: long }, limits)).toBe(3);
  });

  it('sends the words first, then the files in their order', () => {
    const content = rich({
      text: 'Here they are\n[a.jpg]\n[b.mp3]\n[c.mp4]\n[d.pdf]',
      attachments: [attachment('a.jpg'), attachment('b.mp3'), attachment('c.mp4'), attachment('d.pdf')],
    });
    const files = [
      ready('a.jpg', 'image/jpeg'),
      ready('b.mp3', 'audio/mpeg'),
      ready('c.mp4', 'video/mp4'),
      ready('d.pdf', 'application/pdf'),
    ];
    const bodies = bodiesOf(content, files);
    expect(bodies.map(({ kind }) => kind)).toEqual(['text', 'image', 'voice', 'video', 'note']);
    expect(bodies[0]).toEqual({ kind: 'text', text: 'Here they are' });
    expect(bodies[4]).toMatchObject({ file: { name: 'd.pdf', code: 'MEDIA_TYPE_REFUSED' } });
    expect(countParts(content, limits)).toBe(5);
    expect(bodiesOf(content, files)).toEqual(bodies);
  });

  it('of files alone has no words', () => {
    const content = rich({ text: '[a.png]', attachments: [attachment('a.png')] });
    expect(bodiesOf(content, [ready('a.png', 'image/png')]).map(({ kind }) => kind)).toEqual(['image']);
  });

  it('keeps a line in brackets that stands for no file', () => {
    expect(bodiesOf(rich({ text: '[see below]', attachments: [] }))).toEqual([{ kind: 'text', text: '[see below]' }]);
  });

  it('tells the end user of a file that cannot be had', () => {
    const content = rich({ text: 'x\n[a.png]', attachments: [attachment('a.png')] });
    const [, note] = bodiesOf(content, [refused('a.png', 'MEDIA_EXPIRED')]);
    expect(note).toEqual({
      kind: 'note',
      text: 'The file “a.png” was no longer available when we wanted to send it.',
      file: { name: 'a.png', code: 'MEDIA_EXPIRED', platformCode: null },
    });
  });

  it.each<[string, MessageContent, string]>([
    ['nothing to read', { kind: 'text', text: ' \u0000' }, 'WECHAT_CONTENT_REFUSED'],
    ['a kind that never comes from CXone', { kind: 'image' }, 'WECHAT_CONTENT_REFUSED'],
    [
      'more parts than a reply may have',
      { kind: 'text', text: 'x'.repeat(200 * mostParts + 1) },
      'WECHAT_TEXT_TOO_LONG',
    ],
  ])('is refused for %s', (_what, content, code) => {
    expect(planParts(content, [], limits)).toMatchObject({ ok: false, code });
  });
});

describe('a menu', () => {
  const menuOf = (choices: readonly { id: string; text: string }[], head = 'Did this help?', tail = '') =>
    rich({ text: 'Did this help?\n1. Yes\n2. No', menu: { head, choices: [...choices], tail } });

  it('goes as one, its ids as they came', () => {
    const [body] = bodiesOf(
      menuOf([
        { id: 'opt:yes', text: 'Yes' },
        { id: '没有 2', text: ' No,\nthanks ' },
      ]),
    );
    expect(body).toMatchObject({ kind: 'menu', fallback: 'Did this help?\n1. Yes\n2. No' });
    if (body?.kind !== 'menu') throw new Error('no menu');
    expect(customMessageBody('oX', { type: 'menu', menu: body.menu })).toEqual({
      touser: 'oX',
      msgtype: 'msgmenu',
      msgmenu: {
        head_content: 'Did this help?',
        list: [
          { id: 'opt:yes', content: 'Yes' },
          { id: '没有 2', content: 'No, thanks' },
        ],
      },
    });
  });

  const yes = { id: 'y', text: 'Yes' };
  it.each<[string, Rich]>([
    ['no choices', menuOf([])],
    ['too many', menuOf(Array.from({ length: 11 }, (_unused, index) => ({ id: `${index}`, text: 'x' })))],
    ['two with one id', menuOf([yes, yes])],
    ['an id with blanks at its end', menuOf([{ id: 'y ', text: 'Yes' }])],
    ['an id with a line break', menuOf([{ id: 'y\nz', text: 'Yes' }])],
    ['no id', menuOf([{ id: '', text: 'Yes' }])],
    ['a long id', menuOf([{ id: 'y'.repeat(65), text: 'Yes' }])],
    ['a choice without words', menuOf([yes, { id: 'n', text: ' ' }])],
    ['a long choice', menuOf([{ id: 'y', text: '是'.repeat(41) }])],
    ['a long head', menuOf([yes], 'x'.repeat(200))],
  ])('with %s goes as numbered text', (_what, content) => {
    expect(bodiesOf(content)).toEqual([{ kind: 'text', text: 'Did this help?\n1. Yes\n2. No' }]);
  });
});

describe('a link', () => {
  const link = (changes: Partial<NonNullable<Rich['link']>> = {}) =>
    rich({
      text: 'Track it\nhttps://shop.example/t/1',
      link: { title: 'Track it', description: '', url: 'https://shop.example/t/1', ...changes },
    });

  it('goes as a card with its picture', () => {
    const [body] = bodiesOf(link({ pictureUrl: 'https://shop.example/p.png' }));
    expect(body).toEqual({
      kind: 'link',
      article: {
        title: 'Track it',
        description: '',
        url: 'https://shop.example/t/1',
        picurl: 'https://shop.example/p.png',
      },
      fallback: 'Track it\nhttps://shop.example/t/1',
    });
  });

  it('is called by its host when it has no name, and shortened when it has a long one', () => {
    expect(bodiesOf(link({ title: ' ' }))[0]).toMatchObject({ article: { title: 'shop.example' } });
    const [body] = bodiesOf(link({ title: '很'.repeat(100) }));
    expect(body?.kind === 'link' && Buffer.byteLength(body.article.title)).toBeLessThanOrEqual(192);
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'not an address', `https://e.example/${'x'.repeat(1_100)}`])(
    'with %s goes as text',
    (url) => {
      expect(bodiesOf(link({ url }))[0]?.kind).toBe('text');
    },
  );

  it('leaves a picture out that is no web address', () => {
    expect(bodiesOf(link({ pictureUrl: 'data:image/png;base64,AA' }))[0]).toMatchObject({ article: { picurl: '' } });
  });
});

describe('what WeChat takes', () => {
  it.each<[string, number, object]>([
    ['image/jpeg', 10 * mebibyte, { ok: true, kind: 'image', extension: 'jpg' }],
    ['image/png', 1, { ok: true, kind: 'image', extension: 'png' }],
    ['image/gif', 1, { ok: true, kind: 'image', extension: 'gif' }],
    ['IMAGE/PNG; charset=binary', 1, { ok: true, kind: 'image', extension: 'png', mimeType: 'image/png' }],
    ['image/png\r\nX: y', 1, { ok: false, code: 'MEDIA_NOT_CONVERTIBLE' }],
    ['audio/amr', 2 * mebibyte, { ok: true, kind: 'voice', extension: 'amr' }],
    ['audio/mpeg', 1, { ok: true, kind: 'voice', extension: 'mp3' }],
    ['video/mp4', 10 * mebibyte, { ok: true, kind: 'video', extension: 'mp4' }],
    ['image/png', 10 * mebibyte + 1, { ok: false, code: 'MEDIA_TOO_LARGE' }],
    ['audio/mpeg', 2 * mebibyte + 1, { ok: false, code: 'MEDIA_TOO_LARGE' }],
    ['video/mp4', 10 * mebibyte + 1, { ok: false, code: 'MEDIA_TOO_LARGE' }],
    ['image/webp', 1, { ok: false, code: 'MEDIA_NOT_CONVERTIBLE' }],
    ['image/svg+xml', 1, { ok: false, code: 'MEDIA_NOT_CONVERTIBLE' }],
    ['application/pdf', 1, { ok: false, code: 'MEDIA_TYPE_REFUSED' }],
    ['text/html', 1, { ok: false, code: 'MEDIA_TYPE_REFUSED' }],
    ['audio/amr-wb', 1, { ok: false, code: 'MEDIA_TYPE_REFUSED' }],
    ['image/png', 0, { ok: false, code: 'MEDIA_TYPE_REFUSED' }],
    ['', 1, { ok: false, code: 'MEDIA_TYPE_REFUSED' }],
  ])('%s of %i bytes', (mimeType, sizeBytes, expected) => {
    expect(fileFit(mimeType, sizeBytes)).toMatchObject(expected);
  });
});

describe('the note about a file', () => {
  it.each(['en', 'nl', 'zh'] as const)(
    'fits the shortest message there may be, whatever the file is called: %s',
    (language) => {
      for (const code of errorCodes) {
        for (const name of ['a.pdf', '很长的文件名称'.repeat(20), '👨🏽‍👩🏿‍👧'.repeat(9)]) {
          const note = fileNote(language, name, code);
          expect(Buffer.byteLength(note)).toBeLessThanOrEqual(200);
          expect(note).toContain(name === 'a.pdf' ? name : '…');
        }
      }
    },
  );
});
