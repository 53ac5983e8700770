// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { useSlaDrafts } from '#renderer/features/setup/skills/sla-draft.ts';
import type { SkillForm } from '#shared/domain/setup/skill-form.ts';
import { emptySkill } from '#shared/setup/new-entry.ts';
import { skillTick } from '#shared/setup/ticks.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge, type FakeBridge } from '../fake-bridge.ts';
import { aChannelForm, anIntegration, appliedNow, begunView } from './setup-kit.ts';
import { allNamed, askedFor, choose, closePage, leave, named, shownText, type } from './shown-page.tsx';
import { click, showSetup } from './shown-setup.tsx';

afterEach(async () => {
  await closePage();
  useSlaDrafts.setState({ typed: {} });
});

const skill = (part: Partial<SkillForm> = {}): SkillForm => ({
  ...emptySkill('out', 'tulip'),
  name: 'WeChat_out',
  campaign: { id: '', name: 'Service' },
  ...part,
});

const bridgeWith = (form: SkillForm, overrides: Parameters<typeof createFakeBridge>[1] = {}): FakeBridge =>
  createFakeBridge(
    {
      setup: begunView({
        integrations: [appliedNow(anIntegration())],
        channels: [appliedNow(aChannelForm())],
        skills: [form],
      }),
    },
    overrides,
  );

const kept = (bridge: FakeBridge): SkillForm | undefined => bridge.state.setup.book.skills[0];
const stepTo = async (name: string): Promise<void> => {
  const step = [...document.querySelectorAll<HTMLElement>('nav li a')].find((one) => one.textContent.includes(name));
  if (step === undefined) throw new Error(`No step ${name}`);
  await click(step);
};

describe('the list', () => {
  it('begins a skill for a channel and opens it', async () => {
    const bridge = createFakeBridge({ setup: begunView({ channels: [appliedNow(aChannelForm())] }) });
    await showSetup('#/set-up/skills', bridge);
    await click(named('button', 'Add a skill for Tulip'));
    expect(kept(bridge)).toMatchObject({ id: 'skill-1', channel: 'tulip', made: 'not_yet' });
    expect(window.location.hash).toBe('#/set-up/skills/skill-1');
  });
});

describe('the form of a skill', () => {
  it('judges the name as it is typed, once the field was left', async () => {
    await showSetup('#/set-up/skills/out', bridgeWith(skill({ name: '' })));
    const field = (): HTMLInputElement => named('input', 'Skill name');
    await type(field(), 'W');
    expect(field().getAttribute('aria-invalid')).toBe('false');
    await leave(field());
    expect(field().getAttribute('aria-invalid')).toBe('true');
    await type(field(), 'WeChat_uit');
    expect(field().getAttribute('aria-invalid')).toBe('false');
    await type(field(), 'WeChat uit');
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(field().getAttribute('aria-describedby') ?? '')?.textContent).toContain('U+0020');
  });

  it('hides what a choice of CXone’s page hides, and keeps what was typed', async () => {
    const bridge = bridgeWith(skill({ minimumAgents: '2' }));
    await showSetup('#/set-up/skills/out', bridge);
    expect(allNamed('input', 'Message template')).toHaveLength(0);
    await click(named('input', 'For Proactive SMS or Proactive Digital'));
    expect(allNamed('input', 'Message template')).toHaveLength(1);
    await click(named('input', 'Agentless'));
    expect(shownText()).toContain('Agentless');
    // The minimum that was typed stays in sight, with what is wrong about it, until it is taken away.
    expect(named<HTMLInputElement>('input', 'Minimum agents for Workforce Intelligence').value).toBe('2');
    await choose(named('select', 'Contacts get this skill by'), 'queues');
    expect(allNamed('input', 'Sub-skill')).toHaveLength(1);
    await leave(named('input', 'Agentless'));
    expect(kept(bridge)).toMatchObject({ proactive: true, agentless: true, usedWith: 'queues', minimumAgents: '2' });
  });

  it('takes times in three parts and says what is wrong with them', async () => {
    const bridge = bridgeWith(skill());
    await showSetup('#/set-up/skills/out', bridge);
    await stepTo('Timers');
    await click(named('input', 'Agent response: Enabled'));
    const first = named('fieldset', 'Agent first response');
    const [, minutes] = [...first.querySelectorAll('input')];
    await type(minutes as HTMLElement, '75');
    await leave(minutes as HTMLElement);
    expect(named('fieldset', 'Agent first response').querySelector('[aria-invalid="true"]')).not.toBeNull();
    await type(minutes as HTMLElement, '5');
    await leave(minutes as HTMLElement);
    expect(named('fieldset', 'Agent first response').textContent).toMatch(/= 5\smin/u);
    expect(kept(bridge)?.agentTimer).toMatchObject({ enabled: true, first: { minutes: '5' } });
  });
});

