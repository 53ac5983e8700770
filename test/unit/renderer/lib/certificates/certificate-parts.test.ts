import { describe, expect, it } from 'vitest';
import { careCount } from '#renderer/lib/certificates/care.ts';
import {
  largestFileBytes,
  ownName,
  readFile,
  sendable,
  toBase64,
  type HeldFile,
} from '#renderer/lib/certificates/brought-files.ts';
import { canGo, clientState, orderClients } from '#renderer/lib/certificates/client-state.ts';
import { daysLeft, endLook } from '#renderer/lib/certificates/end-look.ts';
import { asksPassphrase, sortFindings } from '#renderer/lib/certificates/findings.ts';
import {
  countingTrial,
  nextState,
  placeWords,
  presentStep,
  recentlyDone,
  returnTarget,
} from '#renderer/lib/certificates/place-view.ts';
import { fieldOfRefusal, namesOf, wishFor, wishProblems, wishToSend } from '#renderer/lib/certificates/request-wish.ts';
import { byEnd, marksOf, placeOn, timeAxis } from '#renderer/lib/certificates/time-axis.ts';
import {
  aClient,
  aDesk,
  aFinding,
  aHeld,
  anEnd,
  aPlace,
  aTrial,
  aView,
  day,
  fromFile,
} from '../../fake-certificates.ts';
import { hour, minute, present } from '../../fake-data.ts';

describe('how near an end is', () => {
  const at = (inMs: number) => endLook({ validFrom: present - day, validUntil: present + inMs }, present);

  it.each([
    [61 * day, 'days', 61, 'idle'],
    [60 * day, 'days', 60, 'info'],
    [15 * day, 'days', 15, 'info'],
    [14 * day, 'days', 14, 'warn'],
    [4 * day, 'days', 4, 'warn'],
    [3 * day, 'days', 3, 'bad'],
    [day, 'days', 1, 'bad'],
    [day - 2_000, 'today', 0, 'bad'],
    [0, 'today', 0, 'bad'],
    [-1_000, 'ended', -1, 'bad'],
    [-3 * day, 'ended', -3, 'bad'],
  ])('%d ms before it: %s, %d, %s', (inMs, kind, days, tone) => {
    expect(at(inMs)).toMatchObject({ kind, days, tone });
  });

  it('counts the last second as valid, and says so of one that does not count yet', () => {
    expect(daysLeft(present, present + 999)).toBe(0);
    expect(daysLeft(present, present + 1_000)).toBe(-1);
    expect(endLook({ validFrom: present + minute + 1, validUntil: present + day }, present).kind).toBe('notYet');
  });

  it('does not take one made a moment ago for one of the future, though the page’s clock stands behind', () => {
    expect(endLook({ validFrom: present + minute, validUntil: present + 20 * day }, present)).toMatchObject({
      kind: 'days',
      tone: 'info',
    });
  });
});

describe('where a replacement stands', () => {
  const next = aHeld({ id: 'next-1' });

  it('goes from bring over try and put in use to watch', () => {
    expect(presentStep(aPlace())).toBe('bring');
    expect(presentStep(aPlace({ next }))).toBe('try');
    expect(presentStep(aPlace({ next, trial: aTrial({ certificateId: 'another' }) }))).toBe('try');
    expect(presentStep(aPlace({ next, trial: aTrial() }))).toBe('activate');
    const watch = {
      since: present,
      until: present + hour,
      accepted: 0,
      refused: 0,
      silent: 0,
      lastRefusal: null,
      fallsBackTo: 'file',
    };
    expect(presentStep(aPlace({ watch }))).toBe('watch');
  });

  it('counts no trial from before it was taken back', () => {
    const takenBack = { at: present - 2 * minute, code: 'DESK_WENT_SILENT' as const, value: null, by: null };
    const back = aHeld({ id: 'next-1', takenBack });
    expect(countingTrial({ next: back, trial: aTrial({ at: present - hour }) })).toBeNull();
    expect(nextState(aPlace({ next: back, trial: aTrial({ at: present - hour }) }))).toBe('takenBack');
    expect(nextState(aPlace({ next: back, trial: aTrial({ at: present }) }))).toBe('passed');
    expect(nextState(aPlace({ next, trial: aTrial({ ok: false }) }))).toBe('failed');
  });

  it('says what a place is for by what it serves', () => {
    const serves = (...legs: ('wechatIn' | 'cxoneIn')[]) => ({ legs, channelIds: [] });
    expect(placeWords({ id: 'open', serves: serves('wechatIn') }).key).toBe('open');
    expect(placeWords({ id: 'open', serves: serves('wechatIn', 'cxoneIn') }).key).toBe('openShared');
    expect(placeWords({ id: 'open', serves: serves() }).key).toBe('openPlain');
    expect(placeWords({ id: 'box', serves: serves('cxoneIn') }).key).toBe('box');
    expect(placeWords({ id: 'destination:api.example', serves: serves() })).toEqual({
      key: 'destination',
      host: 'api.example',
    });
  });

  it('speaks of a success for two days, and never offers an expired one', () => {
    const current = aHeld({ activatedAt: present - hour });
    expect(recentlyDone(aPlace({ current }), present)).toBe(current);
    expect(recentlyDone(aPlace({ current }), present + 3 * day)).toBeNull();
    expect(recentlyDone(aPlace({ current, next }), present)).toBeNull();
    const expired = aHeld({ id: 'old', certificate: { validUntil: present - day } });
    expect(returnTarget(aPlace({ previous: [expired] }), present)).toBeNull();
    expect(returnTarget(aPlace({ previous: [expired, fromFile()] }), present)?.id).toBe('file');
  });
});

