// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useSettingsDraft } from '#renderer/features/sla/settings/settings-draft-store.ts';
import type { SlaSettings } from '#shared/domain/sla-settings.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge, type FakeBridge } from '../../fake-bridge.ts';
import { aChannel, channelId, hour, minute, present } from '../../fake-data.ts';
import { anAuditLine } from '../../fake-operations.ts';
import { aCalendar, aSettingsView, aVersion, someSlaSettings } from '../../fake-sla.ts';
import {
  askedFor,
  click,
  closeApp,
  inAct,
  named,
  panel,
  quietOverview,
  showAt,
  shownText,
  type,
} from '../shown-app.tsx';

const initial = useSettingsDraft.getInitialState();
beforeEach(() => useSettingsDraft.setState(initial, true));
afterEach(closeApp);

const channels = [aChannel({ id: 'delta', name: 'Delta Bank' }), aChannel({ id: 'tulip', name: 'Tulip Store' })];
const current = aVersion({ by: 'noor', id: 'version-2', note: 'agreed' });
const world = { channels, overview: quietOverview, slaSettings: aSettingsView({ current }) };
const minutes = (): HTMLInputElement => named('input', 'First response (FRT): Minutes');
const section = (name: string): Promise<void> => click(named('input[type=radio]', name));
const openPreview = (): Promise<void> => click(named('button', 'Preview and save…'));
const sent = (
  bridge: FakeBridge,
): { settings: SlaSettings; basedOn: string; note: string; appliesFrom: number | null } =>
  askedFor(bridge, 'sla.set').at(-1) as never;
const leave = (field: HTMLElement): Promise<void> =>
  act(async () => void field.dispatchEvent(new FocusEvent('focusout', { bubbles: true })));

