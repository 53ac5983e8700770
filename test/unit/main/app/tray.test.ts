import { describe, expect, it } from 'vitest';
import { shellTexts } from '#main/app/texts.ts';
import { trayMenu, trayToolTip, type TrayView } from '#main/app/tray-menu.ts';
import { trayView } from '#main/app/tray-view.ts';
import type { RelayProcess } from '#shared/contract/console-contract.ts';
import type { ChannelSnapshot, ChannelStateKind } from '#shared/domain/channel.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { anIncident } from '#test/unit/relay/alerts/incidents.ts';

const texts = shellTexts.en;
const running = { kind: 'running' } as RelayProcess;
const channels = (...kinds: ChannelStateKind[]): ChannelSnapshot[] =>
  kinds.map((kind) => ({ state: { kind } }) as ChannelSnapshot);

function aMenu(view: Partial<TrayView>) {
  const went: string[] = [];
  const ways = {
    onShow: () => void went.push('show'),
    onShowAt: (route: string) => void went.push(route),
    onQuit: () => void went.push('quit'),
  };
  const items = trayMenu({ state: 'fine', channels: null, incidents: [], sla: null, ...view }, texts, ways);
  const labels = items.map(({ label, type }) => label ?? type);
  const press = (label: string): void => {
    const item = items.find((one) => one.label === label);
    (item?.click as (() => void) | undefined)?.();
  };
  return { items, labels, press, went };
}

describe('what the tray shows', () => {
  it('claims nothing before anything was heard of the relay', () => {
    expect(trayView({ process: null, channels: channels('connected'), incidents: [], sla: null }, 'en')).toEqual({
      state: 'idle',
      channels: null,
      incidents: [],
      sla: null,
    });
  });

  it('counts the channels that are in the worst state', () => {
    const view = trayView(
      { process: running, channels: channels('down', 'connected', 'action_required'), incidents: [], sla: null },
      'en',
    );
    expect(view).toMatchObject({ state: 'fault', channels: { inState: 2, total: 3 } });
    expect(aMenu(view).labels[0]).toContain('2 of 3');
  });

  it('names open incidents by channel and cause, in the language of the console', () => {
    const incidents = [
      anIncident({ id: 'a', channelName: 'Shop', code: 'WECHAT_SECRET_INVALID', value: null }),
      anIncident({ id: 'b', channelName: 'Desk', code: null }),
    ];
    const labels = trayView({ process: running, channels: [], incidents, sla: null }, 'nl').incidents.map(
      ({ label }) => label,
    );
    expect(labels).toEqual([
      `Shop: ${sentenceFor('nl', 'WECHAT_SECRET_INVALID', null).title}`,
      `Desk: ${shellTexts.nl.unknownCause}`,
    ]);
  });
});

describe('the menu of the tray', () => {
  it('says the state, which cannot be pressed, and leads in and out', () => {
    const { items, labels, press, went } = aMenu({});
    expect(labels).toEqual([texts.state.fine, 'separator', texts.show, texts.quit]);
    expect(items[0]?.enabled).toBe(false);
    press(texts.show);
    press(texts.quit);
    expect(went).toEqual(['show', 'quit']);
  });

  it('leads to each open incident, with its name as it is', () => {
    const { press, went, labels } = aMenu({ incidents: [{ id: 'inc-1', label: 'R&D: &Shop' }] });
    expect(labels).toContain('R&&D: &&Shop');
    press('R&&D: &&Shop');
    expect(went).toEqual(['/incident/inc-1']);
  });

  it('names eight incidents and counts the rest', () => {
    const incidents = Array.from({ length: 11 }, (_, index) => ({ id: `i${index}`, label: `Incident ${index}` }));
    const { labels, press, went } = aMenu({ incidents });
    expect(labels.filter((label) => label?.startsWith('Incident '))).toHaveLength(8);
    press(texts.moreIncidents(3));
    expect(went).toEqual(['/incidents']);
    expect(aMenu({ incidents: incidents.slice(0, 8) }).labels).not.toContain(texts.moreIncidents(0));
  });
});

describe('clocks in the tray', () => {
  const view = (sla: { atRisk: number; breached: number } | null) =>
    trayView({ process: running, channels: channels('connected'), incidents: [], sla }, 'en');

  it('stand in the menu, which leads to the board, and beside the mark', () => {
    const shown = view({ atRisk: 3, breached: 1 });
    const { labels, press, went } = aMenu(shown);
    expect(labels).toContain('SLA: 3 at risk, 1 missed');
    press('SLA: 3 at risk, 1 missed');
    expect(went).toEqual(['/sla']);
    expect(trayToolTip(shown, texts).split('\n')).toEqual([
      expect.stringMatching(/^Veerpont: /u),
      'SLA: 3 at risk, 1 missed',
    ]);
  });

  it('are not spoken of while none is at risk or missed, or nothing is known', () => {
    for (const sla of [{ atRisk: 0, breached: 0 }, null]) {
      expect(view(sla).sla).toBeNull();
      expect(trayToolTip(view(sla), texts)).not.toContain('SLA');
      expect(aMenu(view(sla)).labels.join()).not.toContain('SLA');
    }
  });

  it('have words in each language', () => {
    const words = (['en', 'nl', 'zh'] as const).map((language) => shellTexts[language].sla(2, 5));
    expect(new Set(words).size).toBe(3);
    for (const line of words) expect(line).toMatch(/2.*5/u);
  });
});
