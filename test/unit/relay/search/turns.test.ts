import { describe, expect, it } from 'vitest';
import { Turns } from '#relay/search/turns.ts';

describe('turns', () => {
  it('go to people first, and to the others when nobody waits any more', async () => {
    const turns = new Turns(() => Promise.resolve());
    const steps: string[] = [];
    const ask = async (name: string, goesFirst: boolean): Promise<void> => {
      turns.begin(goesFirst);
      for (let step = 1; step <= 3; step += 1) {
        await turns.pause(goesFirst, () => true);
        steps.push(`${name}${step}`);
      }
      turns.end(goesFirst);
    };
    const exporting = ask('export', false);
    await Promise.all([ask('anna', true), ask('ben', true)]);
    await exporting;

    expect(steps.slice(-3)).toEqual(['export1', 'export2', 'export3']);
    expect(steps).toHaveLength(9);
    expect(turns.isPersonWaiting).toBe(false);
  });

  it('do not hold what is not wanted any more', async () => {
    const turns = new Turns(() => Promise.resolve());
    turns.begin(true);
    let isWanted = true;
    const pause = turns.pause(false, () => isWanted);
    await Promise.resolve();
    await Promise.resolve();
    isWanted = false;
    turns.wake();

    await expect(pause).resolves.toBeUndefined();
  });
});