describe('files on their way in', () => {
  it('are read whole, as Base64, whatever their bytes', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256);
    const { content } = await readFile(new File([bytes], 'a.pfx'));
    expect(Buffer.from(content ?? '', 'base64').equals(bytes)).toBe(true);
    expect(toBase64(new Uint8Array())).toBe('');
  });

  it('are only named when they are too large or cannot be read', async () => {
    const large = new File(['x'], 'film.mp4');
    Object.defineProperty(large, 'size', { value: largestFileBytes + 1 });
    Object.defineProperty(large, 'arrayBuffer', { value: () => Promise.reject(new Error('must not be read')) });
    expect(await readFile(large)).toEqual({ content: null, problem: 'tooLarge' });
    const folder = new File([], 'folder');
    Object.defineProperty(folder, 'arrayBuffer', { value: () => Promise.reject(new Error('a folder')) });
    expect(await readFile(folder)).toEqual({ content: null, problem: 'unreadable' });
    const held = (part: Partial<HeldFile>): HeldFile => ({
      id: 1,
      name: 'a',
      sizeBytes: 1,
      content: 'QQ==',
      problem: null,
      ...part,
    });
    expect(sendable([held({}), held({ content: null, problem: 'tooLarge' })])).toEqual([
      { name: 'a', content: 'QQ==' },
    ]);
  });

  it('keep apart when two have one name', () => {
    expect(ownName('key.pem', new Set())).toBe('key.pem');
    expect(ownName('key.pem', new Set(['key.pem', 'key.pem (2)']))).toBe('key.pem (3)');
    expect(ownName('x'.repeat(5_000), new Set()).length).toBe(200);
  });

  it('have their faults sorted to them, faults before remarks', () => {
    const remark = aFinding({ code: 'CERT_ORDER_CHANGED', severity: 'warning', file: 'a.pem' });
    const fault = aFinding({ code: 'CERT_EXPIRED', file: 'a.pem' });
    const all = aFinding({ code: 'CERT_KEY_MISSING' });
    const changed = aFinding({ code: 'CERT_DAMAGED', file: 'a\ufffd.pem' });
    const sorted = sortFindings([remark, fault, all, changed], ['a.pem', 'b.pem']);
    expect(sorted.byFile.get('a.pem')).toEqual([fault, remark]);
    expect(sorted.byFile.get('b.pem')).toEqual([]);
    expect(sorted.everywhere).toEqual([all, changed]);
    expect([sorted.faults, sorted.warnings]).toEqual([3, 1]);
    expect(asksPassphrase([fault])).toBe(false);
    expect(asksPassphrase([aFinding({ code: 'CERT_PASSPHRASE_WRONG' })])).toBe(true);
  });
});

