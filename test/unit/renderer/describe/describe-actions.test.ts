import { describe, expect, it } from 'vitest';
import { actionNeedsAnswer, offeredActions } from '#renderer/lib/describe/describe-actions.ts';
import { anOutlook } from '../fake-data.ts';

describe('offeredActions', () => {
  it('keeps one order, whatever order they come in', () => {
    expect(offeredActions(['discard', 'give_up', 'send_again', 'confirm_arrived'])).toEqual([
      'send_again',
      'confirm_arrived',
      'give_up',
      'discard',
    ]);
  });
});

describe('actionNeedsAnswer', () => {
  const plain = anOutlook({ mayArriveTwice: false });
  it.each([
    ['the customer may read it twice', anOutlook(), true],
    ['it would be refused now', anOutlook({ mayArriveTwice: false, code: 'WECHAT_REPLY_WINDOW_CLOSED' }), true],
    ['it would arrive behind a later one', anOutlook({ mayArriveTwice: false, laterDelivered: 1 }), true],
    ['nothing stands in the way', plain, false],
  ])('asks before sending again when %s: %#', (_, outlook, asks) => {
    expect(actionNeedsAnswer('send_again', outlook)).toBe(asks);
  });

  it('asks before what ends the matter, and not before taking it back', () => {
    expect(actionNeedsAnswer('discard', plain)).toBe(true);
    expect(actionNeedsAnswer('confirm_arrived', plain)).toBe(true);
    expect(actionNeedsAnswer('give_up', plain)).toBe(true);
    expect(actionNeedsAnswer('restore', plain)).toBe(false);
  });
});