describe('the SLA settings', () => {
  it('are previewed, then saved with a note, based on what was shown', async () => {
    const bridge = createFakeBridge(world, {
      'sla.preview': () => ({
        problems: [],
        openClocks: 7,
        sooner: 1,
        later: 0,
        wouldBreach: 1,
        appearOrEnd: 0,
        moves: [
          {
            id: 'case-1',
            channelId: channelId('delta'),
            channelName: 'Delta Bank',
            endUser: '…k4Qz',
            caseId: null,
            metric: 'first_response',
            before: { deadlineAt: present + hour, state: 'running' },
            after: { deadlineAt: present - minute, state: 'breached' },
          },
        ],
      }),
    });
    await showAt('#/sla/settings', bridge);
    expect(shownText()).toContain('saved by noor');
    await type(minutes(), '20');
    expect(shownText()).toContain('Not saved yet');
    await openPreview();
    const dialog = document.querySelector('[role=dialog]');
    expect(dialog?.textContent).toContain('7 open clocks');
    // What would be missed at once comes sooner as well: it is one clock, and it is shown.
    expect(dialog?.textContent).not.toContain('are shown');
    expect(dialog?.querySelector('tbody')?.textContent).toMatch(/k4Qz.*Delta Bank.*First response.*missed/u);
    expect(askedFor(bridge, 'sla.set')).toEqual([]);
    await type(named('input', 'Note for the history'), ' shorter ');
    await click(named('button', 'Save'));
    expect(sent(bridge)).toMatchObject({ appliesFrom: null, note: 'shorter', basedOn: 'version-2' });
    expect(sent(bridge).settings.global.firstResponse).toEqual({ enabled: true, targetMs: 20 * minute });
    expect(document.querySelector('[role=dialog]')).toBeNull();
    expect(shownText()).not.toContain('Not saved yet');
    expect(minutes().value).toBe('20');
  });

  it('count from a chosen moment, never from one that has passed', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/sla/settings', bridge);
    await type(minutes(), '20');
    await openPreview();
    await click(named('input[type=radio]', 'A chosen moment'));
    const field = named<HTMLInputElement>('input', 'Moment (this computer’s time)');
    await type(field, '2020-01-01T00:00');
    expect(named<HTMLButtonElement>('button', 'Plan').disabled).toBe(true);
    await type(field, '2199-01-01T00:00');
    await click(named('button', 'Plan'));
    expect(sent(bridge).appliesFrom).toBe(new Date('2199-01-01T00:00').getTime());
    expect(shownText()).toContain('Planned from');
    await click(named('button', 'Take back'));
    expect(askedFor(bridge, 'sla.cancelPlanned')).toHaveLength(1);
    expect(shownText()).toContain('Taken back.');
  });

  it('say at the field what is wrong while it is typed, and are not sent', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/sla/settings', bridge);
    await type(minutes(), '0');
    expect(minutes().getAttribute('aria-invalid')).toBe('true');
    const note = document.getElementById(minutes().getAttribute('aria-describedby') ?? '');
    expect(note?.textContent).toContain('This target is zero');
    await section('Office hours');
    await type(named('input', 'Monday, span 1: until'), '08:59');
    await type(named('input', 'Tuesday, span 1: from'), 'nine');
    expect(shownText()).toContain('Enter times as 09:00 to 17:30');
    expect(shownText()).toContain('until 08:59 the next day');
    expect(named<HTMLButtonElement>('button', 'Preview and save…').disabled).toBe(true);
    await click(named('button', 'Show the first'));
    expect(named<HTMLInputElement>('input[type=radio]', 'Office hours: 1 problem').checked).toBe(true);
    expect(askedFor(bridge, 'sla.preview')).toEqual([]);
  });

  it('lose nothing that was typed by another page, a failed save, or a problem only the relay knows', async () => {
    const bridge = createFakeBridge(world, {
      'sla.set': () => {
        throw new RelayError('STORE_FULL', 'no');
      },
    });
    await showAt('#/sla/settings', bridge);
    await type(minutes(), 'abc');
    await closeApp();
    await showAt('#/sla/settings', bridge);
    expect(minutes().value).toBe('abc');
    await type(minutes(), '25');
    await openPreview();
    await click(named('button', 'Save'));
    expect(shownText()).toContain('STORE_FULL');
    await click(named('button', 'Back to the fields'));
    expect(minutes().value).toBe('25');
    await closeApp();
    const knowing = createFakeBridge(world, {
      'sla.preview': () => ({
        problems: [{ path: ['global', 'firstResponse', 'targetMs'], code: 'SLA_TARGET_TOO_LONG', value: null }],
        openClocks: 0,
        sooner: 0,
        later: 0,
        wouldBreach: 0,
        appearOrEnd: 0,
        moves: [],
      }),
    });
    await showAt('#/sla/settings', knowing);
    await openPreview();
    expect(named<HTMLButtonElement>('button', 'Save').disabled).toBe(true);
    await click(named('button', 'Back to the fields'));
    expect(minutes().getAttribute('aria-invalid')).toBe('true');
    await type(minutes(), '26');
    expect(minutes().getAttribute('aria-invalid')).toBe('false');
  });

  it('ask whose settings to keep when somebody else saved meanwhile', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/sla/settings', bridge);
    await type(minutes(), '25');
    bridge.state.slaSettings = aSettingsView({
      current: aVersion({ id: 'version-3', by: 'desk-9', savedAt: present }),
    });
    await inAct(() => bridge.push('audit.added', anAuditLine({ action: 'sla_settings' })));
    expect(shownText()).toContain('desk-9 saved other SLA settings');
    expect(named<HTMLButtonElement>('button', 'Preview and save…').disabled).toBe(true);
    await click(named('button', 'Keep mine'));
    expect(minutes().value).toBe('25');
    await openPreview();
    await click(named('button', 'Save'));
    expect(sent(bridge).basedOn).toBe('version-3');
    await type(minutes(), '40');
    await click(named('button', 'Undo all'));
    expect(minutes().value).toBe('25');
  });

  it('let a channel have targets of its own, and follow again without losing them', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/sla/settings', bridge);
    await section('Channels');
    const own = (): HTMLElement => named('[role=radiogroup]', 'Targets of Tulip Store');
    const choose = (name: string): Promise<void> =>
      click(
        [...own().querySelectorAll('label')].find((one) => one.textContent === name)?.querySelector('input') as never,
      );
    await choose('Own targets');
    await type(minutes(), '5');
    await choose('Follows');
    expect(shownText()).not.toContain('Not saved yet');
    await choose('Own targets');
    expect(minutes().value).toBe('5');
    await openPreview();
    await click(named('button', 'Save'));
    expect(sent(bridge).settings.channels).toMatchObject([
      { channelId: 'tulip', policy: { firstResponse: { enabled: true, targetMs: 5 * minute } } },
    ]);
  });

  it('show each rule with its reason and what CXone says of it', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/sla/settings', bridge);
    expect(document.querySelectorAll('fieldset')).toHaveLength(10);
    expect(shownText()).toContain('Not published by CXone.');
    await click(named('input[type=radio]', 'Reopened: the solution clock begins anew.'));
    await openPreview();
    await click(named('button', 'Save'));
    expect(sent(bridge).settings.global.rules.reopening).toBe('restart');
  });

  it('keep who changed them', async () => {
    await showAt('#/sla/settings', createFakeBridge(world));
    await section('History');
    expect(panel('Who changed the SLA settings').textContent).toMatch(/noor.*in force.*agreed/u);
  });
});

