import type { Locator, Page } from 'playwright';
import { expect, test } from './fixtures.ts';
import { expectFound, foundRows, openMessages, searchFor, storyOf } from './messages-kit.ts';
import { newConversation } from './operations-kit.ts';
import { greyMp4, silentMp3 } from './playable-files.ts';

/** Opens the one message found, unmasked, with its only file on show. */
async function showFile(window: Page, words: string, row: string): Promise<Locator> {
  await openMessages(window);
  // The row of the search before stands there until the new one is answered.
  await expectFound(window, words, row);
  await searchFor(window, words, 1);
  await foundRows(window).getByRole('link', { name: 'Open message' }).click();
  const story = storyOf(window);
  await story.getByRole('button', { name: 'Show unmasked…' }).click();
  await window.getByLabel('Why you need to see it').fill('Complaint of 22 November');
  await window.getByRole('dialog').getByRole('button', { name: 'Show unmasked' }).click();
  await expect(story).toContainText('Shown unmasked until');
  return story.getByRole('list', { name: 'Files' });
}

interface Played {
  readonly duration: number;
  readonly at: number;
  readonly width: number | null;
}

/** Plays it without sound until it has come some way. */
function played(player: Locator): Promise<Played> {
  return player.evaluate(async (element) => {
    const media = element as HTMLMediaElement;
    media.muted = true;
    await media.play();
    while (media.currentTime < 0.4) await new Promise((resolve) => setTimeout(resolve, 50));
    media.pause();
    const width = media instanceof HTMLVideoElement ? media.videoWidth : null;
    return { duration: media.duration, at: media.currentTime, width };
  });
}

test('a customer’s film and an agent’s sound play in the story; what cannot be played says so', async ({ quiet }) => {
  const { sandbox } = quiet;
  const { window } = quiet.app;
  const { customer, conversation } = await newConversation(sandbox, 'tulip', 'hello');
  await sandbox.customerSends(customer, 'video', 'video/mp4', greyMp4(2));
  await sandbox.agentSends(conversation, { name: 'answer.mp3', mimeType: 'audio/mpeg', bytes: silentMp3(3) });

  const film = await showFile(window, 'type:video dir:in', 'Video');
  await film.getByRole('button', { name: 'Show file' }).click();
  const seen = await played(film.locator('video'));
  expect(seen.duration).toBeCloseTo(2, 1);
  expect(seen.at).toBeGreaterThan(0.3);
  expect(seen.width).toBe(48);

  const sound = await showFile(window, 'answer.mp3 dir:out', 'answer.mp3');
  await sound.getByRole('button', { name: 'Show file' }).click();
  const heard = await played(sound.locator('audio'));
  expect(heard.duration).toBeGreaterThan(2.8);
  expect(heard.at).toBeGreaterThan(0.3);

  // The beginning of a film, and nothing to play in it.
  await sandbox.customerSends(customer, 'shortvideo', 'video/mp4', greyMp4(2).subarray(0, 300));
  const cut = await showFile(window, 'type:shortvideo', 'Short video');
  await cut.getByRole('button', { name: 'Show file' }).click();
  await expect(cut).toContainText('cannot be shown or played here');
  await expect(cut.locator('video')).toHaveCount(0);
});
