import { describe, expect, it } from 'vitest';
import { endedStep, passedStep, TrialSteps } from '#relay/core/trial-steps.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

describe('the steps of a trial', () => {
  it('stand in the order they were tried in, with what they found and how long they took', async () => {
    const clock = new HandClock();
    const at = clock.now();
    const steps = new TrialSteps(clock);
    const first = await steps.run('token', () => {
      clock.wind(120);
      return passedStep('secret token');
    });
    const second = await steps.run('account', () =>
      Promise.resolve(endedStep('failed', 'WECHAT_IP_NOT_LISTED', { platformCode: '40164', value: '203.0.113.9' })),
    );
    expect([first, second]).toEqual(['secret token', null]);
    const trial = steps.trial(['token', 'account', 'quota']);
    expect(trial).toEqual({
      at,
      steps: [
        { step: 'token', outcome: 'ok', code: null, platformCode: null, value: null, durationMs: 120 },
        {
          step: 'account',
          outcome: 'failed',
          code: 'WECHAT_IP_NOT_LISTED',
          platformCode: '40164',
          value: '203.0.113.9',
          durationMs: 0,
        },
        { step: 'quota', outcome: 'not_tried', code: null, platformCode: null, value: null, durationMs: 0 },
      ],
    });
    expect(JSON.stringify(trial)).not.toContain('secret token');
  });

  it('keep what the other side said within bounds', async () => {
    const steps = new TrialSteps(new HandClock());
    await steps.run('created', () =>
      endedStep('failed', 'SETUP_TENANT_REFUSED', { platformCode: 'c'.repeat(99), value: 'v'.repeat(999) }),
    );
    const [step] = steps.trial().steps;
    expect([step?.platformCode?.length, step?.value?.length]).toEqual([60, 300]);
  });
});
