import type { TunnelKeeper } from '#main/tunnel/tunnel-keeper.ts';
import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';
import type { tunnelQuestions } from '#shared/contract/tunnel-contract.ts';

type TunnelHandlers = Pick<Handlers<ConsoleContract>, keyof typeof tunnelQuestions>;

export function tunnelHandlers(keeper: TunnelKeeper): TunnelHandlers {
  return {
    'tunnel.state': () => keeper.view,
    'tunnel.set': ({ settings, secrets }) => keeper.set(settings, secrets),
    'tunnel.start': () => keeper.start(),
    'tunnel.stop': () => keeper.stop(),
  };
}
