// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useReportChoice } from '#renderer/features/sla/report/report-choice.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { SlaReportQuery } from '#shared/domain/sla-report.ts';
import { createFakeBridge } from '../../fake-bridge.ts';
import { aChannel, channelId } from '../../fake-data.ts';
import { aReport } from '../../fake-sla-report.ts';
import { anEmptyReport } from '../../fake-sla.ts';
import { askedFor, click, closeApp, named, panel, quietOverview, showAt, shownText, type } from '../shown-app.tsx';

const initial = useReportChoice.getInitialState();
beforeEach(() => useReportChoice.setState(initial, true));
afterEach(closeApp);

const channels = [aChannel({ id: 'delta', name: 'Delta Bank' }), aChannel({ id: 'tulip', name: 'Tulip Store' })];
const world = { channels, overview: quietOverview };
const names = channels.map(({ id, name }) => ({ id, name }));
// happy-dom draws no canvas: a single day has no line, and says so in words.
const oneDay = (query: SlaReportQuery) => {
  const report = aReport(query, names);
  return { ...report, byDay: report.byDay.slice(0, 1), byWeek: report.byWeek.slice(0, 1) };
};
const reporting = () => createFakeBridge(world, { 'sla.report': oneDay });
const asked = (bridge: ReturnType<typeof reporting>): SlaReportQuery =>
  askedFor(bridge, 'sla.report').at(-1) as SlaReportQuery;

describe('the SLA report', () => {
  it('tells figures apart, in numbers that lead to their lists', async () => {
    await showAt('#/sla/report', reporting());
    const totals = panel('Targets reached');
    expect(totals.textContent).toContain('First response');
    const link = [...totals.querySelectorAll<HTMLAnchorElement>('a')].find((one) =>
      one.getAttribute('aria-label')?.includes('missed by outage: Solution'),
    );
    expect(link?.getAttribute('href')).toMatch(/^#\/sla\/breached\?period=\d+-\d+&metric=solution&cause=outage$/u);
    expect(panel('Per channel').textContent).toContain('Delta Bank');
  });

  it('has a heat map that can be read without colours', async () => {
    await showAt('#/sla/report', reporting());
    const heat = panel('When conversations begin that are missed');
    expect(heat.querySelectorAll('tbody tr')).toHaveLength(7);
    expect(heat.textContent).toMatch(/Monday 09:00 to 10:00: \d+ of \d+ in time, \d+ missed by people, \d+ by outage/u);
    await click(named('input[type=radio]', 'Agent’s follow-up'));
    expect(panel('When conversations begin that are missed').textContent).toContain('Only first response and solution');
  });

  it('asks for the time and channels chosen, in the zone of the settings', async () => {
    const bridge = reporting();
    await showAt('#/sla/report', bridge);
    expect(asked(bridge)).toMatchObject({ channelIds: [], timeZone: 'Europe/Amsterdam' });
    await click(named('input[type=radio]', 'Last week'));
    const week = asked(bridge);
    expect(week.until - week.from).toBe(7 * 86_400_000);
    await click(named('button', 'Channels: All channels'));
    await click(named('input[type=checkbox]', 'Tulip Store'));
    expect(asked(bridge).channelIds).toEqual([channelId('tulip')]);
    expect(shownText()).toContain('1 channel');
  });

  it('takes a period of one’s own, and says what is wrong with one', async () => {
    const bridge = reporting();
    await showAt('#/sla/report', bridge);
    await click(named('input[type=radio]', 'Own period'));
    await type(named('input', 'First day'), '2026-03-29');
    await type(named('input', 'Last day'), '2026-03-29');
    const day = asked(bridge);
    // The day on which the clock goes forward.
    expect(day.until - day.from).toBe(23 * 3_600_000);
    const before = askedFor(bridge, 'sla.report').length;
    await type(named('input', 'Last day'), '2026-03-28');
    expect(shownText()).toContain('The last day lies before the first.');
    expect(askedFor(bridge, 'sla.report')).toHaveLength(before);
  });

  it('keeps its choice while another page is looked at', async () => {
    await showAt('#/sla/report', reporting());
    await click(named('input[type=radio]', 'Last week'));
    await closeApp();
    await showAt('#/sla/report', reporting());
    expect(named<HTMLInputElement>('input[type=radio]', 'Last week').checked).toBe(true);
  });

  it('is saved as what is on screen, and says where', async () => {
    const bridge = reporting();
    await showAt('#/sla/report', bridge);
    await click(named('button', 'Save as CSV…'));
    expect(askedFor(bridge, 'sla.exportReport')).toEqual([{ query: asked(bridge), form: 'csv' }]);
    expect(shownText()).toContain('Saved as /home/desk/sla-report.csv');
    await closeApp();
    const off = createFakeBridge(world, { 'sla.report': oneDay, 'sla.exportReport': () => ({ path: null }) });
    await showAt('#/sla/report', off);
    await click(named('button', 'Save as PDF…'));
    expect(shownText()).toContain('Nothing was saved.');
    await closeApp();
    const failing = createFakeBridge(world, {
      'sla.report': oneDay,
      'sla.exportReport': () => {
        throw new RelayError('FILE_NOT_SAVED', 'no', { value: '/full' });
      },
    });
    await showAt('#/sla/report', failing);
    await click(named('button', 'Save as PDF…'));
    expect(shownText()).toContain('FILE_NOT_SAVED');
  });

  it('says when there is nothing, when more began than is counted, and when it failed', async () => {
    await showAt('#/sla/report', createFakeBridge(world, { 'sla.report': anEmptyReport }));
    expect(shownText()).toContain('Nothing was timed in this period');
    await closeApp();
    const cut = (query: SlaReportQuery) => ({ ...oneDay(query), cut: true, counted: 200_000 });
    await showAt('#/sla/report', createFakeBridge(world, { 'sla.report': cut }));
    expect(shownText()).toContain('the 200,000 newest');
    await closeApp();
    let fails = true;
    const bridge = createFakeBridge(world, {
      'sla.report': (query) => {
        if (fails) throw new RelayError('RELAY_UNRESPONSIVE', 'no');
        return oneDay(query);
      },
    });
    await showAt('#/sla/report', bridge);
    fails = false;
    await click(named('button', 'Try again'));
    expect(panel('Targets reached')).toBeTruthy();
  });
});
