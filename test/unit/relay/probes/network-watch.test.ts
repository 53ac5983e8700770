import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { NetworkWatch, placeOf, type NetworkChange } from '#relay/probes/network-watch.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

function info(address: string, internal = false): NetworkInterfaceInfo {
  const common = { address, netmask: '', mac: '00:00:00:00:00:00', internal, cidr: null };
  return address.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' };
}

const loopback = { lo: [info('127.0.0.1', true), info('::1', true)] };
const home = { ...loopback, wlan0: [info('192.168.1.20'), info('fe80::1')] };
const office = { ...loopback, wlan0: [info('10.1.2.3')] };

function watch(first: Record<string, NetworkInterfaceInfo[]>) {
  const clock = new HandClock();
  const changes: NetworkChange[] = [];
  const now = { interfaces: first as Record<string, NetworkInterfaceInfo[]> | null };
  const network = new NetworkWatch({
    interfaces: () => {
      if (now.interfaces === null) throw new Error('not permitted');
      return now.interfaces;
    },
    clock,
    log: silentLogger,
    onChange: (change) => changes.push(change),
  });
  network.start();
  return { clock, changes, now, network };
}

describe('the network of this computer', () => {
  it('is noticed when it goes, comes back and is another one', () => {
    const { clock, changes, now, network } = watch(home);
    clock.wind(10_000);
    expect(changes).toEqual([]);
    now.interfaces = loopback;
    clock.wind(2_000);
    expect(changes).toEqual(['down']);
    expect(network.isUp()).toBe(false);
    now.interfaces = home;
    clock.wind(2_000);
    now.interfaces = office;
    clock.wind(2_000);
    expect(changes).toEqual(['down', 'back', 'changed']);
    expect(network.isUp()).toBe(true);
    network.stop();
    now.interfaces = loopback;
    clock.wind(10_000);
    expect(changes).toHaveLength(3);
    expect(clock.pendingTimers).toBe(0);
  });

  it('what is so at the start is not told', () => {
    const { clock, changes, now } = watch(loopback);
    clock.wind(10_000);
    expect(changes).toEqual([]);
    now.interfaces = home;
    clock.wind(2_000);
    expect(changes).toEqual(['back']);
  });

  it('a system that will not say changes nothing', () => {
    const { clock, changes, now, network } = watch(home);
    now.interfaces = null;
    clock.wind(10_000);
    expect(changes).toEqual([]);
    expect(network.isUp()).toBe(true);
  });

  it('addresses a computer gives itself are no network; the changing half of an IPv6 address is no change', () => {
    expect(placeOf({ ...loopback, eth0: [info('169.254.3.4'), info('fe80::12'), info('febf::1')] })).toBe('');
    const one = placeOf({ eth0: [info('2001:db8:1:2:aaaa:bbbb:cccc:dddd')] });
    expect(one).toBe('2001:db8:1:2::/64');
    expect(placeOf({ eth0: [info('2001:db8:1:2::99'), info('2001:db8:1:2:1:2:3:4')] })).toBe(one);
    expect(placeOf({ eth0: [info('2001:db8::1')] })).toBe('2001:db8:0:0::/64');
    expect(placeOf({ eth0: undefined })).toBe('');
  });
});
