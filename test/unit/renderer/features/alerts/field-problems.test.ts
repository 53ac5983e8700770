import { describe, expect, it } from 'vitest';
import {
  addressesIn,
  addressesProblem,
  emailProblems,
  heartbeatProblems,
  numberProblem,
  sameHost,
  timesProblems,
  urlProblem,
  webhookProblems,
} from '#renderer/features/alerts/field-problems.ts';

describe('what is wrong at a field', () => {
  it('asks for https, or http to this computer', () => {
    expect(urlProblem('https://hooks.example.com/x')).toBeNull();
    expect(urlProblem('http://127.0.0.1:9000/x')).toBeNull();
    for (const wrong of [
      '',
      'hooks.example.com',
      'http://hooks.example.com',
      'ftp://example.com',
      'javascript:alert(1)',
    ]) {
      expect(urlProblem(wrong), wrong).toEqual({ key: 'url' });
    }
  });

  it('takes numbers within bounds only', () => {
    expect(numberProblem('10', 10, 20)).toBeNull();
    for (const wrong of ['', ' ', '9', '21', '10.5', 'ten', 'NaN', '1e9']) {
      expect(numberProblem(wrong, 10, 20), wrong).toEqual({ key: 'number', min: 10, max: 20 });
    }
    expect(numberProblem('0.5', 0, 60, false)).toBeNull();
  });

  it('reads addresses by line, comma and semicolon, and names the wrong one', () => {
    expect(addressesIn(' a@example.com\n\nb@example.com, c@example.com;')).toEqual([
      'a@example.com',
      'b@example.com',
      'c@example.com',
    ]);
    expect(addressesProblem('a@example.com\nb@', true)).toEqual({ key: 'emails', value: 'b@' });
    expect(addressesProblem('', true)).toEqual({ key: 'noneTo' });
    expect(addressesProblem('', false)).toBeNull();
    expect(addressesProblem(Array.from({ length: 51 }, (_, n) => `a${n}@example.com`).join('\n'), true)).toEqual({
      key: 'tooMany',
    });
  });

  it('lets a group that is switched off stay empty', () => {
    const webhook = { enabled: false, url: '', form: 'json', secret: '', removeSecret: false } as const;
    expect(webhookProblems(webhook)).toEqual({});
    expect(webhookProblems({ ...webhook, enabled: true })).toEqual({ url: { key: 'url' } });
    expect(heartbeatProblems({ enabled: false, url: '', everySeconds: '60' })).toEqual({});
    expect(heartbeatProblems({ enabled: true, url: '', everySeconds: '5' })).toMatchObject({
      url: { key: 'url' },
      everySeconds: { key: 'number' },
    });
  });

  const email = {
    enabled: true,
    host: 'smtp.example.com',
    port: '587',
    security: 'starttls',
    user: 'veerpont',
    password: '',
    removePassword: false,
    from: 'a@example.com',
    to: 'b@example.com',
  } as const;

  it('wants a password with a user name, and encryption beyond this computer', () => {
    expect(emailProblems(email, true)).toEqual({});
    expect(emailProblems(email, false)).toEqual({ user: { key: 'password' } });
    expect(emailProblems({ ...email, password: 'x' }, false)).toEqual({});
    expect(emailProblems({ ...email, security: 'none' }, true)).toEqual({ security: { key: 'plain' } });
    expect(emailProblems({ ...email, security: 'none', host: 'localhost' }, true)).toEqual({});
    expect(emailProblems({ ...email, host: 'https://smtp.example.com' }, true)).toEqual({ host: { key: 'host' } });
  });

  it('knows times, zones and quiet hours without length', () => {
    const times = {
      tellAfterMinutes: '3',
      reminderMinutes: '30',
      quiet: true,
      quietFrom: '22:00',
      quietUntil: '07:00',
      urgentToo: false,
      daily: true,
      dailyAt: '08:00',
      timeZone: 'Europe/Amsterdam',
      language: 'nl',
    } as const;
    expect(timesProblems(times)).toEqual({});
    expect(timesProblems({ ...times, quietUntil: '22:00' })).toEqual({ quietUntil: { key: 'sameTimes' } });
    expect(timesProblems({ ...times, dailyAt: '8:00', timeZone: 'Europe/Nowhere' })).toEqual({
      dailyAt: { key: 'time' },
      timeZone: { key: 'zone' },
    });
    expect(timesProblems({ ...times, quiet: false, quietFrom: 'x' })).toEqual({});
  });

  it('tells when a stored secret is for another host', () => {
    expect(sameHost('https://a.example.com/x', 'https://a.example.com/y')).toBe(true);
    expect(sameHost('https://a.example.com/x', 'https://b.example.com/x')).toBe(false);
    expect(sameHost('', '')).toBe(true);
  });
});
