import { describe, expect, it } from 'vitest';
import type { TunnelSettings } from '#shared/domain/setup/tunnel.ts';
import { checkTunnel } from '#shared/setup/tunnel-rules.ts';

const settings = (part: Partial<TunnelSettings>): TunnelSettings => ({
  program: 'cloudflared',
  args: [],
  variables: [],
  addressPattern: '',
  ...part,
});
const variable = (name: string, from: 'text' | 'environment' | 'vault' = 'vault', value = '') => ({
  name,
  from,
  value,
});

describe('what keeps a tunnel from being started', () => {
  it.each([
    ['a name', { program: 'cloudflared' }],
    ['a whole path, with spaces', { program: '/opt/my tools/frpc' }],
    ['a path of Windows', { program: 'C:\\Program Files\\ngrok\\ngrok.exe' }],
    ['a good pattern', { addressPattern: 'url=(https://\\S+)' }],
    [
      'variables',
      { variables: [variable('A_1'), variable('_b', 'environment', 'OWN'), variable('c', 'text', 'any $(x)')] },
    ],
  ])('nothing is wrong with %s', (_what, part) => {
    expect(checkTunnel(settings(part))).toEqual([]);
  });

  it.each([
    [{ program: ' ' }, 'program', 'SETUP_REQUIRED'],
    [{ program: 'cloudflared tunnel run' }, 'program', 'TUNNEL_PROGRAM_FORM'],
    [{ program: './frpc' }, 'program', 'TUNNEL_PROGRAM_FORM'],
    [{ program: 'bin\\frpc.exe' }, 'program', 'TUNNEL_PROGRAM_FORM'],
    [{ addressPattern: '(' }, 'addressPattern', 'TUNNEL_PATTERN_FORM'],
    [{ variables: [variable('')] }, 'variables.0.name', 'TUNNEL_VARIABLE_FORM'],
    [{ variables: [variable('A'), variable('A=B')] }, 'variables.1.name', 'TUNNEL_VARIABLE_FORM'],
    [{ variables: [variable('A'), variable('A')] }, 'variables.1.name', 'TUNNEL_VARIABLE_TWICE'],
    [{ variables: [variable('A', 'environment', '')] }, 'variables.0.value', 'TUNNEL_VARIABLE_FORM'],
  ])('%j', (part, field, code) => {
    expect(checkTunnel(settings(part))).toMatchObject([{ field, code, weight: 'error' }]);
  });
});