describe('the four steps', () => {
  it('stand in the address, so that a reload stays where it was', async () => {
    await showSetup('#/set-up/skills/out', bridgeWith(skill()));
    await stepTo('Timers');
    expect(window.location.hash).toBe('#/set-up/skills/out/timers');
    await click(named('a', 'Next: SLA'));
    expect(window.location.hash).toBe('#/set-up/skills/out/sla');
    await closePage();
    await showSetup('#/set-up/skills/out/timers', bridgeWith(skill()));
    expect(named('input', 'Agent response: Enabled')).toBeDefined();
    expect(document.querySelector('nav li a[aria-current="step"]')?.textContent).toContain('Timers');
  });

  it('say everything that is in the way where the last one is opened by its address', async () => {
    await showSetup('#/set-up/skills/out/make', bridgeWith(skill({ campaign: { id: '', name: '' } })));
    await stepTo('Skill');
    expect(named('input', 'Campaign').getAttribute('aria-invalid')).toBe('true');
  });
});

describe('the SLA of the channel', () => {
  it('gets targets of its own and the skill’s timers, on the newest settings', async () => {
    const form = skill({
      agentTimer: {
        enabled: true,
        first: { hours: '', minutes: '1', seconds: '30' },
        followUp: { hours: '', minutes: '10', seconds: '' },
      },
    });
    const bridge = bridgeWith(form);
    await showSetup('#/set-up/skills/out', bridge);
    await stepTo('SLA');
    await click(named('label input', 'No, its own'));
    await type(named('input', 'First response time (FRT): minutes'), '20');
    await click(named('input', 'Count the skill’s timers here, too'));
    await click(named('button', 'Save these targets'));
    const own = bridge.state.slaSettings.current.settings.channels.find(({ channelId }) => channelId === 'tulip');
    expect(own?.policy.firstResponse.targetMs).toBe(20 * 60_000);
    // A minute and a half is counted as two: clocks run in whole minutes.
    expect(own?.policy.agentFirst).toEqual({ enabled: true, targetMs: 2 * 60_000 });
    expect(own?.policy.agentFollowUp).toEqual({ enabled: true, targetMs: 10 * 60_000 });
    expect(shownText()).toContain('Saved. They count from now on.');
    expect(shownText()).toContain('Set the switch to NO, OTHER');
  });

  it('asks once more when open clocks would be missed, and loses nothing typed when saving fails', async () => {
    let refuse = true;
    const bridge = bridgeWith(skill(), {
      'sla.preview': () => ({
        problems: [],
        openClocks: 3,
        sooner: 2,
        later: 0,
        wouldBreach: 2,
        appearOrEnd: 0,
        moves: [],
      }),
      'sla.set': () => {
        if (refuse) throw new RelayError('SLA_SETTINGS_CHANGED', 'changed');
        return bridge.state.slaSettings;
      },
    });
    await showSetup('#/set-up/skills/out', bridge);
    await stepTo('SLA');
    await click(named('label input', 'No, its own'));
    await type(named('input', 'Solution time (ST): hours'), '3');
    await click(named('button', 'Save these targets'));
    expect(shownText()).toContain('2 open clocks would be missed at once');
    expect(askedFor(bridge, 'sla.set')).toHaveLength(0);
    await click(named('button', 'Save all the same'));
    expect(document.querySelector('[role="alert"] small')?.textContent).toContain('SLA_SETTINGS_CHANGED');
    expect(named<HTMLInputElement>('input', 'Solution time (ST): hours').value).toBe('3');
    refuse = false;
    await stepTo('Skill');
    await stepTo('SLA');
    expect(named<HTMLInputElement>('input', 'Solution time (ST): hours').value).toBe('3');
  });

  it('does not save what is no number, nor over settings that are planned', async () => {
    const bridge = bridgeWith(skill());
    await showSetup('#/set-up/skills/out', bridge);
    await stepTo('SLA');
    await click(named('label input', 'No, its own'));
    await type(named('input', 'Solution time (ST): days'), 'two');
    expect(named('input', 'Solution time (ST): days').getAttribute('aria-invalid')).toBe('true');
    expect(named<HTMLButtonElement>('button', 'Save these targets').disabled).toBe(true);
    await click(named('button', 'Undo'));
    expect(allNamed('button', 'Save these targets')).toHaveLength(0);
  });
});

