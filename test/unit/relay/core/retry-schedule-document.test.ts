import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { reportScheduleMs } from '#relay/core/report-policy.ts';
import { retrySchedulesMs } from '#relay/core/retry-policy.ts';

const unitsMs: Readonly<Record<string, number>> = { s: 1_000, min: 60_000 };

/** '2 s, 10 s, … then every hour' as milliseconds. */
function publishedWaits(platform: string): number[] {
  const text = readFileSync(new URL('../../../../docs/relay-configuration.md', import.meta.url), 'utf8');
  const row = text.split('\n').find((line) => line.startsWith(`| ${platform} |`)) ?? '';
  const cell = row.split('|')[2] ?? '';
  return cell.split(',').map((part) => {
    const wait = part.replace('then every', '').trim();
    if (wait === 'hour') return 3_600_000;
    const [count = '', unit = ''] = wait.split(' ');
    return Number(count) * (unitsMs[unit] ?? NaN);
  });
}

it('publishes the retry schedule the relay keeps', () => {
  expect(publishedWaits('CXone')).toEqual(retrySchedulesMs.inbound);
  expect(publishedWaits('WeChat')).toEqual(retrySchedulesMs.outbound);
  expect(publishedWaits('CXone status')).toEqual(reportScheduleMs);
});
