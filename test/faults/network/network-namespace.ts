import { execFileSync } from 'node:child_process';
import type { ScenarioContext } from '#test/faults/plan/scenario.ts';

/** A network of its own for one program, joined to ours by one wire that can be cut. */
export interface NetworkNamespace {
  /** Put before a command line, it runs in there. */
  readonly wrap: readonly string[];
  /** Our end of the wire, and theirs. */
  readonly ours: string;
  readonly theirs: string;
  /** Takes the interface in there down, or brings it up again. */
  setLink(isUp: boolean): void;
}

/** Needs root on Linux. Removed with the scenario. */
export function createNetworkNamespace(context: ScenarioContext): NetworkNamespace {
  const number = process.pid % 200;
  const name = `veerpont${process.pid}`;
  const [outer, inner] = [`vpo${process.pid}`, `vpi${process.pid}`];
  const [ours, theirs] = [`10.213.${number}.1`, `10.213.${number}.2`];
  const ip = (...args: string[]): void => {
    execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  };
  ip('netns', 'add', name);
  context.onEnd(() => {
    ip('netns', 'delete', name);
  });
  ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', inner, 'netns', name);
  ip('address', 'add', `${ours}/24`, 'dev', outer);
  ip('link', 'set', outer, 'up');
  ip('-n', name, 'address', 'add', `${theirs}/24`, 'dev', inner);
  ip('-n', name, 'link', 'set', inner, 'up');
  ip('-n', name, 'link', 'set', 'lo', 'up');
  return {
    wrap: ['ip', 'netns', 'exec', name],
    ours,
    theirs,
    setLink: (isUp) => {
      ip('-n', name, 'link', 'set', inner, isUp ? 'up' : 'down');
    },
  };
}