describe('office hours', () => {
  const settings = someSlaSettings({
    calendars: [aCalendar({ exceptions: [{ date: '2026-12-25', name: 'X', spans: [] }] })],
  });
  const slaSettings = aSettingsView({ current: aVersion({ settings }) });

  it('are typed as people type times, copied to the workdays, and copied as a calendar', async () => {
    const bridge = createFakeBridge({ ...world, slaSettings });
    await showAt('#/sla/settings', bridge);
    await section('Office hours');
    const from = named<HTMLInputElement>('input', 'Monday, span 1: from');
    await type(from, '830');
    await leave(from);
    expect(from.value).toBe('08:30');
    await click(named('button', 'Add hours on Monday'));
    expect(named<HTMLInputElement>('input', 'Monday, span 2: from').value).toBe('18:30');
    await click(named('button', 'Copy the hours of Monday to Monday to Friday'));
    await click(named('button', 'Copy'));
    expect(shownText()).toContain('Office hours (copy)');
    await openPreview();
    await click(named('button', 'Save'));
    const [office, copy] = sent(bridge).settings.calendars;
    const hours = [
      { from: '08:30', until: '17:30' },
      { from: '18:30', until: '19:30' },
    ];
    expect(office?.week.slice(0, 5)).toEqual([hours, hours, hours, hours, hours]);
    expect(copy).toMatchObject({ id: 'calendar-2', name: 'Office hours (copy)', week: office?.week });
  });

  it('take holidays over from a set after a look at them', async () => {
    const bridge = createFakeBridge({ ...world, slaSettings });
    await showAt('#/sla/settings', bridge);
    await section('Office hours');
    await click(named('button', 'Add holidays…'));
    await click(named('button', 'None'));
    const king = [...document.querySelectorAll('label')].find((one) => one.textContent.includes('Koningsdag'));
    await click(king?.querySelector('input') as HTMLInputElement);
    expect(document.querySelector('[role=dialog]')?.textContent).toContain('already entered');
    await click(named('button', 'Take over 1 day'));
    const days = [...document.querySelectorAll<HTMLInputElement>('input')].filter(
      ({ value }) => value === 'Koningsdag',
    );
    expect(days).toHaveLength(1);
  });

  it('read a calendar file, show what was left out, and take over what was chosen', async () => {
    const bridge = createFakeBridge({ ...world, slaSettings });
    await showAt('#/sla/settings', bridge);
    await section('Office hours');
    await click(named('button', 'Add holidays…'));
    await click(named('input[type=radio]', 'A calendar file'));
    const year = new Date().getFullYear();
    const picker = document.querySelector<HTMLInputElement>('input[type=file]');
    const choose = async (text: string, name: string): Promise<void> => {
      Object.defineProperty(picker, 'files', { configurable: true, value: [new File([text], name)] });
      await act(async () => {
        picker?.dispatchEvent(new Event('change', { bubbles: true }));
        await new Promise((done) => setTimeout(done, 0));
      });
    };
    await choose('not a calendar', 'wrong.ics');
    expect(shownText()).toContain('This file is no iCalendar file');
    await choose('x'.repeat(1_000_001), 'large.ics');
    expect(shownText()).toContain('This calendar file is too large');
    const event = (lines: string): string => `BEGIN:VEVENT\r\n${lines}\r\nEND:VEVENT\r\n`;
    const days = event(`DTSTART;VALUE=DATE:${year}0810\r\nDTEND;VALUE=DATE:${year}0812\r\nSUMMARY:Shut`);
    const lunch = event(`DTSTART:${year}0505T100000Z\r\nDTEND:${year}0505T110000Z\r\nSUMMARY:Lunch`);
    await choose(`BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${days}${lunch}END:VCALENDAR\r\n`, 'days.ics');
    expect(shownText()).toContain('Lunch');
    await click(named('button', 'Take over 2 days'));
    expect([...document.querySelectorAll('input')].filter(({ value }) => value === 'Shut')).toHaveLength(2);
  });

  it('cannot be removed while they are used', async () => {
    await showAt('#/sla/settings', createFakeBridge({ ...world, slaSettings }));
    await section('Office hours');
    expect(named<HTMLButtonElement>('button', 'Remove').disabled).toBe(true);
    await click(named('button', 'New calendar'));
    await click(named('button', 'Remove'));
    expect(shownText()).not.toContain('Calendar 2');
  });
});
