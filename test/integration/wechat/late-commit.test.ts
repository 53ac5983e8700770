import { afterEach, describe, expect, it } from 'vitest';
import { answerWithinMs } from '#relay/connectors/wechat/wechat-webhook.ts';
import { securePush } from '#test/corpus/wechat/row.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { aChannel, aTextPush } from '#test/unit/relay/wechat/support/account.ts';
import { startCallbackServer, type CallbackServer } from './callback-server.ts';
import { ask } from './raw-http.ts';

let server: CallbackServer;

afterEach(() => server.close());

describe('a commit that held up the whole process', () => {
  it('is not acknowledged when it ends too late, and its repeat is known', async () => {
    const clock = new HandClock();
    server = await startCallbackServer([aChannel('tulip')], clock);
    const { intake, url } = server;
    const accept = intake.accept.bind(intake);
    let stallMs = answerWithinMs + 1;
    // Time passes and no timer runs, as when the commit blocks the event loop.
    const monotonic = clock.monotonic.bind(clock);
    let passedMs = 0;
    clock.monotonic = () => monotonic() + passedMs;
    intake.accept = async (push) => {
      const result = await accept(push);
      passedMs += stallMs;
      return result;
    };

    expect((await ask(url, securePush(aTextPush()))).status).toBe(503);
    expect(intake.pushes).toHaveLength(1);
    stallMs = 0;
    const again = await ask(url, securePush(aTextPush()));
    expect([again.status, again.body.toString(), intake.duplicates]).toEqual([200, 'success', 1]);
  });
});
