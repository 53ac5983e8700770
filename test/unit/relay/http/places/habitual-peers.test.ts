import { describe, expect, it } from 'vitest';
import { HabitualPeers } from '#relay/http/places/habitual-peers.ts';

const heard = (peers: HabitualPeers, peer: string, times: number): number =>
  Array.from({ length: times }, () => peers.isHeard(peer)).filter(Boolean).length;

describe('what speaks against a certificate', () => {
  it('counts from everybody while nobody has called', () => {
    expect(heard(new HabitualPeers(), 'a', 5)).toBe(5);
  });

  it('counts once from each stranger where there are callers, and always from those', () => {
    const peers = new HabitualPeers();
    peers.called('cxone');
    peers.nextGeneration();
    expect(heard(peers, 'scanner', 100)).toBe(1);
    expect(heard(peers, 'cxone', 3)).toBe(3);
    peers.nextGeneration();
    expect(heard(peers, 'scanner', 2)).toBe(1);
  });

  it('remembers the last callers, and no more than some hundreds', () => {
    const peers = new HabitualPeers();
    for (let at = 0; at < 2_000; at += 1) {
      peers.called(`caller-${at}`);
      peers.called('cxone');
    }
    expect(heard(peers, 'cxone', 3)).toBe(3);
    expect(heard(peers, 'caller-0', 3)).toBe(1);
  });
});