describe('making it in CXone', () => {
  it('leads to each field that is in the way', async () => {
    await showSetup('#/set-up/skills/out', bridgeWith(skill({ name: '', campaign: { id: '', name: '' } })));
    await stepTo('Make it in CXone');
    expect(shownText()).toContain('2 things are in the way');
    expect(named<HTMLButtonElement>('button', 'Create it in CXone').disabled).toBe(true);
    await click(named('button', 'Campaign'));
    expect(named('input', 'Campaign').getAttribute('aria-invalid')).toBe('true');
  });

  it('creates it through the API, and then it is to be looked at and ticked', async () => {
    const bridge = bridgeWith(skill());
    await showSetup('#/set-up/skills/out', bridge);
    await stepTo('Make it in CXone');
    const tick = (): HTMLInputElement =>
      named('label', 'Seen in CXone: the skill “WeChat_out” is as written here').querySelector(
        'input',
      ) as HTMLInputElement;
    expect(tick().disabled).toBe(true);
    await click(named('button', 'Create it in CXone'));
    expect(askedFor(bridge, 'setup.createSkill')).toEqual([{ skillId: 'out' }]);
    await click(tick());
    expect(askedFor(bridge, 'setup.tick')).toEqual([{ id: skillTick(skill()), done: true }]);
  });

  it('gives the exact list when the tenant does not offer it', async () => {
    const bridge = bridgeWith(
      skill({ customerTimer: { enabled: true, idle: { hours: '1', minutes: '', seconds: '' }, extension: true } }),
    );
    bridge.state.trial = {
      at: 0,
      steps: [
        {
          step: 'created',
          outcome: 'not_available',
          code: 'SETUP_NOT_OFFERED',
          platformCode: null,
          value: null,
          durationMs: 1,
        },
      ],
    };
    await showSetup('#/set-up/skills/out', bridge, 'nl');
    await stepTo('Maken in CXone');
    await click(named('button', 'Maken in CXone'));
    await click(named('button', 'Toch met de hand maken'));
    const steps = [...document.querySelectorAll('ol li')].map((one) => one.textContent);
    expect(steps.find((step) => step.startsWith('Stel Mediatype'))).toContain('Digitaal');
    expect(steps.find((step) => step.startsWith('Kies bij Naam digitaal kanaal'))).toContain('Tulip');
    expect(steps.find((step) => step.startsWith('Inactieve tijd klant'))).toContain('1:00:00');
    expect(steps.find((step) => step.startsWith('Tijdextensie'))).toContain('aan');
  });
});