describe('a request', () => {
  const wish = wishFor(aPlace({ hostNames: ['relay.example.com', 'wechat.example.com'] }));

  it('begins with the names of its place', () => {
    expect(wish.subject.commonName).toBe('relay.example.com');
    expect(namesOf(wish.names)).toEqual(['relay.example.com', 'wechat.example.com']);
    expect(wishProblems(wish, 'server')).toEqual({});
  });

  it('names what is wrong at its field', () => {
    const bad = {
      ...wish,
      subject: { ...wish.subject, commonName: ' ', organization: 'x'.repeat(65), country: 'NLD' },
      names: 'ok.example.com, -bad.example',
    };
    expect(wishProblems(bad, 'server')).toEqual({
      commonName: { key: 'needed' },
      organization: { key: 'tooLong' },
      country: { key: 'country' },
      names: { key: 'name', name: '-bad.example' },
    });
    expect(wishProblems({ ...wish, names: '' }, 'server').names).toEqual({ key: 'namesNeeded' });
    expect(wishProblems({ ...wish, names: '' }, 'client')).toEqual({});
    expect(wishProblems({ ...wish, names: '*.example.com\n10.0.0.1\n2001:db8::1\n例子.测试' }, 'server')).toEqual({});
    const many = Array.from({ length: 51 }, (_, index) => `h${String(index)}.example`).join('\n');
    expect(wishProblems({ ...wish, names: many }, 'server').names).toEqual({ key: 'manyNames' });
  });

  it('is sent trimmed, and a refusal finds its field', () => {
    const typed = { ...wish, subject: { ...wish.subject, organization: ' Example ', country: 'nl' } };
    expect(wishToSend('open', typed)).toMatchObject({
      placeId: 'open',
      subject: { organization: 'Example', country: 'NL' },
    });
    expect(fieldOfRefusal(typed, 'organization')).toBe('organization');
    expect(fieldOfRefusal(typed, 'names')).toBe('names');
    expect(fieldOfRefusal(typed, 'wechat.example.com')).toBe('names');
    expect(fieldOfRefusal(typed, 'Example')).toBe('organization');
    expect(fieldOfRefusal(typed, null)).toBeNull();
    expect(fieldOfRefusal(typed, 'something else')).toBeNull();
  });
});

describe('the time line', () => {
  it('runs a year from today and holds each warning that is still ahead', () => {
    const axis = timeAxis(present);
    expect(placeOn(axis, present)).toBe(0);
    expect(placeOn(axis, axis.until + day)).toBe(1);
    expect(axis.months.length).toBeGreaterThanOrEqual(11);
    expect(marksOf(axis, present + 200 * day, present).map(({ step }) => step)).toEqual([60, 30, 14, 7, 3, 1]);
    expect(marksOf(axis, present + 10 * day, present).map(({ step }) => step)).toEqual([7, 3, 1]);
    expect(marksOf(axis, present - day, present)).toEqual([]);
  });

  it('puts the nearest end first, and what is only kept last', () => {
    const lines = [
      anEnd({ inDays: 90 }),
      anEnd({ inDays: 2, what: 'previous' }),
      anEnd({ inDays: 12, what: 'client' }),
    ];
    expect(byEnd(lines).map(({ daysLeft: days }) => days)).toEqual([12, 90, 2]);
  });

  it('counts what needs somebody: ends within 14 days, and what came back by itself', () => {
    expect(careCount(null, present)).toEqual({ count: 0, urgent: false });
    const desk = aDesk({
      timeLine: [anEnd({ inDays: 14 }), anEnd({ inDays: 15 }), anEnd({ inDays: 1, what: 'next' })],
    });
    expect(careCount(desk, present)).toEqual({ count: 1, urgent: false });
    expect(careCount(desk, present + 12 * day)).toEqual({ count: 2, urgent: true });
    const takenBack = { at: present, code: 'DESK_WENT_SILENT' as const, value: null, by: null };
    const back = aDesk({ places: [aPlace({ next: aHeld({ takenBack }) })] });
    expect(careCount(back, present)).toEqual({ count: 1, urgent: true });
  });
});

describe('certificates of CXone', () => {
  const old = aClient({ id: 'old', lastSeenAt: present - 3 * day });
  const now = aClient({ id: 'now', lastSeenAt: present - minute });
  const fresh = aClient({ id: 'fresh', firstSeenAt: null, lastSeenAt: null });
  const ended = aClient({ id: 'ended', certificate: aView({ validUntil: present - day }) });
  const all = [old, ended, fresh, now];

  it('are in use, new, old or expired, in this order', () => {
    expect(all.map((one) => clientState(one, all, present))).toEqual(['old', 'ended', 'new', 'current']);
    expect(orderClients(all, present).map(({ id }) => id)).toEqual(['now', 'fresh', 'old', 'ended']);
    expect(clientState(old, [old, fresh], present)).toBe('current');
  });

  it('may go once another one was seen and they were not for a day', () => {
    expect(canGo(old, all, present)).toBe(true);
    expect(canGo(old, [old, fresh], present)).toBe(false);
    expect(canGo(now, all, present)).toBe(false);
    expect(canGo({ ...old, source: 'config' }, all, present)).toBe(false);
  });
});
